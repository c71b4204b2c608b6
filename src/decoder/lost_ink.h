// Ink in the cells of a table that a reader of pages made no words of: numbers that stand alone in a narrow column look like a
// margin's dirt to it.
#pragma once

#include <vector>

#include "trichluc/span.h"

struct Pix;

namespace trichluc::decoder {

// Boxes around what may be words, from top to bottom. `black`: the page in black and white, without the lines of tables; `rulings`:
// those lines; `words`: boxes of the words that were read; `letter`: the height of a letter; all in dots.
[[nodiscard]] std::vector<Box> FindLostInk(Pix* black, const std::vector<Box>& rulings, const std::vector<Box>& words, float letter);

}  // namespace trichluc::decoder
