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
#include <memory>
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

// Reads passages one after another, with the same buffers. Not thread-safe: one for each thread.
class Cascade {
 public:
  explicit Cascade(const RuleSet& rules);
  ~Cascade();
  Cascade(Cascade&&) noexcept;
  Cascade& operator=(Cascade&&) noexcept;

  // Reads `passage`, which must outlive the analysis, into `out`. What `out` held is lost, but not its memory: give it the
  // analysis of the passage before. `trace`, where it is given, receives one entry for each level.
  void Read(std::string_view passage, const Contexts& contexts, Analysis& out, std::vector<LevelTrace>* trace = nullptr);

 private:
  class Run;
  std::unique_ptr<Run> run_;
};

// Reads a single passage.
[[nodiscard]] Analysis Analyse(const RuleSet& rules, std::string_view passage, const Contexts& contexts,
                               std::vector<LevelTrace>* trace = nullptr);

// Does the rule apply in these contexts?
[[nodiscard]] bool Applies(const Rule& rule, const Contexts& contexts);

}  // namespace trichluc
