// Tables as plain text shows them: one cell a line between lines of a single `|` (what programs make of a Word table), one
// row a line (`| a | b |`), or columns set apart by wide gaps under a head row.
#pragma once

#include <cstddef>
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

}  // namespace trichluc
