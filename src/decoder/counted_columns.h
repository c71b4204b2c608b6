// The columns of a table that number its rows. A digit that stands alone has nothing around it that would tell a reader what it
// is; but the numbers above and below do.
#pragma once

#include <string>
#include <vector>

#include "trichluc/span.h"

namespace trichluc::decoder {

// A word in a narrow column, as it was read.
struct CountedCell {
  Box box;           // dots
  std::string text;
  bool sure = true;  // it was read surely enough to stand without the others
};

// The words of one column, from top to bottom. Where most of them count on by one, those that do not, but have numbers that do
// above and below, are what the count demands; and so is a last one that was not read surely.
void ReadCount(std::vector<CountedCell>& column);

}  // namespace trichluc::decoder
