#include "repair/learn.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "text/unicode.h"
#include "text/utf8.h"

namespace trichluc {
namespace {

using Chars = std::u32string;

std::vector<Chars> WordsOf(std::string_view text) {
  std::vector<Chars> words;
  Chars word;
  for (std::size_t at = 0; at <= text.size();) {
    const char32_t c = at < text.size() ? NextChar(text, at) : (++at, U' ');
    if (ClassOf(c) != CharClass::kSpace) {
      word += c;
    } else if (!word.empty()) {
      words.push_back(std::move(word));
      word.clear();
    }
  }
  return words;
}

Chars Bare(const Chars& word) {
  Chars out;
  for (const char32_t c : word) out += BareLetter(c);
  return out;
}

// ---- words ----------------------------------------------------------------------------------------------------------

// How unlike two words are: 0 the same, 1 nothing in common.
float Unlike(const Chars& a, const Chars& b) {
  if (a == b) return 0;
  const std::size_t longest = std::max(a.size(), b.size());
  if (longest > 40) return 1;
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0]++;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t best = std::min({diagonal + (a[i - 1] != b[j - 1]), row[j] + 1, row[j - 1] + 1});
      diagonal = row[j];
      row[j] = best;
    }
  }
  return static_cast<float>(row[b.size()]) / static_cast<float>(longest);
}

struct WordPair {
  Chars meant;
  Chars read;
};

// Aligns the words of two texts: one to one, two read as one, one read as two; what has no likeness is left out.
class WordAligner {
 public:
  WordAligner(const std::vector<Chars>& meant, const std::vector<Chars>& read) : meant_(meant), read_(read) {
    for (const Chars& word : meant) bare_meant_.push_back(Bare(word));
    for (const Chars& word : read) bare_read_.push_back(Bare(word));
  }

  void Run(std::vector<WordPair>& out) {
    const std::size_t n = meant_.size();
    const std::size_t m = read_.size();
    // Wide enough for lost pages, and to follow the slope; texts that differ by more are no pair, and must not cost memory.
    const std::size_t band = 100 + std::min<std::size_t>(n > m ? n - m : m - n, kMostDrift) + m / std::max<std::size_t>(n, 1);
    const auto low = [&](std::size_t i) {
      const std::size_t middle = i * m / std::max<std::size_t>(n, 1);
      return middle > band ? middle - band : 0;
    };
    const std::size_t width = 2 * band + 1;
    std::vector<std::vector<float>> cost(n + 1, std::vector<float>(width, kFar));
    std::vector<std::vector<char>> how(n + 1, std::vector<char>(width, 0));
    const auto at = [&](std::size_t i, std::size_t j) -> float {
      const std::size_t first = low(i);
      return j < first || j - first >= width ? kFar : cost[i][j - first];
    };
    for (std::size_t i = 0; i <= n; ++i) {
      for (std::size_t j = low(i); j < low(i) + width && j <= m; ++j) {
        float best = i == 0 && j == 0 ? 0 : kFar;
        char step = 0;
        const auto offer = [&](float total, char kind) {
          if (total < best) {
            best = total;
            step = kind;
          }
        };
        if (i > 0) offer(at(i - 1, j) + 0.7F, 'd');
        if (j > 0) offer(at(i, j - 1) + 0.7F, 'i');
        if (i > 0 && j > 0) offer(at(i - 1, j - 1) + Unlike(bare_meant_[i - 1], bare_read_[j - 1]), 's');
        if (i > 1 && j > 0 && bare_read_[j - 1].size() > bare_meant_[i - 1].size()) {
          offer(at(i - 2, j - 1) + 0.2F + Unlike(bare_meant_[i - 2] + bare_meant_[i - 1], bare_read_[j - 1]), 'j');
        }
        if (i > 0 && j > 1 && bare_meant_[i - 1].size() > bare_read_[j - 1].size()) {
          offer(at(i - 1, j - 2) + 0.2F + Unlike(bare_meant_[i - 1], bare_read_[j - 2] + bare_read_[j - 1]), 'p');
        }
        cost[i][j - low(i)] = best;
        how[i][j - low(i)] = step;
      }
    }
    std::vector<WordPair> back;
    for (std::size_t i = n, j = m; i > 0 || j > 0;) {
      switch (how[i][j - low(i)]) {
        case 's': back.push_back({meant_[--i], read_[--j]}); break;
        case 'j':
          i -= 2;
          back.push_back({meant_[i] + U' ' + meant_[i + 1], read_[--j]});
          break;
        case 'p':
          j -= 2;
          back.push_back({meant_[--i], read_[j] + U' ' + read_[j + 1]});
          break;
        case 'd': --i; break;
        default: --j; break;
      }
    }
    out.insert(out.end(), back.rbegin(), back.rend());
  }

 private:
  static constexpr float kFar = 1e9F;
  static constexpr std::size_t kMostDrift = 500;  // words
  const std::vector<Chars>& meant_;
  const std::vector<Chars>& read_;
  std::vector<Chars> bare_meant_;
  std::vector<Chars> bare_read_;
};

// ---- letters --------------------------------------------------------------------------------------------------------

struct Segment {
  Chars meant;
  Chars read;
  bool operator<(const Segment& other) const { return meant != other.meant ? meant < other.meant : read < other.read; }
};

class LetterAligner {
 public:
  explicit LetterAligner(const std::map<Segment, float>& costs) : costs_(costs) {}

  // The cheapest way to cut both words into segments; false where none is good.
  bool Cut(const WordPair& pair, std::vector<Segment>& out) const {
    const std::size_t n = pair.meant.size();
    const std::size_t m = pair.read.size();
    out.clear();
    if (n > 60 || m > 60) return false;
    std::vector<float> cost((n + 1) * (m + 1), 1e9F);
    std::vector<std::pair<std::uint8_t, std::uint8_t>> step(cost.size());
    cost[0] = 0;
    for (std::size_t i = 0; i <= n; ++i) {
      for (std::size_t j = 0; j <= m; ++j) {
        const float here = cost[i * (m + 1) + j];
        if (here > 1e8F) continue;
        for (std::size_t p = 1; p <= kLongestMeant && i + p <= n; ++p) {
          for (std::size_t q = p == 1 ? 0 : 1; q <= kLongestRead && j + q <= m; ++q) {
            const float total = here + Cost(pair, i, p, j, q);
            float& there = cost[(i + p) * (m + 1) + j + q];
            if (total < there) {
              there = total;
              step[(i + p) * (m + 1) + j + q] = {static_cast<std::uint8_t>(p), static_cast<std::uint8_t>(q)};
            }
          }
        }
      }
    }
    const float whole = cost.back();
    if (whole > 4.5F * static_cast<float>(std::max(n, m)) + 4) return false;
    for (std::size_t i = n, j = m; i > 0;) {
      const auto [p, q] = step[i * (m + 1) + j];
      i -= p;
      j -= q;
      out.push_back({pair.meant.substr(i, p), pair.read.substr(j, q)});
    }
    std::reverse(out.begin(), out.end());
    return true;
  }

 private:
  [[nodiscard]] float Cost(const WordPair& pair, std::size_t i, std::size_t p, std::size_t j, std::size_t q) const {
    const Segment segment{pair.meant.substr(i, p), pair.read.substr(j, q)};
    if (const auto known = costs_.find(segment); known != costs_.end()) return known->second;
    if (q == 0) return segment.meant[0] == U' ' ? 14 : 6;
    if (p == 1 && q == 1) {
      if (segment.meant == segment.read) return costs_.empty() ? 0.05F : 1.0F;
      if (segment.meant[0] == U' ' || segment.read[0] == U' ') return 14;
      return BareLetter(segment.meant[0]) == BareLetter(segment.read[0]) ? 2.5F : 7.0F;
    }
    // A stretch costs as much as its letters would, and a little more where nothing in it is alike.
    float unlike = 8.0F + 3.0F * static_cast<float>(p + q - 2);
    if (p != q) {
      for (const char32_t a : segment.meant) {
        for (const char32_t b : segment.read) {
          if (BareLetter(a) == BareLetter(b)) return unlike - 3.0F;
        }
      }
      return unlike;
    }
    return unlike + 4;
  }

  const std::map<Segment, float>& costs_;
};

// Learns the costs from cut words.
class Learner {
 public:
  explicit Learner(const std::vector<WordPair>& words) {
    std::map<std::pair<Chars, Chars>, std::size_t> met;
    for (const WordPair& pair : words) ++met[{pair.meant, pair.read}];
    for (const auto& [pair, count] : met) words_.push_back({{pair.first, pair.second}, count});
  }

  std::vector<Confusion> Run() {
    constexpr int kRounds = 5;
    for (int round = 0; round < kRounds; ++round) CountAll();
    std::vector<Confusion> out;
    for (const auto& [segment, count] : counts_) {
      const float share = Share(segment, count);
      if (Rare(segment, count) || share < 2e-5F) continue;
      out.push_back({segment.meant, segment.read, std::min(share, 1.0F)});
    }
    return out;
  }

 private:
  void CountAll() {
    std::map<Segment, std::size_t> counts;
    std::map<Chars, std::size_t> meant;
    std::vector<Segment> segments;
    const LetterAligner aligner(costs_);
    for (const auto& [pair, count] : words_) {
      if (!aligner.Cut(pair, segments)) continue;
      for (const Segment& segment : segments) counts[segment] += count;
      for (std::size_t i = 0; i < pair.meant.size(); ++i) {
        for (std::size_t p = 1; p <= kLongestMeant && i + p <= pair.meant.size(); ++p) meant[pair.meant.substr(i, p)] += count;
      }
    }
    counts_ = std::move(counts);
    meant_ = std::move(meant);
    costs_.clear();
    for (const auto& [segment, count] : counts_) {
      if (!Rare(segment, count)) costs_[segment] = -std::log(std::min(Share(segment, count), 1.0F));
    }
  }

  // One slip may be a slip of the alignment; longer stretches must be met more often.
  static bool Rare(const Segment& segment, std::size_t count) {
    const std::size_t letters = std::max(segment.meant.size(), segment.read.size());
    return count < (letters == 1 ? 2U : 3U);
  }

  [[nodiscard]] float Share(const Segment& segment, std::size_t count) const {
    return static_cast<float>(count) / (static_cast<float>(meant_.at(segment.meant)) + 0.5F);
  }

  std::vector<std::pair<WordPair, std::size_t>> words_;
  std::map<Segment, std::size_t> counts_;
  std::map<Chars, std::size_t> meant_;
  std::map<Segment, float> costs_;
};

}  // namespace

std::vector<Confusion> LearnConfusions(const std::vector<ReadingPair>& pairs, LearningReport& report) {
  std::vector<WordPair> words;
  for (const ReadingPair& pair : pairs) WordAligner(WordsOf(pair.meant), WordsOf(pair.read)).Run(words);
  std::erase_if(words, [](const WordPair& pair) { return Unlike(Bare(pair.meant), Bare(pair.read)) > 0.7F && pair.meant.size() > 2; });
  for (const WordPair& pair : words) {
    ++report.words;
    if (pair.meant != pair.read) ++report.wrong;
  }
  return Learner(words).Run();
}

}  // namespace trichluc
