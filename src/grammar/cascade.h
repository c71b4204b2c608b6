// Runs the rules over a passage, level by level.
//
// Each level reads the tape that the level below has written, and writes what its rules recognized as one symbol each. Where
// matches of one level compete for the same words, the one that begins first wins, then the longest, then the higher
// priority, then the rule id that sorts first. Rules that make no symbol only watch: they leave the tape as it is.
//
// Time is linear in the passage: RE2 never backtracks, and a rule is tried only where the tape holds a symbol that every one
// of its matches must hold.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "grammar/analysis.h"
#include "grammar/rules.h"

namespace trichluc {

// Which contexts a passage stands in (`where` of the rules): "opening", "heading", …
using Contexts = std::vector<std::string_view>;

// What happened to the rules of one level: for `explain`.
struct LevelTrace {
  std::vector<NodeId> items;             // the tape that the level read
  std::string tape;
  std::vector<std::uint32_t> offsets;    // of each item on the tape, and of its end
  struct Lost {
    int rule = kNoId;
    int winner = kNoId;
    Span span;                           // bytes of the passage
  };
  std::vector<Lost> lost;
};

// `trace`, where it is given, receives one entry for each level.
[[nodiscard]] Analysis Analyse(const RuleSet& rules, std::string_view passage, const Contexts& contexts,
                               std::vector<LevelTrace>* trace = nullptr);

// Does the rule apply in these contexts?
[[nodiscard]] bool Applies(const Rule& rule, const Contexts& contexts);

}  // namespace trichluc
