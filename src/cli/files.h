// Input from files, folders and the standard input.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "trichluc/result.h"

namespace trichluc::cli {

inline constexpr const char* kStandardInput = "-";  // as an argument

// What an input is called in records and messages.
[[nodiscard]] std::string InputName(const std::string& path);

// The whole input as bytes. Fails where it cannot be read or is longer than `max_bytes`; a file that is too long is not
// read at all.
Result<std::string> ReadInput(const std::string& path, std::size_t max_bytes);

// The files that the arguments stand for.
struct Inputs {
  std::vector<std::string> paths;
  std::vector<Error> errors;  // folders that could not be read or hold nothing to read
};

// Folders are searched, with all their subfolders, for *.txt and *.md; those files come in sorted order. All other arguments
// stay as and where they are. Links to folders inside a folder are not followed, so that a search always ends.
[[nodiscard]] Inputs ExpandInputs(const std::vector<std::string>& arguments);

}  // namespace trichluc::cli
