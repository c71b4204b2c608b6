#include "index/review.h"

#include <algorithm>
#include <map>
#include <utility>

#include "index/columns.h"
#include "index/door.h"
#include "index/faults.h"
#include "index/read.h"
#include "records/json_depth.h"
#include "records/edtf.h"
#include "records/identity.h"
#include "text/unicode.h"

namespace trichluc {
namespace {

constexpr std::size_t kLongestName = 200;
constexpr std::size_t kLongestNote = 10'000;
constexpr std::size_t kLongestFields = 100'000;
constexpr std::size_t kLongestId = 100;
constexpr std::size_t kLongestQuote = std::size_t{1} << 16;  // of an assignment that is a whole passage, some thousand bytes
constexpr std::size_t kReviewsAtATime = 1'000;

Error Bad(std::string message) { return {Error::Code::kBadArgument, std::move(message)}; }
Error Damaged() { return {Error::Code::kUnreadable, "a review is damaged (restore the index from a copy)"}; }

// ---- what a review has to be ------------------------------------------------------------------------------------------------------

bool IsDigest(std::string_view text) { return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos; }

bool IsOneLine(std::string_view text) {
  return IsWellFormedUtf8(text) && std::none_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
}

// "2031-03-01T08:30:00Z"
bool IsTime(std::string_view text) {
  if (text.size() != 20 || text[10] != 'T' || text[13] != ':' || text[16] != ':' || text[19] != 'Z' || !WholeDay(text.substr(0, 10))) return false;
  const auto at_most = [&](std::size_t at, int most) {
    const auto number = DigitsOf(text.substr(at, 2));
    return number && *number <= most;
  };
  return at_most(11, 23) && at_most(14, 59) && at_most(17, 60);
}

bool HasFields(Verdict verdict) { return verdict == Verdict::kCorrected || verdict == Verdict::kAdded; }

// What is wrong with a review, whatever it is of.
std::optional<Error> FaultOf(const Review& review) {
  if (!IsDigest(review.digest)) return Bad("digest: is no SHA-256 in 64 lower-case hexadecimal digits (it is source.sha256 of the document's records)");
  if (!IsJudgedKind(review.kind)) return Bad("kind: '" + WellFormed(review.kind) + "' has no records to judge (use references, assignments, targets, deadlines, or a kind of your own grammars)");
  if (review.who.size() > kLongestName || review.who.find_first_not_of(' ') == std::string::npos || !IsOneLine(review.who)) return Bad("who: give the name of the person who judges, on one line of at most 200 bytes");
  if (!IsTime(review.when)) return Bad("when: '" + WellFormed(review.when.substr(0, 40)) + "' is no time (write it in UTC, as 2031-03-01T08:30:00Z)");
  if (review.note.size() > kLongestNote || !IsWellFormedUtf8(review.note) || review.note.find('\0') != std::string::npos) return Bad("note: is longer than 10,000 bytes, or no UTF-8 text (shorten it)");
  if (review.record.size() > kLongestId || !IsOneLine(review.record)) return Bad("record: is no id of a record");
  if (review.record.empty() && review.verdict != Verdict::kAdded) return Bad("record: is missing (give the id of the record)");
  if (review.previous < 0) return Bad("previous: is no number of a review (0 where there is none)");
  if (review.fields.size() > kLongestFields) return Bad("fields: are longer than 100,000 bytes (shorten them)");
  if (HasFields(review.verdict) && review.fields.empty()) return Bad(std::string("fields: are missing (") + (review.verdict == Verdict::kAdded ? "give all fields of the record that is added" : "give those that differ; accept the record where none does") + ")");
  if (!HasFields(review.verdict) && !review.fields.empty()) return Bad("fields: go with corrected and added records alone (leave them out)");
  return std::nullopt;
}

// ---- rows -------------------------------------------------------------------------------------------------------------------------

std::string ColumnList(std::string_view of) {
  std::string list;
  for (const Column& column : ReviewTable().columns) list.append(list.empty() ? "" : ", ").append(of).append(column.name);
  return list;
}

SqlRow RowOf(const Review& review) {
  return {review.digest, review.number, review.previous, review.kind, review.record, std::string(Name(review.verdict)), review.who, review.when, review.note, review.fields, review.machine, review.quote};
}

std::optional<Review> ReviewOf(const SqlRow& row) {
  const auto verdict = VerdictOf(TextOf(row[5]));
  if (!verdict) return std::nullopt;
  return Review{.digest = TextOf(row[0]), .kind = TextOf(row[3]), .record = TextOf(row[4]), .verdict = *verdict, .who = TextOf(row[6]), .when = TextOf(row[7]),
                .note = TextOf(row[8]), .fields = TextOf(row[9]), .previous = IntegerOf(row[2]), .number = IntegerOf(row[1]), .machine = TextOf(row[10]), .quote = TextOf(row[11])};
}

// Reviews of a question whose first columns are those of the table.
std::optional<Error> QueryReviews(Database& database, const std::string& sql, const SqlRow& values, const std::function<bool(Review, const SqlRow&)>& take) {
  bool damaged = false;
  auto fault = database.Query(sql, values, [&](const SqlRow& row) {
    std::optional<Review> review = ReviewOf(row);
    damaged = !review;
    return review && take(std::move(*review), row);
  });
  return damaged ? std::optional(Damaged()) : fault;
}

// ---- judging ----------------------------------------------------------------------------------------------------------------------

// One judgement, within a transaction of writing. `judged` is what one before it left.
class Judgement {
 public:
  Judgement(Database& database, std::unique_ptr<JudgedDocument>& judged, Review review) : database_(database), judged_(judged), review_(std::move(review)) {}

  Result<Review> Run() {
    if (auto fault = Look()) return *fault;
    Result<AnyRecord> judged = Base();
    if (!judged) return judged.error();
    const bool is_new = review_.record.empty();
    if (auto fault = is_new ? std::nullopt : SeeWhetherLast()) return *fault;
    if (auto fault = SeeWhatIsWithdrawn()) return *fault;
    if (auto fault = Set(*judged)) return *fault;
    if (auto fault = is_new ? SeeWhetherLast() : std::nullopt) return *fault;
    review_.number = reviews().empty() ? 1 : reviews().back().number + 1;
    const SqlRow row = RowOf(review_);
    if (auto fault = database_.Insert(ReviewTable(), ViewsOf(row))) return *fault;
    return review_;
  }

  // What was judged is committed: the next one follows it.
  void Note() {
    if (!NoteStanding()) judged_->reviewed.reset();
    judged_->reviews.push_back(review_);
  }

 private:
  [[nodiscard]] const IndexedDocument& document() const { return judged_->document; }
  [[nodiscard]] const std::vector<Review>& reviews() const { return judged_->reviews; }
  [[nodiscard]] const ReviewedDocument& reviewed() const { return *judged_->reviewed; }

  // A review of the machine's record takes the place of the one before it, and no other review means another record for that. False
  // where this one is of another kind: then all are weighed anew.
  bool NoteStanding() {
    std::vector<Standing>& standings = judged_->reviewed->standings;
    const Review* const last = Last();
    const auto is_of_it = [&](const Standing& standing) {
      return standing.kind == review_.kind && (standing.machine == review_.record || ReviewOfNumber(standing.review)->record == review_.record);
    };
    const auto before = std::find_if(standings.begin(), standings.end(), is_of_it);
    const bool one_at_most = before == standings.end() || std::none_of(before + 1, standings.end(), is_of_it);
    const bool is_that = last == nullptr ? before == standings.end() : before != standings.end() && before->review == last->number && before->machine == review_.record;
    if (!one_at_most || !is_that || !FindRecord(document().extraction, review_.kind, review_.record)) return false;
    if (last != nullptr) standings.erase(before);
    const std::string record = review_.verdict == Verdict::kRejected ? std::string() : review_.record;
    standings.push_back({.review = review_.number, .verdict = review_.verdict, .state = Standing::State::kStands, .kind = review_.kind, .machine = review_.record, .record = record});
    return true;
  }

  // The document and what was said of it. Whoever judges the same document waits here.
  std::optional<Error> Look() {
    std::optional<std::int64_t> number;
    const SqlRow values = {review_.digest};
    const auto take = [&](const SqlRow& row) {
      number = IntegerOf(row[0]);
      return false;
    };
    if (auto fault = database_.Query("SELECT id FROM document WHERE sha256 = ?" + std::string(database_.Keeping()), values, take)) return fault;
    if (!number) return Bad("digest: no document of that content is in the index (add it first)");
    if (auto fault = FaultOfKind(database_, review_.kind)) return fault;
    if (auto fault = ReadDocument(*number)) return fault;
    if (auto fault = ReadItsReviews()) return fault;
    if (!judged_->reviewed) judged_->reviewed = Reviewed(document(), reviews());
    return std::nullopt;
  }

  // Unless it is the one that was judged last, and nobody has read it anew.
  std::optional<Error> ReadDocument(std::int64_t number) {
    if (judged_ && judged_->number == number) return std::nullopt;
    judged_.reset();
    Result<IndexedDocument> document = ReadWholeDocument(database_, number);
    if (!document) return document.error();
    judged_ = std::make_unique<JudgedDocument>(JudgedDocument{number, std::move(*document), {}, std::nullopt});
    return std::nullopt;
  }

  // Unless nobody else has judged it since. Reviews only become more.
  std::optional<Error> ReadItsReviews() {
    std::size_t count = 0;
    const SqlRow values = {review_.digest};
    const auto take = [&](const SqlRow& row) {
      count = static_cast<std::size_t>(IntegerOf(row[0]));
      return false;
    };
    if (auto fault = database_.Query("SELECT count(*) FROM review WHERE sha256 = ?", values, take)) return fault;
    if (count == reviews().size()) return std::nullopt;
    Result<std::vector<Review>> reviews = ReadReviews(database_, review_.digest);
    if (!reviews) return reviews.error();
    judged_->reviews = std::move(*reviews);
    judged_->reviewed.reset();
    return std::nullopt;
  }

  // Nothing where it was not restored from another index.
  [[nodiscard]] const Review* ReviewOfNumber(std::int64_t number) const {
    const auto found = std::lower_bound(reviews().begin(), reviews().end(), number, [](const Review& review, std::int64_t wanted) { return review.number < wanted; });
    return found != reviews().end() && found->number == number ? &*found : nullptr;
  }

  // The last review of the record: by its id now, in either reading, or by the one that it had.
  [[nodiscard]] const Review* Last() const {
    const Review* last = nullptr;
    for (const Standing& standing : reviewed().standings) {
      if (standing.kind != review_.kind) continue;
      const Review* const review = ReviewOfNumber(standing.review);
      if (standing.machine == review_.record || standing.record == review_.record) return review;
      if (review->record == review_.record) last = review;
    }
    return last;
  }

  // The record that is judged: the machine's; else what people said.
  Result<AnyRecord> Base() {
    if (review_.verdict == Verdict::kAdded) return BaseOfAdded();
    if (auto record = FindRecord(document().extraction, review_.kind, review_.record)) return std::move(*record);
    if (auto record = FindRecord(reviewed().extraction, review_.kind, review_.record)) return std::move(*record);
    // One that was withdrawn or rejected: what was judged then.
    for (const Review* review = Last(); review != nullptr; review = review->previous < review->number ? ReviewOfNumber(review->previous) : nullptr) {
      if (auto record = RecordSaidBy(*review)) return std::move(*record);
      if (review->machine.empty()) continue;
      return RecordFromJson(review->kind, review->machine);
    }
    return Bad("record: the document has no record '" + review_.record + "' among its " + review_.kind + " (look at the document anew)");
  }

  Result<AnyRecord> BaseOfAdded() {
    const bool is_new = review_.record.empty();
    if (!is_new && FindRecord(document().extraction, review_.kind, review_.record)) return Bad("record: '" + review_.record + "' is the machine's (correct it; or leave the id out to add another record)");
    if (!is_new && Last() == nullptr) return Bad("record: nobody added a record '" + review_.record + "' (leave the id out to add a new one)");
    return EmptyRecord(review_.kind);
  }

  // Sets what the person set, and notes what the record is made from.
  std::optional<Error> Set(AnyRecord& record) {
    const AnyRecord judged = record;
    if (HasFields(review_.verdict)) {
      const Result<SetFieldsResult> set = SetFields(review_.kind, review_.fields, record);
      if (!set) return set.error();
      if (review_.verdict == Verdict::kAdded && !set->span) return Bad(review_.kind + ".span: is missing (an added record stands somewhere: give the bytes of its words)");
      if (set->span) {
        if (auto fault = FaultOfSpan(ProvenanceOf(record).span, set->text)) return fault;
      }
    }
    review_.quote = Quote(ProvenanceOf(record).span);
    if (review_.verdict != Verdict::kAdded) review_.machine = RecordToJson(judged);
    if (review_.verdict == Verdict::kCorrected && RecordToJson(record) == review_.machine) return Bad("fields: are what the machine says already (accept the record)");
    if (review_.record.empty()) review_.record = RecordId(review_.kind, "review\n" + review_.fields, ProvenanceOf(record).span.start);
    return std::nullopt;
  }

  [[nodiscard]] std::optional<Error> FaultOfSpan(Span span, bool has_text) const {
    const std::string place = review_.kind + ".span";
    const std::string_view text = document().text;
    const std::size_t size = text.empty() ? document().extraction.source.bytes : text.size();
    const bool utf8 = IsWellFormedUtf8(text);
    if (span.end > size) return Bad(place + ": ends at byte " + std::to_string(span.end) + ", and the document has " + std::to_string(size));
    if (span.size() > kLongestQuote) return Bad(place + ": is longer than 65,536 bytes (a record stands at its words)");
    const auto within = [&](std::size_t at) { return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80; };
    if (!text.empty() && utf8 && (within(span.start) || within(span.end))) return Bad(place + ": begins or ends within a character (move it to where one begins)");
    if (!has_text && (text.empty() || !utf8)) return Bad(review_.kind + ".text: is missing (the index has no text in UTF-8 to take it from)");
    if (!has_text && TextOfQuote(text.substr(span.start, span.size())).empty()) return Bad(place + ": has no words");
    return std::nullopt;
  }

  [[nodiscard]] std::string Quote(Span span) const {
    if (span.end > document().text.size() || span.size() > kLongestQuote) return {};
    return document().text.substr(span.start, span.size());
  }

  // Has anybody judged the record after the person looked?
  [[nodiscard]] std::optional<Error> SeeWhetherLast() const {
    const Review* const last = Last();
    if (review_.previous == (last == nullptr ? 0 : last->number)) return std::nullopt;
    if (last == nullptr) return Error{Error::Code::kConflict, "previous: review " + std::to_string(review_.previous) + " is not of this record (look at the record anew, and judge then)"};
    return Error{Error::Code::kConflict, "judged by " + last->who + " at " + last->when + " meanwhile (look at the record anew, and judge then)"};
  }

  // Of what nobody said nothing is taken back.
  [[nodiscard]] std::optional<Error> SeeWhatIsWithdrawn() const {
    if (review_.verdict != Verdict::kWithdrawn) return std::nullopt;
    const Review* const last = Last();
    if (last != nullptr && last->verdict != Verdict::kWithdrawn) return std::nullopt;
    return Bad("verdict: nobody judged the record (there is nothing to withdraw)");
  }

  Database& database_;
  std::unique_ptr<JudgedDocument>& judged_;
  Review review_;
};

}  // namespace

Result<std::vector<Review>> ReadReviews(Database& database, std::string_view digest) {
  std::vector<Review> reviews;
  const SqlRow values = {std::string(digest)};
  const auto take = [&](Review review, const SqlRow&) {
    reviews.push_back(std::move(review));
    return true;
  };
  if (auto fault = QueryReviews(database, "SELECT " + ColumnList("") + " FROM review WHERE sha256 = ? ORDER BY number", values, take)) return *fault;
  return reviews;
}

Result<Review> Judge(Index& index, const Review& review) {
  if (auto fault = FaultOf(review)) return *fault;
  Database& database = IndexDoor::DatabaseOf(index);
  Transaction transaction(database);
  if (auto fault = transaction.BeginWriting()) return IndexDoor::Named(index, *fault);
  Judgement judgement(database, IndexDoor::JudgedIn(index), review);
  Result<Review> kept = judgement.Run();
  if (!kept) return IndexDoor::Named(index, kept.error());
  if (auto fault = transaction.Commit()) return IndexDoor::Named(index, *fault);
  judgement.Note();
  return kept;
}

namespace {

// The records that a review speaks of: the machine's as it was judged, and what the person made of it.
std::vector<AnyRecord> RecordsOf(const Review& review) {
  std::vector<AnyRecord> records;
  if (!review.machine.empty()) {
    if (Result<AnyRecord> judged = RecordFromJson(review.kind, review.machine)) records.push_back(std::move(*judged));
  }
  if (auto said = RecordSaidBy(review)) records.push_back(std::move(*said));
  return records;
}

// May two reviews be of one record? It has one id, unless the document was read anew in between: then the place or the words are left.
bool AreOfOneRecord(const Review& a, const Review& b) {
  if (a.kind != b.kind) return false;
  if (a.record == b.record) return true;
  const std::vector<AnyRecord> others = RecordsOf(b);
  for (const AnyRecord& one : RecordsOf(a)) {
    const Provenance& own = ProvenanceOf(one);
    const bool same = std::any_of(others.begin(), others.end(), [&](const AnyRecord& other) { return own.span.Overlaps(ProvenanceOf(other).span) || own.text == ProvenanceOf(other).text; });
    if (same) return true;
  }
  return false;
}

// What is wrong with the review that another one says it follows.
std::optional<Error> FaultOfPrevious(Database& database, const Review& review) {
  if (review.previous == 0) return std::nullopt;
  const std::string number = std::to_string(review.previous);
  std::optional<Review> previous;
  std::int64_t follower = 0;
  const auto take = [&](Review other, const SqlRow&) {
    if (other.previous == review.previous) follower = other.number;
    else previous = std::move(other);
    return true;
  };
  const std::string sql = "SELECT " + ColumnList("") + " FROM review WHERE sha256 = ? AND (number = ? OR previous = ?)";
  if (auto fault = QueryReviews(database, sql, {review.digest, review.previous, review.previous}, take)) return fault;
  if (follower > 0) return Error{Error::Code::kConflict, "previous: review " + std::to_string(follower) + " follows review " + number + " already (restore reviews into an index where nobody has judged the document)"};
  if (!previous) return Bad("previous: review " + number + " of the document is not in the index (restore all its reviews, by number)");
  if (!AreOfOneRecord(*previous, review)) return Bad("previous: review " + number + " is of another record (reviews are restored as another index gave them)");
  return std::nullopt;
}

}  // namespace

Result<bool> Restore(Index& index, const Review& review) {
  if (auto fault = FaultOf(review)) return *fault;
  if (review.number <= 0) return Bad("number: is missing (reviews are restored as another index gave them)");
  if (review.previous >= review.number) return Bad("previous: is no earlier review (reviews are restored as another index gave them)");
  if (review.machine.size() > kLongestFields || IsTooDeep(review.machine)) return Bad("machine: is no record of the contract (reviews are restored as another index gave them)");
  if (review.record.empty()) return Bad("record: is missing (reviews are restored as another index gave them)");
  if (review.verdict != Verdict::kAdded && !RecordFromJson(review.kind, review.machine)) return Bad("machine: is no record of the contract (reviews are restored as another index gave them)");
  if (HasFields(review.verdict) && !RecordSaidBy(review)) return Bad("fields: do not hold (reviews are restored as another index gave them)");
  Database& database = IndexDoor::DatabaseOf(index);
  Transaction transaction(database);
  if (auto fault = transaction.BeginWriting()) return IndexDoor::Named(index, *fault);
  std::optional<Review> same;
  const auto take = [&](Review other, const SqlRow&) {
    same = std::move(other);
    return false;
  };
  const std::string sql = "SELECT " + ColumnList("") + " FROM review WHERE sha256 = ? AND number = ?";
  if (auto fault = QueryReviews(database, sql, {review.digest, review.number}, take)) return IndexDoor::Named(index, *fault);
  if (same && ToJsonLine(*same) == ToJsonLine(review)) return false;
  if (same) return Error{Error::Code::kConflict, "another review of the document has the number " + std::to_string(review.number) + ": by " + same->who + " at " + same->when + " (restore reviews into an index where nobody has judged the document)"};
  if (auto fault = FaultOfPrevious(database, review)) return IndexDoor::Named(index, *fault);
  const SqlRow row = RowOf(review);
  if (auto fault = database.Insert(ReviewTable(), ViewsOf(row))) return IndexDoor::Named(index, *fault);
  if (auto fault = transaction.Commit()) return IndexDoor::Named(index, *fault);
  return true;
}

Result<std::vector<Review>> ReviewsOf(const Index& index, std::string_view digest) {
  Result<std::vector<Review>> reviews = ReadReviews(IndexDoor::DatabaseOf(index), digest);
  if (!reviews) return IndexDoor::Named(index, reviews.error());
  return reviews;
}

Result<IndexedDocument> LoadReviewed(const Index& index, std::int64_t document) {
  Database& database = IndexDoor::DatabaseOf(index);
  Transaction transaction(database);
  if (auto fault = transaction.BeginReading()) return IndexDoor::Named(index, *fault);
  Result<IndexedDocument> read = ReadReviewedDocument(database, document);
  if (!read) return IndexDoor::Named(index, read.error());
  return read;
}

Result<IndexedDocument> ReadReviewedDocument(Database& database, std::int64_t document) {
  Result<IndexedDocument> read = ReadWholeDocument(database, document);
  if (!read) return read;
  const Result<std::vector<Review>> reviews = ReadReviews(database, read->extraction.source.sha256);
  if (!reviews) return reviews.error();
  if (!reviews->empty()) read->extraction = Reviewed(*read, *reviews).extraction;
  return read;
}

std::optional<Error> ForEachReviewed(const Index& index, const std::function<bool(std::int64_t, const IndexedDocument&, const ReviewedDocument&)>& take) {
  Database& database = IndexDoor::DatabaseOf(index);
  Transaction transaction(database);
  if (auto fault = transaction.BeginReading()) return IndexDoor::Named(index, *fault);
  std::vector<std::int64_t> numbers;
  const auto note = [&](const SqlRow& row) {
    numbers.push_back(IntegerOf(row[0]));
    return true;
  };
  if (auto fault = database.Query("SELECT id FROM document WHERE sha256 IN (SELECT sha256 FROM review) ORDER BY sha256", {}, note)) return IndexDoor::Named(index, *fault);
  for (const std::int64_t number : numbers) {
    const Result<IndexedDocument> document = ReadWholeDocument(database, number);
    if (!document) return IndexDoor::Named(index, document.error());
    const Result<std::vector<Review>> reviews = ReadReviews(database, document->extraction.source.sha256);
    if (!reviews) return IndexDoor::Named(index, reviews.error());
    if (!take(number, *document, Reviewed(*document, *reviews))) return std::nullopt;
  }
  return std::nullopt;
}

std::optional<Error> ForEachSaidTask(Database& database, const std::function<void(std::int64_t, const AnyRecord&)>& take) {
  const std::string sql = "SELECT " + ColumnList("review.") + ", document.id FROM review JOIN document ON document.sha256 = review.sha256 "
                          "WHERE review.kind IN ('assignments', 'deadlines') AND review.verdict IN (?, ?) ORDER BY document.sha256, review.number";
  const SqlRow verdicts = {std::string(Name(Verdict::kCorrected)), std::string(Name(Verdict::kAdded))};
  return QueryReviews(database, sql, verdicts, [&](const Review& review, const SqlRow& row) {
    if (const auto record = RecordSaidBy(review)) take(IntegerOf(row.back()), *record);
    return true;
  });
}

std::optional<Error> ForEachReview(const Index& index, const std::function<bool(const Review&)>& take) {
  Database& database = IndexDoor::DatabaseOf(index);
  Transaction transaction(database);
  if (auto fault = transaction.BeginReading()) return IndexDoor::Named(index, *fault);
  const std::string sql = "SELECT " + ColumnList("") + " FROM review WHERE sha256 > ? OR (sha256 = ? AND number > ?) ORDER BY sha256, number LIMIT ?";
  std::string digest;
  std::int64_t number = 0;
  for (;;) {
    std::size_t count = 0;
    bool goes_on = true;
    const SqlRow values = {digest, digest, number, Number(kReviewsAtATime)};
    auto fault = QueryReviews(database, sql, values, [&](const Review& review, const SqlRow&) {
      ++count;
      digest = review.digest;
      number = review.number;
      return goes_on = take(review);
    });
    if (fault) return IndexDoor::Named(index, *fault);
    if (!goes_on || count < kReviewsAtATime) return std::nullopt;
  }
}

// ---- lists ------------------------------------------------------------------------------------------------------------------------

namespace {

constexpr std::string_view kSuperseded = "EXISTS (SELECT 1 FROM review later WHERE later.sha256 = review.sha256 AND later.previous = review.number)";

class ReviewConditions {
 public:
  explicit ReviewConditions(const ReviewQuery& query) {
    if (!query.digest.empty()) Add("review.sha256 = ?", query.digest);
    if (!query.kind.empty()) Add("review.kind = ?", WellFormed(query.kind));
    if (!query.who.empty()) Add("review.who = ?", WellFormed(query.who));
    if (query.verdict) Add("review.verdict = ?", std::string(Name(*query.verdict)));
    if (!query.from.empty()) Add("review.judged_at >= ?", query.from);
    if (!query.to.empty()) Add("review.judged_at < ?", query.to + "U");  // behind all times of the day
    if (!query.superseded) where_.append(where_.empty() ? " WHERE NOT " : " AND NOT ").append(kSuperseded);
  }

  [[nodiscard]] std::string From() const { return " FROM review LEFT JOIN document ON document.sha256 = review.sha256" + where_; }
  [[nodiscard]] const SqlRow& values() const { return values_; }

 private:
  void Add(std::string_view sql, std::string value) {
    where_.append(where_.empty() ? " WHERE " : " AND ").append(sql);
    values_.emplace_back(std::move(value));
  }

  std::string where_;
  SqlRow values_;
};

std::optional<Error> Count(Database& database, const ReviewConditions& conditions, ReviewList& list) {
  const auto numbers = [&](const SqlRow& row) {
    list.count = static_cast<std::size_t>(IntegerOf(row[0]));
    list.documents = static_cast<std::size_t>(IntegerOf(row[1]));
    return false;
  };
  if (auto fault = database.Query("SELECT count(*), count(DISTINCT review.sha256)" + conditions.From(), conditions.values(), numbers)) return fault;
  const auto count = [&](std::string_view column, std::vector<ReviewList::Count>& counts) {
    const std::string sql = "SELECT review." + std::string(column) + ", count(*)" + conditions.From() + " GROUP BY 1 ORDER BY 2 DESC, 1";
    return database.Query(sql, conditions.values(), [&](const SqlRow& row) {
      counts.push_back({TextOf(row[0]), static_cast<std::size_t>(IntegerOf(row[1]))});
      return true;
    });
  };
  if (auto fault = count("verdict", list.verdicts)) return fault;
  std::sort(list.verdicts.begin(), list.verdicts.end(), [](const auto& a, const auto& b) { return VerdictOf(a.name) < VerdictOf(b.name); });
  return count("who", list.people);
}

std::optional<Error> Fill(Database& database, const ReviewQuery& query, const ReviewConditions& conditions, ReviewList& list) {
  SqlRow values = conditions.values();
  values.push_back(Number(query.limit));
  values.push_back(Number(query.offset));
  const std::string sql = "SELECT " + ColumnList("review.") + ", document.id, document.name, document.code, CASE WHEN " + std::string(kSuperseded) + " THEN 1 ELSE 0 END" + conditions.From() +
                          " ORDER BY review.judged_at DESC, review.sha256, review.number DESC LIMIT ? OFFSET ?";
  return QueryReviews(database, sql, values, [&](Review review, const SqlRow& row) {
    const std::size_t at = ReviewTable().columns.size();
    ReviewLine& line = list.reviews.emplace_back();
    line.review = std::move(review);
    if (!std::holds_alternative<std::monostate>(row[at])) line.document = IntegerOf(row[at]);
    line.name = TextOf(row[at + 1]);
    line.code = OptionalTextOf(row[at + 2]);
    line.superseded = IntegerOf(row[at + 3]) != 0;
    return true;
  });
}

// Says how the reviews of a list stand to the readings of their documents, one document after the other.
std::optional<Error> AddStates(Database& database, ReviewList& list) {
  std::map<std::int64_t, std::vector<ReviewLine*>> lines;  // by document
  for (ReviewLine& line : list.reviews) {
    if (line.document && !line.superseded) lines[*line.document].push_back(&line);
  }
  for (const auto& [number, of_document] : lines) {
    const Result<IndexedDocument> document = ReadWholeDocument(database, number);
    if (!document) return document.error();
    const Result<std::vector<Review>> reviews = ReadReviews(database, document->extraction.source.sha256);
    if (!reviews) return reviews.error();
    std::map<std::int64_t, Standing::State> states;
    for (const Standing& standing : Reviewed(*document, *reviews).standings) states.emplace(standing.review, standing.state);
    for (ReviewLine* line : of_document) {
      if (const auto state = states.find(line->review.number); state != states.end()) line->state = state->second;
    }
  }
  return std::nullopt;
}

}  // namespace

Result<ReviewList> ListReviews(const Index& index, const ReviewQuery& query) {
  if (auto fault = FaultOfDays(query.from, query.to)) return *fault;
  if (!query.digest.empty() && !IsDigest(query.digest)) return Bad("'" + WellFormed(query.digest) + "': is no SHA-256 in 64 lower-case hexadecimal digits");
  Database& database = IndexDoor::DatabaseOf(index);
  Transaction transaction(database);
  if (auto fault = transaction.BeginReading()) return IndexDoor::Named(index, *fault);
  if (auto fault = query.kind.empty() ? std::nullopt : FaultOfKind(database, WellFormed(query.kind))) return IndexDoor::Named(index, *fault);
  const ReviewConditions conditions(query);
  ReviewList list;
  if (auto fault = Count(database, conditions, list)) return IndexDoor::Named(index, *fault);
  if (auto fault = Fill(database, query, conditions, list)) return IndexDoor::Named(index, *fault);
  if (auto fault = query.states ? AddStates(database, list) : std::nullopt) return IndexDoor::Named(index, *fault);
  return list;
}

}  // namespace trichluc
