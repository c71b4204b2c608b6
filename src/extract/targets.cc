#include "extract/targets.h"

#include <algorithm>
#include <iterator>
#include <optional>

#include "extract/clauses.h"
#include "extract/values.h"

namespace trichluc {
namespace {

class Reader {
 public:
  explicit Reader(const PassageReading& reading) : reading_(reading), clauses_(reading) {}

  std::vector<Target> Run() {
    std::vector<NodeView> numbers;
    for (const NodeId id : reading_.analysis.emitted) {
      const NodeView node = reading_.analysis.View(id);
      if (node.rule()->emit == "deadline") AddTime(node.span());
      if (node.rule()->emit == "target") numbers.push_back(node);
    }
    if (numbers.empty()) return {};
    FindPastYears();
    for (const NodeView number : numbers) Read(number);
    Order();
    for (std::size_t i = 0; i < found_.size(); ++i) Describe(i);
    SharePredicates();
    std::vector<Target> targets;
    for (Found& found : found_) targets.push_back(std::move(found.record));
    return targets;
  }

 private:
  struct Found {
    Target record;
    Span span;
    Span clause;
    bool count = false;       // a counted noun, not a share of something
    bool measure = false;     // … or a measure of something: kilometres, money, points
    bool number_last = false; // the subject stands before the number
    bool named_before = false;  // … and the rule says so: "Tỷ số … ở mức 107 trẻ trai/100 trẻ gái"
  };

  void Read(NodeView node) {
    auto value = node.Capture("value");
    // "04 giờ/tháng": the number and the first part of the unit were read as a duration.
    const auto per = node.Capture("per");
    if (per && per->size() == 1) value = (*per)[0].Capture("count");
    if (!value || value->size() != 1) return;
    const auto number = NumberOf((*value)[0]);
    if (!number) return;
    Found found;
    found.record.value = *number;
    if (const auto most = node.Capture("value_max"); most && most->size() == 1) found.record.value_max = NumberOf((*most)[0]);
    found.record.comparator = ComparatorOf(node);
    const auto unit = node.Capture("unit");
    found.record.unit = unit ? std::string(TrimPunctuation(unit->text())) : std::string(node.Constant("unit"));
    if (unit && unit->text().starts_with("/")) found.record.unit = std::string(unit->text());
    if (per) found.record.unit = std::string(Trim(reading_.Text({value->span().end, node.span().end})));
    const std::string_view form = node.Constant("form");
    found.count = !form.empty();
    if (unit && unit->size() > 0) {
      const NodeView first = (*unit)[0];
      found.measure = !first.ValueIn("measure").empty() || !first.ValueIn("money").empty();
    }
    found.measure = found.measure || per.has_value();
    found.named_before = node.Constant("subject") == "before";
    if (const auto subject = node.Capture("subject")) found.record.subject = std::string(TrimPunctuation(subject->text()));
    const bool continues = !found_.empty() && found_.back().count && reading_.SentenceAt(found_.back().span.start).Contains(node.span());
    if (form == "next_count" && !continues) return;
    found.record.section = reading_.SectionPath();
    found.span = node.span();
    // A verb or a comma in front is no part of the number's own span.
    const auto comparator = node.Capture("comparator");
    if (node.Capture("verb") || node.Capture("join")) found.span.start = comparator ? comparator->span().start : value->span().start;
    if (SpeaksOfPast(found.span)) return;
    found.clause = clauses_.Around(found.span);
    reading_.Ground(found.record, found.span, node.rule());
    found_.push_back(std::move(found));
  }

  // A time inside another one leaves no hole of its own: what is kept is in order, by starts and by ends.
  void AddTime(Span span) {
    if (times_.empty() || span.end > times_.back().end) times_.push_back(span);
  }

  // The words of a range without the times among them.
  [[nodiscard]] std::string Words(Span range) const {
    const auto first = std::partition_point(times_.begin(), times_.end(), [&](Span time) { return time.end <= range.start; });
    const auto last = std::partition_point(first, times_.end(), [&](Span time) { return time.start < range.end; });
    return Without(reading_, range, {first, last});
  }

  // The years before the plan's own, once for the whole passage: a long one has thousands of numbers.
  void FindPastYears() {
    const auto written = reading_.document->written_in;
    if (!written) return;
    for (NodeId id = 0; id < reading_.analysis.nodes.size(); ++id) {
      const NodeView view = reading_.analysis.View(id);
      if (view.rule() == nullptr || !view.Is("year")) continue;
      const auto year = view.Capture("year");
      if (year && IntegerOf(year->text()).value_or(*written) < *written) past_years_.push_back(view.span());
    }
    std::sort(past_years_.begin(), past_years_.end(), [](Span a, Span b) { return a.start < b.start; });
  }

  // "Đến nay đã có 09 xã …", "Đến hết năm 2020 …": what is reached already.
  [[nodiscard]] bool SpeaksOfPast(Span span) const {
    const Span sentence = reading_.SentenceAt(span.start);
    if (clauses_.FirstOf("past_mark", {sentence.start, span.start}) < span.start) return true;
    auto year = std::lower_bound(past_years_.begin(), past_years_.end(), sentence.start,
                                 [](Span past, std::size_t offset) { return past.start < offset; });
    while (year != past_years_.end() && year->start <= span.start && !sentence.Contains(*year)) ++year;
    return year != past_years_.end() && year->start <= span.start;
  }

  static std::string ComparatorOf(NodeView node) {
    if (const auto after = node.Capture("after"); after && after->size() == 1) {
      return (*after)[0].ValueIn("at_least_after").empty() ? "le" : "ge";
    }
    const auto comparator = node.Capture("comparator");
    if (!comparator || comparator->size() != 1) return "eq";
    const std::string_view value = (*comparator)[0].ValueIn("comparator");
    return value.empty() ? "eq" : std::string(value);
  }

  // What Reach looks up: where parts of a list begin, and the numbers by their ends.
  void Order() {
    for (std::size_t i = 0; i < found_.size(); ++i) {
      if (BeginsPart(i)) part_starts_.push_back(found_[i].span.start);
      by_end_.push_back(i);
    }
    std::sort(part_starts_.begin(), part_starts_.end());
    std::stable_sort(by_end_.begin(), by_end_.end(),
                     [&](std::size_t a, std::size_t b) { return found_[a].span.end < found_[b].span.end; });
    std::copy_if(by_end_.begin(), by_end_.end(), std::back_inserter(counts_by_end_),
                 [&](std::size_t i) { return found_[i].count; });
  }

  // The stretch of the clause that speaks of this number: up to the next number of the same list. Of the numbers before it
  // the nearest bounds it; for a count that is the nearest count too, since PartStart may read the two otherwise.
  [[nodiscard]] Span Reach(std::size_t i) const {
    const Found& here = found_[i];
    Span reach = here.clause;
    const auto next = std::lower_bound(part_starts_.begin(), part_starts_.end(), here.span.end);
    if (next != part_starts_.end()) reach.end = std::min(reach.end, *next);
    const auto bound_by = [&](std::optional<std::size_t> before) {
      const bool same_list = before && found_[*before].clause.Overlaps(here.clause);
      if (same_list) reach.start = std::max(reach.start, PartStart(*before, i));
    };
    bound_by(LastBefore(here.span.start, by_end_));
    if (here.count) bound_by(LastBefore(here.span.start, counts_by_end_));
    return reach;
  }

  [[nodiscard]] std::optional<std::size_t> LastBefore(std::size_t offset, const std::vector<std::size_t>& by_end) const {
    const auto behind = std::upper_bound(by_end.begin(), by_end.end(), offset,
                                         [&](std::size_t at, std::size_t j) { return at < found_[j].span.end; });
    if (behind == by_end.begin()) return std::nullopt;
    return *std::prev(behind);
  }

  // Behind the comma that parts number `i` from the number `j` before it: "15 tấn gạo, | khoảng 500 thùng nước". A count
  // inside what a share says of its subject has none: "100% thôn, ấp, khu phố có ít nhất 02 câu lạc bộ".
  [[nodiscard]] std::size_t PartStart(std::size_t j, std::size_t i) const {
    const Span between{found_[j].span.end, found_[i].span.start};
    const std::size_t comma = reading_.Text(between).rfind(',');
    if (comma == std::string_view::npos) return between.start;
    const std::size_t part = between.start + comma + 1;
    const bool in_predicate = found_[i].count && !found_[j].count && !BeginsPart(i) && !BeginsWithVerb({part, between.end});
    return in_predicate ? between.start : part;
  }

  [[nodiscard]] bool BeginsWithVerb(Span words) const {
    return clauses_.SkipLeading("verb", words.start, words.end) > words.start ||
           clauses_.SkipLeading("count_verb", words.start, words.end) > words.start;
  }

  // Does a number open its own part of a list ("… và 75% số phiếu"), rather than stand inside a predicate ("có ít nhất
  // 02 câu lạc bộ")?
  [[nodiscard]] bool BeginsPart(std::size_t j) const {
    const Span in_front{found_[j].clause.start, found_[j].span.start};
    const std::string_view before = Trim(reading_.Text(in_front));
    return before.empty() || !found_[j].count || before.back() == ',' || clauses_.TrimTrailing("part_joiner", in_front) < in_front.end;
  }

  void Describe(std::size_t i) {
    Found& found = found_[i];
    const Span reach = Reach(i);
    const Span before{clauses_.SkipLeading("target_opener", SkipLabel(reach.start, found.span.start), found.span.start), found.span.start};
    const Span after{SkipUnitTail(found.span.end), EndOfWords({found.span.end, reach.end})};
    if (found.record.subject) {
      found.number_last = true;
      return;
    }
    if (found.count) return DescribeCount(found, before, after);
    DescribeShare(found, reach, before, after);
  }

  // "80% Phòng đạt …": who, then what; or "tỷ lệ … đạt 80%": the subject stands in front.
  void DescribeShare(Found& found, Span reach, Span before, Span after) {
    const Span subject{before.start, clauses_.TrimTrailing("count_verb", before)};
    const std::string in_front = Words(subject);
    const bool subject_before = !in_front.empty() && !IsBareVerb(subject);
    const bool rate_before = subject_before && clauses_.SkipLeading("rate_word", subject.start, subject.end) > subject.start;
    const std::string_view next = Trim(reading_.Text(after));
    const bool ends_there = next.empty() || next.front() == ',' || next.front() == '(';
    const std::string behind = Words(after);
    if (!ends_there && DescribeChange(found, {SkipLabel(reach.start, found.span.start), found.span.start}, after)) return;
    if (subject_before && (found.named_before || rate_before || ends_there || behind.size() < 4)) {
      found.number_last = true;
      found.record.subject = in_front;
      return;
    }
    if (behind.empty()) return;
    const std::size_t split = PredicateStart(after);
    found.record.subject = NonEmpty(Words({after.start, split}));
    found.record.predicate = NonEmpty(Words({split, after.end}));
    if (!found.record.subject && subject_before) found.record.subject = in_front;
  }

  // "Kéo giảm tối thiểu 5% số người bị thương": the verb in front is the predicate, and all behind is what it changes.
  bool DescribeChange(Found& found, Span before, Span after) {
    const std::size_t verb = clauses_.TrimTrailing("change_verb", before);
    const bool imperative = verb < before.end && clauses_.SkipLeading("target_opener", before.start, before.end) >= verb;
    const std::string_view changed = TrimPunctuation(reading_.Text(after));
    if (!imperative || changed.empty()) return false;
    const std::string subject = Words(after);
    found.record.subject = subject.size() < changed.size() / 2 ? std::string(changed) : subject;  // "chi thường xuyên" is no time
    found.record.predicate = std::string(TrimPunctuation(reading_.Text({verb, before.end})));
    return true;
  }

  // Where the predicate begins: at the last passive, else at the first verb of achievement, else at a weak one.
  [[nodiscard]] std::size_t PredicateStart(Span words) const {
    std::size_t start = clauses_.LastOf("predicate_passive", words);
    if (start >= words.end) start = clauses_.FirstOf("predicate_word", words);
    if (start >= words.end) start = clauses_.FirstOf("predicate_weak", words);
    return start < words.end ? clauses_.TrimTrailing("negation", {words.start, start}) : start;
  }

  // "Xây dựng 25 mô hình …", "Chỉ số … đạt tối thiểu 88 điểm", "Cứng hóa 125,5 km đường thôn"
  void DescribeCount(Found& found, Span before, Span after) {
    const std::string verb = Words(before);
    const Span subject{before.start, clauses_.TrimTrailing("count_verb", before)};
    const bool named_before = !IsBareVerb(subject) && !Words(subject).empty();
    // "Có ít nhất một siêu thị | cung cấp …": where no verb stands in front, the first one behind begins the predicate.
    std::size_t noun_end = std::min(clauses_.FirstOf("phrase_end", after), PredicateStart(after));
    if (verb.empty()) noun_end = std::min(noun_end, clauses_.FirstOf("verb", after));
    const std::string noun = Words({after.start, std::min(noun_end, FirstComma(after))});
    if (found.measure) {
      found.record.subject = named_before ? NonEmpty(Words(subject)) : NonEmpty(noun);
      if (!named_before) found.record.predicate = NonEmpty(verb);
      return;
    }
    found.record.subject = noun.empty() ? found.record.unit : found.record.unit + ' ' + noun;
    const bool by_verb = !verb.empty() && !named_before;
    const std::string rest = by_verb ? std::string() : Words({noun_end, std::max(noun_end, after.end)});
    found.record.predicate = NonEmpty(rest.empty() ? verb : rest);
  }

  // The words that belong to the number end at "trong đó", "so với" and at list words.
  [[nodiscard]] std::size_t EndOfWords(Span range) const {
    range.end = clauses_.FirstOf("target_end", range);
    return clauses_.TrimTrailing("list_word", range);
  }

  // "/năm" behind a percentage
  [[nodiscard]] std::size_t SkipUnitTail(std::size_t offset) const {
    const std::string_view text = reading_.text();
    if (offset >= text.size() || text[offset] != '/') return offset;
    return std::min(text.find_first_of(" ,;.", offset), text.size());
  }

  [[nodiscard]] std::size_t FirstComma(Span range) const {
    const std::size_t comma = reading_.text().substr(0, range.end).find(',', range.start);
    return comma == std::string_view::npos ? range.end : comma;
  }

  // "Chỉ tiêu 2:", "Phấn đấu", "Đến năm 2030," say nothing of the subject.
  [[nodiscard]] std::size_t SkipLabel(std::size_t start, std::size_t end) const {
    const std::string_view text = reading_.Text({start, end});
    const std::size_t colon = text.rfind(':');
    return colon == std::string_view::npos ? start : start + colon + 1;
  }

  [[nodiscard]] bool IsBareVerb(Span span) const {
    std::size_t behind = clauses_.SkipLeading("verb", span.start, span.end);
    behind = clauses_.SkipLeading("verb_tail", behind, span.end);
    return TrimPunctuation(reading_.Text({behind, span.end})).empty();
  }

  static std::optional<std::string> NonEmpty(std::string text) {
    return text.empty() ? std::nullopt : std::optional(std::move(text));
  }

  // "95% phiếu loại một; 85% phiếu loại hai và 75% phiếu loại ba được đối chiếu …": the last says it for all.
  void SharePredicates() {
    for (std::size_t i = found_.size(); i-- > 1;) {
      Found& here = found_[i - 1];
      const Found& next = found_[i];
      const bool same_sentence = reading_.SentenceAt(here.span.start) == reading_.SentenceAt(next.span.start);
      if (same_sentence && !here.number_last && !here.count && here.record.subject && !here.record.predicate && !next.count) {
        here.record.predicate = next.record.predicate;
      }
    }
  }

  const PassageReading& reading_;
  Clauses clauses_;
  std::vector<Span> times_;
  std::vector<Span> past_years_;             // by their beginnings
  std::vector<Found> found_;
  std::vector<std::size_t> part_starts_;     // where numbers begin that open a part of a list
  std::vector<std::size_t> by_end_;          // indices of found_
  std::vector<std::size_t> counts_by_end_;
};

}  // namespace

std::vector<Target> ReadTargets(const PassageReading& reading) { return Reader(reading).Run(); }

}  // namespace trichluc
