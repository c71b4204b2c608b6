// The straight lines that a page draws: those of tables.
#pragma once

#include <vector>

#include "trichluc/span.h"

struct Pix;

namespace trichluc::decoder {

// The lines of a picture as thin boxes, in points. `dpi`: its dots an inch. What is thick is no line, nor is what is shorter than
// a few letters. The picture may be of any depth and stays the caller's. Empty where it cannot be looked at, or is a drawing.
[[nodiscard]] std::vector<Box> RulingsOf(Pix* picture, double dpi);

}  // namespace trichluc::decoder
