#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "text/unicode.h"
#include "text/utf8.h"
#include "trichluc/train.h"

namespace trichluc {
namespace {

bool IsEdge(char32_t c) {
  return std::u32string_view(U"\"'“”‘’«».,;:!?()[]{}*…–—-_|~`´°•·").find(c) != std::u32string_view::npos;
}

std::vector<std::string> Syllables(std::string_view text) {
  std::vector<std::string> out;
  const std::string lower = ToLowerCase(ToNfc(text));
  std::u32string word;
  const auto end_word = [&] {
    std::size_t first = 0;
    std::size_t last = word.size();
    while (first < last && IsEdge(word[first])) ++first;
    while (last > first && IsEdge(word[last - 1])) --last;
    if (first < last) {
      out.emplace_back();
      for (std::size_t i = first; i < last; ++i) AppendChar(out.back(), word[i]);
    }
    word.clear();
  };
  for (std::size_t at = 0; at < lower.size();) {
    const char32_t c = NextChar(lower, at);
    if (ClassOf(c) == CharClass::kSpace) {
      end_word();
    } else {
      word += c;
    }
  }
  end_word();
  return out;
}

struct Aligned {
  std::size_t distance = 0;
  std::vector<bool> right;  // for each syllable of the truth
};

// Edit distance within a band: a page's reading never drifts further. The band follows the slope of texts of unlike length.
Aligned Align(const std::vector<std::string>& truth, const std::vector<std::string>& text) {
  constexpr std::uint32_t kFar = 1U << 30;
  constexpr std::size_t kBand = 128;
  constexpr std::size_t kMostDrift = 500;
  const std::size_t n = truth.size();
  const std::size_t m = text.size();
  const std::size_t band = kBand + std::min(n > m ? n - m : m - n, kMostDrift) + m / std::max<std::size_t>(n, 1);
  const std::size_t width = 2 * band + 1;
  const auto low = [&](std::size_t i) {
    const std::size_t middle = i * m / std::max<std::size_t>(n, 1);
    return middle > band ? middle - band : 0;
  };
  enum : std::uint8_t { kSame, kLost, kAdded };
  std::vector<std::vector<std::uint8_t>> how(n + 1, std::vector<std::uint8_t>(width, kAdded));
  std::vector<std::uint32_t> before;
  std::vector<std::uint32_t> here(width, kFar);
  for (std::size_t i = 0; i <= n; ++i) {
    const std::size_t first = low(i);
    const std::size_t first_before = i > 0 ? low(i - 1) : 0;
    here.assign(width, kFar);
    const auto above = [&](std::size_t j) { return j < first_before || j - first_before >= width ? kFar : before[j - first_before]; };
    for (std::size_t j = first; j < first + width && j <= m; ++j) {
      std::uint32_t best = i == 0 ? static_cast<std::uint32_t>(j) : kFar;
      std::uint8_t step = kAdded;
      if (i > 0) {
        best = above(j) + 1;
        step = kLost;
        if (j > 0 && above(j - 1) < kFar) {
          const std::uint32_t cost = above(j - 1) + (truth[i - 1] == text[j - 1] ? 0U : 1U);
          if (cost <= best) {
            best = cost;
            step = kSame;
          }
        }
      }
      if (j > first && here[j - 1 - first] + 1 < best) {
        best = here[j - 1 - first] + 1;
        step = kAdded;
      }
      here[j - first] = best;
      how[i][j - first] = step;
    }
    before = here;
  }
  Aligned out{before[m - low(n)], std::vector<bool>(n, false)};
  for (std::size_t i = n, j = m; i > 0 || j > 0;) {
    const std::uint8_t step = i > 0 ? how[i][j - low(i)] : static_cast<std::uint8_t>(kAdded);
    if (step == kSame && j > 0) {
      --i;
      --j;
      out.right[i] = truth[i] == text[j];
    } else if (step == kLost) {
      --i;
    } else {
      --j;
    }
  }
  return out;
}

}  // namespace

RepairScore ScoreRepair(std::string_view truth, std::string_view damaged, std::string_view repaired) {
  const std::vector<std::string> meant = Syllables(truth);
  const Aligned before = Align(meant, Syllables(damaged));
  const Aligned after = Align(meant, Syllables(repaired));
  RepairScore score{meant.size(), before.distance, after.distance, 0};
  for (std::size_t i = 0; i < meant.size(); ++i) {
    if (before.right[i] && !after.right[i]) ++score.harmed;
  }
  return score;
}

}  // namespace trichluc
