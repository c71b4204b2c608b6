#include "pages/ruled_tables.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <optional>
#include <set>

namespace trichluc {
namespace {

constexpr float kNear = 0.4F;  // sizes of letters between lines that meet, or that are one
constexpr float kShortest = 5;  // … of a line that lies between two columns, or beyond the last
constexpr float kThin = 0.1F;  // points around a line: its box has some area
constexpr std::size_t kFirstRows = 5;  // of a table: a head that is repeated, and one more

Box Grown(const Box& box, float by) { return {box.x0 - by, box.y0 - by, box.x1 + by, box.y1 + by}; }

// Lines that meet, directly or over others.
std::vector<std::vector<Box>> Connected(const std::vector<Box>& rulings, float near) {
  std::vector<std::size_t> of(rulings.size());
  std::iota(of.begin(), of.end(), std::size_t{0});
  const auto root = [&](std::size_t i) {
    while (of[i] != i) i = of[i] = of[of[i]];
    return i;
  };
  for (std::size_t i = 0; i < rulings.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (Meet(rulings[i], rulings[j], near)) of[root(i)] = root(j);
    }
  }
  std::map<std::size_t, std::vector<Box>> groups;
  for (std::size_t i = 0; i < rulings.size(); ++i) groups[root(i)].push_back(rulings[i]);
  std::vector<std::vector<Box>> out;
  for (auto& [first, group] : groups) out.push_back(std::move(group));
  return out;
}

// Where a line lies, or stands. One that slants a little has some height, or width.
float LevelOf(const Box& lying) { return (lying.y0 + lying.y1) / 2; }
float PlaceOf(const Box& standing) { return (standing.x0 + standing.x1) / 2; }

// The lines of one table.
class Grid {
 public:
  Grid(const std::vector<Box>& rulings, float letter_size) : near_(kNear * letter_size) {
    for (const Box& ruling : rulings) (Lies(ruling) ? lying_ : standing_).push_back(ruling);
    std::erase_if(lying_, [&](const Box& line) { return line.width() < kShortest * letter_size && !JoinsColumns(line); });
    for (const std::vector<Box>* lines : {&lying_, &standing_}) {
      for (const Box& line : *lines) box_ = Around(box_, Grown(line, kThin));
    }
  }

  [[nodiscard]] const Box& box() const { return box_; }
  [[nodiscard]] bool may_have_cells() const { return lying_.size() >= 2 && !standing_.empty(); }

  struct CellEdges {
    float top = 0;
    float left = 0;
    float bottom = 0;
  };
  // The edges of the cell around a place.
  [[nodiscard]] CellEdges CellAt(float x, float y) const {
    CellEdges cell{box_.y0, box_.x0, box_.y1};
    for (const Box& line : lying_) {
      if (x < line.x0 - near_ || line.x1 + near_ < x) continue;
      const float level = LevelOf(line);
      if (level <= y) cell.top = std::max(cell.top, level);
      if (level > y) cell.bottom = std::min(cell.bottom, level);
    }
    for (const Box& line : standing_) {
      const float place = PlaceOf(line);
      if (line.y0 - near_ <= y && y <= line.y1 + near_ && place <= x) cell.left = std::max(cell.left, place);
    }
    return cell;
  }

  // Where columns begin, also those without words.
  [[nodiscard]] std::vector<float> ColumnPlaces() const {
    std::vector<float> places;
    for (const Box& line : standing_) {
      if (PlaceOf(line) + 2 * near_ < box_.x1) places.push_back(PlaceOf(line));
    }
    return places;
  }

  [[nodiscard]] bool IsOpenBelow() const {
    return std::none_of(lying_.begin(), lying_.end(), [&](const Box& line) { return line.y1 + 2 * near_ >= box_.y1; });
  }

 private:
  // The foot of a word that stands close to the side of its cell looks like a line, but goes to no other one.
  [[nodiscard]] bool JoinsColumns(const Box& line) const {
    return std::count_if(standing_.begin(), standing_.end(), [&](const Box& side) { return Meet(line, side, near_); }) > 1;
  }

  float near_;
  Box box_;
  std::vector<Box> lying_;
  std::vector<Box> standing_;
};

// Edges that are one but for a little, as ranks from 0.
class Edges {
 public:
  Edges(const std::set<float>& places, float near) {
    for (const float place : places) {
      if (firsts_.empty() || place - firsts_.back() > near) firsts_.push_back(place);
      ranks_[place] = firsts_.size() - 1;
    }
  }
  [[nodiscard]] std::size_t Rank(float place) const { return ranks_.at(place); }
  // The first place of each rank.
  [[nodiscard]] const std::vector<float>& firsts() const { return firsts_; }
  // How many ranks begin before a place, from this one on.
  [[nodiscard]] std::size_t CountUpTo(std::size_t rank, float place) const {
    return static_cast<std::size_t>(std::lower_bound(firsts_.begin(), firsts_.end(), place) - firsts_.begin()) - rank;
  }

 private:
  std::map<float, std::size_t> ranks_;
  std::vector<float> firsts_;
};

// Finds the cells of one table, first those with words.
class CellFinder {
 public:
  CellFinder(const Grid& grid, float letter_size) : grid_(grid), letter_size_(letter_size), near_(kNear * letter_size) {}

  // Takes the words of the table; none where no lines part columns.
  std::optional<RuledTable> Run(std::vector<PlacedWord>& words) {
    FindEdges(words);
    const Edges rows(tops_, near_);
    const Edges columns(lefts_, near_);
    if (columns.firsts().size() < 2 || inside_.empty()) return std::nullopt;
    TakeWords(words, rows, columns);
    AddHighEmptyCells(rows, columns);
    RuledTable table;
    table.box = grid_.box();
    table.open = grid_.IsOpenBelow();
    table.filled = FilledColumns();
    for (const float left : columns.firsts()) table.columns.push_back(left - table.box.x0);
    table.rows.resize(rows.firsts().size());
    for (auto& [place, cell] : cells_) {
      table.rows[place.first].push_back({place.second, cell.rows, FindLines(std::move(cell.words), letter_size_)});
    }
    return table;
  }

 private:
  struct Placed {
    std::size_t word;
    Grid::CellEdges edges;
  };
  struct Found {
    std::vector<PlacedWord> words;
    std::size_t rows = 1;
  };

  void FindEdges(const std::vector<PlacedWord>& words) {
    const Box& box = grid_.box();
    for (const float place : grid_.ColumnPlaces()) lefts_.insert(place);
    for (std::size_t i = 0; i < words.size(); ++i) {
      const float x = (words[i].box.x0 + words[i].box.x1) / 2;
      const float y = (words[i].box.y0 + words[i].box.y1) / 2;
      if (x < box.x0 || x > box.x1 || y < box.y0 || y > box.y1) continue;
      inside_.push_back({i, grid_.CellAt(x, y)});
      tops_.insert(inside_.back().edges.top);
      lefts_.insert(inside_.back().edges.left);
    }
  }

  void TakeWords(std::vector<PlacedWord>& words, const Edges& rows, const Edges& columns) {
    for (const Placed& placed : inside_) {
      const std::size_t row = rows.Rank(placed.edges.top);
      Found& cell = cells_[{row, columns.Rank(placed.edges.left)}];
      cell.words.push_back(std::move(words[placed.word]));
      cell.rows = std::max<std::size_t>(rows.CountUpTo(row, placed.edges.bottom - near_), 1);
      words[placed.word].text.clear();
    }
    std::erase_if(words, [](const PlacedWord& word) { return word.text.empty(); });
  }

  [[nodiscard]] std::size_t FilledColumns() const {
    std::set<std::size_t> filled;
    for (const auto& [place, cell] : cells_) {
      if (!cell.words.empty()) filled.insert(place.second);
    }
    return filled.size();
  }

  // Among the first rows, the empty cells that reach over several.
  void AddHighEmptyCells(const Edges& rows, const Edges& columns) {
    for (std::size_t row = 0; row < std::min(rows.firsts().size(), kFirstRows); ++row) {
      for (std::size_t column = 0; column < columns.firsts().size(); ++column) {
        const float top = rows.firsts()[row];
        const float left = columns.firsts()[column];
        const Grid::CellEdges cell = grid_.CellAt(left + 2 * near_, top + 2 * near_);
        const bool begins_here = top - cell.top < near_ && std::fabs(left - cell.left) < near_;
        const std::size_t high = rows.CountUpTo(row, cell.bottom - near_);
        if (begins_here && high > 1) cells_[{row, column}].rows = high;
      }
    }
  }

  const Grid& grid_;
  float letter_size_;
  float near_;
  std::vector<Placed> inside_;
  std::set<float> tops_;
  std::set<float> lefts_;
  std::map<std::pair<std::size_t, std::size_t>, Found> cells_;  // by row and column
};

}  // namespace

std::vector<RuledTable> TakeTables(const std::vector<Box>& rulings, std::vector<PlacedWord>& words, float letter_size) {
  std::vector<RuledTable> tables;
  if (rulings.size() > kMostRulings) return tables;
  for (const std::vector<Box>& group : Connected(rulings, kNear * letter_size)) {
    const Grid grid(group, letter_size);
    if (!grid.may_have_cells()) continue;
    if (std::optional<RuledTable> table = CellFinder(grid, letter_size).Run(words)) tables.push_back(std::move(*table));
  }
  std::sort(tables.begin(), tables.end(), [](const RuledTable& a, const RuledTable& b) { return a.box.y0 < b.box.y0; });
  return tables;
}

}  // namespace trichluc
