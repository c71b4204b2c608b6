#include "pages/page_lines.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string_view>
#include <unordered_map>

#include "text/utf8.h"

namespace trichluc {
namespace {

// All but shares are in sizes of letters.
constexpr float kSameLevel = 0.5F;      // of the lower one's height that two words of a line share
constexpr float kPairedLevel = 0.1F;    // that two lines of two columns share
constexpr float kLevelStep = 0.5F;      // of the grid in which lines are looked for
constexpr std::size_t kMostLevels = 8;  // of the grid that one word is looked for in: a huge one stands alone
constexpr std::size_t kMostTried = 32;  // lines on one level; more lie upon each other
constexpr float kWideGap = 2.2F;        // between two columns, whatever stands above and below
constexpr float kGutter = 1.0F;         // between two columns of neighbouring lines
constexpr float kGutterShared = 0.7F;   // what the gaps of those lines have in common
constexpr float kTightGap = 0.5F;       // between two columns that a neighbouring line shows
constexpr float kTightShared = 0.3F;
constexpr float kBeyondSpaces = 1.5F;   // times the middle gap of its line: a gap that is no space between two words
constexpr float kNeighbours = 3;        // from the middle of a line to that of the next
constexpr float kClosestLines = 0.8F;   // from the middle of one to that of the next
constexpr float kApart = 1.28F;         // times the way from a line to the next: so far below the other a line stands apart
constexpr std::size_t kLongestLabel = 6;  // bytes of `12.1.` or `III.`

// The height that two boxes have in common; below zero where one lies under the other.
float SharedHeight(const Box& a, const Box& b) { return std::min(a.y1, b.y1) - std::max(a.y0, b.y0); }

float Middle(const Box& box) { return (box.y0 + box.y1) / 2; }

// The value that stands at `rank` when all are in order. Their order changes.
float AtRank(std::vector<float>& values, std::size_t rank) {
  const auto place = values.begin() + static_cast<std::ptrdiff_t>(rank);
  std::nth_element(values.begin(), place, values.end());
  return *place;
}

// Puts words together that are on one level, side by side, going from left to right. A line is compared by its last word, so
// that a slanting one stays whole.
class LineFinder {
 public:
  explicit LineFinder(float letter_size) : step_(kLevelStep * letter_size) {}

  std::vector<PageLine> Run(std::vector<PlacedWord> words) {
    std::sort(words.begin(), words.end(), [](const PlacedWord& a, const PlacedWord& b) {
      return a.box.x0 != b.box.x0 ? a.box.x0 < b.box.x0 : a.box.y0 < b.box.y0;
    });
    for (PlacedWord& word : words) {
      const std::size_t line = LineFor(word.box).value_or(lines_.size());
      if (line == lines_.size()) lines_.emplace_back();
      for (const long level : LevelsOf(word.box)) {
        std::vector<std::size_t>& here = levels_[level];
        if (std::find(here.begin(), here.end(), line) == here.end()) here.push_back(line);
        if (here.size() > kMostTried) here.erase(here.begin());
      }
      lines_[line].box = Around(lines_[line].box, word.box);
      lines_[line].words.push_back(std::move(word));
    }
    std::sort(lines_.begin(), lines_.end(), [](const PageLine& a, const PageLine& b) { return Middle(a.box) < Middle(b.box); });
    return std::move(lines_);
  }

 private:
  // The steps of the grid that a box covers, as many as are looked at.
  [[nodiscard]] std::vector<long> LevelsOf(const Box& box) const {
    const float half = static_cast<float>(kMostLevels / 2) * step_;
    const auto first = std::lround(std::floor(std::max(box.y0, Middle(box) - half) / step_));
    const auto last = std::lround(std::floor(std::min(box.y1, Middle(box) + half) / step_));
    std::vector<long> levels;
    for (long level = first; level <= last; ++level) levels.push_back(level);
    return levels;
  }

  [[nodiscard]] std::optional<std::size_t> LineFor(const Box& box) const {
    std::optional<std::size_t> best;
    float best_shared = 0;
    for (const long level : LevelsOf(box)) {
      const auto here = levels_.find(level);
      if (here == levels_.end()) continue;
      for (const std::size_t line : here->second) {
        const Box& last = lines_[line].words.back().box;
        const float shared = SharedHeight(last, box);
        if (shared <= kSameLevel * std::min(last.height(), box.height())) continue;
        if (box.x0 < last.x0 + 0.3F * last.width()) continue;
        if (!best || shared > best_shared || (shared == best_shared && line < *best)) {
          best = line;
          best_shared = shared;
        }
      }
    }
    return best;
  }

  float step_;
  std::vector<PageLine> lines_;
  std::unordered_map<long, std::vector<std::size_t>> levels_;  // the lines whose words stand there
};

// How much higher the boxes of most words are than their letters. Some sources give each word the height of its font's highest
// and deepest letter, so that the boxes of two lines of one column share some height too.
float LeadingOf(const std::vector<PageLine>& lines, float letter_size) {
  std::vector<float> heights;
  for (const PageLine& line : lines) heights.push_back(line.words.front().box.height());
  if (heights.empty()) return 0;
  return std::max(AtRank(heights, heights.size() / 2) - letter_size, 0.0F);
}

// Joins lines that stand in two columns, not quite on one level, row by row: neighbours of which one ends left of where the
// other begins.
void PairColumns(std::vector<PageLine>& lines, float letter_size) {
  std::vector<PageLine> paired;
  const float leading = LeadingOf(lines, letter_size);
  for (PageLine& b : lines) {
    if (!paired.empty()) {
      PageLine& a = paired.back();
      const float gutter = kGutter * letter_size;
      const bool apart = a.box.x1 + gutter < b.box.x0 || b.box.x1 + gutter < a.box.x0;
      if (apart && SharedHeight(a.box, b.box) - leading > kPairedLevel * letter_size) {
        a.words.insert(a.words.end(), std::make_move_iterator(b.words.begin()), std::make_move_iterator(b.words.end()));
        std::stable_sort(a.words.begin(), a.words.end(), [](const PlacedWord& x, const PlacedWord& y) { return x.box.x0 < y.box.x0; });
        a.box = Around(a.box, b.box);
        continue;
      }
    }
    paired.push_back(std::move(b));
  }
  lines = std::move(paired);
}

// White space between two words of a line.
struct Gap {
  std::size_t word = 0;  // the one behind it
  float x0 = 0;
  float x1 = 0;
  bool column = false;

  [[nodiscard]] float width() const { return x1 - x0; }
};

// A label or a bullet: at the start of a line, the gap behind it is a tab.
bool IsLabel(std::string_view word) {
  return CountChars(word) == 1 || (word.size() <= kLongestLabel && (word.back() == '.' || word.back() == ')'));
}

float Shared(const Gap& a, const Gap& b) { return std::min(a.x1, b.x1) - std::max(a.x0, b.x0); }

// The gaps of a line that may part columns.
std::vector<Gap> GapsOf(const PageLine& line, float letter_size) {
  std::vector<Gap> gaps;
  float reach = line.words.front().box.x1;
  for (std::size_t i = 1; i < line.words.size(); ++i) {
    const Box& box = line.words[i].box;
    gaps.push_back({i, reach, box.x0});
    reach = std::max(reach, box.x1);
  }
  if (gaps.empty()) return gaps;
  std::vector<float> widths;
  for (const Gap& gap : gaps) widths.push_back(gap.width());
  // Of two gaps the narrower one is the space.
  const float space = widths.size() > 1 ? AtRank(widths, (widths.size() - 1) / 2) : 0;
  std::erase_if(gaps, [&](const Gap& gap) { return gap.width() < kTightGap * letter_size || gap.width() < kBeyondSpaces * space; });
  for (Gap& gap : gaps) gap.column = gap.width() > kWideGap * letter_size;
  return gaps;
}

// Tells the gaps between columns from those between words. A wide gap is one between columns. One that is not so wide is one
// where the line above or below has a gap in the same place.
class ColumnFinder {
 public:
  ColumnFinder(std::vector<PageLine>& lines, float letter_size) : lines_(lines), size_(letter_size) {}

  void Run() && {
    for (const PageLine& line : lines_) gaps_.push_back(GapsOf(line, size_));
    for (std::size_t i = 0; i + 1 < lines_.size(); ++i) MarkShared(i, i + 1);
    for (std::size_t i = 0; i + 1 < lines_.size(); ++i) Spread(i, i + 1);
    for (std::size_t i = lines_.size(); i > 1; --i) Spread(i - 1, i - 2);
    for (std::size_t i = 0; i < lines_.size(); ++i) Write(lines_[i], gaps_[i]);
  }

 private:
  [[nodiscard]] bool AreNeighbours(std::size_t a, std::size_t b) const {
    return std::fabs(Middle(lines_[a].box) - Middle(lines_[b].box)) < kNeighbours * size_;
  }

  void MarkShared(std::size_t above, std::size_t below) {
    if (!AreNeighbours(above, below)) return;
    for (Gap& a : gaps_[above]) {
      for (Gap& b : gaps_[below]) {
        if (std::min(a.width(), b.width()) < kGutter * size_ || Shared(a, b) < kGutterShared * size_) continue;
        a.column = b.column = true;
      }
    }
  }

  void Spread(std::size_t from, std::size_t to) {
    if (!AreNeighbours(from, to)) return;
    for (const Gap& a : gaps_[from]) {
      if (!a.column) continue;
      for (Gap& b : gaps_[to]) b.column = b.column || Shared(a, b) > kTightShared * size_;
    }
  }

  static void Write(PageLine& line, const std::vector<Gap>& gaps) {
    for (const Gap& gap : gaps) {
      if (gap.column) line.columns.push_back(gap.word);
    }
    if (line.columns.size() == 1 && line.columns.front() == 1 && IsLabel(line.words.front().text)) line.columns.clear();
  }

  std::vector<PageLine>& lines_;
  float size_;
  std::vector<std::vector<Gap>> gaps_;  // of each line
};

}  // namespace

float LetterSize(const std::vector<PlacedWord>& words) {
  std::vector<float> sizes;
  for (const PlacedWord& word : words) sizes.push_back(word.size > 0 ? word.size : word.box.height());
  if (sizes.empty()) return 12;
  return std::max(AtRank(sizes, sizes.size() / 2), 1.0F);
}

std::vector<PageLine> FindLines(std::vector<PlacedWord> words, float letter_size) {
  std::vector<PageLine> lines = LineFinder(letter_size).Run(std::move(words));
  PairColumns(lines, letter_size);
  ColumnFinder(lines, letter_size).Run();
  return lines;
}

std::vector<bool> StandApart(const std::vector<PageLine>& lines) {
  std::vector<bool> apart(lines.size());
  std::vector<float> ways;  // from each line to the next, in sizes of the larger letters of the two
  float above = lines.empty() ? 0 : LetterSize(lines.front().words);
  for (std::size_t i = 1; i < lines.size(); ++i) {
    const float letters = LetterSize(lines[i].words);
    ways.push_back((Middle(lines[i].box) - Middle(lines[i - 1].box)) / std::max(above, letters));
    above = letters;
  }
  std::vector<float> usual = ways;
  std::erase_if(usual, [](float way) { return way < kClosestLines || way > kNeighbours; });
  if (usual.empty()) return apart;
  // Where most paragraphs have one line, most ways are those between paragraphs.
  const float within = AtRank(usual, (usual.size() - 1) / 4);
  for (std::size_t i = 1; i < lines.size(); ++i) apart[i] = ways[i - 1] > kApart * within;
  return apart;
}

bool MayHaveTables(const std::vector<PlacedWord>& words) {
  const float letter_size = LetterSize(words);
  const std::vector<PageLine> lines = LineFinder(letter_size).Run(words);
  return std::count_if(lines.begin(), lines.end(), [&](const PageLine& line) { return !GapsOf(line, letter_size).empty(); }) > 1;
}

}  // namespace trichluc
