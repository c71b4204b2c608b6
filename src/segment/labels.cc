// The cheapest consistent numbering, by beam search over the stack of open sections.
#include "segment/labels.h"

#include <algorithm>
#include <cstdlib>
#include <limits>

#include "text/utf8.h"

namespace trichluc {
namespace {

// Costs. A plain next label costs nothing; what a careful writer does not do costs more the rarer it is. They are compared
// with LabelCandidate::reject_cost, which is 8 for a line that is nearly surely a label.
constexpr float kFirstChild = 0.3F;      // a new level that begins with 1 or a
constexpr float kGoesOn = 0.8F;          // a new level that goes on counting where the last of its style ended
constexpr float kLateStart = 2.5F;       // a new level that begins later
constexpr float kLateStartStep = 0.5F;
constexpr float kGap = 1.5F;             // labels are missing
constexpr float kGapStep = 0.7F;
constexpr float kRepeat = 2.5F;
constexpr float kBack = 4;               // counting begins anew without a new parent
constexpr float kOtherMark = 0.8F;       // `2)` after `1.`
constexpr float kNestedSameStyle = 5;    // `1.` below `1.`
constexpr float kNestedOtherMark = 1;    // `1)` below `1.`
constexpr float kInverted = 2;           // a style below one that usually stands below it
constexpr float kPopToPush = 1;
constexpr float kLostParent = 2.5F;      // `2.1` without a `2`
constexpr float kWrongParent = 3;
constexpr int kMostCountedSteps = 8;

constexpr std::size_t kBeam = 8;
constexpr float kHopeless = 12;          // so much dearer than the best, a reading never wins: more than a rejected label costs
constexpr std::size_t kMaxDepth = 12;
constexpr std::size_t kStyles = 12;

enum class LetterOrder : std::uint8_t { kEither, kLatin, kVietnamese };

constexpr std::u32string_view kVietnameseLetters = U"abcdđeghiklmnopqrstuvxy";

char32_t LowerLetter(std::uint16_t code) {
  const char32_t c = code & 0x3FFF;
  if (c >= 'A' && c <= 'Z') return c + 32;
  return c == U'Đ' ? U'đ' : c;
}

// The steps from one letter to another in one order; a far step where the order lacks one of them.
int LetterStep(char32_t from, char32_t to, LetterOrder order) {
  constexpr int kFar = 99;
  if (order == LetterOrder::kLatin) return from < 128 && to < 128 ? static_cast<int>(to) - static_cast<int>(from) : kFar;
  const std::size_t a = kVietnameseLetters.find(from);
  const std::size_t b = kVietnameseLetters.find(to);
  if (a == std::u32string_view::npos || b == std::u32string_view::npos) return kFar;
  return static_cast<int>(b) - static_cast<int>(a);
}

int Step(std::uint16_t from, std::uint16_t to, LetterOrder order) {
  if ((from & kLetterBit) == 0 || (to & kLetterBit) == 0) return static_cast<int>(to) - static_cast<int>(from);
  const char32_t a = LowerLetter(from);
  const char32_t b = LowerLetter(to);
  if (order != LetterOrder::kEither) return LetterStep(a, b, order);
  const int latin = LetterStep(a, b, LetterOrder::kLatin);
  const int vietnamese = LetterStep(a, b, LetterOrder::kVietnamese);
  return std::abs(latin - 1) < std::abs(vietnamese - 1) ? latin : vietnamese;
}

int FirstStep(std::uint16_t value, LetterOrder order) {
  return (value & kLetterBit) != 0 ? Step(kLetterBit | U'a', value, order) + 1 : static_cast<int>(value);
}

struct Frame {
  LabelStyle style = LabelStyle::kBarrier;
  char mark = '.';
  std::uint8_t count = 0;
  std::array<std::uint16_t, kMaxLabelParts> parts{};

  [[nodiscard]] std::uint16_t last() const { return parts[count == 0 ? 0 : count - 1U]; }
  bool operator==(const Frame&) const = default;
};

// The level that a label usually stands on; smaller numbers are further out. `(1)` stands below `a)`, `1)` below `1.1.`
int Rank(LabelStyle style, char mark) {
  if (style == LabelStyle::kArabic && mark == '(') return 2 * static_cast<int>(LabelStyle::kLetter) + 1;
  if (style == LabelStyle::kArabic && mark == ')') return 2 * static_cast<int>(LabelStyle::kMulti) + 1;
  return 2 * static_cast<int>(style);
}

Frame FrameOf(const LabelReading& reading) { return {reading.style, reading.mark, reading.count, reading.parts}; }

// One way to read the labels so far.
struct Hypothesis {
  float cost = 0;
  std::uint8_t depth = 0;
  std::array<Frame, kMaxDepth> stack;
  std::array<std::uint16_t, kStyles> last{};  // the number last used in each style

  // The first frame that may be touched: those of the text around a table may not.
  [[nodiscard]] std::size_t Floor() const {
    for (std::size_t at = depth; at > 0; --at) {
      if (stack[at - 1].style == LabelStyle::kBarrier) return at;
    }
    return 0;
  }
};

// A choice made for one event in one hypothesis.
struct Choice {
  std::uint8_t from = 0;       // hypothesis before the event
  std::int8_t reading = -1;    // -1: rejected, or no label
  std::uint8_t depth = 0;      // the frame that the label takes
};

struct Successor {
  Choice choice;
  float cost = 0;
  std::uint32_t order = 0;  // in which it was made
};

class Decider {
 public:
  explicit Decider(const std::vector<LabelEvent>& events) : events_(events), order_(OrderOf(events)) {}

  std::vector<LabelDecision> Run() {
    beam_.emplace_back();
    for (const LabelEvent& event : events_) Advance(event);
    return Replay();
  }

 private:
  // `đ` tells the Vietnamese order, `f` and `j` the Latin one.
  static LetterOrder OrderOf(const std::vector<LabelEvent>& events) {
    bool vietnamese = false;
    bool latin = false;
    for (const LabelEvent& event : events) {
      if (event.candidate == nullptr) continue;
      for (const LabelReading& reading : event.candidate->readings) {
        if (reading.style != LabelStyle::kLetter || reading.misread) continue;
        const char32_t c = LowerLetter(reading.last());
        vietnamese = vietnamese || c == U'đ';
        latin = latin || c == 'f' || c == 'j';
      }
    }
    if (vietnamese == latin) return LetterOrder::kEither;
    return vietnamese ? LetterOrder::kVietnamese : LetterOrder::kLatin;
  }

  void Advance(const LabelEvent& event) {
    if (event.kind != LabelEvent::Kind::kLabel) return AdvanceControl(event.kind);
    successors_.clear();
    for (std::size_t h = 0; h < beam_.size(); ++h) Expand(h, *event.candidate, successors_);
    // The cheapest, in the order of their making where they cost the same. Seldom more than a few are looked at.
    const auto dearer = [](const Successor& a, const Successor& b) { return a.cost != b.cost ? a.cost > b.cost : a.order > b.order; };
    for (std::size_t i = 0; i < successors_.size(); ++i) successors_[i].order = static_cast<std::uint32_t>(i);
    const float least = std::min_element(successors_.begin(), successors_.end(), [](const Successor& a, const Successor& b) {
                          return a.cost < b.cost;
                        })->cost;
    std::erase_if(successors_, [&](const Successor& s) { return s.cost > least + kHopeless; });
    std::make_heap(successors_.begin(), successors_.end(), dearer);
    next_.clear();
    choices_.clear();
    for (auto end = successors_.end(); end != successors_.begin() && next_.size() < kBeam; --end) {
      std::pop_heap(successors_.begin(), end, dearer);
      const Successor& successor = *(end - 1);
      const Hypothesis& before = beam_[successor.choice.from];
      const bool known = std::any_of(next_.begin(), next_.end(), [&](const Hypothesis& kept) {
        return Reaches(before, *event.candidate, successor.choice, kept);
      });
      if (known) continue;
      next_.push_back(Apply(before, *event.candidate, successor.choice));
      next_.back().cost = successor.cost;
      choices_.push_back(successor.choice);
    }
    for (Hypothesis& hypothesis : next_) hypothesis.cost -= least;  // costs stay small however long the document is
    beam_.swap(next_);
    Record(choices_);
  }

  void AdvanceControl(LabelEvent::Kind kind) {
    std::vector<Choice> choices;
    for (std::size_t h = 0; h < beam_.size(); ++h) {
      ApplyControl(beam_[h], kind);
      choices.push_back({static_cast<std::uint8_t>(h), -1, 0});
    }
    Record(choices);
  }

  static void ApplyControl(Hypothesis& hypothesis, LabelEvent::Kind kind) {
    switch (kind) {
      case LabelEvent::Kind::kReset:
        hypothesis.depth = 0;
        hypothesis.last = {};
        return;
      case LabelEvent::Kind::kEnterTable:
        if (hypothesis.depth < kMaxDepth) hypothesis.stack[hypothesis.depth++] = Frame{};
        return;
      case LabelEvent::Kind::kLeaveTable: {
        const std::size_t floor = hypothesis.Floor();
        if (floor > 0) hypothesis.depth = static_cast<std::uint8_t>(floor - 1);
        return;
      }
      case LabelEvent::Kind::kLabel: return;
    }
  }

  // Does the choice lead to the stack that `kept` has?
  static bool Reaches(const Hypothesis& before, const LabelCandidate& candidate, Choice choice, const Hypothesis& kept) {
    const bool rejected = choice.reading < 0;
    const std::size_t shared = rejected ? before.depth : choice.depth;
    if (kept.depth != shared + (rejected ? 0 : 1)) return false;
    if (!rejected && kept.stack[shared] != FrameOf(candidate.readings[static_cast<std::size_t>(choice.reading)])) return false;
    return std::equal(kept.stack.begin(), kept.stack.begin() + shared, before.stack.begin());
  }

  static Hypothesis Apply(const Hypothesis& before, const LabelCandidate& candidate, Choice choice) {
    Hypothesis after = before;
    if (choice.reading < 0) return after;
    const LabelReading& reading = candidate.readings[static_cast<std::size_t>(choice.reading)];
    after.stack[choice.depth] = FrameOf(reading);
    after.depth = static_cast<std::uint8_t>(choice.depth + 1);
    after.last[static_cast<std::size_t>(reading.style)] = reading.last();
    return after;
  }

  void Record(const std::vector<Choice>& choices) {
    std::array<Choice, kBeam> row;
    std::copy(choices.begin(), choices.end(), row.begin());
    history_.push_back(row);
  }

  void Expand(std::size_t h, const LabelCandidate& candidate, std::vector<Successor>& successors) const {
    const Hypothesis& hypothesis = beam_[h];
    const auto from = static_cast<std::uint8_t>(h);
    successors.push_back({{from, -1, 0}, hypothesis.cost + candidate.reject_cost});
    for (std::size_t r = 0; r < candidate.readings.size(); ++r) {
      const LabelReading& reading = candidate.readings[r];
      const auto take = [&](std::size_t depth, float cost) {
        if (depth >= kMaxDepth) return;
        successors.push_back({{from, static_cast<std::int8_t>(r), static_cast<std::uint8_t>(depth)},
                              hypothesis.cost + reading.cost + cost});
      };
      if (reading.style == LabelStyle::kAnnex) {
        take(hypothesis.Floor(), kFirstChild);
      } else if (reading.style == LabelStyle::kMulti) {
        ExpandMulti(hypothesis, reading, take);
      } else {
        ExpandSingle(hypothesis, reading, take);
      }
    }
  }

  // A label of one part goes on counting at an open level of its style, or opens a new level.
  template <typename Take>
  void ExpandSingle(const Hypothesis& hypothesis, const LabelReading& reading, Take take) const {
    const std::size_t floor = hypothesis.Floor();
    bool same_style = false;
    bool same_mark = false;
    for (std::size_t depth = hypothesis.depth; depth > floor; --depth) {
      const Frame& frame = hypothesis.stack[depth - 1];
      if (frame.style != reading.style) continue;
      same_style = true;
      // A mark that was left out, or that no reader saw, tells of no other level.
      same_mark = same_mark || frame.mark == reading.mark || frame.mark == kNoMark || reading.mark == kNoMark;
      take(depth - 1, StepCost(frame.last(), reading.last()) + (frame.mark == reading.mark ? 0 : kOtherMark));
    }
    float start = StartCost(hypothesis, reading, !same_style);
    if (same_style) start += same_mark ? kNestedSameStyle : kNestedOtherMark;
    std::size_t outer = hypothesis.depth;
    const int rank = Rank(reading.style, reading.mark);
    while (outer > floor && Rank(hypothesis.stack[outer - 1].style, hypothesis.stack[outer - 1].mark) > rank) --outer;
    const bool inverted = outer < hypothesis.depth;
    take(hypothesis.depth, start + (inverted ? kInverted : 0));
    if (inverted) take(outer, start + kPopToPush);
  }

  // `1.2` stands below `1`, beside `1.1`.
  template <typename Take>
  void ExpandMulti(const Hypothesis& hypothesis, const LabelReading& reading, Take take) const {
    const std::size_t floor = hypothesis.Floor();
    bool placed = false;
    for (std::size_t depth = hypothesis.depth; depth > floor; --depth) {
      const Frame& frame = hypothesis.stack[depth - 1];
      if (frame.style == LabelStyle::kMulti && frame.count == reading.count) {
        const bool siblings = std::equal(frame.parts.begin(), frame.parts.begin() + reading.count - 1, reading.parts.begin());
        take(depth - 1, StepCost(frame.last(), reading.last()) + (siblings ? 0 : kWrongParent));
        placed = placed || siblings;
      } else if (IsParent(hypothesis, depth, reading)) {
        take(depth, StartCost(hypothesis, reading, true));
        placed = true;
      }
    }
    if (!placed) {
      std::size_t top = hypothesis.depth;
      while (top > floor && hypothesis.stack[top - 1].style > LabelStyle::kArabic) --top;
      take(top, StartCost(hypothesis, reading, true) + kLostParent);
    }
  }

  // Do the frames up to `depth` end in the parts of `reading` but the last?
  static bool IsParent(const Hypothesis& hypothesis, std::size_t depth, const LabelReading& reading) {
    const Frame& frame = hypothesis.stack[depth - 1];
    const std::size_t prefix = reading.count - 1U;
    if (frame.count == prefix && std::equal(frame.parts.begin(), frame.parts.begin() + reading.count - 1, reading.parts.begin())) {
      return true;
    }
    for (std::size_t i = 0; i < prefix; ++i) {
      if (depth < i + 1 || hypothesis.stack[depth - 1 - i].style == LabelStyle::kBarrier) return false;
      if (hypothesis.stack[depth - 1 - i].last() != reading.parts[prefix - 1 - i]) return false;
    }
    return true;
  }

  [[nodiscard]] float StepCost(std::uint16_t from, std::uint16_t to) const {
    const int step = Step(from, to, order_);
    if (step == 1) return 0;
    if (step == 0) return kRepeat;
    if (step < 0) return kBack;
    return kGap + kGapStep * static_cast<float>(std::min(step - 1, kMostCountedSteps));
  }

  // `may_go_on`: the level may count on where another of its style ended.
  [[nodiscard]] float StartCost(const Hypothesis& hypothesis, const LabelReading& reading, bool may_go_on) const {
    const int first = FirstStep(reading.last(), order_);
    if (first == 1) return kFirstChild;
    const std::uint16_t last = hypothesis.last[static_cast<std::size_t>(reading.style)];
    if (may_go_on && last != 0 && Step(last, reading.last(), order_) == 1) return kGoesOn;
    return kLateStart + kLateStartStep * static_cast<float>(std::min(std::abs(first - 1), kMostCountedSteps));
  }

  // Walks the best choices forward again and writes what they mean.
  std::vector<LabelDecision> Replay() {
    std::vector<std::uint8_t> best(events_.size());
    std::uint8_t at = 0;  // hypotheses are sorted: the first is the cheapest
    for (std::size_t i = events_.size(); i-- > 0;) {
      best[i] = at;
      at = history_[i][at].from;
    }
    std::vector<LabelDecision> decisions(events_.size());
    Hypothesis state;
    std::array<int, kMaxDepth> owners{};
    owners.fill(-1);
    for (std::size_t i = 0; i < events_.size(); ++i) {
      if (events_[i].kind != LabelEvent::Kind::kLabel) {
        ApplyControl(state, events_[i].kind);
        continue;
      }
      const Choice choice = history_[i][best[i]];
      if (choice.reading < 0) continue;
      decisions[i] = Describe(state, *events_[i].candidate, choice);
      decisions[i].parent = ParentOf(state, owners, choice.depth);
      owners[choice.depth] = static_cast<int>(i);
      state = Apply(state, *events_[i].candidate, choice);
    }
    return decisions;
  }

  static int ParentOf(const Hypothesis& state, const std::array<int, kMaxDepth>& owners, std::size_t depth) {
    for (std::size_t at = depth; at > 0; --at) {
      if (state.stack[at - 1].style != LabelStyle::kBarrier) return owners[at - 1];
    }
    return -1;
  }

  [[nodiscard]] LabelDecision Describe(const Hypothesis& state, const LabelCandidate& candidate, Choice choice) const {
    LabelDecision decision;
    decision.accepted = true;
    decision.reading = candidate.readings[static_cast<std::size_t>(choice.reading)];
    decision.component = Component(state, decision.reading, choice.depth);
    if (decision.reading.style == LabelStyle::kAnnex) return decision;
    int step = FirstStep(decision.reading.last(), order_);
    const bool continues = choice.depth < state.depth && state.stack[choice.depth].style == decision.reading.style;
    if (continues) {
      step = Step(state.stack[choice.depth].last(), decision.reading.last(), order_);
    } else if (const std::uint16_t last = state.last[static_cast<std::size_t>(decision.reading.style)]; last != 0 && step != 1) {
      step = Step(last, decision.reading.last(), order_);
    }
    if (step > 1) decision.remark = LabelRemark::kSkipped;
    if (step < 1) decision.remark = LabelRemark::kRepeated;
    return decision;
  }

  static std::string PartText(std::uint16_t part, char script = kDigitScript) {
    if ((part & kLetterBit) == 0) {
      if (script == kRomanScript) return RomanNumeral(part);
      return (script == kPaddedScript && part < 10 ? "0" : "") + std::to_string(part);
    }
    std::string letter;
    AppendChar(letter, part & 0x3FFF);
    return letter;
  }

  static std::string Component(const Hypothesis& state, const LabelReading& reading, std::size_t depth) {
    switch (reading.style) {
      case LabelStyle::kAnnex: return reading.last() == 0 ? "PL" : "PL." + PartText(reading.last(), reading.mark);
      case LabelStyle::kPart: return "P." + PartText(reading.last(), reading.mark);
      case LabelStyle::kChapter: return "C." + PartText(reading.last(), reading.mark);
      case LabelStyle::kDivision: return "M." + PartText(reading.last(), reading.mark);
      case LabelStyle::kArticle: return "Đ." + PartText(reading.last());
      case LabelStyle::kRoman: return PartText(reading.last(), kRomanScript);
      case LabelStyle::kLowerRoman: {
        std::string numeral = RomanNumeral(reading.last());
        for (char& c : numeral) c = static_cast<char>(c - 'A' + 'a');
        return numeral;
      }
      case LabelStyle::kMulti: return MultiComponent(state, reading, depth);
      default: return PartText(reading.last());
    }
  }

  // Under its parent a label adds its last part only; without one it stands whole.
  static std::string MultiComponent(const Hypothesis& state, const LabelReading& reading, std::size_t depth) {
    if (depth > 0 && IsParent(state, depth, reading)) return PartText(reading.last());
    std::string whole;
    for (std::size_t i = 0; i < reading.count; ++i) whole += (i > 0 ? "." : "") + PartText(reading.parts[i]);
    return whole;
  }

  const std::vector<LabelEvent>& events_;
  LetterOrder order_;
  std::vector<Hypothesis> beam_;
  std::vector<Successor> successors_;  // of the event at hand, as are the next two
  std::vector<Hypothesis> next_;
  std::vector<Choice> choices_;
  std::vector<std::array<Choice, kBeam>> history_;
};

}  // namespace

std::vector<LabelDecision> DecideLabels(const std::vector<LabelEvent>& events) { return Decider(events).Run(); }

std::string SectionKind(LabelStyle style, std::optional<LabelStyle> parent, bool in_article) {
  switch (style) {
    case LabelStyle::kAnnex: return "annex";
    case LabelStyle::kPart: return "part";
    case LabelStyle::kChapter: return "chapter";
    case LabelStyle::kDivision: return "division";
    case LabelStyle::kArticle: return "article";
    case LabelStyle::kRoman:
    case LabelStyle::kLowerRoman: return "roman";
    case LabelStyle::kUpper: return "letter";
    case LabelStyle::kLetter: return in_article ? "point" : "letter";
    case LabelStyle::kArabic:
    case LabelStyle::kMulti: return in_article && parent == LabelStyle::kArticle ? "clause" : "arabic";
    case LabelStyle::kBarrier: break;
  }
  return "arabic";
}

}  // namespace trichluc
