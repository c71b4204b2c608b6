// trichluc extract: the records of one document or of many.
#include <algorithm>
#include <filesystem>
#include <memory>
#include <thread>

#include "cli/commands.h"
#include "cli/exit_code.h"
#include "cli/files.h"
#include "cli/in_order.h"
#include "cli/options.h"
#include "cli/report.h"
#include "cli/sink.h"
#include "trichluc/output.h"

namespace trichluc::cli {
namespace {

namespace fs = std::filesystem;

constexpr const char* kKinds =
    "document, sections, blocks, references, assignments, targets, deadlines, custom, diagnostics";
constexpr const char* kExamples =
    "Examples:\n"
    "  trichluc extract plan.txt                              one JSON document\n"
    "  trichluc extract --format text plan.txt                to read\n"
    "  trichluc extract --format jsonl -o plans.jsonl plans/  all *.txt and *.md below a folder\n"
    "  trichluc extract --format csv --kind deadlines *.txt   a table for a spreadsheet\n"
    "  trichluc extract --extra-grammars my-rules plan.txt    with rules of one's own\n"
    "  pdftotext plan.pdf - | trichluc extract -              from another program\n";

enum class Format { kJson, kJsonLines, kText, kCsv };

struct Options {
  Format format = Format::kJson;
  std::string kind;
  GrammarOptions grammar;
  RepairOptions repair;
  EncodingOption encoding;
  std::string output;
  std::size_t threads = 0;
  Colour colour = Colour::kAuto;
  std::vector<std::string> arguments;
};

// What became of one input.
struct Outcome {
  std::string output;
  std::optional<Extraction> extraction;  // in place of the output, where that is better written in pieces
  std::optional<Error> error;
};

class Extractor {
 public:
  Extractor(const Options& options, const Engine& engine) : options_(options), engine_(engine) {
    style_.colour = UseColour(options.colour, options.output);
    style_.width = TextWidth(options.output);
  }

  [[nodiscard]] Outcome Extract(const std::string& path) const {
    const Result<std::string> bytes = ReadInput(path, Limits{}.max_bytes);
    if (!bytes) return {{}, std::nullopt, bytes.error()};
    Result<Extraction> extraction = engine_.Extract({.name = InputName(path), .bytes = *bytes});
    if (!extraction) return {{}, std::nullopt, extraction.error()};
    if (options_.format == Format::kJson) return {{}, std::move(*extraction), std::nullopt};
    return {Written(*extraction, *bytes), std::nullopt, std::nullopt};
  }

 private:
  [[nodiscard]] std::string Written(const Extraction& extraction, std::string_view bytes) const {
    switch (options_.format) {
      case Format::kJson: break;  // in pieces
      case Format::kJsonLines: return ToJsonLine(extraction);
      case Format::kText: return ToText(extraction, bytes, style_);
      case Format::kCsv: return ToCsv(extraction, options_.kind);
    }
    return {};
  }

  const Options& options_;
  const Engine& engine_;
  TextStyle style_;
};

// What is wrong with the options taken together; empty where they hold.
std::string Fault(const Options& options) {
  if (options.format == Format::kCsv && options.kind.empty()) {
    return std::string("--format csv writes one kind of record (add --kind with one of: ") + kKinds + ")";
  }
  if (!options.kind.empty() && options.format != Format::kCsv) {
    return "--kind goes with --format csv; the other formats hold all kinds (add --format csv or leave --kind out)";
  }
  if (!options.kind.empty() && CsvHeader(options.kind).empty()) {
    return "--kind " + options.kind + ": no such kind (use one of: " + kKinds + ")";
  }
  if (std::count(options.arguments.begin(), options.arguments.end(), kStandardInput) > 1) {
    return "-: the standard input can be read only once (give - one time)";
  }
  return {};
}

// The faults that show only once the folders were looked into.
std::string Fault(const Options& options, const Inputs& inputs) {
  if (options.format == Format::kJson && inputs.paths.size() > 1) {
    return "--format json holds one document, and " + std::to_string(inputs.paths.size()) +
           " files were given (use --format jsonl: one line of JSON for each)";
  }
  for (const std::string& path : inputs.paths) {
    std::error_code unknown;  // where one of the two does not exist they are not the same
    if (!options.output.empty() && path != kStandardInput && fs::equivalent(path, options.output, unknown)) {
      return "-o " + options.output + ": is one of the inputs and would be overwritten (choose another name)";
    }
  }
  return {};
}

// What goes before an output: the head of a table, the space between two views.
std::string Before(const Options& options, std::size_t index) {
  if (options.format == Format::kCsv && index == 0) return CsvHeader(options.kind);
  if (options.format == Format::kText && index > 0) return "\n\n";
  return {};
}

int Run(const Options& options) {
  if (const std::string fault = Fault(options); !fault.empty()) return Fail({Error::Code::kBadArgument, fault});
  const Inputs inputs = ExpandInputs(options.arguments);
  if (const std::string fault = Fault(options, inputs); !fault.empty()) return Fail({Error::Code::kBadArgument, fault});
  bool failed = !inputs.errors.empty();
  for (const Error& error : inputs.errors) Complain(error);

  EngineOptions reading = options.grammar.ForEngine();
  options.repair.Apply(reading);
  reading.encoding = options.encoding.name;
  const Result<Engine> engine = Engine::Create(reading);
  if (!engine) return Fail(engine.error());
  Result<Sink> sink = Sink::Open(options.output);
  if (!sink) return Fail(sink.error());

  const Extractor extractor(options, *engine);
  const std::size_t threads = options.threads > 0 ? options.threads : std::max(1U, std::thread::hardware_concurrency());
  std::size_t written = 0;
  if (options.format == Format::kCsv) sink->Write(Before(options, written++));  // a table without rows has its header
  InOrder(
      inputs.paths.size(), threads, [&](std::size_t i) { return extractor.Extract(inputs.paths[i]); },
      [&](std::size_t, const Outcome& outcome) {
        if (outcome.error) {
          Complain(*outcome.error);
          failed = true;
          return true;
        }
        if (!sink->Write(Before(options, written++))) return false;
        if (outcome.extraction) return WriteJson(*outcome.extraction, [&](std::string_view piece) { return sink->Write(piece); });
        return sink->Write(outcome.output);
      });
  if (const auto error = sink->Close()) {
    Complain(*error);
    failed = true;
  }
  return failed ? kFailed : kOk;
}

}  // namespace

void AddExtract(CLI::App& app, int& exit_code) {
  const auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("extract", "Print the records of each FILE");
  AddChoice<Format>(
      *command, "--format",
      {{"json", Format::kJson}, {"jsonl", Format::kJsonLines}, {"text", Format::kText}, {"csv", Format::kCsv}},
      options->format, "json (one document; the default), jsonl (a line for each), text (to read), csv (one kind)")
      ->type_name("FORMAT");
  command->add_option("--kind", options->kind, std::string("The kind of record in a CSV table: ") + kKinds)
      ->type_name("KIND");
  options->grammar.AddTo(*command);
  options->repair.AddTo(*command);
  options->encoding.AddTo(*command);
  command->add_option("-o,--output", options->output, "Write to FILE in place of the standard output")
      ->type_name("FILE");
  command->add_option("--threads", options->threads, "Read N inputs at a time; the output does not depend on it")
      ->type_name("N")
      ->check(CLI::Range(std::size_t{1}, std::size_t{256}).description(""));
  AddColour(*command, options->colour);
  command
      ->add_option("FILE", options->arguments,
                   "Files to read; - is the standard input, a folder all *.txt and *.md files below it")
      ->type_name("")
      ->required();
  command->footer(kExamples);
  command->callback([options, &exit_code] { exit_code = Run(*options); });
}

}  // namespace trichluc::cli
