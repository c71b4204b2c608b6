// trichluc extract: the records of one document or of many.
#include <algorithm>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <new>
#include <shared_mutex>
#include <thread>

#include "cli/commands.h"
#include "cli/exit_code.h"
#include "cli/files.h"
#include "cli/in_order.h"
#include "cli/journal.h"
#include "cli/options.h"
#include "cli/progress.h"
#include "cli/report.h"
#include "cli/sink.h"
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
  GrammarOptions grammar;
  RepairOptions repair;
  EncodingOption encoding;
  std::string output;
  bool resume = false;
  std::size_t threads = 0;
  Colour colour = Colour::kAuto;
  Progress progress = Progress::kAuto;
  std::vector<std::string> arguments;
};

// A run over fewer inputs than this says at its end what it did only where somebody looks on or something failed.
constexpr std::size_t kManyInputs = 100;

// What became of one input.
struct Outcome {
  std::string output;
  std::optional<Extraction> extraction;  // in place of the output, where that is better written in pieces
  std::optional<Error> error;
  std::size_t bytes = 0;  // that were read
};

using PageProgress = std::function<void(std::uint32_t done, std::uint32_t all)>;

TextStyle StyleOf(const Options& options) {
  return {.colour = UseColour(options.colour, options.output), .width = TextWidth(options.output)};
}

class Extractor {
 public:
  Extractor(const Options& options, const Engine& engine)
      : options_(options), engine_(engine), style_(StyleOf(options)) {}

  // What is thrown over one document costs that document and no other. One that finds no memory may only have had a large
  // neighbour: it is read again while nothing else is.
  // `pages` is told of the pages of long files, and may be empty.
  [[nodiscard]] Outcome Extract(const InputFile& file, const PageProgress& pages) const {
    std::shared_lock together(memory_);
    std::optional<Outcome> outcome = Try(file, pages);
    together.unlock();
    if (!outcome && file.path != kStandardInput) {  // that cannot be read again
      const std::unique_lock alone(memory_);
      outcome = Try(file, pages);
    }
    if (outcome) return std::move(*outcome);
    return Failure({Error::Code::kTooLarge, InputName(file.name) + ": out of memory (split the file)"});
  }

 private:
  static Outcome Failure(const Error& error) { return {{}, std::nullopt, error, 0}; }

  // Nothing where the memory does not suffice.
  [[nodiscard]] std::optional<Outcome> Try(const InputFile& file, const PageProgress& pages) const {
    try {
      return Read(file, pages);
    } catch (const std::bad_alloc&) {
      return std::nullopt;
    } catch (const std::exception& error) {
      return Failure({Error::Code::kUnsupported, InputName(file.name) + ": " + error.what() + " (please report this)"});
    }
  }

  [[nodiscard]] Outcome Read(const InputFile& file, const PageProgress& pages) const {
    const Result<std::string> bytes = ReadInput(file, Limits{}.max_bytes);
    if (!bytes) return Failure(bytes.error());
    Result<Extraction> extraction = engine_.Extract({.name = InputName(file.name), .bytes = *bytes, .progress = pages});
    if (!extraction) return Failure(extraction.error());
    if (options_.format == Format::kJson) return {{}, std::move(*extraction), std::nullopt, bytes->size()};
    return {Written(*extraction, *bytes), std::nullopt, std::nullopt, bytes->size()};
  }

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
  mutable std::shared_mutex memory_;
};

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
  if (std::count(options.arguments.begin(), options.arguments.end(), kStandardInput) > 0) {
    return "-: the standard input cannot be read again by --resume (give files)";
  }
  if (WouldBeFound(output, options.arguments)) {
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
  if (std::count(options.arguments.begin(), options.arguments.end(), kStandardInput) > 1) {
    return "-: the standard input can be read only once (give - one time)";
  }
  return options.resume ? ResumeFault(options) : std::string();
}

// The files to read, and what they are like.
struct Work {
  std::vector<InputFile> files;
  std::vector<std::string> paths;  // their names
  std::vector<FileFacts> facts;
  std::vector<Error> errors;
  std::vector<std::string> notes;
  std::string decoder_warning;  // of the archives' decoders
  std::uint64_t bytes = 0;

  explicit Work(OpenInputs inputs)
      : files(std::move(inputs.files)), errors(std::move(inputs.errors)), notes(std::move(inputs.notes)),
        decoder_warning(std::move(inputs.decoder_warning)) {
    facts.reserve(files.size());
    for (const InputFile& file : files) {
      paths.push_back(file.name);
      facts.push_back(LookAt(file));
      bytes += facts.back().size;
    }
  }
};

// The faults that show only once the folders were looked into.
std::string Fault(const Options& options, const Work& work) {
  if (options.format == Format::kJson && work.paths.size() > 1) {
    return "--format json holds one document, and " + std::to_string(work.paths.size()) +
           " files were given (use --format jsonl: one line of JSON for each)";
  }
  if (options.output.empty() || options.output == "-") return {};
  const FileFacts output = LookAt(options.output);
  if (std::any_of(work.facts.begin(), work.facts.end(),
                  [&](const FileFacts& input) { return input.SameFile(output); })) {
    return "-o " + options.output + ": is one of the inputs and would be overwritten (choose another name)";
  }
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

// Takes the outcomes in the order of the inputs: writes, complains, counts.
class Batch {
 public:
  Batch(const Options& options, const Work& work, Sink& sink, Journal* journal)
      : options_(options),
        work_(work),
        sink_(sink),
        journal_(journal),
        shows_progress_(UseProgress(options.progress, options.output)),
        line_(shows_progress_) {
    failed_ = work.errors.size();
    if (journal != nullptr) TakeEarlier();
  }

  // Of the inputs, those that an earlier run has done.
  [[nodiscard]] std::size_t earlier() const { return earlier_; }

  // A table without rows has its header.
  void Begin() {
    if (options_.format == Format::kCsv && earlier_ == 0) Write(Before(options_, written_++));
    ShowProgress();
  }

  // What the pages of input i are told to while it is read, on any thread.
  [[nodiscard]] PageProgress PagesOf(std::size_t i) {
    if (!shows_progress_) return {};
    return [this, i](std::uint32_t done, std::uint32_t all) {
      const std::lock_guard lock(mutex_);
      Pages& pages = in_hand_[i];
      if (done > pages.done) pages_done_ += done - pages.done;
      pages = {done, all};
      ShowProgress();
    };
  }

  // False where no more can be written.
  bool Take(std::size_t i, const Outcome& outcome) {
    const std::lock_guard lock(mutex_);
    in_hand_.erase(i);
    if (outcome.error) {
      ++failed_;
      line_.Clear();
      Complain(*outcome.error);
    } else if (!WriteOutput(outcome)) {
      return false;
    }
    ++taken_;
    bytes_read_ += outcome.bytes;
    bytes_passed_ += work_.facts[i].size;
    ShowProgress();
    return Commit(i, outcome);
  }

  // The exit code.
  int End(const Engine& engine) {
    line_.Clear();
    const std::string warning = engine.DecoderWarning();
    WarnOfDecoder(warning.empty() ? work_.decoder_warning : warning);
    const bool whole = earlier_ + taken_ == work_.paths.size();
    if (auto error = sink_.Close()) fault_ = error;
    if (!fault_ && whole && journal_ != nullptr) fault_ = journal_->Remove();
    if (fault_) Complain(*fault_);
    const bool many = work_.paths.size() > 1;
    if (many && (ErrorsAreSeen() || failed_ > 0 || fault_ || work_.paths.size() > kManyInputs)) Complain(Summary());
    return failed_ > 0 || fault_ ? kFailed : kOk;
  }

 private:
  void TakeEarlier() {
    earlier_ = journal_->done();
    failed_ += journal_->errors().size();
    read_earlier_ = earlier_ - journal_->errors().size();
    written_ = read_earlier_ + (options_.format == Format::kCsv && earlier_ > 0 ? 1 : 0);
    for (std::size_t i = 0; i < earlier_; ++i) bytes_earlier_ += work_.facts[i].size;
    for (const std::string& error : journal_->errors()) Complain(error);  // this run's list is whole
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

  void ShowProgress() {
    if (!line_.Due()) return;
    const double seconds = std::max(line_.Seconds(), 1e-3);
    const std::size_t here = work_.paths.size() - earlier_;
    const std::uint64_t bytes_here = work_.bytes - bytes_earlier_;
    // Files differ in length: bytes tell better than files how much is left.
    const double share = bytes_here > 0
                             ? (static_cast<double>(bytes_passed_) + BytesInHand()) / static_cast<double>(bytes_here)
                             : static_cast<double>(taken_) / static_cast<double>(std::max<std::size_t>(here, 1));
    char text[160];
    std::snprintf(text, sizeof text, "%zu/%zu files  %zu failed  %.0f files/s  %.1f MB/s  ", earlier_ + taken_,
                  work_.paths.size(), failed_, static_cast<double>(taken_) / seconds,
                  static_cast<double>(bytes_read_) / seconds / 1e6);
    const std::string pages = PagesInHand(seconds);
    const bool one = work_.paths.size() == 1 && !pages.empty();  // then its pages say it all
    line_.Show((one ? std::string() : text) + pages + TimeLeft(seconds, share));
  }

  // Of the inputs that are being read, what the pages that are done make of their bytes.
  [[nodiscard]] double BytesInHand() const {
    double bytes = 0;
    for (const auto& [i, pages] : in_hand_) {
      if (pages.all > 0) bytes += static_cast<double>(work_.facts[i].size) * pages.done / pages.all;
    }
    return bytes;
  }

  // "12 of 40 pages  3.1 pages/s  ", of those with several pages.
  [[nodiscard]] std::string PagesInHand(double seconds) const {
    Pages sum;
    for (const auto& [i, pages] : in_hand_) {
      if (pages.all < 2) continue;
      sum.done += pages.done;
      sum.all += pages.all;
    }
    if (sum.all == 0) return {};
    char text[80];
    std::snprintf(text, sizeof text, "%u of %u pages  %.1f pages/s  ", sum.done, sum.all, static_cast<double>(pages_done_) / seconds);
    return text;
  }

  [[nodiscard]] std::string Summary() const {
    const std::size_t read = earlier_ + taken_ + work_.errors.size() - failed_;
    const std::string before = earlier_ > 0 ? " (" + std::to_string(read_earlier_) + " of them by an earlier run)" : "";
    char text[100];
    std::snprintf(text, sizeof text, ", %zu failed, %.1f MB in %.1f s", failed_, static_cast<double>(bytes_read_) / 1e6,
                  line_.Seconds());
    return std::to_string(read) + " read" + before + text;
  }

  struct Pages {
    std::uint32_t done = 0;
    std::uint32_t all = 0;  // 0: nobody knows
  };

  const Options& options_;
  const Work& work_;
  Sink& sink_;
  Journal* journal_;  // null without --resume
  bool shows_progress_;
  std::mutex mutex_;  // of all below: pages are told by the threads that read
  ProgressLine line_;
  std::map<std::size_t, Pages> in_hand_;  // inputs that are being read
  std::uint64_t pages_done_ = 0;
  std::optional<Error> fault_;      // of the output
  std::size_t earlier_ = 0;         // inputs done by an earlier run
  std::size_t read_earlier_ = 0;    // of those the ones without an error
  std::size_t taken_ = 0;           // inputs done by this one
  std::size_t failed_ = 0;          // by both, and folders
  std::size_t written_ = 0;         // outputs and headers
  std::uint64_t bytes_read_ = 0;    // by this run
  std::uint64_t bytes_passed_ = 0;  // of the inputs that were taken, read or not
  std::uint64_t bytes_earlier_ = 0;
};

// Where memory runs out in what is made once (a pattern of the grammars), the exception passes through the C library, which
// loads its part in that only then, and ends the program where it cannot. So it passes once while there is memory.
void PrepareForWantOfMemory() {
  std::once_flag once;
  try {
    std::call_once(once, [] { throw std::bad_alloc(); });
  } catch (const std::bad_alloc&) {  // as it should be
  }
}

int Run(const Options& options) {
  if (const std::string fault = Fault(options); !fault.empty()) return Fail({Error::Code::kBadArgument, fault});
  EngineOptions reading = options.grammar.ForEngine();
  options.repair.Apply(reading);
  reading.encoding = options.encoding.name;
  const Work work(OpenArchives(ExpandInputs(options.arguments, true), reading));
  if (const std::string fault = Fault(options, work); !fault.empty()) return Fail({Error::Code::kBadArgument, fault});
  for (const Error& error : work.errors) Complain(error);
  for (const std::string& note : work.notes) Complain(note);

  const std::size_t threads = options.threads > 0 ? options.threads : std::max(1U, std::thread::hardware_concurrency());
  // Many documents are shared out among the threads, of one its pages.
  if (work.paths.size() == 1) reading.page_threads = static_cast<std::uint32_t>(threads);
  const Result<Engine> engine = Engine::Create(reading);
  if (!engine) return Fail(engine.error());
  std::optional<Journal> journal;
  if (options.resume) {
    Result<Journal> opened = Journal::Open(options.output, ConditionsOf(options, work, reading), work.paths);
    if (!opened) return Fail(opened.error());
    journal = std::move(*opened);
  }
  Result<Sink> sink = journal ? Sink::GoOn(options.output, journal->size()) : Sink::Open(options.output);
  if (!sink) return Fail(sink.error());

  PrepareForWantOfMemory();
  const Extractor extractor(options, *engine);
  Batch batch(options, work, *sink, journal ? &*journal : nullptr);
  const std::size_t first = batch.earlier();
  batch.Begin();
  InOrder(
      work.files.size() - first, threads, [&](std::size_t i) { return extractor.Extract(work.files[first + i], batch.PagesOf(first + i)); },
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
  options->grammar.AddTo(*command);
  options->repair.AddTo(*command);
  options->encoding.AddTo(*command);
  command->add_option("-o,--output", options->output, "Write to FILE in place of the standard output")
      ->type_name("FILE");
  command->add_flag("--resume", options->resume,
                    "Go on where a run of the same command was stopped; keeps FILE.journal beside -o FILE");
  command->add_option("--threads", options->threads, "Read N inputs at a time; the output does not depend on it")
      ->type_name("N")
      ->check(CLI::Range(std::size_t{1}, std::size_t{256}).description(""));
  AddProgress(*command, options->progress);
  AddColour(*command, options->colour);
  command
      ->add_option("FILE", options->arguments,
                   "Files to read; - is the standard input, a folder all documents below it, known by the ends of their names, "
                   "an archive (ZIP, 7z, RAR, tar) all documents in it")
      ->type_name("")
      ->required();
  command->footer(kExamples);
  command->callback([options, &exit_code] { exit_code = Run(*options); });
}

}  // namespace trichluc::cli
