// The alphabet of the tape.
//
// A passage is not matched as letters. Each known phrase, each unknown word, number or sign, and each phrase that a rule has
// recognized is one *symbol*, written as one code point on a tape that RE2 reads. A rule for "X chủ trì, phối hợp với Y" is
// then a short pattern over symbols; lists nest without captures in loops; and the tape is a quarter as long as the text.
//
// Codes run through: the sentence boundary, the classes of unknown tokens, the symbols that rules make, then six blocks of
// phrases (joined signs, loose signs, words in lower case, with a capital, in capitals, mixed), so that every class of
// symbols is a handful of ranges.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "grammar/lexicon.h"
#include "text/tokens.h"

namespace trichluc {

using Symbol = std::uint32_t;

// A set of symbols: closed ranges, ascending, apart.
class SymbolSet {
 public:
  struct Range {
    Symbol first;
    Symbol last;
  };

  void Add(Symbol first, Symbol last);
  void Add(Symbol symbol) { Add(symbol, symbol); }
  void Add(const SymbolSet& other);
  [[nodiscard]] SymbolSet Complement(Symbol first, Symbol last) const;  // within [first, last]

  [[nodiscard]] bool Contains(Symbol symbol) const;
  [[nodiscard]] bool empty() const { return ranges_.empty(); }
  [[nodiscard]] std::size_t size() const;
  [[nodiscard]] const std::vector<Range>& ranges() const { return ranges_; }

 private:
  void Append(Range range);

  std::vector<Range> ranges_;
};

class Symbols {
 public:
  // Classes of tokens that no lexicon and no pattern knows.
  enum Class : Symbol {
    kBoundary = 0,  // before the first word of a sentence
    kLower,
    kTitle,
    kUpper,
    kMixed,
    kRoman,         // I, IV, XII
    kLetter,        // one lower-case letter
    kShortNumber,   // one or two digits
    kNumber,        // three digits, or four and more that are no year
    kYear,          // 1900…2100
    kDecimal,       // 2,5
    kGrouped,       // 1.500
    kDotted,        // 12.6.2025, 1.1.2
    kSign,
    kClassCount
  };

  // Fixes the alphabet: the names that rules give to what they recognize, and the phrases of `lexicons` (frozen).
  void Build(const std::vector<std::string>& rule_symbols, const Lexicons& lexicons);

  [[nodiscard]] Symbol OfPhrase(PhraseId phrase, const Token& first, bool single_sign) const;
  [[nodiscard]] Symbol OfToken(std::string_view word, const Token& token) const;
  [[nodiscard]] Symbol OfRule(std::size_t rule_symbol) const { return kClassCount + static_cast<Symbol>(rule_symbol); }

  // What `@name` stands for: the phrases of a lexicon, a symbol that rules make, or both. Empty where neither exists.
  [[nodiscard]] const SymbolSet& Named(std::string_view name) const;
  // What `%name` stands for; empty for an unknown class.
  [[nodiscard]] SymbolSet ClassNamed(std::string_view name) const;
  // The symbols of a phrase that is written out in a pattern; with a capital there, it needs one in the text.
  [[nodiscard]] SymbolSet Literal(PhraseId phrase, bool capital) const;

  // A known sign, where it joins.
  [[nodiscard]] SymbolSet JoinedSign(PhraseId phrase) const;

  [[nodiscard]] Symbol last() const { return phrase_base_ + 6 * phrase_count_ - 1; }

 private:
  enum Block : Symbol { kJoinedSign, kLooseSign, kLowerWord, kTitleWord, kUpperWord, kMixedWord };
  [[nodiscard]] Symbol BlockStart(Symbol block) const { return phrase_base_ + block * phrase_count_; }
  void AddPhrase(SymbolSet& set, PhraseId phrase, bool capital) const;
  void AddLexicon(SymbolSet& set, LexiconId lexicon, const Lexicons& lexicons) const;

  std::unordered_map<std::string, SymbolSet> named_;
  Symbol phrase_base_ = kClassCount;
  Symbol phrase_count_ = 0;
};

}  // namespace trichluc
