// trichluc index: a database of many documents is filled, emptied and counted.
#include <algorithm>
#include <chrono>
#include <future>
#include <memory>
#include <optional>
#include <system_error>
#include <thread>
#include <unordered_set>
#include <utility>

#include "cli/batch_report.h"
#include "cli/commands.h"
#include "cli/document_argument.h"
#include "cli/exit_code.h"
#include "cli/give_way.h"
#include "cli/in_order.h"
#include "cli/index_answers.h"
#include "cli/index_export.h"
#include "cli/index_reviews.h"
#include "cli/input_reader.h"
#include "cli/memory.h"
#include "cli/report.h"
#include "cli/sink.h"
#include "cli/work.h"
#include "trichluc/index.h"

namespace trichluc::cli {
namespace {

constexpr const char* kExamples =
    "Examples:\n"
    "  trichluc index add plans.db plans/                     all documents below a folder\n"
    "  trichluc index info plans.db                           what is in it\n"
    "  trichluc search plans.db dan van kheo                  what it has on something\n";

// What is added at a time: a transaction costs as much as some documents, and what is not committed is lost where the program is
// ended.
constexpr std::size_t kMostAtATime = 4096;
constexpr std::size_t kFewestAtATime = 256;
constexpr std::size_t kMostNamesAtATime = 4096;
constexpr std::size_t kMostBytesAtATime = 384 << 20;  // in memory
constexpr std::size_t kMostWaiting = 2;              // times as much, while what was read before is written
constexpr auto kLongestWait = std::chrono::seconds(10);

std::string Counted(std::size_t count, const char* one, const char* many) { return std::to_string(count) + " " + (count == 1 ? one : many); }

// Puts what was read into the index, in the order of the inputs: a batch is written while those behind it are read. Until `End` the
// index is the writer's alone.
class Additions {
 public:
  explicit Additions(Index& index) : index_(index) {}

  // What was read, and how many inputs come behind it. False where no more can be added.
  bool Take(const std::string& name, Outcome outcome, std::size_t left) {
    if (outcome.error) return true;
    if (!outcome.prepared) {  // it was read before; its name may be new
      next_.names.push_back({outcome.output, name});
      return next_.names.size() < kMostNamesAtATime || Write();
    }
    next_.bytes += outcome.prepared->bytes();
    // A copy, of memory of this thread: what stays for long among what readers use for a moment would scatter that.
    next_.documents.push_back(*outcome.prepared);
    const bool waited = Clock::now() >= handed_over_ + kLongestWait;
    if (!IsFull(1) && !IsAsMuchAs(left) && !waited) return true;
    // While runs of words are joined, more than one batch is read.
    return IsWriting() && !IsFull(kMostWaiting) ? true : Write();
  }

  // What was wrong with the index.
  std::optional<Error> End() {
    if (!fault_) Write();
    Finish();
    return fault_;
  }

  [[nodiscard]] const IndexChange& change() const { return change_; }
  // Of documents that somebody else took away.
  [[nodiscard]] std::size_t gone() const { return gone_; }

 private:
  using Clock = std::chrono::steady_clock;
  struct Batch {
    std::vector<PreparedDocument> documents;
    std::vector<Index::KnownName> names;
    std::size_t bytes = 0;
  };

  // Is there so much to be written at a time, or as many times as much?
  [[nodiscard]] bool IsFull(std::size_t times) const { return next_.documents.size() >= times * kMostAtATime || next_.bytes >= times * kMostBytesAtATime; }
  // Nothing is read any more beside what is written last: so less is towards the end.
  [[nodiscard]] bool IsAsMuchAs(std::size_t left) const { return next_.documents.size() >= std::max(left, kFewestAtATime); }
  [[nodiscard]] bool IsWriting() const { return writing_.valid() && writing_.wait_for(std::chrono::seconds(0)) != std::future_status::ready; }

  // Hands over what was read to be written, as soon as what was read before it is.
  bool Write() {
    if (!Finish()) return false;
    const auto batch = std::make_shared<const Batch>(std::exchange(next_, {}));
    try {
      // What is written goes at once, and not when somebody asks whether it is.
      writing_ = std::async(std::launch::async, [this, mine = batch]() mutable { return WriteBatch(*std::exchange(mine, nullptr)); });
    } catch (const std::system_error&) {  // the system gives no thread more
      fault_ = WriteBatch(*batch);
    }
    handed_over_ = Clock::now();
    return !fault_;
  }
  bool Finish() {
    if (writing_.valid()) fault_ = writing_.get();
    for (const std::string& name : std::exchange(gone_names_, {})) Complain(name + ": was taken out of the index while it was added (add it again)");
    return !fault_;
  }

  std::optional<Error> WriteBatch(const Batch& batch) {
    if (auto fault = WriteNames(batch.names)) return fault;
    if (batch.documents.empty()) return std::nullopt;
    const Result<IndexChange> change = index_.AddPrepared(batch.documents);
    if (!change) return change.error();
    change_.added += change->added;
    change_.replaced += change->replaced;
    change_.known += change->known;
    return std::nullopt;
  }

  // Somebody may have taken one away since this command began.
  std::optional<Error> WriteNames(const std::vector<Index::KnownName>& names) {
    if (names.empty()) return std::nullopt;
    const Result<std::vector<std::string>> gone = index_.AddNames(names);
    if (!gone) return gone.error();
    change_.known += names.size() - gone->size();
    gone_ += gone->size();
    gone_names_ = *gone;
    return std::nullopt;
  }

  Index& index_;
  Batch next_;
  Clock::time_point handed_over_ = Clock::now();
  // Of what is written, and so the writer's.
  std::size_t gone_ = 0;
  std::vector<std::string> gone_names_;
  IndexChange change_;
  std::optional<Error> fault_;
  std::future<std::optional<Error>> writing_;  // the last one: it ends before the others go
};

// ---- add --------------------------------------------------------------------------------------------------------------------

struct AddOptions {
  std::string index;
  BatchOptions batch;
};

int RunAdd(const AddOptions& options) {
  if (const std::string fault = options.batch.Fault(); !fault.empty()) return Fail({Error::Code::kBadArgument, fault});
  KeepFreedMemory();
  const EngineOptions reading = options.batch.ForEngine();
  const Work work(options.batch, reading);
  if (work.Reads(options.index)) return Fail({Error::Code::kBadArgument, options.index + ": is the index and one of the inputs (name the index first, then the documents)"});
  const Result<Engine> engine = EngineFor(work, options.batch, reading);
  if (!engine) return Fail(engine.error());
  Result<std::string> name = engine->Fingerprint();
  if (!name) return Fail(name.error());
  Result<Index> index = Index::Open(options.index, Index::Access::kWrite);
  if (!index) return Fail(index.error());
  const Result<std::vector<std::string>> read = index->ReadBy(*name);
  if (!read) return Fail(read.error());
  const std::unordered_set<std::string> known(read->begin(), read->end());
  work.Announce();

  // An input that was read before has its digest for an output, and nothing is made ready for the index.
  const InputReader reader([&](const Input& input, Outcome& outcome) -> std::optional<Error> {
    if (!known.empty()) {
      outcome.output = ContentDigest(input.bytes);
      if (known.contains(outcome.output)) return std::nullopt;
    }
    Result<Extraction> extraction = engine->Extract(input);
    if (!extraction) return extraction.error();
    IndexedDocument document{std::move(*extraction), *name, {}};
    document.text = document.extraction.text.empty() ? std::string(input.bytes) : document.extraction.text;
    outcome.prepared.emplace(document);
    return std::nullopt;
  });
  Additions additions(*index);
  BatchReport report(work, UseProgress(options.batch.progress, ""));
  report.Show();
  const std::thread::id this_thread = std::this_thread::get_id();  // which writers come from, and which reads where no other does
  InOrder(
      work.files.size(), options.batch.Threads(),
      [&](std::size_t i) {
        if (std::this_thread::get_id() != this_thread) {
          thread_local const bool gives_way = (GiveWay(), true);
          static_cast<void>(gives_way);
        }
        return reader.Read(work.Next(i), report.PagesOf(i));
      },
      [&](std::size_t i, Outcome outcome) {
        report.Take(i, outcome);
        return additions.Take(InputName(work.files[i].name), std::move(outcome), work.files.size() - i - 1);
      });
  const std::optional<Error> fault = additions.End();
  const int exit_code = report.End(*engine, fault);
  const Result<std::size_t> count = index->Count();
  if (!count) return Fail(count.error());
  const IndexChange& change = additions.change();
  const int printed = PrintAll(options.index + ": " + std::to_string(change.added) + " added, " + std::to_string(change.replaced) + " replaced, " +
                               std::to_string(change.known) + " there already; " + Counted(*count, "document", "documents") + " in all\n");
  if (exit_code == kOk && additions.gone() > 0) return kFailed;
  return exit_code == kOk ? printed : exit_code;
}

void AddAdd(CLI::App& index, int& exit_code) {
  const auto options = std::make_shared<AddOptions>();
  CLI::App* command = index.add_subcommand("add", "Put documents into an index; what is there already is not read again");
  command->add_option("INDEX", options->index, "The database; one is made where there is none")->type_name("")->required();
  options->batch.AddTo(*command);
  command->footer(kExamples);
  command->callback([options, &exit_code] { exit_code = RunAdd(*options); });
}

// ---- remove -----------------------------------------------------------------------------------------------------------------

struct RemoveOptions {
  std::string index;
  std::vector<std::string> documents;
};

int RunRemove(const RemoveOptions& options) {
  Result<Index> index = Index::Open(options.index, Index::Access::kRead);
  if (index) index = Index::Open(options.index, Index::Access::kWrite);  // one that is not there is not made
  if (!index) return Fail(index.error());
  // What one word means is seen before another is taken away.
  std::vector<std::vector<std::int64_t>> meant;
  for (const std::string& document : options.documents) {
    Result<std::vector<std::int64_t>> numbers = DocumentsMeant(*index, document);
    if (!numbers) return Fail(numbers.error());
    meant.push_back(std::move(*numbers));
  }
  int exit_code = kOk;
  for (std::size_t i = 0; i < meant.size(); ++i) {
    bool removed = false;
    for (const std::int64_t number : meant[i]) {
      const Result<bool> there = index->Remove(number);
      if (!there) return Fail(there.error());
      removed = removed || *there;
    }
    if (removed) continue;
    Complain(options.documents[i] + ": is not in " + options.index + " (give a document's number, or the name that it was added under, as trichluc search shows them)");
    exit_code = kFailed;
  }
  return exit_code;
}

void AddRemove(CLI::App& index, int& exit_code) {
  const auto options = std::make_shared<RemoveOptions>();
  CLI::App* command = index.add_subcommand("remove", "Take documents out of an index");
  command->add_option("INDEX", options->index, "The database")->type_name("")->required();
  command->add_option("DOCUMENT", options->documents, "Numbers, or names under which documents were added; number:2 and name:2 are either alone")->type_name("")->required();
  command->callback([options, &exit_code] { exit_code = RunRemove(*options); });
}

// ---- info -------------------------------------------------------------------------------------------------------------------

enum class Format { kText, kJson };

struct InfoOptions {
  std::string index;
  Format format = Format::kText;
  Colour colour = Colour::kAuto;
};

int RunInfo(const InfoOptions& options) {
  const Result<Index> index = Index::Open(options.index, Index::Access::kRead);
  if (!index) return Fail(index.error());
  const Result<IndexFacts> facts = index->Facts();
  if (!facts) return Fail(facts.error());
  return PrintAll(options.format == Format::kJson ? ToJson(*facts) : ToText(*facts, {UseColour(options.colour, ""), TextWidth("")}));
}

void AddInfo(CLI::App& index, int& exit_code) {
  const auto options = std::make_shared<InfoOptions>();
  CLI::App* command = index.add_subcommand("info", "Say what is in an index");
  command->add_option("INDEX", options->index, "The database")->type_name("")->required();
  AddChoice<Format>(*command, "--format", {{"text", Format::kText}, {"json", Format::kJson}}, options->format, "text (the default) or json")->type_name("FORMAT");
  AddColour(*command, options->colour);
  command->callback([options, &exit_code] { exit_code = RunInfo(*options); });
}

}  // namespace

void AddIndex(CLI::App& app, int& exit_code) {
  CLI::App* command = app.add_subcommand("index", "Keep the records of many documents in one database");
  command->require_subcommand(1);
  AddAdd(*command, exit_code);
  AddRemove(*command, exit_code);
  AddInfo(*command, exit_code);
  AddIndexAnswers(*command, exit_code);
  AddIndexExport(*command, exit_code);
  AddIndexReviews(*command, exit_code);
  command->footer(kExamples);
}

}  // namespace trichluc::cli
