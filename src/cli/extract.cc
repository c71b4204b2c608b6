// trichluc extract: the records of one document or of many.
#include <algorithm>
#include <filesystem>
#include <memory>

#include "cli/batch_report.h"
#include "cli/commands.h"
#include "cli/exit_code.h"
#include "cli/files.h"
#include "cli/in_order.h"
#include "cli/input_reader.h"
#include "cli/journal.h"
#include "cli/options.h"
#include "cli/sink.h"
#include "cli/work.h"
#include "trichluc/output.h"
#include "trichluc/version.h"

namespace trichluc::cli {
namespace {

namespace fs = std::filesystem;

constexpr const char* kKinds =
    "document, sections, blocks, references, assignments, targets, deadlines, custom, diagnostics";
constexpr const char* kExamples =
    "Examples:\n"
    "  trichluc extract plan.txt                              one JSON document\n"
    "  trichluc extract --format text plan.txt                to read\n"
    "  trichluc extract --format jsonl -o plans.jsonl plans/  all documents below a folder\n"
    "  trichluc extract --format jsonl plans.zip              all documents in an archive\n"
    "  trichluc extract --format jsonl -o plans.jsonl --resume plans/\n"
    "                                                         the same; go on where it was stopped\n"
    "  trichluc extract --format csv --kind deadlines *.txt   a table for a spreadsheet\n"
    "  trichluc extract --extra-grammars my-rules plan.txt    with rules of one's own\n"
    "  pdftotext plan.pdf - | trichluc extract -              from another program\n";

enum class Format { kJson, kJsonLines, kText, kCsv };

struct Options {
  Format format = Format::kJson;
  std::string kind;
  BatchOptions batch;
  std::string output;
  bool resume = false;
  Colour colour = Colour::kAuto;
};

TextStyle StyleOf(const Options& options) {
  return {.colour = UseColour(options.colour, options.output), .width = TextWidth(options.output)};
}

std::string Written(const Options& options, const Extraction& extraction, std::string_view bytes, const TextStyle& style) {
  switch (options.format) {
    case Format::kJson: break;  // in pieces
    case Format::kJsonLines: return ToJsonLine(extraction);
    case Format::kText: return ToText(extraction, bytes, style);
    case Format::kCsv: return ToCsv(extraction, options.kind);
  }
  return {};
}

// The same of --resume.
std::string ResumeFault(const Options& options) {
  std::error_code unknown;  // what does not exist will be a file
  const std::string& output = options.output;
  if (output.empty() || output == "-") return "--resume goes on with a file (name it with -o)";
  if (options.format == Format::kJson) {
    return "--format json holds one document, and --resume is for many (use --format jsonl: one line of JSON for each)";
  }
  if (fs::exists(output, unknown) && !fs::is_regular_file(output, unknown)) {
    return "-o " + output + ": is no file that --resume could go on with (name one, or leave --resume out)";
  }
  if (std::count(options.batch.arguments.begin(), options.batch.arguments.end(), kStandardInput) > 0) {
    return "-: the standard input cannot be read again by --resume (give files)";
  }
  if (WouldBeFound(output, options.batch.arguments)) {
    return "-o " + output + ": the next run would find it among its inputs (write it to another folder)";
  }
  return {};
}

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
  if (std::string fault = options.batch.Fault(); !fault.empty()) return fault;
  return options.resume ? ResumeFault(options) : std::string();
}

// The faults that show only once the folders were looked into.
std::string Fault(const Options& options, const Work& work) {
  if (options.format == Format::kJson && work.paths.size() > 1) {
    return "--format json holds one document, and " + std::to_string(work.paths.size()) +
           " files were given (use --format jsonl: one line of JSON for each)";
  }
  if (options.output.empty() || options.output == "-") return {};
  if (work.Reads(options.output)) return "-o " + options.output + ": is one of the inputs and would be overwritten (choose another name)";
  return {};
}

std::string Files(const std::vector<std::string>& paths, const std::vector<FileFacts>& facts) {
  Digest digest;
  for (std::size_t i = 0; i < paths.size(); ++i) {
    // No path holds a zero byte: two lists that differ do so here, too.
    digest.Add(paths[i] + '\0' + std::to_string(facts[i].size) + ' ' + std::to_string(facts[i].modified) + '\0');
  }
  return std::to_string(paths.size()) + " files, digest " + digest.Hex();
}

std::string Files(const std::vector<std::string>& paths) {
  std::vector<FileFacts> facts(paths.size());
  std::transform(paths.begin(), paths.end(), facts.begin(), [](const std::string& path) { return LookAt(path); });
  return Files(paths, facts);
}

const char* Name(Format format) {
  switch (format) {
    case Format::kJson: return "json";
    case Format::kJsonLines: return "jsonl";
    case Format::kText: return "text";
    case Format::kCsv: return "csv";
  }
  return "";
}

// All that the output depends on.
Conditions ConditionsOf(const Options& options, const Work& work, const EngineOptions& reading) {
  Conditions conditions = {{"the version", TRICHLUC_VERSION},
                           {"--format", Name(options.format)},
                           {"--kind", options.kind},
                           {"--repair", cli::Name(reading.repair)},
                           {"--encoding", reading.encoding},
                           {"--grammars", reading.grammar_folder}};
  if (!reading.grammar_folder.empty())
    conditions.emplace_back("the files of --grammars", Files(FilesBelow(reading.grammar_folder)));
  if (options.format == Format::kText)
    conditions.emplace_back("--colour", StyleOf(options).colour ? "always" : "never");
  std::string extra;
  std::vector<std::string> extra_files;
  for (const std::string& folder : reading.extra_grammar_folders) {
    extra += (extra.empty() ? "" : ", ") + folder;
    for (std::string& path : FilesBelow(folder)) extra_files.push_back(std::move(path));
  }
  conditions.emplace_back("--extra-grammars", extra);
  if (!extra.empty()) conditions.emplace_back("the files of --extra-grammars", Files(extra_files));
  const std::string model = reading.model.empty() ? DefaultModelPath() : reading.model;
  conditions.emplace_back("--model", model);
  conditions.emplace_back("the model", Files({model}));
  conditions.emplace_back("the inputs", Files(work.paths, work.facts));
  return conditions;
}

// What goes before an output: the head of a table, the space between two views.
std::string Before(const Options& options, std::size_t index) {
  if (options.format == Format::kCsv && index == 0) return CsvHeader(options.kind);
  if (options.format == Format::kText && index > 0) return "\n\n";
  return {};
}

// Takes the outcomes in the order of the inputs, and writes.
class Batch {
 public:
  Batch(const Options& options, const Work& work, Sink& sink, Journal* journal)
      : options_(options),
        work_(work),
        sink_(sink),
        journal_(journal),
        report_(work, UseProgress(options.batch.progress, options.output)) {
    if (journal != nullptr) TakeEarlier();
  }

  // Of the inputs, those that an earlier run has done.
  [[nodiscard]] std::size_t earlier() const { return earlier_; }

  // A table without rows has its header.
  void Begin() {
    if (options_.format == Format::kCsv && earlier_ == 0) Write(Before(options_, written_++));
    report_.Show();
  }

  [[nodiscard]] PageProgress PagesOf(std::size_t i) { return report_.PagesOf(i); }

  // False where no more can be written.
  bool Take(std::size_t i, const Outcome& outcome) {
    if (!outcome.error && !WriteOutput(outcome)) return false;
    report_.Take(i, outcome);
    return Commit(i, outcome);
  }

  // The exit code.
  int End(const Engine& engine) {
    if (auto error = sink_.Close()) fault_ = error;
    if (!fault_ && report_.IsWhole() && journal_ != nullptr) fault_ = journal_->Remove();
    return report_.End(engine, fault_);
  }

 private:
  void TakeEarlier() {
    earlier_ = journal_->done();
    written_ = earlier_ - journal_->errors().size() + (options_.format == Format::kCsv && earlier_ > 0 ? 1 : 0);
    report_.TakeEarlier(earlier_, journal_->errors());
  }

  bool Write(std::string_view text) {
    if (journal_ != nullptr) journal_->Wrote(text);
    return sink_.Write(text);
  }

  bool WriteOutput(const Outcome& outcome) {
    if (!Write(Before(options_, written_++))) return false;
    if (outcome.extraction) return WriteJson(*outcome.extraction, [&](std::string_view piece) { return Write(piece); });
    return Write(outcome.output);
  }

  // The output first: what the journal says is written must be so.
  bool Commit(std::size_t i, const Outcome& outcome) {
    if (journal_ == nullptr) return true;
    if (!sink_.Flush()) return false;
    fault_ = journal_->Commit(work_.paths[i], outcome.error ? outcome.error->message : "");
    return !fault_;
  }

  const Options& options_;
  const Work& work_;
  Sink& sink_;
  Journal* journal_;  // null without --resume
  BatchReport report_;
  std::optional<Error> fault_;  // of the output
  std::size_t earlier_ = 0;     // inputs done by an earlier run
  std::size_t written_ = 0;     // outputs and headers
};

int Run(const Options& options) {
  if (const std::string fault = Fault(options); !fault.empty()) return Fail({Error::Code::kBadArgument, fault});
  const EngineOptions reading = options.batch.ForEngine();
  const Work work(options.batch, reading);
  if (const std::string fault = Fault(options, work); !fault.empty()) return Fail({Error::Code::kBadArgument, fault});
  work.Announce();
  const Result<Engine> engine = EngineFor(work, options.batch, reading);
  if (!engine) return Fail(engine.error());
  std::optional<Journal> journal;
  if (options.resume) {
    Result<Journal> opened = Journal::Open(options.output, ConditionsOf(options, work, reading), work.paths);
    if (!opened) return Fail(opened.error());
    journal = std::move(*opened);
  }
  Result<Sink> sink = journal ? Sink::GoOn(options.output, journal->size()) : Sink::Open(options.output);
  if (!sink) return Fail(sink.error());

  const InputReader reader(*engine, [&options, style = StyleOf(options)](Extraction extraction, std::string_view bytes, Outcome& outcome) {
    if (options.format == Format::kJson) {
      outcome.extraction = std::move(extraction);  // written in pieces
    } else {
      outcome.output = Written(options, extraction, bytes, style);
    }
  });
  Batch batch(options, work, *sink, journal ? &*journal : nullptr);
  const std::size_t first = batch.earlier();
  batch.Begin();
  InOrder(
      work.files.size() - first, options.batch.Threads(), [&](std::size_t i) { return reader.Read(work.Next(first + i), batch.PagesOf(first + i)); },
      [&](std::size_t i, const Outcome& outcome) { return batch.Take(first + i, outcome); });
  return batch.End(*engine);
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
  command->add_option("-o,--output", options->output, "Write to FILE in place of the standard output")
      ->type_name("FILE");
  command->add_flag("--resume", options->resume,
                    "Go on where a run of the same command was stopped; keeps FILE.journal beside -o FILE");
  AddColour(*command, options->colour);
  options->batch.AddTo(*command);
  command->footer(kExamples);
  command->callback([options, &exit_code] { exit_code = Run(*options); });
}

}  // namespace trichluc::cli
