// Learns confusions from texts and what was read of them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "repair/confusions.h"

namespace trichluc {

struct ReadPair {
  std::string meant;  // NFC text
  std::string read;
};

struct LearningReport {
  std::size_t words = 0;         // that were aligned
  std::size_t wrong = 0;         // of them read otherwise
  std::size_t joined = 0;        // spaces that were lost
  std::size_t split = 0;         // spaces that were put into a word
};

// Words are aligned by edit distance, then letters within each pair of words by the costs learned so far (Brill and Moore
// 2000: stretches of letters, not single ones), again and again until the costs hardly change.
[[nodiscard]] std::vector<Confusion> LearnConfusions(const std::vector<ReadPair>& pairs, LearningReport& report);

}  // namespace trichluc
