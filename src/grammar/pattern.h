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

#include "grammar/symbols.h"

namespace trichluc {

struct PatternError {
  std::size_t offset = 0;  // bytes into the pattern
  std::string message;
};

struct CompiledPattern {
  std::string regex;                        // over the tape's code points
  std::vector<std::string> captures;        // names, in the order of RE2's groups from 1
  std::vector<std::string> capture_sources; // the lexicon or symbol, where a capture is a single @name; else empty
  SymbolSet trigger;                        // every match holds one of these; empty: no such set is known
  SymbolSet first;                          // every match begins with one of these
  std::vector<std::string> prefixes;        // regexes of the pattern's growing beginnings, for `explain`
  std::vector<std::string> prefix_texts;    // what each prefix adds, as written
};

using Macros = std::unordered_map<std::string, std::string>;

// The literal words of a pattern, run by run, for the lexicons to know before the alphabet is fixed.
std::vector<std::string> LiteralRuns(std::string_view pattern, const Macros& macros);

std::variant<CompiledPattern, PatternError> CompilePattern(std::string_view pattern, const Macros& macros,
                                                           const Lexicons& lexicons, const Symbols& symbols);

}  // namespace trichluc
