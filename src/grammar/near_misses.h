// Why rules did not fire at a place: for `explain`.
#pragma once

#include <string>
#include <vector>

#include "grammar/cascade.h"

namespace trichluc {

struct NearMiss {
  const Rule* rule = nullptr;
  std::string reason;   // for a person
  double nearness = 0;  // 1: it matched and lost its place; below: the share of the pattern that matched
};

// The rules that came near `place` (bytes of the passage) without firing there, nearest first, at most `limit`.
[[nodiscard]] std::vector<NearMiss> NearMissesAt(const RuleSet& rules, const Analysis& analysis,
                                                 const std::vector<LevelTrace>& trace, const Contexts& contexts,
                                                 std::size_t place, std::size_t limit);

}  // namespace trichluc
