#include "grammar/symbols.h"

#include <algorithm>

#include "text/unicode.h"

namespace trichluc {
namespace {

bool IsRoman(std::string_view word) {
  return std::all_of(word.begin(), word.end(), [](char c) { return c == 'I' || c == 'V' || c == 'X' || c == 'L'; });
}

Symbols::Class ClassOfNumber(std::string_view digits) {
  const auto points = std::count_if(digits.begin(), digits.end(), [](char c) { return c == '.' || c == ','; });
  if (points == 0) {
    if (digits.size() <= 2) return Symbols::kShortNumber;
    const bool year = digits.size() == 4 && (digits.starts_with("19") || digits.starts_with("20"));
    return year ? Symbols::kYear : Symbols::kNumber;
  }
  const std::size_t mark = digits.find_last_of(".,");
  if (points == 1 && digits[mark] == ',') return Symbols::kDecimal;
  const bool grouped = digits.size() - mark == 4 && digits.find_first_of(".,") <= 3;
  if (grouped) return Symbols::kGrouped;
  return points == 1 ? Symbols::kDecimal : Symbols::kDotted;
}

}  // namespace

void SymbolSet::Add(Symbol first, Symbol last) {
  if (ranges_.empty() || first > ranges_.back().last) return Append({first, last});
  SymbolSet one;
  one.ranges_.push_back({first, last});
  Add(one);
}

void SymbolSet::Add(const SymbolSet& other) {
  if (other.ranges_.empty()) return;
  if (ranges_.empty()) {
    ranges_ = other.ranges_;
    return;
  }
  SymbolSet merged;
  merged.ranges_.reserve(ranges_.size() + other.ranges_.size());
  auto a = ranges_.begin();
  auto b = other.ranges_.begin();
  while (a != ranges_.end() || b != other.ranges_.end()) {
    const bool from_a = b == other.ranges_.end() || (a != ranges_.end() && a->first <= b->first);
    merged.Append(from_a ? *a++ : *b++);
  }
  ranges_ = std::move(merged.ranges_);
}

// Adds a range that begins no earlier than the last one.
void SymbolSet::Append(Range range) {
  if (!ranges_.empty() && range.first <= ranges_.back().last + 1) {
    ranges_.back().last = std::max(ranges_.back().last, range.last);
  } else {
    ranges_.push_back(range);
  }
}

SymbolSet SymbolSet::Complement(Symbol first, Symbol last) const {
  SymbolSet out;
  Symbol next = first;
  for (const Range range : ranges_) {
    if (range.first > next) out.ranges_.push_back({next, range.first - 1});
    next = std::max(next, range.last + 1);
  }
  if (next <= last) out.ranges_.push_back({next, last});
  return out;
}

bool SymbolSet::Contains(Symbol symbol) const {
  const auto after = std::upper_bound(ranges_.begin(), ranges_.end(), symbol, [](Symbol s, const Range& r) { return s < r.first; });
  return after != ranges_.begin() && symbol <= (after - 1)->last;
}

std::size_t SymbolSet::size() const {
  std::size_t count = 0;
  for (const Range range : ranges_) count += range.last - range.first + 1;
  return count;
}

void Symbols::Build(const std::vector<std::string>& rule_symbols, const Lexicons& lexicons) {
  phrase_base_ = kClassCount + static_cast<Symbol>(rule_symbols.size());
  phrase_count_ = static_cast<Symbol>(lexicons.phrase_count());
  for (std::size_t i = 0; i < rule_symbols.size(); ++i) named_[rule_symbols[i]].Add(OfRule(i));
  for (std::size_t i = 0; i < lexicons.size(); ++i) {
    const auto lexicon = static_cast<LexiconId>(i);
    AddLexicon(named_[lexicons.Name(lexicon)], lexicon, lexicons);
  }
}

Symbol Symbols::OfPhrase(PhraseId phrase, const Token& first, bool single_sign) const {
  Symbol block = kLowerWord;
  if (single_sign) {
    block = first.loose() ? kLooseSign : kJoinedSign;
  } else {
    switch (first.letters) {
      case Token::Case::kLower: block = kLowerWord; break;
      case Token::Case::kTitle: block = kTitleWord; break;
      case Token::Case::kUpper: block = kUpperWord; break;
      case Token::Case::kMixed: block = kMixedWord; break;
    }
  }
  return BlockStart(block) + static_cast<Symbol>(phrase);
}

Symbol Symbols::OfToken(std::string_view word, const Token& token) const {
  switch (token.kind) {
    case Token::Kind::kSign: return kSign;
    case Token::Kind::kNumber: return ClassOfNumber(word);
    case Token::Kind::kWord: break;
  }
  switch (token.letters) {
    case Token::Case::kLower: return word.size() == 1 ? kLetter : kLower;
    case Token::Case::kTitle: return word.size() == 1 && IsRoman(word) ? kRoman : kTitle;
    case Token::Case::kUpper: return IsRoman(word) ? kRoman : kUpper;
    case Token::Case::kMixed: return kMixed;
  }
  return kSign;
}

const SymbolSet& Symbols::Named(std::string_view name) const {
  static const SymbolSet kNone;
  const auto set = named_.find(std::string(name));
  return set == named_.end() ? kNone : set->second;
}

void Symbols::AddLexicon(SymbolSet& set, LexiconId lexicon, const Lexicons& lexicons) const {
  for (const Symbol block : {kJoinedSign, kLooseSign, kLowerWord, kTitleWord, kUpperWord, kMixedWord}) {
    for (const PhraseId phrase : lexicons.PhrasesOf(lexicon)) {
      if (block == kLowerWord && lexicons.EntryOf(phrase, lexicon)->capital) continue;
      set.Add(BlockStart(block) + static_cast<Symbol>(phrase));
    }
  }
}

SymbolSet Symbols::ClassNamed(std::string_view name) const {
  SymbolSet set;
  const auto block = [&](Symbol b) {
    if (phrase_count_ > 0) set.Add(BlockStart(b), BlockStart(b) + phrase_count_ - 1);
  };
  const bool any_word = name == "word";
  if (name == "any") {
    set.Add(kBoundary + 1, last());
  } else if (name == "bos") {
    set.Add(kBoundary);
  } else if (name == "int") {
    for (const Symbol s : {kShortNumber, kNumber, kYear}) set.Add(s);
  } else if (name == "num") {
    for (const Symbol s : {kShortNumber, kNumber, kYear, kDecimal, kGrouped}) set.Add(s);
  } else if (name == "short") {
    set.Add(kShortNumber);
  } else if (name == "year") {
    set.Add(kYear);
  } else if (name == "dotted") {
    set.Add(kDotted);
  } else if (name == "decimal") {
    set.Add(kDecimal);
  } else if (name == "roman") {
    set.Add(kRoman);
  } else if (name == "letter") {
    set.Add(kLetter);
  } else if (name == "sign") {
    set.Add(kSign);
    block(kJoinedSign);
    block(kLooseSign);
  } else if (name == "unknown") {
    for (const Symbol s : {kLower, kLetter}) set.Add(s);
  }
  if (any_word || name == "low") {
    set.Add(kLower);
    set.Add(kLetter);
    block(kLowerWord);
  }
  if (any_word || name == "Cap") {
    for (const Symbol s : {kTitle, kUpper, kMixed, kRoman}) set.Add(s);
    for (const Symbol b : {kTitleWord, kUpperWord, kMixedWord}) block(b);
  }
  if (name == "CAPS" || name == "code") {
    for (const Symbol s : {kUpper, kRoman}) set.Add(s);
    block(kUpperWord);
  }
  if (name == "code") {  // a part of a document code: capitals, mixed letters, digits after letters
    set.Add(kMixed);
    block(kMixedWord);
  }
  return set;
}

SymbolSet Symbols::Literal(PhraseId phrase, bool capital) const {
  SymbolSet set;
  AddPhrase(set, phrase, capital);
  return set;
}

SymbolSet Symbols::JoinedSign(PhraseId phrase) const {
  SymbolSet set;
  set.Add(BlockStart(kJoinedSign) + static_cast<Symbol>(phrase));
  return set;
}

void Symbols::AddPhrase(SymbolSet& set, PhraseId phrase, bool capital) const {
  const auto id = static_cast<Symbol>(phrase);
  for (const Symbol block : {kJoinedSign, kLooseSign, kLowerWord, kTitleWord, kUpperWord, kMixedWord}) {
    if (block != kLowerWord || !capital) set.Add(BlockStart(block) + id);
  }
}

}  // namespace trichluc
