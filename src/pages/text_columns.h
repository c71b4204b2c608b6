// Text set in columns, as newspapers and gazettes set it: one column is read to its end before the next.
//
//   std::vector<PageLine> lines = ReadByColumn(FindLines(words, letter_size), breaks, letter_size);
//
// FindLines puts words of one level into one line, which is right for the halves of a letterhead, for recipients beside a
// signature and for the rows of a table. What tells columns of text from those is that they are long, and that most of their
// lines reach from one side of the column to the other.
#pragma once

#include <vector>

#include "pages/page_lines.h"

namespace trichluc {

// `lines`, from top to bottom, with those of such columns parted and in reading order. `breaks`, from top to bottom: the heights
// at which something else stands between the lines, so that columns end there.
[[nodiscard]] std::vector<PageLine> ReadByColumn(std::vector<PageLine> lines, const std::vector<float>& breaks,
                                                 float letter_size);

}  // namespace trichluc
