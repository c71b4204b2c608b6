// Tables whose lines a page draws: which words stand in which cell.
//
//   std::vector<RuledTable> tables = TakeTables(rulings, words, letter_size);   // words outside of tables stay in `words`
//
// A cell reaches from the nearest line above its words to the nearest below, and from the nearest on their left to the nearest on
// their right; so merged cells need no rule of their own. What has no lines on its sides reaches to the ends of the others.
#pragma once

#include <cstddef>
#include <map>
#include <string>
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
  std::size_t column = 0;       // from 0
  std::size_t rows = 1;         // that it reaches over, from its own
  std::vector<PageLine> lines;
  bool above = false;           // it is one with the cell above it, on the page before
};

// The words of a row by their columns; columns without words are left out.
using RowWords = std::map<std::size_t, std::string>;

struct RuledTable {
  Box box;
  std::vector<float> columns;  // the left edge of each, from that of the table
  // From top to bottom, cells from left to right. Cells without words are left out, but for those among the first rows that reach
  // over several: on the page before, they may have some.
  std::vector<std::vector<RuledCell>> rows;
  std::size_t filled = 0;  // columns that have words
  bool open = false;       // no line is drawn below the last row
  std::vector<RowWords> head;  // the first rows of the table on an earlier page that this one goes on with
};

// `rulings`: thin boxes, wide ones for lines that lie and high ones for those that stand. From top to bottom. Lines that part no
// columns only frame their words, and make no table. Where they do, but one column has all words, only the page before can say.
[[nodiscard]] std::vector<RuledTable> TakeTables(const std::vector<Box>& rulings, std::vector<PlacedWord>& words,
                                                 float letter_size);

}  // namespace trichluc
