#include "cli/help.h"

#include <algorithm>
#include <string_view>
#include <vector>

namespace trichluc::cli {
namespace {

constexpr std::size_t kIndent = 26;  // of the second column
constexpr std::size_t kWidth = 100;

// A row of two columns, the second one wrapped. The texts are ASCII: a byte is a column.
std::string Row(const std::string& left, std::string_view right) {
  std::string out = "  " + left;
  std::size_t column = out.size();
  const auto to_indent = [&] {
    out.append(kIndent - column, ' ');
    column = kIndent;
  };
  const auto break_line = [&] {
    out += '\n';
    column = 0;
    to_indent();
  };
  if (column + 1 < kIndent) {
    to_indent();
  } else {
    break_line();
  }
  while (!right.empty()) {
    const std::string_view word = right.substr(0, right.find(' '));
    const bool first = column == kIndent;
    if (!first && column + 1 + word.size() > kWidth) {
      break_line();
    } else if (!first) {
      out += ' ';
      ++column;
    }
    out += word;
    column += word.size();
    right.remove_prefix(std::min(word.size() + 1, right.size()));
  }
  return out + "\n";
}

std::string ArgumentName(const CLI::Option& option) {
  return option.get_name(true) + (option.get_expected_max() > 1 ? "..." : "");
}

std::string OptionName(const CLI::Option& option) {
  std::string names;
  for (const std::string& name : option.get_snames()) names += (names.empty() ? "-" : ", -") + name;
  for (const std::string& name : option.get_lnames()) names += (names.empty() ? "--" : ", --") + name;
  return option.get_type_size() == 0 ? names : names + " " + option.get_type_name();
}

std::string Usage(const CLI::App& app, const std::string& name) {
  std::string out = "Usage: " + name + " [OPTIONS]";
  for (const CLI::Option* option : app.get_options()) {
    if (!option->get_positional()) continue;
    out += option->get_required() ? " " + ArgumentName(*option) : " [" + ArgumentName(*option) + "]";
  }
  if (!app.get_subcommands({}).empty()) out += " COMMAND";
  return out + "\n";
}

}  // namespace

std::string HelpPage::make_help(const CLI::App* app, std::string name, CLI::AppFormatMode) const {
  std::string arguments;
  std::string options;
  for (const CLI::Option* option : app->get_options()) {
    if (option->get_positional()) {
      arguments += Row(ArgumentName(*option), option->get_description());
    } else {
      options += Row(OptionName(*option), option->get_description());
    }
  }
  std::string commands;
  for (const CLI::App* command : app->get_subcommands({}))
    commands += Row(command->get_name(), command->get_description());

  std::string out = app->get_description() + "\n\n" + Usage(*app, name);
  if (!commands.empty()) out += "\nCommands:\n" + commands;
  if (!arguments.empty()) out += "\nArguments:\n" + arguments;
  if (!options.empty()) out += "\nOptions:\n" + options;
  if (!app->get_footer().empty()) out += "\n" + app->get_footer();
  return out;
}

}  // namespace trichluc::cli
