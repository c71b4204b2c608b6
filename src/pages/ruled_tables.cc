#include "pages/ruled_tables.h"

#include <algorithm>
#include <limits>
#include <map>
#include <numeric>
#include <optional>
#include <set>

namespace trichluc {
namespace {

constexpr float kNear = 0.4F;  // sizes of letters between lines that meet, or that are one
constexpr float kThin = 0.1F;  // points around a line: its box has some area

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

// The lines of one table.
class Grid {
 public:
  Grid(const std::vector<Box>& rulings, float near) : near_(near) {
    for (const Box& ruling : rulings) {
      box_ = Around(box_, Grown(ruling, kThin));
      (Lies(ruling) ? lying_ : standing_).push_back(ruling);
    }
  }

  [[nodiscard]] const Box& box() const { return box_; }
  [[nodiscard]] bool may_have_cells() const { return lying_.size() >= 2 && !standing_.empty(); }

  // The upper and the left edge of the cell around a place.
  [[nodiscard]] std::pair<float, float> CellAt(float x, float y) const {
    float top = box_.y0;
    for (const Box& line : lying_) {
      if (line.x0 - near_ <= x && x <= line.x1 + near_ && line.y0 <= y) top = std::max(top, line.y0);
    }
    float left = box_.x0;
    for (const Box& line : standing_) {
      if (line.y0 - near_ <= y && y <= line.y1 + near_ && line.x0 <= x) left = std::max(left, line.x0);
    }
    return {top, left};
  }

 private:
  float near_;
  Box box_;
  std::vector<Box> lying_;
  std::vector<Box> standing_;
};

// Edges that are one but for a little, as ranks from 0.
class Edges {
 public:
  Edges(std::set<float> places, float near) {
    std::size_t rank = 0;
    float last = -std::numeric_limits<float>::infinity();
    for (const float place : places) {
      if (place - last > near) {
        if (!ranks_.empty()) ++rank;
        last = place;
      }
      ranks_[place] = rank;
    }
    count_ = ranks_.empty() ? 0 : rank + 1;
  }
  [[nodiscard]] std::size_t Rank(float place) const { return ranks_.at(place); }
  [[nodiscard]] std::size_t count() const { return count_; }

 private:
  std::map<float, std::size_t> ranks_;
  std::size_t count_ = 0;
};

// Takes the words of one table; none where it has but one column.
std::optional<RuledTable> TakeTable(const Grid& grid, std::vector<PlacedWord>& words, float letter_size) {
  struct Placed {
    std::size_t word;
    float top;
    float left;
  };
  std::vector<Placed> inside;
  std::set<float> tops;
  std::set<float> lefts;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const float x = (words[i].box.x0 + words[i].box.x1) / 2;
    const float y = (words[i].box.y0 + words[i].box.y1) / 2;
    const Box& box = grid.box();
    if (x < box.x0 || x > box.x1 || y < box.y0 || y > box.y1) continue;
    const auto [top, left] = grid.CellAt(x, y);
    inside.push_back({i, top, left});
    tops.insert(top);
    lefts.insert(left);
  }
  const Edges rows(std::move(tops), kNear * letter_size);
  const Edges columns(std::move(lefts), kNear * letter_size);
  if (columns.count() < 2) return std::nullopt;
  std::map<std::pair<std::size_t, std::size_t>, std::vector<PlacedWord>> cells;
  for (const Placed& placed : inside) {
    cells[{rows.Rank(placed.top), columns.Rank(placed.left)}].push_back(std::move(words[placed.word]));
    words[placed.word].text.clear();
  }
  std::erase_if(words, [](const PlacedWord& word) { return word.text.empty(); });
  RuledTable table;
  table.box = grid.box();
  table.columns = columns.count();
  table.rows.resize(rows.count());
  for (auto& [place, in_cell] : cells) {
    table.rows[place.first].push_back({place.second, FindLines(std::move(in_cell), letter_size)});
  }
  return table;
}

}  // namespace

std::vector<RuledTable> TakeTables(const std::vector<Box>& rulings, std::vector<PlacedWord>& words, float letter_size) {
  std::vector<RuledTable> tables;
  if (rulings.size() > kMostRulings) return tables;
  for (const std::vector<Box>& group : Connected(rulings, kNear * letter_size)) {
    const Grid grid(group, kNear * letter_size);
    if (!grid.may_have_cells()) continue;
    if (std::optional<RuledTable> table = TakeTable(grid, words, letter_size)) tables.push_back(std::move(*table));
  }
  std::sort(tables.begin(), tables.end(), [](const RuledTable& a, const RuledTable& b) { return a.box.y0 < b.box.y0; });
  return tables;
}

}  // namespace trichluc
