#include "pages/table_joins.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <iterator>
#include <string>
#include <string_view>

#include "text/unicode.h"
#include "text/utf8.h"

namespace trichluc {
namespace {

constexpr float kSameEdge = 0.6F;       // sizes of letters between edges of columns that are one
constexpr float kSamePlace = 2;         // … between lines that two pages repeat
constexpr std::size_t kMostHeadRows = 3;

using Row = std::vector<RuledCell>;

// --- what stands between two tables

std::string WordsOf(const PageLine& line) {
  std::string words;
  for (const PlacedWord& word : line.words) words += word.text + ' ';
  return words;
}

std::string WithoutDigits(std::string words) {
  std::erase_if(words, [](char c) { return c >= '0' && c <= '9'; });
  return words;
}

bool IsPageNumber(const PageLine& line) { return WithoutDigits(WordsOf(line)).find_first_not_of("- ") == std::string::npos; }

// Does the other page show the same words in the same place, numbers aside?
bool IsRepeated(const PageLine& line, const LaidPage& other) {
  return std::any_of(other.lines.begin(), other.lines.end(), [&](const PageLine& there) {
    return std::fabs(there.box.y0 - line.box.y0) < kSamePlace * other.letter_size &&
           WithoutDigits(WordsOf(there)) == WithoutDigits(WordsOf(line));
  });
}

bool IsFurniture(const PageLine& line, const LaidPage& other) { return IsPageNumber(line) || IsRepeated(line, other); }

bool OnlyFurnitureBetween(const LaidPage& above, const LaidPage& below) {
  const float end = above.tables.back().box.y1;
  const float begin = below.tables.front().box.y0;
  const auto between = [](const LaidPage& page, const LaidPage& other, auto lies_there) {
    return std::all_of(page.lines.begin(), page.lines.end(),
                       [&](const PageLine& line) { return !lies_there(line.box) || IsFurniture(line, other); });
  };
  return between(above, below, [&](const Box& box) { return box.y1 > end; }) &&
         between(below, above, [&](const Box& box) { return box.y0 < begin; });
}

// --- columns

// For each column of a table the edge that is nearest to its own.
std::vector<std::size_t> NearestEdges(const RuledTable& table, const std::vector<float>& edges) {
  std::vector<std::size_t> nearest;
  for (const float left : table.columns) {
    const auto nearer = [&](float a, float b) { return std::fabs(a - left) < std::fabs(b - left); };
    nearest.push_back(static_cast<std::size_t>(std::min_element(edges.begin(), edges.end(), nearer) - edges.begin()));
  }
  return nearest;
}

void TakeColumns(RuledTable& table, const std::vector<float>& edges, const std::vector<std::size_t>& columns) {
  for (std::vector<RuledCell>& row : table.rows) {
    for (RuledCell& cell : row) cell.column = columns[cell.column];
  }
  table.columns = edges;
}

// Counts the columns of both tables alike. False where they are not those of one table.
bool ShareColumns(RuledTable& above, RuledTable& below, float letter_size) {
  const float near = kSameEdge * letter_size;
  if (std::fabs(above.box.width() - below.box.width()) > 2 * near) return false;
  std::vector<float> all = above.columns;
  for (const float left : below.columns) {
    if (std::none_of(all.begin(), all.end(), [&](float edge) { return std::fabs(edge - left) <= near; })) all.push_back(left);
  }
  std::sort(all.begin(), all.end());
  // A column whose words a machine did not read on the page above is one all the same; but earlier pages are written.
  const std::size_t shared = above.columns.size() + below.columns.size() - all.size();
  if (shared < std::min<std::size_t>(below.columns.size(), 2) || (all.size() > above.columns.size() && !above.head.empty())) return false;
  const std::vector<std::size_t> in_below = NearestEdges(below, all);
  if (std::adjacent_find(in_below.begin(), in_below.end(), std::greater_equal<>()) != in_below.end()) return false;
  TakeColumns(above, all, NearestEdges(above, all));
  TakeColumns(below, all, in_below);
  return true;
}

// --- rows

std::string WordsOf(const RuledCell& cell) {
  std::string words;
  for (const PageLine& line : cell.lines) words += WordsOf(line);
  return words;
}

RowWords WordsOf(const Row& row) {
  RowWords words;
  for (const RuledCell& cell : row) {
    if (!cell.lines.empty()) words[cell.column] = WordsOf(cell);
  }
  return words;
}

std::vector<RowWords> HeadOf(const RuledTable& table) {
  if (!table.head.empty()) return table.head;
  std::vector<RowWords> head;
  for (std::size_t i = 0; i < std::min(kMostHeadRows, table.rows.size()); ++i) head.push_back(WordsOf(table.rows[i]));
  return head;
}

// How many of the first rows repeat the head.
std::size_t RepeatedRows(const std::vector<RowWords>& head, const RuledTable& below) {
  std::size_t rows = 0;
  while (rows < head.size() && rows < below.rows.size() && head[rows].size() > 1 && WordsOf(below.rows[rows]) == head[rows]) ++rows;
  return rows;
}

RuledCell* CellOf(Row& row, std::size_t column) {
  const auto cell = std::find_if(row.begin(), row.end(), [&](const RuledCell& c) { return c.column == column; });
  return cell == row.end() ? nullptr : &*cell;
}

RuledCell& AddCell(Row& row, std::size_t column) {
  const auto next = std::find_if(row.begin(), row.end(), [&](const RuledCell& c) { return c.column > column; });
  RuledCell cell;
  cell.column = column;
  return *row.insert(next, cell);
}

bool BeginsLower(std::string_view words) { return ClassOf(CharAt(words, 0)) == CharClass::kLower; }

// Words end in a space here.
bool EndWith(std::string_view words, char sign) { return words.size() > 1 && words[words.size() - 2] == sign; }

// Does a cell of this column with words reach from a row above into this one?
bool IsCovered(const RuledTable& table, std::size_t row, std::size_t column) {
  for (std::size_t above = row; above-- > 0;) {
    for (const RuledCell& cell : table.rows[above]) {
      if (cell.column == column) return (!cell.lines.empty() || cell.above) && above + cell.rows > row;
    }
  }
  return false;
}

// Do words of the last row, or of a cell that reaches into it, stand in this column?
bool HasWordsAtTheEnd(const RuledTable& table, std::size_t column) {
  const std::size_t last = table.rows.size() - 1;
  return WordsOf(table.rows[last]).contains(column) || IsCovered(table, last, column);
}

// Looks at the two parts that a row may have been cut into.
class CutRow {
 public:
  // `first` is the row of `below` behind a head that is repeated, `begin` that of `above` behind its own head.
  CutRow(const RuledTable& above, std::size_t begin, const RuledTable& below, std::size_t first)
      : above_(above), begin_(begin), below_(below), first_(first), upper_(WordsOf(above.rows.back())), lower_(WordsOf(below.rows[first])) {}

  [[nodiscard]] bool IsOne() const {
    const auto in_upper = [&](const auto& cell) { return upper_.contains(cell.first); };
    if (lower_.empty() || !std::all_of(lower_.begin(), lower_.end(), in_upper)) return false;
    if (above_.open) return true;
    const bool goes_on = std::any_of(lower_.begin(), lower_.end(), [&](const auto& cell) { return GoesOn(cell.first); });
    if (lower_.contains(0)) return GoesOn(0);
    return goes_on || (upper_.contains(0) && AllRowsBeginInTheFirstColumn() && !IsAsFullAsUpper());
  }

 private:
  // Does the lower part of a cell plainly go on with the sentence of the upper one?
  [[nodiscard]] bool GoesOn(std::size_t column) const {
    const std::string& upper = upper_.at(column);
    const std::string& lower = lower_.at(column);
    if (EndWith(upper, ',')) return true;
    return BeginsLower(lower) && !EndWith(upper, '.') && !RowsBeginLower(column);
  }

  // Do the cells of this column begin in lower case wherever they stand?
  [[nodiscard]] bool RowsBeginLower(std::size_t column) const {
    std::size_t lower = 0;
    std::size_t all = 0;
    for (std::size_t row = begin_; row < above_.rows.size(); ++row) {
      const RowWords words = WordsOf(above_.rows[row]);
      const auto cell = words.find(column);
      if (cell == words.end()) continue;
      ++all;
      if (BeginsLower(cell->second)) ++lower;
    }
    return lower * 2 > all;
  }

  // … so that a row which does not is none of its own.
  [[nodiscard]] bool AllRowsBeginInTheFirstColumn() const {
    const auto begins = [](const RuledTable& table, std::size_t row) {
      return (!table.rows[row].empty() && table.rows[row].front().column == 0) || IsCovered(table, row, 0);
    };
    if (begins(below_, first_)) return false;  // an empty cell that reaches over several rows
    for (std::size_t row = begin_; row < above_.rows.size(); ++row) {
      if (!begins(above_, row)) return false;
    }
    for (std::size_t row = first_ + 1; row < below_.rows.size(); ++row) {
      if (!begins(below_, row)) return false;
    }
    return true;
  }

  // Only the longest cells of a row reach over the page's end. Where all do, it is another row.
  [[nodiscard]] bool IsAsFullAsUpper() const { return lower_.size() > 1 && lower_.size() + 1 == upper_.size(); }

  const RuledTable& above_;
  std::size_t begin_;
  const RuledTable& below_;
  std::size_t first_;
  RowWords upper_;
  RowWords lower_;
};

// Puts the words of row `first` of `below` behind those of the last row of `above`.
void JoinRows(RuledTable& above, RuledTable& below, std::size_t first) {
  for (RuledCell& cell : below.rows[first]) {
    const bool goes_on = cell.rows > 1 && first + 1 < below.rows.size() && HasWordsAtTheEnd(above, cell.column);
    if (goes_on && CellOf(below.rows[first + 1], cell.column) == nullptr) {
      RuledCell& next = AddCell(below.rows[first + 1], cell.column);
      next.rows = cell.rows - 1;
      next.above = true;
    }
    RuledCell* upper = CellOf(above.rows.back(), cell.column);
    if (upper == nullptr) continue;
    upper->lines.insert(upper->lines.end(), std::make_move_iterator(cell.lines.begin()), std::make_move_iterator(cell.lines.end()));
  }
  below.rows.erase(below.rows.begin() + static_cast<std::ptrdiff_t>(first));
}

// The empty cells of row `first` of `below` that are the rest of a merged cell of `above`.
void ReachDown(const RuledTable& above, RuledTable& below, std::size_t first) {
  Row& row = below.rows[first];
  for (std::size_t column = 0; column < above.columns.size(); ++column) {
    RuledCell* cell = CellOf(row, column);
    if (cell == nullptr && IsCovered(above, above.rows.size() - 1, column)) cell = &AddCell(row, column);
    if (cell != nullptr && cell->lines.empty()) cell->above = HasWordsAtTheEnd(above, column);
  }
}

}  // namespace

bool JoinTables(LaidPage& above, LaidPage& below) {
  if (above.tables.empty() || below.tables.empty()) return false;
  RuledTable& upper = above.tables.back();
  RuledTable& lower = below.tables.front();
  if (!OnlyFurnitureBetween(above, below)) return false;
  if (!ShareColumns(upper, lower, above.letter_size)) return false;
  lower.head = HeadOf(upper);
  const std::size_t first = RepeatedRows(lower.head, lower);
  const std::size_t begin = upper.head.empty() ? std::max<std::size_t>(first, 1) : RepeatedRows(upper.head, upper);
  if (first >= lower.rows.size() || begin >= upper.rows.size()) return false;
  if (!CutRow(upper, begin, lower, first).IsOne()) {
    ReachDown(upper, lower, first);
    return false;
  }
  JoinRows(upper, lower, first);
  const auto is_furniture = [&](const PageLine& line) { return IsFurniture(line, above); };
  return lower.rows.size() == first && below.tables.size() == 1 && std::all_of(below.lines.begin(), below.lines.end(), is_furniture);
}

void DropFrames(LaidPage& page) {
  const auto is_frame = [](const RuledTable& table) { return table.filled < 2 && table.head.empty(); };
  for (RuledTable& table : page.tables) {
    if (!is_frame(table)) continue;
    for (Row& row : table.rows) {
      for (RuledCell& cell : row) std::move(cell.lines.begin(), cell.lines.end(), std::back_inserter(page.lines));
    }
  }
  if (std::erase_if(page.tables, is_frame) == 0) return;
  std::stable_sort(page.lines.begin(), page.lines.end(), [](const PageLine& a, const PageLine& b) { return a.box.y0 + a.box.y1 < b.box.y0 + b.box.y1; });
}

}  // namespace trichluc
