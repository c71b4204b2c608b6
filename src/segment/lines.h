// The lines of a document with what each shows of itself: layout, case, emphasis, the line patterns it matches, its table.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "grammar/pattern_table.h"
#include "normalize/normalize.h"
#include "segment/vocabulary.h"
#include "trichluc/span.h"

namespace trichluc {

// Where a line stands in a table; `table` is -1 outside of tables.
struct TablePlace {
  int table = -1;
  int row = 0;
  int cell = 0;

  [[nodiscard]] bool SameCell(const TablePlace& other) const {
    return table == other.table && row == other.row && cell == other.cell;
  }
};

struct TextLine {
  Span span;                  // in the normalized text; never empty
  std::uint32_t source = 0;   // index into NormalizedText::lines
  std::uint32_t blanks = 0;   // blank lines, rulers, page numbers and running heads between it and the line above
  std::uint32_t columns = 0;  // characters
  std::uint32_t indent = 0;
  bool page_break = false;
  bool emphasised = false;    // all of it is bold or italic
  bool emphasis_open = false; // the emphasis goes on beyond its end
  bool caps = false;          // written in capitals
  bool above = false;         // no words, but the mark of a cell that is one with the cell above it
  bool footnote = false;      // it begins one
  bool page_note = false;     // of the footnotes at the foot of a page: what stands above goes on on the next page
  PatternHits hits;
  TablePlace place;

  [[nodiscard]] bool in_table() const { return place.table >= 0; }
};

// How the lines of a document are broken.
struct Layout {
  std::uint32_t width = 0;     // most lines are no longer than this
  bool wrapped = false;        // paragraphs run over several lines
  bool indented = false;       // paragraphs begin with an indent, and their other lines have none
  bool ragged = false;         // lines end long before that width though their sentence goes on; blank lines part paragraphs
};

struct DocumentLines {
  std::vector<TextLine> lines;
  Layout layout;
};

// The lines that hold words. Blank lines, rulers (-----), page numbers, running heads and the marks of tables are left out.
[[nodiscard]] DocumentLines ReadLines(const NormalizedText& text, const PatternTable& patterns, const Vocabulary& words);

// Is the text in capitals? Digits and signs do not count; a text without two capital letters is not.
[[nodiscard]] bool IsCaps(std::string_view text);

}  // namespace trichluc
