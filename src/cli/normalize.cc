// trichluc normalize: the text as the rules see it.
#include <memory>

#include "cli/commands.h"
#include "cli/exit_code.h"
#include "cli/options.h"
#include "cli/sink.h"

namespace trichluc::cli {
namespace {

constexpr const char* kExamples =
    "Examples:\n"
    "  trichluc normalize plan.txt\n"
    "  trichluc normalize plan.txt | diff plan.txt -          what was changed\n";

struct Options {
  GrammarOptions grammar;
  RepairOptions repair;
  std::string path;
};

int Run(const Options& options) {
  const Result<Opened> opened = Open(options.grammar, options.repair, options.path);
  if (!opened) return Fail(opened.error());
  const auto lines = opened->engine.Normalize(opened->AsInput());
  if (!lines) return Fail(lines.error());
  std::string out;
  for (const NormalizedLine& line : *lines) out.append(line.text).append("\n");
  return PrintAll(out);
}

}  // namespace

void AddNormalize(CLI::App& app, int& exit_code) {
  const auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("normalize", "Print the text as the rules see it, line by line");
  options->grammar.AddTo(*command);
  options->repair.AddTo(*command);
  command->add_option("FILE", options->path, "The file to read; - is the standard input")->type_name("")->required();
  command->footer(kExamples);
  command->callback([options, &exit_code] { exit_code = Run(*options); });
}

}  // namespace trichluc::cli
