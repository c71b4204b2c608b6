// trichluc grammar check, trichluc grammar test.
#include <memory>

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
    "  trichluc grammar check my-rules\n"
    "  trichluc grammar test my-rules\n"
    "  trichluc grammar test                                  the built-in grammars\n";
constexpr const char* kCheckExamples =
    "Examples:\n"
    "  trichluc grammar check my-rules                        each fault with file, line and column\n"
    "  trichluc grammar check                                 the built-in grammars\n";
constexpr const char* kTestExamples =
    "Examples:\n"
    "  trichluc grammar test my-rules                         each example that failed, with its line\n"
    "  trichluc grammar test                                  the built-in grammars\n";

std::string Counted(int count, const std::string& one) {
  return std::to_string(count) + " " + one + (count == 1 ? "" : "s");
}

int Check(const std::string& folder) {
  const Result<GrammarCheck> check = CheckGrammar(folder);
  if (!check) return Fail(check.error());
  for (const GrammarFault& fault : check->faults) {
    Complain(fault.file + ":" + std::to_string(fault.line) + ":" + std::to_string(fault.column) + ": " + fault.message);
  }
  const int printed = PrintAll(Counted(check->files, "file") + ", " + Counted(check->rules, "rule") + ", " +
                               Counted(check->phrases, "phrase") + ": " +
                               Counted(static_cast<int>(check->faults.size()), "fault") + "\n");
  return check->faults.empty() ? printed : kFailed;
}

int Test(const std::string& folder) {
  const Result<GrammarTest> test = TestGrammar(folder);
  if (!test) return Fail(test.error());
  for (const GrammarTest::Failure& failure : test->failures) {
    Complain(failure.file + ":" + std::to_string(failure.line) + ": " + failure.rule + ": \"" + failure.example +
             "\": " + failure.message);
  }
  const int printed = PrintAll(Counted(test->examples, "example") + ": " +
                               Counted(static_cast<int>(test->failures.size()), "failure") + "\n");
  if (test->examples == 0) {
    // A test that tries nothing would hold whatever the rules do.
    Complain((folder.empty() ? std::string("the built-in grammars") : folder) +
             ": no examples to run (add `yes` and `no` examples to the rules)");
    return kFailed;
  }
  return test->failures.empty() ? printed : kFailed;
}

void AddCommand(CLI::App& grammar, const char* name, const char* about, const char* examples,
                int (*run)(const std::string&), int& exit_code) {
  const auto folder = std::make_shared<std::string>();
  CLI::App* command = grammar.add_subcommand(name, about);
  command->add_option("DIR", *folder, "A folder of grammar files; the built-in ones if left out")->type_name("");
  command->footer(examples);
  command->callback([folder, run, &exit_code] { exit_code = run(*folder); });
}

}  // namespace

void AddGrammar(CLI::App& app, int& exit_code) {
  CLI::App* command = app.add_subcommand("grammar", "Check grammar files and run their examples");
  command->require_subcommand(0, 1);
  command->footer(kExamples);
  command->callback([command, &exit_code] {
    if (command->get_subcommands().empty()) {
      exit_code = Fail(
          {Error::Code::kBadArgument, "grammar: no command was given: check or test (see `trichluc grammar --help`)"});
    }
  });
  AddCommand(*command, "check", "Read and compile the grammar files and report every fault", kCheckExamples, Check,
             exit_code);
  AddCommand(*command, "test", "Run the examples that stand beside the rules", kTestExamples, Test, exit_code);
}

}  // namespace trichluc::cli
