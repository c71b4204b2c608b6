// trichluc grammar check, trichluc grammar test.
#include <memory>
#include <string>
#include <vector>

#include "cli/commands.h"
#include "cli/exit_code.h"
#include "cli/options.h"
#include "cli/report.h"
#include "cli/sink.h"
#include "trichluc/grammar.h"

namespace trichluc::cli {
namespace {

constexpr const char* kExamples =
    "Examples:\n"
    "  trichluc grammar check my-grammars\n"
    "  trichluc grammar test --extra-grammars my-rules        the built-in grammars and your rules\n"
    "  trichluc grammar test                                  the built-in grammars\n";
constexpr const char* kCheckExamples =
    "Examples:\n"
    "  trichluc grammar check --extra-grammars my-rules       each fault with file, line and column\n"
    "  trichluc grammar check                                 the built-in grammars\n";
constexpr const char* kTestExamples =
    "Examples:\n"
    "  trichluc grammar test --extra-grammars my-rules        each example that failed, with its line\n"
    "  trichluc grammar test                                  the built-in grammars\n";

// What to read: a whole set of grammars, and folders that add to it.
struct Folders {
  std::string folder;
  std::vector<std::string> extra;
};

std::string Counted(int count, const std::string& one) {
  return std::to_string(count) + " " + one + (count == 1 ? "" : "s");
}

int Check(const Folders& folders) {
  const Result<GrammarCheck> check = CheckGrammar(folders.folder, folders.extra);
  if (!check) return Fail(check.error());
  for (const GrammarFault& fault : check->faults) Complain(FaultLine(fault));
  const int printed = PrintAll(Counted(check->files, "file") + ", " + Counted(check->rules, "rule") + ", " +
                               Counted(check->phrases, "phrase") + ": " +
                               Counted(static_cast<int>(check->faults.size()), "fault") + "\n");
  return check->faults.empty() ? printed : kFailed;
}

int Test(const Folders& folders) {
  const Result<GrammarTest> test = TestGrammar(folders.folder, folders.extra);
  if (!test) return Fail(test.error());
  for (const GrammarTest::Failure& failure : test->failures) {
    Complain(failure.file + ":" + std::to_string(failure.line) + ": " + failure.rule + ": \"" + failure.example +
             "\": " + failure.message);
  }
  const int printed = PrintAll(Counted(test->examples, "example") + ": " +
                               Counted(static_cast<int>(test->failures.size()), "failure") + "\n");
  if (test->examples == 0) {
    // A test that tries nothing would hold whatever the rules do.
    Complain((folders.folder.empty() ? std::string("the built-in grammars") : folders.folder) +
             ": no examples to run (add `yes` and `no` examples to the rules)");
    return kFailed;
  }
  return test->failures.empty() ? printed : kFailed;
}

void AddCommand(CLI::App& grammar, const char* name, const char* about, const char* examples,
                int (*run)(const Folders&), int& exit_code) {
  const auto folders = std::make_shared<Folders>();
  CLI::App* command = grammar.add_subcommand(name, about);
  command->add_option("DIR", folders->folder, "A folder of grammar files; the built-in ones if left out")
      ->type_name("");
  command->add_option("--extra-grammars", folders->extra, "A folder of your own rules, read after them (repeatable)")
      ->type_name("DIR")
      ->allow_extra_args(false);
  command->footer(examples);
  command->callback([folders, run, &exit_code] { exit_code = run(*folders); });
}

}  // namespace

void AddGrammar(CLI::App& app, int& exit_code) {
  CLI::App* command = app.add_subcommand("grammar", "Check grammar files and run their examples");
  command->require_subcommand(0, 1);
  command->footer(kExamples);
  command->callback([command, &exit_code] {
    if (command->get_subcommands().empty()) {
      exit_code = Fail(
          {Error::Code::kBadArgument, "grammar: no command was given: check or test (see trichluc grammar --help)"});
    }
  });
  AddCommand(*command, "check", "Read and compile the grammar files and report every fault", kCheckExamples, Check,
             exit_code);
  AddCommand(*command, "test", "Run the examples that stand beside the rules", kTestExamples, Test, exit_code);
}

}  // namespace trichluc::cli
