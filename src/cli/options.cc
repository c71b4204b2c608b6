#include "cli/options.h"

#include <utility>

#include "cli/exit_code.h"
#include "cli/files.h"
#include "cli/report.h"

namespace trichluc::cli {

void GrammarOptions::AddTo(CLI::App& command) {
  command.add_option("--grammars", folder, "Grammar files below DIR in place of the built-in ones")->type_name("DIR");
  command.add_option("--extra-grammars", extra_folders, "Grammar files below DIR as well; may be given more than once")
      ->type_name("DIR")
      ->allow_extra_args(false);  // or it would swallow the FILE that follows
}

EngineOptions GrammarOptions::ForEngine() const {
  EngineOptions options;
  options.grammar_folder = folder;
  options.extra_grammar_folders = extra_folders;
  return options;
}

void AddColour(CLI::App& command, Colour& colour) {
  AddChoice<Colour>(command, "--colour,--color",
                    {{"auto", Colour::kAuto}, {"always", Colour::kAlways}, {"never", Colour::kNever}}, colour,
                    "Colour text: auto (a terminal only), always or never")
      ->type_name("WHEN");
}

Result<Opened> Open(const GrammarOptions& grammar, const std::string& path) {
  const EngineOptions options = grammar.ForEngine();
  Result<std::string> bytes = ReadInput(path, options.limits.max_bytes);
  if (!bytes) return bytes.error();
  Result<Engine> engine = Engine::Create(options);
  if (!engine) return engine.error();
  return Opened{std::move(*engine), InputName(path), std::move(*bytes)};
}

int Fail(const Error& error) {
  Complain(error);
  return error.code == Error::Code::kBadArgument ? kUsage : kFailed;
}

}  // namespace trichluc::cli
