// What the commands that write exports have in common.
#pragma once

#include <CLI/CLI.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "trichluc/index_export.h"
#include "trichluc/result.h"

namespace trichluc::cli {

struct ExportOptions {
  std::optional<ExportForm> form;
  std::string language = "vi";
  std::string output;

  // --to, --language and -o.
  void AddTo(CLI::App& command);
  // What is wrong with them taken together; empty where they hold.
  [[nodiscard]] std::string Fault() const;
  [[nodiscard]] bool ToStandardOutput() const { return IsStandardOutput(output); }

  [[nodiscard]] static bool IsStandardOutput(std::string_view path) { return path.empty() || path == "-"; }
};

// What is wrong where each document has a file of its own, so many are to be written, and no folder was named.
[[nodiscard]] Error NoFolderFor(std::size_t documents, std::string_view given);

// Writes `bytes` to a file or to the standard output.
std::optional<Error> WriteFile(const std::string& path, std::string_view bytes);

}  // namespace trichluc::cli
