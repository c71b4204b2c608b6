// All grammar files together: lexicons, alphabet, rules by level, the line patterns of the outline and the charmap.
//
// A RuleSet is built once and never changes; any number of threads may use it.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "grammar/alphabet.h"
#include "grammar/charmap.h"
#include "grammar/lexicon.h"
#include "grammar/pattern_table.h"
#include "grammar/rule.h"
#include "grammar/source.h"
#include "grammar/symbols.h"
#include "trichluc/grammar.h"

namespace trichluc {

// One step of the cascade: the rules that read its tape, and the alphabet that the tape is written in.
struct Level {
  std::string name;
  std::vector<int> rules;                  // indices into RuleSet::rules
  Alphabet alphabet;
  std::vector<std::vector<int>> by_class;  // class → the rules whose rarest need it meets
  std::vector<int> always;                 // rules that need nothing
};

struct RuleSet {
  Lexicons lexicons;
  Symbols symbols;
  std::vector<Level> levels;              // in the order of the cascade
  std::vector<Rule> rules;
  std::vector<std::string> rule_symbols;  // distinct names
  std::vector<std::uint32_t> wakes;       // symbol → the levels (LevelBit) with rules that it can set off
  PatternTable outline;
  Charmap charmap;
  std::vector<GrammarText> encodings;     // the tables of encodings, as they are; src/ingest reads them
  std::vector<GrammarText> confusions;    // the tables of the repair, as they are; src/repair reads them
  std::vector<GrammarText> wording;        // what exports say, as it is; src/exports reads it
  int files = 0;
};

// The mark of a level in RuleSet::wakes. Those beyond the 31st share one.
constexpr std::uint32_t LevelBit(std::size_t level) { return std::uint32_t{1} << (level < 31 ? level : 31); }

// Reads grammar texts. A rule, lexicon entry or macro of a later file replaces one of the same name in an earlier one. Every
// fault is reported; the set is usable only if there is none.
std::shared_ptr<const RuleSet> LoadRules(const std::vector<GrammarText>& texts, std::vector<GrammarFault>& faults);

// Makes all programs, which otherwise are made at their first use, and reports those that cannot be.
void CheckPrograms(const RuleSet& rules, std::vector<GrammarFault>& faults);

}  // namespace trichluc
