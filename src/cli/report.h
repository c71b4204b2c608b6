// What the program says on the standard error stream.
#pragma once

#include <string>
#include <string_view>

#include "trichluc/result.h"

namespace trichluc::cli {

// Prints `trichluc: MESSAGE`.
void Complain(std::string_view message);
inline void Complain(const Error& error) { Complain(error.message); }

// A message about a file in the order that all messages have: the file, what failed, why, and what to do about it.
[[nodiscard]] std::string FileMessage(std::string_view name, std::string_view what, int error_number);

// `text` without the characters that a terminal obeys instead of showing them.
[[nodiscard]] std::string Visible(std::string_view text);

}  // namespace trichluc::cli
