// Tables as plain text shows them: one cell a line between lines of a single `|` (what programs make of a Word table), one
// row a line (`| a | b |`), or columns set apart by wide gaps under a head row.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "grammar/pattern_table.h"
#include "normalize/normalize.h"
#include "segment/lines.h"
#include "segment/vocabulary.h"

namespace trichluc {

// A stretch of one line that belongs to one cell.
struct CellPart {
  Span span;
  std::size_t source = 0;  // index into NormalizedText::lines
  TablePlace place;
};

// Reads the table that begins at line `first`, if one does: its cell parts go to `parts`. Returns the line after it, or
// `first` where no table begins. `number` is the table's number.
std::size_t ReadTable(const NormalizedText& text, const PatternTable& patterns, const Vocabulary& words, std::size_t first,
                      int number, std::vector<CellPart>& parts);

// A table that may go on behind a page's end, as far as it was read.
class OpenTable {
 public:
  explicit OpenTable(const NormalizedText& text) : text_(text) {}

  // Begins anew with the rows of `parts`; none: nothing goes on.
  void Begin(const std::vector<CellPart>& parts);

  // Where no more than a page's end stands between: makes the rows of `parts` rows of this table, if it goes on with them. A head that
  // is repeated is left out, as the page's number is.
  bool GoOn(std::vector<CellPart>& parts);

 private:
  using RowWords = std::map<int, std::string>;  // by column
  [[nodiscard]] std::vector<RowWords> FirstRows(const std::vector<CellPart>& parts) const;
  [[nodiscard]] bool BeginsInTheMiddle(const std::vector<CellPart>& parts) const;
  void Add(const std::vector<CellPart>& parts);

  const NormalizedText& text_;
  std::vector<RowWords> head_;
  bool head_emphasised_ = false;
  TablePlace last_;
  int last_column_ = 0;
  std::optional<int> last_number_;  // that counts a row
};

// Leaves out the head that is repeated within a table behind a page's end.
void DropRepeatedHeads(const NormalizedText& text, std::vector<CellPart>& parts);

}  // namespace trichluc
