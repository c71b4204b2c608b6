// trichluc explain: why there is a record at some place, or none.
#include <memory>

#include "cli/commands.h"
#include "cli/exit_code.h"
#include "cli/options.h"
#include "cli/place.h"
#include "cli/sink.h"
#include "trichluc/output.h"

namespace trichluc::cli {
namespace {

constexpr const char* kExamples =
    "Examples:\n"
    "  trichluc explain plan.txt --at 42:1                    the place as editors count it\n"
    "  trichluc explain plan.txt --at 42:17 --format json\n";

enum class Format { kText, kJson };

struct Options {
  Format format = Format::kText;
  GrammarOptions grammar;
  RepairOptions repair;
  EncodingOption encoding;
  Colour colour = Colour::kAuto;
  std::string at;
  std::string path;
};

int Run(const Options& options) {
  const auto at = ParsePlace(options.at);
  if (!at) {
    return Fail({Error::Code::kBadArgument,
                 "--at " + options.at + ": no place (give line and column, both from 1, such as --at 12:1)"});
  }
  const Result<Opened> opened = Open(options.grammar, options.repair, options.encoding, options.path);
  if (!opened) return Fail(opened.error());
  // Lines and columns are those of the text, whatever it was read from.
  const Result<std::string> text = opened->engine.Text(opened->AsInput());
  if (!text) return Fail(text.error());
  WarnOfDecoder(opened->engine.DecoderWarning());
  const Result<std::size_t> offset = OffsetAt(*text, *at);
  if (!offset) return Fail({offset.error().code, opened->name + ": " + offset.error().message});
  const Result<Explanation> explanation = opened->engine.Explain({opened->name, *text}, *offset);
  if (!explanation) return Fail(explanation.error());
  if (options.format == Format::kJson) return PrintAll(ToJson(*explanation));
  return PrintAll(ToText(*explanation, *text, {UseColour(options.colour, ""), TextWidth("")}));
}

}  // namespace

void AddExplain(CLI::App& app, int& exit_code) {
  const auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("explain", "Say which rules made a record at a place, and why others did not");
  command->add_option("--at", options->at, "The place: line and column, in characters, both from 1")
      ->type_name("LINE:COL")
      ->required();
  AddChoice<Format>(*command, "--format", {{"json", Format::kJson}, {"text", Format::kText}}, options->format,
                    "text (the default) or json")
      ->type_name("FORMAT");
  options->grammar.AddTo(*command);
  options->repair.AddTo(*command);
  options->encoding.AddTo(*command);
  AddColour(*command, options->colour);
  command->add_option("FILE", options->path, "The file to read; - is the standard input")->type_name("")->required();
  command->footer(kExamples);
  command->callback([options, &exit_code] { exit_code = Run(*options); });
}

}  // namespace trichluc::cli
