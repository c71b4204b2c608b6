// trichluc index judge and trichluc index reviews: what people say of records, taken from files and given to others.
#include "cli/index_reviews.h"

#include <array>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cli/document_argument.h"
#include "cli/exit_code.h"
#include "cli/export_names.h"
#include "cli/export_options.h"
#include "cli/files.h"
#include "cli/options.h"
#include "cli/report.h"
#include "cli/sink.h"
#include "cli/terminal.h"
#include "trichluc/review.h"

namespace trichluc::cli {
namespace {

constexpr std::size_t kLargestList = std::size_t{256} << 20;  // bytes of a file of reviews

constexpr const char* kJudgeExamples =
    "Examples:\n"
    "  trichluc index judge plans.db reviews.jsonl            a review on each line (docs/index.md)\n"
    "  trichluc index reviews old.db --to jsonl | trichluc index judge new.db -\n";
constexpr const char* kReviewsExamples =
    "Examples:\n"
    "  trichluc index reviews plans.db                        who judged what, and when\n"
    "  trichluc index reviews plans.db --to gold -o gold/     records that people made, for trichluc eval\n"
    "  trichluc index reviews plans.db --to cases -o cases/   passages with the records expected of them\n"
    "  trichluc index reviews plans.db --to jsonl -o all.jsonl    all of them, to keep, or for another index\n";

std::string Counted(std::size_t count, const char* one, const char* many) { return std::to_string(count) + " " + (count == 1 ? one : many); }

// ---- judge ----------------------------------------------------------------------------------------------------------------------

struct JudgeOptions {
  std::string address;
  std::string list;
};

struct Judged {
  std::size_t kept = 0;
  std::size_t known = 0;
  std::size_t failed = 0;
};

// A line with a number was given by an index, and is kept as it is; any other is a new judgement.
std::optional<Error> Take(Index& index, std::string_view line, Judged& judged) {
  const Result<Review> review = ReviewFromJson(line);
  if (!review) return review.error();
  if (review->number > 0) {
    const Result<bool> kept = Restore(index, *review);
    if (!kept) return kept.error();
    ++(*kept ? judged.kept : judged.known);
    return std::nullopt;
  }
  const Result<Review> kept = Judge(index, *review);
  if (!kept) return kept.error();
  ++judged.kept;
  return std::nullopt;
}

int RunJudge(const JudgeOptions& options) {
  // To write makes an index where there is none.
  if (const Result<Index> there = Index::Open(options.address, Index::Access::kRead); !there) return Fail(there.error());
  const Result<std::string> list = ReadInput(options.list, kLargestList);
  if (!list) return Fail(list.error());
  Result<Index> index = Index::Open(options.address, Index::Access::kWrite);
  if (!index) return Fail(index.error());
  Judged judged;
  std::size_t number = 0;
  for (std::size_t at = 0; at < list->size();) {
    const std::size_t end = std::min(list->find('\n', at), list->size());
    const std::string_view line = std::string_view(*list).substr(at, end - at);
    at = end + 1;
    ++number;
    if (line.find_first_not_of(" \r\t") == std::string_view::npos) continue;
    const std::optional<Error> fault = Take(*index, line, judged);
    if (!fault) continue;
    if (fault->code == Error::Code::kUnreadable) return Fail(*fault);
    Complain(InputName(options.list) + ":" + std::to_string(number) + ": " + fault->message);
    ++judged.failed;
  }
  const int printed = PrintAll(options.address + ": " + Counted(judged.kept, "review", "reviews") + " kept, " + std::to_string(judged.known) + " there already, " +
                               std::to_string(judged.failed) + " refused\n");
  return judged.failed > 0 ? kFailed : printed;
}

void AddJudge(CLI::App& index, int& exit_code) {
  const auto options = std::make_shared<JudgeOptions>();
  CLI::App* command = index.add_subcommand("judge", "Keep what people say of records: accepted, corrected, rejected, added");
  command->add_option("INDEX", options->address, "The database")->type_name("")->required();
  command->add_option("FILE", options->list, "JSON Lines: a review on each line; - is the standard input")->type_name("")->required();
  command->footer(kJudgeExamples);
  command->callback([options, &exit_code] { exit_code = RunJudge(*options); });
}

// ---- reviews --------------------------------------------------------------------------------------------------------------------

enum class Format { kText, kJson, kCsv };
enum class Form { kGold, kCases, kJsonLines };

struct ReviewsOptions {
  std::string address;
  std::string document;
  ReviewQuery query;
  std::optional<Form> form;
  std::string output;
  bool all = false;
  Format format = Format::kText;
  Colour colour = Colour::kAuto;
};

// The digest of a document that is named by its number or its file's name.
Result<std::string> DigestOf(const Index& index, const std::string& document) {
  const Result<std::vector<std::int64_t>> meant = DocumentsMeant(index, document);
  if (!meant) return meant.error();
  if (meant->size() != 1) return Error{Error::Code::kBadArgument, "--document " + document + ": " + (meant->empty() ? "is not in the index" : "several documents have this name") + " (give a document's number, as trichluc search shows it)"};
  const Result<IndexedDocument> loaded = index.Load(meant->front());
  if (!loaded) return loaded.error();
  return loaded->extraction.source.sha256;
}

int PrintList(const Index& index, const ReviewsOptions& options) {
  ReviewQuery query = options.query;
  query.superseded = options.all;
  query.states = true;
  if (!options.document.empty()) {
    Result<std::string> digest = DigestOf(index, options.document);
    if (!digest) return Fail(digest.error());
    query.digest = std::move(*digest);
  }
  const Result<ReviewList> list = ListReviews(index, query);
  if (!list) return Fail(list.error());
  switch (options.format) {
    case Format::kJson: return PrintAll(ToJson(*list));
    case Format::kCsv: return PrintAll(ToCsv(*list));
    case Format::kText: break;
  }
  return PrintAll(ToText(*list, {.colour = UseColour(options.colour, ""), .width = TextWidth("")}));
}

int WriteJsonLines(const Index& index, const ReviewsOptions& options) {
  Result<Sink> sink = Sink::Open(options.output);
  if (!sink) return Fail(sink.error());
  const std::optional<Error> fault = ForEachReview(index, [&](const Review& review) { return sink->Write(ToJsonLine(review)); });
  const std::optional<Error> unwritten = sink->Close();
  if (fault) return Fail(*fault);
  return unwritten ? Fail(*unwritten) : kOk;
}

// A gold file for each document whose records were all judged, with its text beside it.
int WriteGold(const Index& index, const ReviewsOptions& options) {
  ExportNamer namer;
  std::optional<Error> unwritten;
  std::size_t written = 0;
  std::size_t open = 0;
  bool refused = false;
  const auto write = [&](std::int64_t, const IndexedDocument& document, const ReviewedDocument& reviewed) {
    if (reviewed.open > 0 && !options.all) return ++open, true;
    const Result<std::string> gold = ToGold(document, reviewed);
    if (!gold) {
      Complain(gold.error());
      return refused = true;
    }
    const std::string path = PathIn(options.output, namer.NameOf(document.extraction.source.name));
    unwritten = WriteFile(path + ".json", *gold);
    if (!unwritten) unwritten = WriteFile(path + ".txt", document.text);
    ++written;
    return !unwritten;
  };
  const std::optional<Error> fault = ForEachReviewed(index, write);
  if (fault || unwritten) return Fail(fault ? *fault : *unwritten);
  Complain("gold of " + Counted(written, "document", "documents") + (open > 0 ? "; " + std::to_string(open) + " left out, because not all their records were judged (--all takes them too)" : ""));
  return refused || written == 0 ? kFailed : kOk;
}

// The cases of each kind in a file of its own.
int WriteCases(const Index& index, const ReviewsOptions& options) {
  constexpr std::array<const char*, 4> kKinds = {"references", "assignments", "targets", "deadlines"};
  std::map<std::string, Sink> sinks;
  std::optional<Error> unwritten;
  const auto write = [&](std::int64_t, const IndexedDocument& document, const ReviewedDocument& reviewed) {
    for (const char* kind : kKinds) {
      const std::string cases = ToCases(document, reviewed, kind);
      if (cases.empty()) continue;
      auto sink = sinks.find(kind);
      if (sink == sinks.end()) {
        Result<Sink> opened = Sink::Open(PathIn(options.output, std::string(kind) + ".txt"));
        if (!opened) {
          unwritten = opened.error();
          return false;
        }
        sink = sinks.emplace(kind, std::move(*opened)).first;
      }
      sink->second.Write(cases);
    }
    return true;
  };
  const std::optional<Error> fault = ForEachReviewed(index, write);
  for (auto& [kind, sink] : sinks) {
    std::optional<Error> error = sink.Close();
    if (error && !unwritten) unwritten = std::move(error);
  }
  if (fault || unwritten) return Fail(fault ? *fault : *unwritten);
  if (sinks.empty()) Complain("no passage was judged that makes a case");
  return sinks.empty() ? kFailed : kOk;
}

int RunReviews(const ReviewsOptions& options) {
  const Result<Index> index = Index::Open(options.address, Index::Access::kRead);
  if (!index) return Fail(index.error());
  if (!options.form) return PrintList(*index, options);
  if (LookAt(options.output).SameFile(LookAt(options.address))) {
    return Fail({Error::Code::kBadArgument, "-o " + options.output + ": this is the index, and would be overwritten (choose another name)"});
  }
  if (*options.form == Form::kJsonLines) return WriteJsonLines(*index, options);
  if (ExportOptions::IsStandardOutput(options.output)) return Fail({Error::Code::kBadArgument, "--to makes several files here (name a folder for them with -o)"});
  if (const auto error = MakeFolder(options.output)) return Fail(*error);
  return *options.form == Form::kGold ? WriteGold(*index, options) : WriteCases(*index, options);
}

void AddReviews(CLI::App& index, int& exit_code) {
  const auto options = std::make_shared<ReviewsOptions>();
  CLI::App* command = index.add_subcommand("reviews", "What people said of records: as a list, as gold for eval, as cases for grammars");
  command->add_option("INDEX", options->address, "The database")->type_name("")->required();
  command->add_option("--document", options->document, "Of that document: its number, or the name that it was added under; number:2 and name:2 are either alone")->type_name("NAME");
  command->add_option("--kind", options->query.kind, "Of records of that kind (deadlines)")->type_name("KIND");
  command->add_option("--who", options->query.who, "By that person")->type_name("NAME");
  AddChoice<std::optional<Verdict>>(*command, "--verdict",
                                    {{"accepted", Verdict::kAccepted}, {"corrected", Verdict::kCorrected}, {"rejected", Verdict::kRejected}, {"added", Verdict::kAdded}, {"withdrawn", Verdict::kWithdrawn}},
                                    options->query.verdict, "accepted, corrected, rejected, added or withdrawn")
      ->type_name("WORD");
  command->add_option("--since", options->query.from, "Made on that day or later")->type_name("DAY");
  command->add_option("--until", options->query.to, "Made on that day or earlier")->type_name("DAY");
  command->add_option("--limit", options->query.limit, "Show N at most (100); 0: only how many there are")->type_name("N");
  command->add_option("--offset", options->query.offset, "Leave out the first N")->type_name("N");
  command->add_flag("--all", options->all, "In the list: earlier reviews of a record too. As gold: documents too of which not all was judged");
  AddChoice<std::optional<Form>>(*command, "--to", {{"gold", Form::kGold}, {"cases", Form::kCases}, {"jsonl", Form::kJsonLines}}, options->form,
                                 "gold (for trichluc eval), cases (passages and their records) or jsonl (all reviews as trichluc index judge reads them), in place of a list")
      ->type_name("FORM");
  command->add_option("-o,--output", options->output, "Write to FILE in place of the standard output; of gold and cases: a folder")->type_name("FILE");
  AddChoice<Format>(*command, "--format", {{"text", Format::kText}, {"json", Format::kJson}, {"csv", Format::kCsv}}, options->format, "The list as text (the default), json or csv")
      ->type_name("FORMAT");
  AddColour(*command, options->colour);
  command->footer(kReviewsExamples);
  command->callback([options, &exit_code] { exit_code = RunReviews(*options); });
}

}  // namespace

void AddIndexReviews(CLI::App& index, int& exit_code) {
  AddJudge(index, exit_code);
  AddReviews(index, exit_code);
}

}  // namespace trichluc::cli
