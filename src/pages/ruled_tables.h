// Tables whose lines a page draws: which words stand in which cell.
//
//   std::vector<RuledTable> tables = TakeTables(rulings, words, letter_size);   // words outside of tables stay in `words`
//
// A cell reaches from the nearest line above its words to the nearest below, and from the nearest on their left to the nearest on
// their right; so merged cells need no rule of their own. What has no lines on its sides reaches to the ends of the others.
#pragma once

#include <cstddef>
#include <vector>

#include "pages/page_lines.h"

namespace trichluc {

inline constexpr std::size_t kMostRulings = 2000;  // more are a drawing

// Of lines as thin boxes: does one lie, or stand; do two meet, or come as near as that?
[[nodiscard]] inline bool Lies(const Box& ruling) { return ruling.width() >= ruling.height(); }
[[nodiscard]] inline bool Meet(const Box& a, const Box& b, float near) {
  return a.x0 - near <= b.x1 && b.x0 - near <= a.x1 && a.y0 - near <= b.y1 && b.y0 - near <= a.y1;
}

struct RuledCell {
  std::size_t column = 0;        // from 0; columns in which no cell begins are not counted
  std::vector<PageLine> lines;   // never empty
};

struct RuledTable {
  Box box;
  std::size_t columns = 0;
  std::vector<std::vector<RuledCell>> rows;  // from top to bottom, cells from left to right; cells without words are left out
};

// `rulings`: thin boxes, wide ones for lines that lie and high ones for those that stand. From top to bottom. Lines around one
// cell or around cells of one column only frame their words, and make no table.
[[nodiscard]] std::vector<RuledTable> TakeTables(const std::vector<Box>& rulings, std::vector<PlacedWord>& words,
                                                 float letter_size);

}  // namespace trichluc
