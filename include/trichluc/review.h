// What people say of the records of indexed documents: that one holds, what is wrong with it, that it is none, or that one is
// missing. It is kept beside the machine's reading, in the same index, with who said it and when.
//
//   auto index = trichluc::Index::Open("plans.db", trichluc::Index::Access::kWrite);
//   auto plan = index->Load(17);
//   auto kept = trichluc::Judge(*index, {.digest = plan->extraction.source.sha256,
//                                        .kind = "deadlines",
//                                        .record = plan->extraction.deadlines[0].id,
//                                        .verdict = trichluc::Verdict::kCorrected,
//                                        .who = "Lê Thị Hạnh",
//                                        .when = "2031-03-01T08:30:00Z",
//                                        .fields = R"({"date": "2031-12-20"})"});
//   if (!kept) return Fail(kept.error());                                   // "deadlines.date: …"
//   auto reviews = trichluc::ReviewsOf(*index, plan->extraction.source.sha256);
//   auto reviewed = trichluc::Reviewed(*plan, *reviews);                    // the records as people left them
//
// A review belongs to the content of a document (its SHA-256) and stays when the document is read anew, replaced or removed. Nothing
// is ever written over: a later review of a record goes in front of the earlier ones, which can still be read. How reviews find their
// records after a document was read anew is told at Reviewed, and in docs/decisions/0012-reviews-outlive-readings.md.
//
// Functions ask the index when they are called; Judge alone keeps the document that it judged last, as long as it is as it was, for
// those who judge many of its records. Like the Index itself they are for one thread at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "trichluc/index.h"
#include "trichluc/output.h"
#include "trichluc/record.h"
#include "trichluc/result.h"
#include "trichluc/span.h"

namespace trichluc {

enum class Verdict : std::uint8_t {
  kAccepted,   // the machine's reading holds as it is
  kCorrected,  // it is a record, with other values: those in `fields`
  kRejected,   // it is none
  kAdded,      // a record that the machine does not give: `fields` has all of it
  kWithdrawn,  // what was said of it before no longer counts: it is as if nobody had judged it
};
// "accepted", "corrected", "rejected", "added", "withdrawn"; and back.
[[nodiscard]] std::string_view Name(Verdict verdict);
[[nodiscard]] std::optional<Verdict> VerdictOf(std::string_view name);

// One judgement on one record.
struct Review {
  std::string digest{};  // of the document: Source::sha256
  // The contract's list that the record stands in: "references", "assignments", "targets", "deadlines", or a kind of the user's own
  // that a record or a review of the index has (FaultOfKind).
  std::string kind{};
  // The id of the record. Of a new record that is added: empty, and given by Judge; to change an added record, add it anew with its id.
  std::string record{};
  Verdict verdict = Verdict::kAccepted;
  std::string who{};     // a name, as people write it: 1 to 200 bytes on one line
  std::string when{};    // UTC: "2031-03-01T08:30:00Z"
  std::string note{};    // at most 10,000 bytes; may be empty
  // For kCorrected and kAdded; empty for the others. A JSON object with fields of the contract: of a correction those that differ from
  // the machine's reading (and not from an earlier correction), of an added record all that it has. ReviewFields says which a person
  // may set. "span": {"start": 812, "end": 840} (bytes, as in the contract) and "text" are among them; an added record must have
  // a span, and gets its text from there. What is absent in an added record is null, or an empty list.
  std::string fields{};
  // The number of the review that the person saw as the last one of this record (Standing::review); 0 where there was none.
  std::int64_t previous = 0;

  // Given by Judge; what stands there before is not looked at.
  std::int64_t number = 0;  // among the reviews of the document, from 1
  std::string machine{};    // the record that was judged, as JSON of the contract on one line; empty for a new one that was added
  std::string quote{};      // the words of the source that it stands at; empty where the index has no text
};

// A field that people may set in a record of a kind.
struct ReviewField {
  enum class Type : std::uint8_t {
    kText,      // not empty
    kNumber,
    kInteger,
    kTexts,     // a list of texts
    kDate,      // EDTF as in the contract: "2031-12-15", "2031-35", "XXXX-12-15"
    kDates,     // the same, or a range: "2031-03-01/2031-05-31", "2031/.."
    kDuration,  // "P1Y"
    kChoice,    // one of `choices`
    kSpan,
  };
  std::string_view name;
  Type type = Type::kText;
  bool may_be_null = false;
  std::vector<std::string_view> choices{};
};
// Those of a kind, in the contract's order, then "span" and "text". A kind of the user's own has these two alone; besides them, any
// name may be set there, to a text or to a list of texts. Empty for lists that cannot be reviewed (sections, blocks, diagnostics).
[[nodiscard]] std::vector<ReviewField> ReviewFields(std::string_view kind);

// A field as a form shows it: a list has an element on each line, what is null is empty. Spans are left out.
struct ReviewValue {
  ReviewField field;
  std::string text;
};
// Those of a record of `extraction`; of an empty record of the kind where `record` is empty. Fails (kBadArgument) where there is no such
// record or kind.
[[nodiscard]] Result<std::vector<ReviewValue>> ReviewForm(const Extraction& extraction, std::string_view kind, std::string_view record);

// Review::fields from such a form: what was typed for fields by their names, where it differs from `form`; and the span, where one is
// given. Fields of which nothing was typed stay. What does not hold is found by Judge.
[[nodiscard]] std::string FieldsTyped(std::span<const ReviewValue> form, std::span<const std::pair<std::string, std::string>> typed, std::optional<Span> span = std::nullopt);

// What is wrong with a kind that is none of the contract's, and of which the index has neither a record nor a review: names those
// that are nearly the same (kBadArgument).
[[nodiscard]] std::optional<Error> FaultOfKind(const Index& index, std::string_view kind);

// Keeps a review, and gives it back as it is kept. Fails
// - with kBadArgument where it does not hold: there is no such document or record in the index, or something is missing, too long
//   or ill-formed, or is withdrawn where nobody judged it; the message names the field and what to write there;
// - with kConflict where somebody judged the record after `previous`: "judged by Lê Thị Hạnh at 2031-03-01T08:30:00Z meanwhile".
[[nodiscard]] Result<Review> Judge(Index& index, const Review& review);

// Keeps a review of another index as it is, with its number: how reviews move to a new index, those of a document by number. The
// document need not be there. False where it is there already; fails with kConflict where another one has its number, or follows the
// same review, and with kBadArgument where its `previous` is not there, or is of another record.
[[nodiscard]] Result<bool> Restore(Index& index, const Review& review);

// All reviews of a document, the superseded ones too, by number. Empty where there are none.
[[nodiscard]] Result<std::vector<Review>> ReviewsOf(const Index& index, std::string_view digest);

// Where the last review of a record stands in the present reading of its document.
struct Standing {
  enum class State : std::uint8_t {
    kStands,    // the machine reads the record as it did when it was judged (added: it still misses it)
    kAgreed,    // the machine now says what the person said
    kChanged,   // the machine now says neither what it said then nor what the person says: worth another look
    kOrphaned,  // the machine gives no such record any more; what the person said stays
  };
  std::int64_t review = 0;  // its number; a later judgement has it as `previous`
  Verdict verdict = Verdict::kAccepted;
  State state = State::kStands;
  std::string kind;
  std::string machine;      // id in the machine's reading; empty where it has no such record
  std::string record;       // id in the reviewed one; empty where the record is gone from it
};
// "stands", "agreed", "changed", "orphaned"
[[nodiscard]] std::string_view Name(Standing::State state);

// A document as people left it.
struct ReviewedDocument {
  Extraction extraction;
  std::vector<Standing> standings;  // of the last review of each record, by number
  std::size_t open = 0;             // records of the machine that can be judged and were not
};

// The rules of records that people made or changed; the confidence of these and of accepted records is 1.
inline constexpr std::string_view kRuleOfCorrected = "review:corrected";
inline constexpr std::string_view kRuleOfAdded = "review:added";

// Applies reviews (ReviewsOf) to a reading of the same document, whichever engine made it. Rejected records are gone, corrected ones
// have their values, added ones stand in the order of the source. A pure function: it asks no index.
//
// What a person said is the whole record: that which was judged, with the corrections. It stands, whatever the machine says now.
// A review finds its record by its id; where that is gone, by the values that identify it and by the overlap of their places. Where
// no record is there any more, one that was accepted, corrected or added is put where it stood, and one that was rejected is simply
// gone. `document.text` may be empty; with it, added records find their words where a newer decoder has moved them.
[[nodiscard]] ReviewedDocument Reviewed(const IndexedDocument& document, std::span<const Review> reviews);

// Index::Load with the reviews applied.
[[nodiscard]] Result<IndexedDocument> LoadReviewed(const Index& index, std::int64_t document);

// ---- lists of reviews ---------------------------------------------------------------------------------------------------------

// Calls `take` with all reviews of all documents, by digest and number, until it answers false.
std::optional<Error> ForEachReview(const Index& index, const std::function<bool(const Review&)>& take);

// What is asked. Fields that are empty ask nothing; the others must all hold.
struct ReviewQuery {
  std::string digest{};
  std::string kind{};                    // as Review::kind
  std::string who{};                     // the whole name
  std::optional<Verdict> verdict{};
  std::string from{};                    // made on that day or later: "2031-03-01"
  std::string to{};
  bool superseded = false;               // earlier reviews of a record too, and not only the last one
  bool states = false;                   // say how each stands to the present reading: documents are loaded for it
  std::size_t limit = 100;
  std::size_t offset = 0;
};

struct ReviewLine {
  Review review;
  std::optional<std::int64_t> document;  // its number; absent where the document is not in the index
  std::string name;                      // of its file
  std::optional<std::string> code;
  bool superseded = false;               // a later review of the record is there
  std::optional<Standing::State> state;  // where it was asked for, the document is there, and no later review is
};

struct ReviewList {
  struct Count {
    std::string name;
    std::size_t count = 0;
  };
  std::size_t count = 0;                 // of all that fit
  std::size_t documents = 0;             // that they belong to
  std::vector<Count> verdicts;           // in the order of Verdict
  std::vector<Count> people;             // the most frequent first
  std::vector<ReviewLine> reviews;       // `limit` of them from `offset` on, the latest first
};
[[nodiscard]] Result<ReviewList> ListReviews(const Index& index, const ReviewQuery& query = {});

// As JSON (`trichluc.reviews/1`), as CSV (a row for each review), and for a terminal.
[[nodiscard]] std::string ToJson(const ReviewList& list);
[[nodiscard]] std::string ToCsv(const ReviewList& list);
[[nodiscard]] std::string ToText(const ReviewList& list, const TextStyle& style = {});

// One review as JSON on one line, with a line feed, and back: what `trichluc index judge` reads. Fails (kBadArgument) where it is no
// such object; the message names the member.
[[nodiscard]] std::string ToJsonLine(const Review& review);
[[nodiscard]] Result<Review> ReviewFromJson(std::string_view json);

// Calls `take` with each document of the index that has reviews, by digest, until it answers false.
std::optional<Error> ForEachReviewed(const Index& index,
                                     const std::function<bool(std::int64_t number, const IndexedDocument& document, const ReviewedDocument& reviewed)>& take);

// ---- what reviews give ----------------------------------------------------------------------------------------------------------

// Gold for `trichluc eval` (docs/evaluation.md): the reviewed records with their words in place of spans. Data of the document,
// sections and blocks are the machine's. Fails (kUnsupported) where the text is not there, or is no UTF-8.
[[nodiscard]] Result<std::string> ToGold(const IndexedDocument& document, const ReviewedDocument& reviewed);

// Cases as corpus/cases has them (corpus/README.md), of one kind (none but the contract's have them): for each heading or block
// that has a judged record of that kind, and none that was not judged, the passage and the records that are expected of it.
// Empty where there is none.
[[nodiscard]] std::string ToCases(const IndexedDocument& document, const ReviewedDocument& reviewed, std::string_view kind);

}  // namespace trichluc
