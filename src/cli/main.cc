// The program trichluc. Each command stands in the file of its name; this one reads the command line.
#include <exception>
#include <memory>
#include <new>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "cli/commands.h"
#include "cli/exit_code.h"
#include "cli/help.h"
#include "cli/report.h"
#include "cli/sink.h"
#include "trichluc/version.h"

namespace trichluc::cli {
namespace {

constexpr const char* kAbout = "Reads Vietnamese administrative plans and extracts structured records.";
constexpr const char* kExamples =
    "Examples:\n"
    "  trichluc extract --format text plan.txt                read a plan's records\n"
    "  trichluc extract --format jsonl plans/ > plans.jsonl   all plans below a folder\n"
    "  trichluc explain plan.txt --at 42:1                    why line 42 has the record it has, or none\n"
    "\n"
    "trichluc COMMAND --help says more of a command. Exit codes: 0 all was read, 1 some input could not\n"
    "be read or a check failed, 2 the command line does not hold.\n";

// The innermost command that was given.
const CLI::App& Innermost(const CLI::App& app) {
  const CLI::App* at = &app;
  while (!at->get_subcommands().empty()) at = at->get_subcommands().front();
  return *at;
}

// Its command line: "trichluc grammar test".
std::string CommandName(const CLI::App& app) {
  std::string name = app.get_name();
  for (const CLI::App* at = &app; !at->get_subcommands().empty();) {
    at = at->get_subcommands().front();
    name += " " + at->get_name();
  }
  return name;
}

// The commands that there are within one: "add, remove, info".
std::string CommandsOf(const CLI::App& app) {
  std::string names;
  for (const CLI::App* command : app.get_subcommands({})) names.append(names.empty() ? "" : ", ").append(command->get_name());
  return names;
}

// What is wrong with the command line, in words that name the argument.
std::string Fault(const CLI::App& app, const CLI::ParseError& error) {
  if (const auto* mismatch = dynamic_cast<const CLI::ArgumentMismatch*>(&error)) {
    const std::string what = mismatch->what();
    const std::string option = what.substr(0, what.find(':'));
    const CLI::Option* given = Innermost(app).get_option_no_throw(option);
    return option + (given != nullptr && given->count() > 1 ? ": given more than once" : ": its value is missing");
  }
  const std::vector<std::string> left = app.remaining(true);
  const std::string commands = CommandsOf(Innermost(app));
  const bool no_command = dynamic_cast<const CLI::RequiredError*>(&error) != nullptr && !commands.empty();
  if (no_command && left.empty()) return "no command was given: there are " + commands;
  if ((!no_command && dynamic_cast<const CLI::ExtrasError*>(&error) == nullptr) || left.empty()) return error.what();
  const std::string named = "'" + left.front() + "'";
  if (left.front().size() > 1 && left.front()[0] == '-') return "no such option " + named;
  return commands.empty() ? "one argument too many: " + named : "no such command " + named + ": there are " + commands;
}

// `--output= plan.txt`: CLI11 would take the next argument for the value, and write over a plan.
std::optional<std::string> OptionWithoutValue(int argc, const char* const* argv) {
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument = argv[i];
    if (argument == "--") break;
    if (argument.starts_with("--") && argument.find('=') == argument.size() - 1) return std::string(argument);
  }
  return std::nullopt;
}

// Help and version are no errors: CLI11 throws them as such.
int AnswerOrComplain(const CLI::App& app, const CLI::ParseError& error) {
  std::ostringstream out;
  std::ostringstream ignored;
  if (app.exit(error, out, ignored) == 0) return PrintAll(out.str());
  Complain(Fault(app, error) + " (see " + CommandName(app) + " --help)");
  return kUsage;
}

int Main(int argc, const char* const* argv) {
  int exit_code = kOk;
  CLI::App app(kAbout, "trichluc");
  app.formatter(std::make_shared<HelpPage>());
  app.set_help_flag("-h,--help", "Print this help");
  app.set_version_flag("--version", "trichluc " TRICHLUC_VERSION, "Print the version");
  app.require_subcommand(0, 1);  // with 1 an unknown option would be taken for a missing command
  app.footer(kExamples);
  AddExtract(app, exit_code);
  AddExport(app, exit_code);
  AddReport(app, exit_code);
  AddIndex(app, exit_code);
  AddSearch(app, exit_code);
  AddServe(app, exit_code);
  AddNormalize(app, exit_code);
  AddSegment(app, exit_code);
  AddExplain(app, exit_code);
  AddGrammar(app, exit_code);
  AddEval(app, exit_code);
  AddTrain(app, exit_code);
  AddLearn(app, exit_code);
  AddEvalRepair(app, exit_code);
  AddOcr(app, exit_code);
  AddSchema(app, exit_code);
  if (const auto option = OptionWithoutValue(argc, argv)) {
    Complain("'" + *option + "' has no value (see trichluc --help)");
    return kUsage;
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return AnswerOrComplain(app, error);
  }
  if (app.get_subcommands().empty()) {
    Complain("no command was given (see trichluc --help)");
    return kUsage;
  }
  return exit_code;
}

}  // namespace
}  // namespace trichluc::cli

int main(int argc, char** argv) {
  try {
    return trichluc::cli::Main(argc, argv);
  } catch (const std::bad_alloc&) {
    trichluc::cli::Complain("out of memory (use fewer --threads or split the input)");
  } catch (const std::exception& error) {
    trichluc::cli::Complain(std::string(error.what()) + " (please report this)");
  }
  return trichluc::cli::kFailed;
}
