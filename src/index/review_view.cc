// Lists of reviews for spreadsheets and people.
#include "index/review.h"
#include "records/csv_row.h"
#include "records/sheet.h"
#include "records/value_words.h"
#include "text/lists.h"
#include "text/utf8.h"

namespace trichluc {
namespace {

constexpr std::size_t kIndent = 4;

// What a record says in a few words.
std::string WordsOf(const Reference& record) { return Called(record); }
std::string WordsOf(const Assignment& record) { return Joined(record.lead, ", ") + ": " + record.task; }
std::string WordsOf(const Target& record) { return AmountWords(record) + (record.subject ? " " + *record.subject : ""); }
std::string WordsOf(const Deadline& record) { return DueWords(record) + (record.task ? ": " + *record.task : ""); }
std::string WordsOf(const CustomRecord& record) {
  std::vector<std::string> fields;
  for (const auto& [name, value] : record.fields) fields.push_back(name + " " + value);
  return Joined(fields, ", ");
}

// The record that a person left; where none is left, the one that was judged.
std::string WordsOf(const Review& review) {
  std::optional<AnyRecord> record = RecordSaidBy(review);
  if (!record && !review.machine.empty()) {
    Result<AnyRecord> judged = RecordFromJson(review.kind, review.machine);
    if (judged) record = std::move(*judged);
  }
  return record ? std::visit([](const auto& own) { return WordsOf(own); }, *record) : std::string();
}

std::string StateOf(const ReviewLine& line) { return line.state ? std::string(Name(*line.state)) : std::string(); }

std::string CountsOf(const std::vector<ReviewList::Count>& counts) {
  std::vector<std::string> parts;
  for (const ReviewList::Count& count : counts) parts.push_back(std::to_string(count.count) + " " + count.name);
  return Joined(parts, ", ");
}

void Write(Sheet& sheet, const ReviewLine& line) {
  const Review& review = line.review;
  sheet.Blank();
  sheet.Entry({}, 2, {{review.when, Ink::kPlace}, {review.who, Ink::kName}, {std::string(Name(review.verdict)) + (line.superseded ? " (superseded)" : ""), Ink::kBold},
                      {line.state && *line.state != Standing::State::kStands ? "· " + StateOf(line) : "", Ink::kWarning},
                      {"· " + review.kind + " " + review.record, Ink::kDim}, {"· review " + std::to_string(review.number), Ink::kDim}});
  const std::string where = line.document ? "document " + std::to_string(*line.document) : "no longer in the index, " + review.digest;
  sheet.Entry({{"", Ink::kPlain}}, kIndent, {{line.code ? *line.code + " ·" : "", Ink::kPlain}, {line.name, Ink::kPlain}, {"· " + where, Ink::kDim}});
  sheet.Entry({{"", Ink::kPlain}}, kIndent, {{WordsOf(review), Ink::kPlain}});
  if (!review.fields.empty() && review.verdict == Verdict::kCorrected) sheet.Entry({{"", Ink::kPlain}}, kIndent, {{"set: " + review.fields, Ink::kDim}});
  if (!review.note.empty()) sheet.Entry({{"", Ink::kPlain}}, kIndent, {{"note: " + review.note, Ink::kPlain}});
}

}  // namespace

std::string ToCsv(const ReviewList& list) {
  std::string out(kByteOrderMark);
  CsvRow head(out);
  head.Cells("when", "who", "verdict", "document", "name", "code", "kind", "record", "says", "fields", "note", "state", "superseded", "review", "previous", "digest");
  head.End();
  for (const ReviewLine& line : list.reviews) {
    const Review& review = line.review;
    CsvRow row(out);
    row.Cells(review.when, review.who, Name(review.verdict), line.document, line.name, line.code, review.kind, review.record, WordsOf(review), review.fields, review.note, StateOf(line),
              line.superseded ? "yes" : "no", review.number, review.previous, review.digest);
    row.End();
  }
  return out;
}

std::string ToText(const ReviewList& list, const TextStyle& style) {
  Sheet sheet(style);
  sheet.Line({{Counted(list.count, "review", "reviews"), Ink::kBold}, {" of " + Counted(list.documents, "document", "documents"), Ink::kPlain},
              {list.reviews.size() < list.count ? "  " + std::to_string(list.reviews.size()) + " of them shown" : "", Ink::kDim}});
  if (!list.verdicts.empty()) sheet.Entry({{"  verdicts", Ink::kDim}}, 12, {{CountsOf(list.verdicts), Ink::kPlain}});
  if (!list.people.empty()) sheet.Entry({{"  people", Ink::kDim}}, 12, {{CountsOf(list.people), Ink::kPlain}});
  for (const ReviewLine& line : list.reviews) Write(sheet, line);
  return std::move(sheet).Take();
}

}  // namespace trichluc
