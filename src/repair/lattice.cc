#include "repair/lattice.h"

#include <algorithm>

#include "grammar/hash.h"
#include "repair/words.h"
#include "text/unicode.h"

namespace trichluc {
namespace {

constexpr std::size_t kMostStates = 120;       // at one place of a stretch
constexpr std::size_t kMostPushed = 600;      // before the best are chosen
constexpr std::size_t kParts = 8;             // of the table of states: more than characters are read as one
constexpr std::size_t kPartSlots = 1024;
constexpr std::size_t kMostWords = 30;        // that end at one place
constexpr float kUnlikely = 8;                // and of the words that end at the same place
constexpr float kHopeless = 10;               // nats behind the best at the same place
constexpr std::size_t kLongestStretch = 40;   // characters; what is longer is no word
constexpr float kAsReadStart = 4.5F;          // a word that the model does not know costs so much, and so much a letter
constexpr float kAsReadLetter = 2.6F;
constexpr float kAbbreviation = 1.0F;
constexpr std::size_t kLongestUnit = 4;  // kWh, mmHg
constexpr std::size_t kLongestBase = 2;  // of a power or an ion: km², Na⁺

bool IsDigit(char32_t c) { return ClassOf(c) == CharClass::kDigit; }
bool IsLetterOrDigit(char32_t c) { return IsLetter(ClassOf(c)) || IsDigit(c); }

// The signs that a reader takes for each other and that divide sentences; of other signs only codes and dates tell.
bool IsPause(char32_t c) { return c == U',' || c == U'.' || c == U';' || c == U':'; }

// How unlikely it is that a sign stands there, nothing known of the words around.
float SignCost(char32_t c) {
  switch (c) {
    case U',': case U'.': return 2.5F;
    case U';': case U':': case U'-': case U'/': case U'(': case U')': case U'"': case 0x201C: case 0x201D: case 0x2013: return 3.5F;
    default: return 6.0F;
  }
}

// A Roman numeral, which labels and ordinals are; a single I may be a misread letter as well.
bool IsRoman(const std::u32string& chars, std::size_t first, std::size_t last) {
  return std::all_of(chars.begin() + static_cast<std::ptrdiff_t>(first), chars.begin() + static_cast<std::ptrdiff_t>(last),
                     [](char32_t c) { return c == U'I' || c == U'V' || c == U'X'; });
}

bool IsSuperscript(char32_t c) { return c == 0xB2 || c == 0xB3 || c == 0xB9 || (c >= 0x2070 && c <= 0x207F); }
bool IsSubscript(char32_t c) { return c >= 0x2080 && c <= 0x209C; }

std::size_t LettersBefore(const std::u32string& chars, std::size_t i) {
  std::size_t first = i;
  while (first > 0 && IsLetter(ClassOf(chars[first - 1]))) --first;
  return i - first;
}

// Four small letters, or one with a mark: 50m²/người holds a word.
bool HoldsWord(const std::u32string& chars) {
  std::size_t row = 0;
  for (const char32_t c : chars) {
    const bool lower = ClassOf(c) == CharClass::kLower;
    row = lower ? row + 1 : 0;
    if (row >= 4 || (lower && c >= 0x80 && c != 0xB5 && c != 0x3BC)) return true;
  }
  return false;
}

// m², CO₂, Na⁺, °C, µm, v=s/t, B1%: units, formulas and figures, whose letters are no words.
bool IsFormula(const std::u32string& chars) {
  if (HoldsWord(chars)) return false;
  for (std::size_t i = 0; i < chars.size(); ++i) {
    const bool behind = i > 0 && (IsLetterOrDigit(chars[i - 1]) || chars[i - 1] == U')');
    const bool before = i + 1 < chars.size() && (IsLetterOrDigit(chars[i + 1]) || chars[i + 1] == U'(');
    if (chars[i] == 0xB5 || chars[i] == 0x3BC) return true;
    if (IsSubscript(chars[i]) && behind) return true;
    if (IsSuperscript(chars[i]) && behind && LettersBefore(chars, i) <= kLongestBase)
      return true;  // behind more it leads to a note
    if (chars[i] == U'=' && behind && before) return true;
    if (chars[i] == U'%' && behind && !before) return true;
    if (chars[i] == 0xB0 && before && ClassOf(chars[i + 1]) == CharClass::kUpper &&
        (i + 2 == chars.size() || !IsLetterOrDigit(chars[i + 2])))
      return true;
  }
  return false;
}

// Signs that a machine does not read for a letter, and those of a row: dots and lines to be filled in.
bool MayBeLetter(const std::u32string& chars, std::size_t i) {
  const char32_t c = chars[i];
  if (IsSuperscript(c) || IsSubscript(c) || c == U'=' || c == 0xB0 || c == 0xB5) return false;
  return !((i > 0 && chars[i - 1] == c) || (i + 1 < chars.size() && chars[i + 1] == c));
}

// Without a vowel, and with a capital: no syllable, but an abbreviation or a unit (kW, mmHg).
bool IsShort(const std::u32string& chars, std::size_t first, std::size_t last) {
  const auto word = std::u32string_view(chars).substr(first, last - first);
  if (word.size() < 2 || HasVowel(word)) return false;
  const auto upper = [](char32_t c) { return ClassOf(c) == CharClass::kUpper; };
  const bool unit = std::any_of(word.begin() + 1, word.end(), upper) && word.size() <= kLongestUnit;
  return unit || std::all_of(word.begin(), word.end(), upper);
}

}  // namespace

// One more state of this total. Once enough are better, none that is worse will be kept.
void LatticeBuilder::Bound::Note(float total) {
  worst = std::min(worst, total + kHopeless);
  const auto step = std::min(static_cast<std::size_t>(std::max(0.0F, total) / kBoundStep), counts.size() - 1);
  ++counts[step];
  if (step < steps) ++better;
  while (steps > 0 && better - counts[steps - 1] >= kMostStates) better -= counts[--steps];
  if (steps < counts.size()) worst = std::min(worst, static_cast<float>(steps) * kBoundStep);
}

void LatticeBuilder::Push(std::size_t position, State state) {
  state.total = state.cost + tree_.Rarity(state.node);
  Bound& bound = bounds_[position];
  if (state.total > bound.worst) return;
  const Slot wanted = {walk_ << 16 | position, state.node << 3 | static_cast<std::uint32_t>(state.writing), 0};
  std::vector<State>& states = states_[position];
  // Only the next few positions are pushed to at a time; each has a part of the table for itself.
  Slot* const part = slots_.data() + position % kParts * kPartSlots;
  std::size_t at = HashStep(0, wanted.state) % kPartSlots;
  for (; part[at].place == wanted.place; at = (at + 1) % kPartSlots) {
    if (part[at].state != wanted.state) continue;
    const std::uint32_t index = part[at].index;
    // Pruning moves states: one that stands elsewhere now, or nowhere, is written anew.
    if (index >= states.size() || states[index].node != state.node || states[index].writing != state.writing) break;
    if (state.cost < states[index].cost) states[index] = state;
    return;
  }
  if (states.size() >= kMostPushed) return;
  part[at] = {wanted.place, wanted.state, static_cast<std::uint32_t>(states.size())};
  states.push_back(state);
  bound.Note(state.total);
}

// One letter of the word may not have been read.
void LatticeBuilder::Drop(std::size_t position) {
  const std::size_t count = states_[position].size();
  for (std::size_t s = 0; s < count; ++s) {
    const State state = states_[position][s];
    if (state.dropped || state.total + channel_.LeastDropped() > bounds_[position].worst) continue;
    tree_.ForEachChild(state.node, [&](std::uint8_t letter, WordTree::Node child) {
      for (const bool upper : {false, true}) {
        const Writing writing = After(state.writing, upper);
        if (writing != Writing::kMixed || any_case_) Push(position, {child, writing, state.cost + channel_.Dropped(letter, upper), 0, true});
      }
    });
  }
}

// A sign may stand for any letter.
void LatticeBuilder::Guess(std::size_t position) {
  for (const State& state : states_[position]) {
    if (state.total + Channel::Unreadable() > bounds_[position + 1].worst) break;
    tree_.ForEachChild(state.node, [&](std::uint8_t, WordTree::Node child) {
      for (const bool upper : {false, true}) {
        const Writing writing = After(state.writing, upper);
        if (writing != Writing::kMixed || any_case_) Push(position + 1, {child, writing, state.cost + Channel::Unreadable(), 0, false});
      }
    });
  }
}

// Keeps the best, best first.
void LatticeBuilder::Prune(std::vector<State>& states) {
  const auto better = [](const State& a, const State& b) {
    return a.total != b.total ? a.total < b.total : a.node != b.node ? a.node < b.node : a.writing < b.writing;
  };
  if (states.size() > kMostStates) {
    std::nth_element(states.begin(), states.begin() + kMostStates, states.end(), better);
    states.resize(kMostStates);
  }
  std::sort(states.begin(), states.end(), better);
  while (!states.empty() && states.back().total > states.front().total + kHopeless) states.pop_back();
}

// From all states at one character to those behind the next few.
void LatticeBuilder::Walk(const std::u32string& chars, std::size_t i) {
  const std::vector<State>& states = states_[i];
  // A character may have been added, but not at the end: what stands there is a sign of its own.
  const bool inside = i + 1 < chars.size() && IsLetterOrDigit(chars[i + 1]);
  for (const State& state : states) {
    if (inside && !state.dropped && state.node != WordTree::kRoot) Push(i + 1, {state.node, state.writing, state.cost + Channel::Added(), 0, true});
  }
  if (!IsLetterOrDigit(chars[i]) && MayBeLetter(chars, i)) Guess(i);
  for (std::size_t q = 1; q <= kLongestRead && i + q <= chars.size(); ++q) {
    for (const Channel::Meaning& meaning : channel_.Meanings(chars.data() + i, q)) {
      // A longer word is no commoner than the commonest that begins so.
      const float worst = bounds_[i + q].worst - meaning.cost;
      if (states.front().total > worst) break;
      for (const State& state : states) {
        if (state.total > worst) break;
        WordTree::Node node = state.node;
        Writing writing = state.writing;
        for (std::size_t k = 0; k < meaning.count && node != WordTree::kNowhere; ++k) {
          node = tree_.Child(node, meaning.letters[k]);
          writing = After(writing, (meaning.upper >> k & 1) != 0);
        }
        if (node == WordTree::kNowhere || (writing == Writing::kMixed && !any_case_)) continue;
        Push(i + q, {node, writing, state.cost + meaning.cost, 0, false});
      }
    }
  }
}

// Finds all words that begin at one character.
void LatticeBuilder::Search(const std::u32string& chars, std::size_t start) {
  const std::size_t n = chars.size();
  if (states_.size() < n + 1) states_.resize(n + 1);
  for (std::size_t i = start; i <= n; ++i) states_[i].clear();
  bounds_.assign(n + 1, Bound());
  ++walk_;
  states_[start].push_back({WordTree::kRoot, Writing::kNothing, 0, tree_.Rarity(WordTree::kRoot), false});
  for (std::size_t i = start; i <= n; ++i) {
    if (states_[i].empty()) continue;
    Prune(states_[i]);
    Drop(i);
    Prune(states_[i]);
    if (i < n) Walk(chars, i);
  }
}

// The likeliest of those that end at one character.
void LatticeBuilder::Collect(std::size_t start, std::size_t end, Lattice& out) const {
  const std::size_t first = out.size();
  for (const State& state : states_[end]) {
    if (tree_.Word(state.node) == LanguageModel::kUnknown) continue;
    Edge edge;
    edge.first = static_cast<std::uint16_t>(start);
    edge.last = static_cast<std::uint16_t>(end);
    edge.word = tree_.Word(state.node);
    edge.writing = state.writing;
    edge.second_vowel = tree_.SecondVowel(state.node);
    edge.cost = state.cost;
    out.push_back(edge);
  }
  const auto total = [&](const Edge& e) { return e.cost + 0.7F * tree_.WordRarity(e.word); };
  std::sort(out.begin() + static_cast<std::ptrdiff_t>(first), out.end(), [&](const Edge& a, const Edge& b) {
    return total(a) != total(b) ? total(a) < total(b) : a.word != b.word ? a.word < b.word : a.writing < b.writing;
  });
  if (out.size() - first > kMostWords) out.resize(first + kMostWords);
  while (out.size() > first + 1 && total(out.back()) > total(out[first]) + kUnlikely) out.pop_back();
}

void LatticeBuilder::AddWords(const std::u32string& chars, std::size_t start, Lattice& out) {
  Search(chars, start);
  for (std::size_t end = start + 1; end <= chars.size(); ++end) {
    // Behind a word comes the end, a sign, or, where a sign was read for a letter, another word.
    if (end < chars.size() && IsLetterOrDigit(chars[end]) && IsLetterOrDigit(chars[end - 1])) continue;
    Collect(start, end, out);
  }
}

void LatticeBuilder::FindWords(const std::u32string& chars, std::size_t start, Lattice& out) {
  out.clear();
  any_case_ = true;
  Search(chars, start);
  any_case_ = false;
  for (std::size_t end = start + 1; end <= chars.size(); ++end) Collect(start, end, out);
}

void LatticeBuilder::AddSigns(const std::u32string& chars, Lattice& out) {
  for (std::size_t i = 0; i < chars.size(); ++i) {
    const char32_t c = chars[i];
    if (IsLetterOrDigit(c)) continue;
    Edge edge;
    edge.first = static_cast<std::uint16_t>(i);
    edge.last = static_cast<std::uint16_t>(i + 1);
    edge.kind = Edge::Kind::kSign;
    edge.sign = c;
    edge.cost = SignCost(c);
    out.push_back(edge);
    for (const Channel::Sign& sign : channel_.Signs(c)) {
      if (sign.meant == c || !IsPause(c) || sign.meant != U',') continue;
      edge.sign = sign.meant;
      edge.cost = SignCost(sign.meant) + sign.cost;
      out.push_back(edge);
    }
  }
}

// True where nothing else can be meant.
bool LatticeBuilder::AddAsRead(const std::u32string& chars, Lattice& out) {
  std::size_t first = 0;
  std::size_t last = chars.size();
  while (first < last && !IsLetterOrDigit(chars[first])) ++first;
  while (last > first && !IsLetterOrDigit(chars[last - 1])) --last;
  if (first == last) return false;
  std::size_t digits = 0;
  std::size_t letters = 0;
  for (std::size_t i = first; i < last; ++i) {
    if (IsDigit(chars[i])) ++digits;
    if (IsLetter(ClassOf(chars[i]))) ++letters;
  }
  Edge edge;
  edge.first = static_cast<std::uint16_t>(first);
  edge.last = static_cast<std::uint16_t>(last);
  edge.writing = Writing::kNothing;
  if (IsRoman(chars, first, last)) {
    edge.kind = Edge::Kind::kNumber;
    edge.word = LanguageModel::kNumber;
    out.push_back(edge);
    return true;
  }
  const bool formula = IsFormula(chars);
  if (digits > 0) {
    edge.kind = Edge::Kind::kNumber;
    edge.word = LanguageModel::kNumber;
    const bool code = IsDigit(chars[first]) && digits + letters < last - first;
    edge.cost = letters == 0 || formula ? 0 : code ? 1.0F : 8.0F + 2.0F * static_cast<float>(letters);
    out.push_back(edge);
    return formula;
  }
  for (std::size_t i = first; i < last;) {
    if (!IsLetter(ClassOf(chars[i]))) {
      ++i;
      continue;
    }
    std::size_t end = i;
    while (end < last && IsLetter(ClassOf(chars[end]))) ++end;
    edge.first = static_cast<std::uint16_t>(i);
    edge.last = static_cast<std::uint16_t>(end);
    edge.kind = Edge::Kind::kAsRead;
    edge.cost = formula                  ? 0
                : IsShort(chars, i, end) ? kAbbreviation
                                         : kAsReadStart + kAsReadLetter * static_cast<float>(end - i);
    out.push_back(edge);
    i = end;
  }
  return formula;
}

LatticeBuilder::LatticeBuilder(const WordTree& tree, const Channel& channel) : tree_(tree), channel_(channel), slots_(kParts * kPartSlots) {
  static_assert(kParts > kLongestRead && kPartSlots > kMostPushed);
}

void LatticeBuilder::Build(const std::u32string& chars, Lattice& out) {
  out.clear();
  const std::size_t n = chars.size();
  AddSigns(chars, out);
  // A Roman numeral is no word, and nothing in a formula is.
  const bool settled = AddAsRead(chars, out);
  if (!settled && n <= kLongestStretch) {
    // A word begins at the start, behind a sign, and, where that is the only way, behind another word.
    for (std::size_t i = 0; i < n; ++i) {
      if (i == 0 || !IsLetterOrDigit(chars[i - 1])) AddWords(chars, i, out);
    }
  }
  std::stable_sort(out.begin(), out.end(), [](const Edge& a, const Edge& b) { return a.first < b.first; });
}

}  // namespace trichluc
