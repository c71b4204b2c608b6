#include "pages/text_columns.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace trichluc {
namespace {

constexpr std::size_t kFewestLines = 10;  // of two columns side by side; letterheads and signatures have fewer
constexpr float kBesideShare = 0.6F;      // of the lines of a block, those with words in both columns
constexpr float kFullShare = 0.6F;        // of the lines of a column, those that reach to its end
constexpr float kFull = 0.92F;            // of the column's width, so long a line reaches to its end
// In sizes of letters.
constexpr float kNarrowestColumn = 12;
constexpr float kNarrowestGutter = 0.8F;
constexpr float kSetApart = 2;            // from a line to one that stands by itself below the columns
constexpr int kMostColumns = 8;           // of text side by side
constexpr float kEndless = 1e9F;          // points

// The white space between two columns.
struct Gutter {
  float x0 = 0;
  float x1 = 0;

  [[nodiscard]] float width() const { return x1 - x0; }
};

// What one column has of the lines of a block.
struct Side {
  std::vector<PageLine> lines;
  Box box;

  void Add(PageLine line) {
    box = Around(box, line.box);
    lines.push_back(std::move(line));
  }

  // Do most lines reach to the column's end, as those of running text do?
  [[nodiscard]] bool IsFull() const {
    const auto full = std::count_if(lines.begin(), lines.end(), [&](const PageLine& line) { return line.box.x1 - box.x0 >= kFull * box.width(); });
    return static_cast<float>(full) >= kFullShare * static_cast<float>(lines.size());
  }
};

// The part of a line from word `first` to before `last`.
PageLine PartOf(const PageLine& line, std::size_t first, std::size_t last) {
  PageLine part;
  for (std::size_t i = first; i < last; ++i) {
    part.box = Around(part.box, line.words[i].box);
    part.words.push_back(line.words[i]);
  }
  for (const std::size_t column : line.columns) {
    if (column > first && column < last) part.columns.push_back(column - first);
  }
  return part;
}

// The word that begins the right part of a line with words on both sides of the gutter.
std::size_t FirstBeyond(const PageLine& line, const Gutter& gutter) {
  const auto first = std::find_if(line.words.begin(), line.words.end(), [&](const PlacedWord& word) { return word.box.x0 >= gutter.x1; });
  return static_cast<std::size_t>(first - line.words.begin());
}

// The gaps between the columns of a line, and the white space on both of its sides.
std::vector<Gutter> GapsOf(const PageLine& line) {
  std::vector<Gutter> gaps = {{line.box.x1, kEndless}};
  for (const std::size_t word : line.columns) gaps.push_back({PartOf(line, 0, word).box.x1, line.words[word].box.x0});
  gaps.push_back({-kEndless, line.box.x0});
  return gaps;
}

// What is left of a gutter when it has to run on through a line. A short line leaves room for more than the gutter: so much of it
// as both have.
Gutter Through(const Gutter& gutter, const PageLine& line) {
  Gutter best;
  for (const Gutter& gap : GapsOf(line)) {
    const Gutter shared = {std::max(gutter.x0, gap.x0), std::min(gutter.x1, gap.x1)};
    if (shared.width() > best.width()) best = shared;
  }
  return best;
}

class ColumnReader {
 public:
  ColumnReader(std::vector<PageLine> lines, const std::vector<float>& breaks, float letter_size, int most_columns)
      : lines_(std::move(lines)), breaks_(breaks), size_(letter_size), most_columns_(most_columns) {}

  std::vector<PageLine> Run() && {
    for (std::size_t i = 0; i < lines_.size();) {
      const std::size_t end = lines_[i].columns.empty() ? i + 1 : TakeBlock(i);
      for (; i < end; ++i) out_.push_back(std::move(lines_[i]));
    }
    return std::move(out_);
  }

 private:
  // Parts the columns of the block that begins with line `first`, if it is one. Returns the line up to which the others are to stay as
  // they are: those of the block are written and gone.
  std::size_t TakeBlock(std::size_t& first) {
    Gutter gutter = FirstGutter(lines_[first]);
    std::size_t end = first + 1;
    for (; end < lines_.size() && !IsBroken(end - 1, end); ++end) {
      const Gutter left = Through(gutter, lines_[end]);
      if (left.width() < kNarrowestGutter * size_) break;
      gutter = left;
    }
    while (end > first + 1 && StandsAlone(end - 1, gutter)) --end;
    if (end - first < kFewestLines) return end;
    Side left;
    Side right;
    if (!Part(first, end, gutter, left, right)) return end;
    Write(std::move(left));
    Write(std::move(right));
    return first = end;
  }

  static Gutter FirstGutter(const PageLine& line) {
    const std::size_t word = line.columns.front();
    return {PartOf(line, 0, word).box.x1, line.words[word].box.x0};
  }

  [[nodiscard]] bool IsBroken(std::size_t above, std::size_t below) const {
    const auto next = std::lower_bound(breaks_.begin(), breaks_.end(), lines_[above].box.y0);
    return next != breaks_.end() && *next < lines_[below].box.y0;
  }

  // A line in one column, further below the one above than the lines of columns are.
  [[nodiscard]] bool StandsAlone(std::size_t line, const Gutter& gutter) const {
    const Box& box = lines_[line].box;
    const bool both = box.x0 < gutter.x0 && box.x1 > gutter.x1;
    return !both && box.y0 - lines_[line - 1].box.y0 > kSetApart * size_;
  }

  // Sets both sides, if they are columns of text.
  bool Part(std::size_t first, std::size_t end, const Gutter& gutter, Side& left, Side& right) const {
    std::size_t beside = 0;
    for (std::size_t i = first; i < end; ++i) {
      const PageLine& line = lines_[i];
      const std::size_t beyond = FirstBeyond(line, gutter);
      if (beyond > 0) left.Add(PartOf(line, 0, beyond));
      if (beyond < line.words.size()) right.Add(PartOf(line, beyond, line.words.size()));
      if (beyond > 0 && beyond < line.words.size()) ++beside;
    }
    const float narrowest = kNarrowestColumn * size_;
    return beside >= kFewestLines && static_cast<float>(beside) >= kBesideShare * static_cast<float>(end - first) &&
           left.box.width() >= narrowest && right.box.width() >= narrowest && left.IsFull() && right.IsFull();
  }

  // A side may have columns in it.
  void Write(Side side) {
    for (PageLine& line : side.lines) line.left = side.box.x0;
    std::vector<PageLine> lines = most_columns_ > 2 ? ColumnReader(std::move(side.lines), breaks_, size_, most_columns_ - 1).Run() : std::move(side.lines);
    out_.insert(out_.end(), std::make_move_iterator(lines.begin()), std::make_move_iterator(lines.end()));
  }

  std::vector<PageLine> lines_;
  const std::vector<float>& breaks_;
  float size_;
  int most_columns_;
  std::vector<PageLine> out_;
};

}  // namespace

std::vector<PageLine> ReadByColumn(std::vector<PageLine> lines, const std::vector<float>& breaks, float letter_size) {
  return ColumnReader(std::move(lines), breaks, letter_size, kMostColumns).Run();
}

}  // namespace trichluc
