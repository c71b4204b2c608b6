// Tables that go on over a page's end. The row that the end cuts becomes whole, and merged cells reach over it.
//
//   page 1   | 7 | Mở lớp tập   | Sở Y tế |        page 2   | TT | Việc                 | Đơn vị |
//                                                           |    | huấn cho cán bộ y tế |        |
//                                                           | 8  | …
//
//   becomes  | 7 | Mở lớp tập huấn cho cán bộ y tế | Sở Y tế |  on page 1; its words still know on which page they stand.
//
// A table goes on where it is the last of its page, the next page begins with one of the same columns, and only page numbers
// and what the pages repeat stand between. Nothing in a drawing says that a row was cut, since programs close the table at the
// page's end; how the rows are filled and how their cells begin does.
#pragma once

#include <vector>

#include "pages/page_lines.h"
#include "pages/ruled_tables.h"

namespace trichluc {

// A page before its text is written.
struct LaidPage {
  float letter_size = 12;
  std::vector<PageLine> lines;     // outside of its tables
  std::vector<RuledTable> tables;  // from top to bottom
};

// Joins the last table of `above` and the first of `below`. Does `below` hold nothing but more of a row of `above`? Then that may
// go on on the page behind it, too.
bool JoinTables(LaidPage& above, LaidPage& below);

// Tables with words in one column only, which go on with none on a page before, frame their words: they become lines.
void DropFrames(LaidPage& page);

}  // namespace trichluc
