// What --help prints.
#pragma once

#include <CLI/CLI.hpp>
#include <string>

namespace trichluc::cli {

// One screen for each command: what it does, how it is called, its arguments and options in two columns, wrapped, and the
// examples of its footer.
class HelpPage : public CLI::FormatterBase {
 public:
  std::string make_help(const CLI::App* app, std::string name, CLI::AppFormatMode mode) const override;
};

}  // namespace trichluc::cli
