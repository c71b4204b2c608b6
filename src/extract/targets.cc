#include "extract/targets.h"

#include <algorithm>

#include "extract/clauses.h"
#include "extract/values.h"

namespace trichluc {
namespace {

class Reader {
 public:
  explicit Reader(const PassageReading& reading) : reading_(reading), clauses_(reading) {}

  std::vector<Target> Run() {
    for (const NodeId id : reading_.analysis.emitted) {
      const NodeView node = reading_.analysis.View(id);
      if (node.rule()->emit == "deadline") times_.push_back(node.span());
      if (node.rule()->emit == "target") Read(node);
    }
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

  // "Đến nay đã có 09 xã …", "Đến hết năm 2020 …": what is reached already.
  [[nodiscard]] bool SpeaksOfPast(Span span) const {
    const Span sentence = reading_.SentenceAt(span.start);
    if (clauses_.FirstOf("past_mark", {sentence.start, span.start}) < span.start) return true;
    const auto written = reading_.document->written_in;
    for (const Node& node : reading_.analysis.nodes) {
      if (node.rule == kNoId || !written) continue;
      const NodeView view(reading_.analysis, static_cast<NodeId>(&node - reading_.analysis.nodes.data()));
      if (!view.Is("year") || !sentence.Contains(view.span()) || view.span().start > span.start) continue;
      if (const auto year = view.Capture("year"); year && IntegerOf(year->text()).value_or(*written) < *written) return true;
    }
    return false;
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

  // The stretch of the clause that speaks of this number: up to the next number of the same list.
  [[nodiscard]] Span Reach(std::size_t i) const {
    Span reach = found_[i].clause;
    for (std::size_t j = 0; j < found_.size(); ++j) {
      if (j == i || !found_[j].clause.Overlaps(reach)) continue;
      if (found_[j].span.start >= found_[i].span.end && BeginsPart(j)) reach.end = std::min(reach.end, found_[j].span.start);
      if (found_[j].span.end <= found_[i].span.start) reach.start = std::max(reach.start, PartStart(j, i));
    }
    return reach;
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
    const std::string in_front = Without(reading_, subject, times_);
    const bool subject_before = !in_front.empty() && !IsBareVerb(subject);
    const bool rate_before = subject_before && clauses_.SkipLeading("rate_word", subject.start, subject.end) > subject.start;
    const std::string_view next = Trim(reading_.Text(after));
    const bool ends_there = next.empty() || next.front() == ',' || next.front() == '(';
    const std::string behind = Without(reading_, after, times_);
    // "Kéo giảm tối thiểu 5% số người bị thương": the verb in front is the predicate, and all behind is what it changes.
    const Span whole{SkipLabel(reach.start, found.span.start), found.span.start};
    const std::size_t change = clauses_.TrimTrailing("change_verb", whole);
    const bool imperative = change < whole.end && clauses_.SkipLeading("target_opener", whole.start, whole.end) >= change;
    const std::string changed = imperative && !ends_there ? std::string(TrimPunctuation(reading_.Text(after))) : std::string();
    if (!changed.empty()) {
      found.record.subject = Without(reading_, after, times_);
      if (found.record.subject->size() < changed.size() / 2) found.record.subject = changed;  // "chi thường xuyên" is no time
      found.record.predicate = std::string(TrimPunctuation(reading_.Text({change, whole.end})));
      return;
    }
    if (subject_before && (found.named_before || rate_before || ends_there || behind.size() < 4)) {
      found.number_last = true;
      found.record.subject = in_front;
      return;
    }
    if (behind.empty()) return;
    // "Kéo giảm tối thiểu 5% số người bị thương": the verb in front is the predicate, and all behind is what it changes.
    const std::size_t split = PredicateStart(after);
    found.record.subject = NonEmpty(Without(reading_, {after.start, split}, times_));
    found.record.predicate = NonEmpty(Without(reading_, {split, after.end}, times_));
    if (!found.record.subject && subject_before) found.record.subject = in_front;
  }

  // Where the predicate begins: at the last passive, else at the first verb of achievement, else at a weak one.
  [[nodiscard]] std::size_t PredicateStart(Span words) const {
    const std::size_t passive = clauses_.LastOf("predicate_passive", words);
    if (passive < words.end) return passive;
    const std::size_t strong = clauses_.FirstOf("predicate_word", words);
    return strong < words.end ? strong : clauses_.FirstOf("predicate_weak", words);
  }

  // "Xây dựng 25 mô hình …", "Chỉ số … đạt tối thiểu 88 điểm", "Cứng hóa 125,5 km đường thôn"
  void DescribeCount(Found& found, Span before, Span after) {
    const std::string verb = Without(reading_, before, times_);
    const Span subject{before.start, clauses_.TrimTrailing("count_verb", before)};
    const bool named_before = !IsBareVerb(subject) && !Without(reading_, subject, times_).empty();
    // "Có ít nhất một siêu thị | cung cấp …": where no verb stands in front, the first one behind begins the predicate.
    std::size_t noun_end = std::min(clauses_.FirstOf("phrase_end", after), PredicateStart(after));
    if (verb.empty()) noun_end = std::min(noun_end, clauses_.FirstOf("verb", after));
    const std::string noun = Without(reading_, {after.start, std::min(noun_end, FirstComma(after))}, times_);
    const std::string rest = Without(reading_, {noun_end, std::max(noun_end, after.end)}, times_);
    const bool measured = found.measure;
    if (measured) {
      found.record.subject = named_before ? NonEmpty(Without(reading_, subject, times_)) : NonEmpty(noun);
      if (!named_before) found.record.predicate = NonEmpty(verb);
      return;
    }
    found.record.subject = noun.empty() ? found.record.unit : found.record.unit + ' ' + noun;
    found.record.predicate = NonEmpty(!verb.empty() && !named_before ? verb : rest.empty() ? verb : rest);
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
    const std::size_t comma = reading_.text().find(',', range.start);
    return comma == std::string_view::npos ? range.end : std::min(comma, range.end);
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
  std::vector<Found> found_;
};

}  // namespace

std::vector<Target> ReadTargets(const PassageReading& reading) { return Reader(reading).Run(); }

}  // namespace trichluc
