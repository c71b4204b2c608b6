// The pattern language of the rules, and its translation to RE2 over the tape.
//
//   giao  đề nghị        words; a run of words is read as the lexicons read text (longest phrase first). In lower case it
//                        matches any case; with a capital it needs one.
//   , ; / -  ":"  "%"    signs; in double quotes any sign
//   ~/ ~-                a sign that joins: with a space on one side at most
//   @unit                a phrase of a lexicon, or what rules with `symbol = "unit"` recognized
//   %num %Cap %any …     a class of symbols (docs/grammar.md lists them)
//   [giao @unit %num]    one symbol out of several;  [^ ; @unit]  any other one;  [%Cap !@unit]  all but those
//   ( … | … )  ? * + {2,4}  *? +? ??      as in regular expressions
//   lead:@unit  task:( … )                a named capture
//   $name                a macro of the same file set
//   ^ $ %bos             start and end of the passage; start of a sentence
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <variant>
#include <vector>

#include "grammar/alphabet.h"
#include "grammar/symbols.h"

namespace trichluc {

struct PatternError {
  std::size_t offset = 0;  // bytes into the pattern
  std::string message;
};

// What is known of a pattern before its program is made.
struct PatternFacts {
  std::vector<std::string> captures;        // names, in the order of RE2's groups from 1
  std::vector<std::string> capture_sources; // the lexicon or symbol, where a capture is a single @name; else empty
  std::vector<ClassSet> needs;              // every match holds a symbol of each of these; the rarest first
};

// The growing beginnings of a pattern, for `explain`.
struct PatternPrefix {
  std::string regex;
  std::string text;  // what this one adds to the one before, as written
};

using Macros = std::unordered_map<std::string, std::string>;

// The literal words of a pattern, run by run, for the lexicons to know before the symbols are fixed.
std::vector<std::string> LiteralRuns(std::string_view pattern, const Macros& macros);

// A pattern that was read and whose names were looked up.
class Pattern {
 public:
  static std::variant<Pattern, PatternError> Parse(std::string_view text, const Macros& macros, const Lexicons& lexicons,
                                                   const Symbols& symbols);
  ~Pattern();
  Pattern(Pattern&&) noexcept;
  Pattern& operator=(Pattern&&) noexcept;

  // Adds the sets of symbols that the pattern tells apart.
  void CollectSets(std::vector<SymbolSet>& sets) const;
  [[nodiscard]] PatternFacts Facts(const Alphabet& alphabet) const;
  // In RE2's syntax, over the classes of the alphabet.
  [[nodiscard]] std::string Regex(const Alphabet& alphabet) const;
  // What the first few symbols of a match can be, place by place; no match has fewer.
  [[nodiscard]] std::vector<ClassSet> Heads(const Alphabet& alphabet) const;
  [[nodiscard]] std::vector<PatternPrefix> Prefixes(const Alphabet& alphabet) const;

 private:
  struct State;
  explicit Pattern(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace trichluc
