// Reviews on a reading of their document: which record each one means now, and the records as people left them.
//
// The last review of a record is a *head*. It means the record of its id. Where the id is gone (ids are made of words and place,
// and a newer grammar may end a span elsewhere), it means a record of the same kind that no other head has by its id: one with the
// same identifying values at the same place or with the same words, else, if the person said that there is a record, the one
// whose place is nearly the same. All such pairs are weighed together, the best first, so that no record is meant twice.
#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "index/holders.h"
#include "index/review.h"
#include "records/identity.h"
#include "text/unicode.h"

namespace trichluc {
namespace {

constexpr double kNearlySame = 0.5;        // of the bytes that one or the other covers, those that both do
constexpr std::size_t kMostCandidates = 256;  // that one review is weighed against

// ---- what is the same -----------------------------------------------------------------------------------------------------------

std::string Joined(const std::vector<std::string>& texts) {
  std::string all;
  for (const std::string& text : texts) all.append(text).append("\n");
  return all;
}

// What tells a record from others at its place.
std::string IdentityOf(const Reference& record) { return record.type + "\n" + (record.code ? *record.code : record.name.value_or("")) + "\n" + record.date.value_or(""); }
std::string IdentityOf(const Assignment& record) {
  std::vector<std::string> lead = record.lead;
  std::sort(lead.begin(), lead.end());
  return Joined(lead);
}
std::string IdentityOf(const Target& record) {
  return record.comparator + "\n" + std::to_string(record.value) + "\n" + (record.value_max ? std::to_string(*record.value_max) : "") + "\n" + record.unit;
}
std::string IdentityOf(const Deadline& record) {
  return record.kind + "\n" + record.relation.value_or("") + "\n" + record.date.value_or("") + "\n" + record.every.value_or("");
}
std::string IdentityOf(const CustomRecord& record) {
  std::string all;
  for (const auto& [name, value] : record.fields) all.append(name).append("\n").append(value).append("\n");
  return all;
}
std::string IdentityOf(const AnyRecord& record) {
  return std::visit([](const auto& own) { return IdentityOf(own); }, record);
}

// What a record says, whichever engine made it: not its id, its place and its rule.
std::string ContentOf(AnyRecord record) {
  Provenance& common = ProvenanceOf(record);
  common = Provenance();
  SectionOf(record).reset();
  if (auto* const reference = std::get_if<Reference>(&record)) {
    reference->key.clear();
    reference->first.reset();
  }
  return RecordToJson(record);
}

double OverlapOf(Span a, Span b) {
  const std::size_t start = std::max(a.start, b.start);
  const std::size_t end = std::min(a.end, b.end);
  if (end <= start) return 0;
  const std::size_t both = end - start;
  return static_cast<double>(both) / static_cast<double>(a.size() + b.size() - both);
}

// ---- the machine's records --------------------------------------------------------------------------------------------------------

struct MachineRecord {
  std::string_view kind;
  AnyRecord record;
  std::string identity;
  bool taken = false;    // some head means it
  std::string content{};  // made when it is asked for

  [[nodiscard]] const std::string& Content() {
    if (content.empty()) content = ContentOf(record);
    return content;
  }
  [[nodiscard]] const Provenance& common() const { return ProvenanceOf(record); }
};

// Those of a document, to be found by id, by place and by words.
class MachineRecords {
 public:
  explicit MachineRecords(const Extraction& extraction) {
    VisitJudged(extraction, [&](std::string_view kind, const auto& record) {
      AnyRecord any = record;
      std::string identity = IdentityOf(any);
      records_.push_back({kind, std::move(any), std::move(identity), false});
    });
    for (std::size_t i = 0; i < records_.size(); ++i) {
      const MachineRecord& record = records_[i];
      by_id_.emplace(std::pair(record.kind, std::string_view(record.common().id)), i);
      places_[record.kind].order.push_back(i);
      by_words_[WordsOf(record.kind, record.identity, record.common().text)].push_back(i);
    }
    for (auto& [kind, places] : places_) Sort(places);
  }

  [[nodiscard]] std::size_t size() const { return records_.size(); }
  MachineRecord& operator[](std::size_t i) { return records_[i]; }

  [[nodiscard]] std::optional<std::size_t> Find(std::string_view kind, std::string_view id) const {
    const auto found = by_id_.find(std::pair(kind, id));
    return found == by_id_.end() ? std::nullopt : std::optional(found->second);
  }

  // Records of a kind at a place, those that begin last first; at most kMostCandidates.
  [[nodiscard]] std::vector<std::size_t> At(std::string_view kind, Span span) const {
    std::vector<std::size_t> found;
    const auto known = places_.find(kind);
    if (known == places_.end()) return found;
    const Places& places = known->second;
    const auto start_of = [&](std::size_t i) { return records_[i].common().span.start; };
    auto at = static_cast<std::size_t>(std::partition_point(places.order.begin(), places.order.end(), [&](std::size_t i) { return start_of(i) < span.end; }) - places.order.begin());
    for (; at > 0 && places.furthest[at - 1] > span.start && found.size() < kMostCandidates; --at) {
      if (records_[places.order[at - 1]].common().span.Overlaps(span)) found.push_back(places.order[at - 1]);
    }
    return found;
  }

  // The nearest of a kind with these identifying values and words that no head means.
  [[nodiscard]] std::optional<std::size_t> WithWords(std::string_view kind, const AnyRecord& record) const {
    const auto known = by_words_.find(WordsOf(kind, IdentityOf(record), ProvenanceOf(record).text));
    if (known == by_words_.end()) return std::nullopt;
    const std::size_t start = ProvenanceOf(record).span.start;
    std::optional<std::size_t> nearest;
    std::size_t least = 0;
    for (const std::size_t i : known->second) {
      const std::size_t other = records_[i].common().span.start;
      const std::size_t distance = other > start ? other - start : start - other;
      if (records_[i].taken || (nearest && distance >= least)) continue;
      nearest = i;
      least = distance;
    }
    return nearest;
  }

 private:
  // The records of a kind by their starts, and how far any up to each one reaches.
  struct Places {
    std::vector<std::size_t> order;
    std::vector<std::size_t> furthest;
  };

  void Sort(Places& places) const {
    std::stable_sort(places.order.begin(), places.order.end(), [&](std::size_t a, std::size_t b) { return records_[a].common().span.start < records_[b].common().span.start; });
    std::size_t furthest = 0;
    for (const std::size_t i : places.order) places.furthest.push_back(furthest = std::max(furthest, records_[i].common().span.end));
  }

  static std::string WordsOf(std::string_view kind, const std::string& identity, const std::string& text) { return std::string(kind) + "\n" + identity + "\n\n" + text; }

  std::vector<MachineRecord> records_;
  std::map<std::pair<std::string_view, std::string_view>, std::size_t> by_id_;
  std::map<std::string_view, Places> places_;
  std::unordered_map<std::string, std::vector<std::size_t>> by_words_;
};

// ---- reviews ----------------------------------------------------------------------------------------------------------------------

// The last review of a record.
struct Head {
  const Review* review = nullptr;
  bool added = false;               // the machine never gave the record: a person added it
  bool sets_span = false;
  std::optional<AnyRecord> then;    // the machine's record when it was judged
  std::optional<AnyRecord> said;
  std::string content_then{};
  std::string content_said{};
  std::optional<std::size_t> machine;

  [[nodiscard]] bool wants_record() const { return review->verdict == Verdict::kAccepted || review->verdict == Verdict::kCorrected || review->verdict == Verdict::kAdded; }
  // What it is looked for by.
  [[nodiscard]] const AnyRecord* sought() const { return said ? &*said : then ? &*then : nullptr; }
};

std::vector<Head> HeadsOf(std::span<const Review> reviews) {
  std::map<std::int64_t, const Review*> by_number;
  std::set<std::int64_t> superseded;
  std::set<std::int64_t> added;  // and what followed
  for (const Review& review : reviews) by_number.emplace(review.number, &review);
  for (const auto& [number, review] : by_number) {
    superseded.insert(review->previous);
    if (review->verdict == Verdict::kAdded || added.contains(review->previous)) added.insert(number);
  }
  std::vector<Head> heads;
  for (const auto& [number, review] : by_number) {
    if (superseded.contains(number)) continue;
    Head& head = heads.emplace_back();
    head.review = review;
    head.added = added.contains(number);
    if (!review->machine.empty()) {
      Result<AnyRecord> then = RecordFromJson(review->kind, review->machine);
      if (then) head.then = std::move(*then);
    }
    head.said = RecordSaidBy(*review);
    if (head.then) head.content_then = ContentOf(*head.then);
    if (head.said) head.content_said = ContentOf(*head.said);
    head.sets_span = head.then && head.said && !(ProvenanceOf(*head.then).span == ProvenanceOf(*head.said).span);
  }
  return heads;
}

// Finds the records that heads mean.
class Attachment {
 public:
  Attachment(MachineRecords& machine, std::vector<Head>& heads) : machine_(machine), heads_(heads) {}

  void Run() {
    for (Head& head : heads_) ById(head);
    ByPlace();
    for (Head& head : heads_) ByWords(head);
  }

 private:
  void Attach(Head& head, std::size_t record) {
    head.machine = record;
    machine_[record].taken = true;
  }

  void ById(Head& head) {
    const auto found = machine_.Find(head.review->kind, head.review->record);
    if (found && !machine_[*found].taken) Attach(head, *found);
  }

  // How well a record fits: by what it says, and then by where it stands. 0 where it does not.
  [[nodiscard]] static double FitOf(const Head& head, MachineRecord& record) {
    const double overlap = OverlapOf(ProvenanceOf(*head.sought()).span, record.common().span);
    const bool as_said = head.said && IdentityOf(*head.said) == record.identity;
    const bool as_then = head.then && IdentityOf(*head.then) == record.identity;
    // One cell of a table may give several records that all else tells apart.
    if (as_said && head.content_said == record.Content()) return 4 + overlap;
    if (as_then && head.content_then == record.Content()) return 3 + overlap;
    if (as_said || as_then) return (as_said ? 2 : 1) + overlap;
    // What a person added stood beside the machine's records all along; what was rejected with other values is another record.
    return head.wants_record() && !head.added && overlap >= kNearlySame ? overlap : 0;
  }

  void ByPlace() {
    std::vector<std::tuple<double, std::size_t, std::size_t>> pairs;  // fit, head, record
    for (std::size_t h = 0; h < heads_.size(); ++h) {
      const Head& head = heads_[h];
      if (head.machine || head.sought() == nullptr) continue;
      for (const std::size_t record : machine_.At(head.review->kind, ProvenanceOf(*head.sought()).span)) {
        const double fit = machine_[record].taken ? 0 : FitOf(head, machine_[record]);
        if (fit > 0) pairs.emplace_back(-fit, h, record);
      }
    }
    std::sort(pairs.begin(), pairs.end());
    for (const auto& [fit, head, record] : pairs) {
      if (!heads_[head].machine && !machine_[record].taken) Attach(heads_[head], record);
    }
  }

  // Of a file that is no text a newer decoder may make a text with other places.
  void ByWords(Head& head) {
    if (head.machine) return;
    for (const std::optional<AnyRecord>* record : {&head.said, &head.then}) {
      const auto found = *record ? machine_.WithWords(head.review->kind, **record) : std::nullopt;
      if (!found) continue;
      Attach(head, *found);
      return;
    }
  }

  MachineRecords& machine_;
  std::vector<Head>& heads_;
};

// ---- the records as people left them ------------------------------------------------------------------------------------------------

class Application {
 public:
  Application(const IndexedDocument& document, std::span<const Review> reviews)
      : document_(document), machine_(document.extraction), heads_(HeadsOf(reviews)), holders_(document.extraction) {}

  ReviewedDocument Run() && {
    Attachment(machine_, heads_).Run();
    for (std::size_t i = 0; i < machine_.size(); ++i) ids_.insert(machine_[i].common().id);
    for (Head& head : heads_) Settle(head);
    out_.open = machine_.size() - judged_;
    Fill();
    return std::move(out_);
  }

 private:
  void Settle(Head& head) {
    Standing standing{.review = head.review->number, .verdict = head.review->verdict, .state = StateOf(head), .kind = head.review->kind, .machine = {}, .record = {}};
    if (head.machine) standing.machine = machine_[*head.machine].common().id;
    if (head.machine && head.review->verdict != Verdict::kWithdrawn) ++judged_;
    switch (head.review->verdict) {
      case Verdict::kWithdrawn: standing.record = standing.machine; break;
      case Verdict::kRejected:
        if (head.machine) replaced_.emplace(*head.machine, std::nullopt);
        break;
      case Verdict::kAccepted:
      case Verdict::kCorrected:
      case Verdict::kAdded: standing.record = Keep(head, standing.state); break;
    }
    out_.standings.push_back(std::move(standing));
  }

  [[nodiscard]] bool SameSpan(const Head& head) { return !head.sets_span || ProvenanceOf(*head.said).span == machine_[*head.machine].common().span; }

  Standing::State StateOf(const Head& head) {
    using State = Standing::State;
    const Verdict verdict = head.review->verdict;
    if (!head.machine) {
      if (verdict == Verdict::kRejected) return State::kAgreed;
      return head.added && head.said ? State::kStands : State::kOrphaned;
    }
    if (verdict == Verdict::kWithdrawn) return State::kStands;
    const std::string& now = machine_[*head.machine].Content();
    const bool as_then = head.then && head.content_then == now;
    if (head.said && head.content_said == now && SameSpan(head)) return verdict == Verdict::kAccepted && !head.added ? State::kStands : State::kAgreed;
    return as_then ? State::kStands : State::kChanged;
  }

  // Puts the record that a person wants into the document; its id there.
  std::string Keep(Head& head, Standing::State state) {
    if (!head.said) return head.machine ? machine_[*head.machine].common().id : std::string();
    const bool as_machine = head.machine && (state == Standing::State::kAgreed || head.review->verdict == Verdict::kAccepted) && state != Standing::State::kChanged;
    AnyRecord record = as_machine ? machine_[*head.machine].record : *head.said;
    if (!as_machine) Ground(head, record);
    Provenance& common = ProvenanceOf(record);
    common.confidence = 1;
    std::string id = common.id;
    if (head.machine) {
      replaced_.emplace(*head.machine, std::move(record));
    } else {
      added_[head.review->kind].push_back(std::move(record));
    }
    return id;
  }

  // Gives a record of a person its id, rule and place in the present reading.
  void Ground(const Head& head, AnyRecord& record) {
    Provenance& common = ProvenanceOf(record);
    const MachineRecord* const machine = head.machine ? &machine_[*head.machine] : nullptr;
    common.id = machine != nullptr ? machine->common().id : FreeId(*head.review, common);
    if (head.added) common.rule = kRuleOfAdded;
    else if (head.review->verdict == Verdict::kCorrected) common.rule = kRuleOfCorrected;
    const Span stored = common.span;
    if (!Anchor(*head.review, common.span) && machine != nullptr) common.span = machine->common().span;
    if (machine != nullptr && machine->common().span == common.span) {
      common.areas = machine->common().areas;
      SectionOf(record) = SectionOf(machine->record);
      return;
    }
    const std::optional<Holder> holder = holders_.Before(common.span.start);
    if (!(common.span == stored)) common.areas.clear();
    if (common.areas.empty() && holder) common.areas = holders_.RecordOf(*holder).areas;
    SectionOf(record) = holder ? holders_.SectionOf(*holder) : std::nullopt;
  }

  // Moves a span to where its words stand now. False where they stand nowhere.
  bool Anchor(const Review& review, Span& span) const {
    const std::string_view text = document_.text;
    if (text.empty()) return true;
    const std::string& quote = review.quote;
    if (quote.empty() ? span.end <= text.size() : span.start <= text.size() && text.substr(span.start, quote.size()) == quote) return true;
    const std::size_t before = quote.empty() ? std::string_view::npos : text.rfind(quote, span.start);
    const std::size_t after = quote.empty() ? std::string_view::npos : text.find(quote, std::min(span.start, text.size()));
    const bool found = before != std::string_view::npos || after != std::string_view::npos;
    if (!found) {
      span = {std::min(span.start, text.size()), std::min(span.end, text.size())};
      return false;
    }
    const bool is_before = after == std::string_view::npos || (before != std::string_view::npos && span.start - before < after - span.start);
    const std::size_t start = is_before ? before : after;
    span = {start, start + quote.size()};
    return true;
  }

  std::string FreeId(const Review& review, const Provenance& common) {
    std::string id = review.record;
    for (int count = 2; !ids_.insert(id).second; ++count) id = RecordId(review.kind, review.record + "\n" + std::to_string(count), common.span.start);
    return id;
  }

  // Lists with what was replaced, without what is gone, and with what was added at its place.
  void Fill() {
    out_.extraction = document_.extraction;
    std::size_t at = 0;
    FillList("references", out_.extraction.references, at);
    FillList("assignments", out_.extraction.assignments, at);
    FillList("targets", out_.extraction.targets, at);
    FillList("deadlines", out_.extraction.deadlines, at);
    FillCustom(at);
    MendFirst(out_.extraction.references);
  }

  template <typename Record>
  static void Sort(std::vector<Record>& records) {
    std::stable_sort(records.begin(), records.end(), [](const Record& a, const Record& b) { return a.span.start < b.span.start; });
  }

  // `at` counts the machine's records through all lists.
  template <typename Record>
  void FillList(std::string_view kind, std::vector<Record>& list, std::size_t& at) {
    std::vector<Record> added;
    for (AnyRecord& record : added_[std::string(kind)]) added.push_back(std::move(std::get<Record>(record)));
    FillList(std::move(added), list, at);
  }

  template <typename Record>
  void FillList(std::vector<Record> added, std::vector<Record>& list, std::size_t& at) {
    Sort(added);
    std::vector<Record> filled;
    auto next = added.begin();
    for (Record& record : list) {
      for (; next != added.end() && next->span.start < record.span.start; ++next) filled.push_back(std::move(*next));
      const auto changed = replaced_.find(at++);
      if (changed == replaced_.end()) filled.push_back(std::move(record));
      else if (changed->second) filled.push_back(std::move(std::get<Record>(*changed->second)));
    }
    for (; next != added.end(); ++next) filled.push_back(std::move(*next));
    list = std::move(filled);
  }

  void FillCustom(std::size_t& at) {
    std::vector<CustomRecord> added;
    for (auto& [kind, records] : added_) {
      for (AnyRecord& record : records) {
        if (auto* const custom = std::get_if<CustomRecord>(&record)) added.push_back(std::move(*custom));
      }
    }
    FillList(std::move(added), out_.extraction.custom, at);
  }

  // A mention that was rejected is the first one of no other.
  static void MendFirst(std::vector<Reference>& references) {
    std::set<std::string> ids;
    for (const Reference& reference : references) ids.insert(reference.id);
    for (Reference& reference : references) {
      if (reference.first && !ids.contains(*reference.first)) reference.first.reset();
    }
  }

  const IndexedDocument& document_;
  MachineRecords machine_;
  std::vector<Head> heads_;
  Holders holders_;
  std::set<std::string> ids_;
  std::map<std::size_t, std::optional<AnyRecord>> replaced_;  // machine's records, by their number through all lists; none: gone
  std::map<std::string, std::vector<AnyRecord>> added_;       // by kind
  std::size_t judged_ = 0;
  ReviewedDocument out_;
};

}  // namespace

std::string_view Name(Standing::State state) {
  switch (state) {
    case Standing::State::kStands: return "stands";
    case Standing::State::kAgreed: return "agreed";
    case Standing::State::kChanged: return "changed";
    case Standing::State::kOrphaned: return "orphaned";
  }
  return "";
}

std::optional<AnyRecord> FindRecord(const Extraction& extraction, std::string_view kind, std::string_view id) {
  std::optional<AnyRecord> found;
  VisitJudged(extraction, [&](std::string_view own, const auto& record) {
    if (!found && own == kind && record.id == id) found = record;
  });
  return found;
}

std::string TextOfQuote(std::string_view quote) {
  std::string text;
  bool space = false;
  for (const char c : WellFormed(quote)) {
    if (static_cast<unsigned char>(c) <= ' ') {
      space = !text.empty();
      continue;
    }
    if (std::exchange(space, false)) text += ' ';
    text += c;
  }
  return ToNfc(text);
}

std::optional<AnyRecord> RecordSaidBy(const Review& review) {
  if (review.verdict == Verdict::kRejected || review.verdict == Verdict::kWithdrawn) return std::nullopt;
  AnyRecord record = EmptyRecord(review.kind);
  if (!review.machine.empty()) {
    Result<AnyRecord> judged = RecordFromJson(review.kind, review.machine);
    if (!judged) return std::nullopt;
    record = std::move(*judged);
  }
  if (review.fields.empty()) return record;
  const Result<SetFieldsResult> set = SetFields(review.kind, review.fields, record);
  if (!set) return std::nullopt;
  if (set->span && !set->text && !review.quote.empty()) ProvenanceOf(record).text = TextOfQuote(review.quote);
  return record;
}

ReviewedDocument Reviewed(const IndexedDocument& document, std::span<const Review> reviews) { return Application(document, reviews).Run(); }

}  // namespace trichluc
