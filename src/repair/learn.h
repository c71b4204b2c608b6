// Learns confusions from texts and what was read of them.
#pragma once

#include <cstddef>
#include <vector>

#include "repair/confusions.h"
#include "trichluc/train.h"

namespace trichluc {

struct LearningReport {
  std::size_t words = 0;         // that were aligned
  std::size_t wrong = 0;         // of them read otherwise
};

// Words are aligned by edit distance, then letters within each pair of words by the costs learned so far (Brill and Moore
// 2000: stretches of letters, not single ones), again and again until the costs hardly change. The texts are NFC.
[[nodiscard]] std::vector<Confusion> LearnConfusions(const std::vector<ReadingPair>& pairs, LearningReport& report);

}  // namespace trichluc
