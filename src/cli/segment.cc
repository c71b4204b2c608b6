// trichluc segment: the outline alone.
#include <memory>

#include "cli/commands.h"
#include "cli/options.h"
#include "cli/sink.h"
#include "trichluc/output.h"

namespace trichluc::cli {
namespace {

constexpr const char* kExamples =
    "Examples:\n"
    "  trichluc segment plan.txt                              sections and blocks as JSON\n"
    "  trichluc segment --format text plan.txt                the outline to read\n";

enum class Format { kJson, kText };

struct Options {
  Format format = Format::kJson;
  GrammarOptions grammar;
  RepairOptions repair;
  EncodingOption encoding;
  Colour colour = Colour::kAuto;
  std::string path;
};

int Run(const Options& options) {
  const Result<Opened> opened = Open(options.grammar, options.repair, options.encoding, options.path);
  if (!opened) return Fail(opened.error());
  const Result<Extraction> outline = opened->engine.Segment(opened->AsInput());
  if (!outline) return Fail(outline.error());
  WarnOfDecoder(opened->engine.DecoderWarning());
  if (options.format == Format::kJson) return PrintAll(ToJson(*outline));
  return PrintAll(ToText(*outline, opened->bytes, {UseColour(options.colour, ""), TextWidth("")}));
}

}  // namespace

void AddSegment(CLI::App& app, int& exit_code) {
  const auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("segment", "Print the outline alone: sections and blocks");
  AddChoice<Format>(*command, "--format", {{"json", Format::kJson}, {"text", Format::kText}}, options->format,
                    "json (the default) or text (to read)")
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
