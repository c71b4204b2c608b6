// Words as their page shows them, and the page.
#pragma once

#include <cstdint>
#include <string>

#include "trichluc/span.h"

namespace trichluc {

struct PlacedWord {
  std::string text;        // valid UTF-8, no white space
  Box box;
  float confidence = 1;
  bool bold = false;
  bool joined = false;     // no space stands before it, though it was found as a word of its own
  bool guessed = false;    // the box only keeps its place among the others: nobody knows where it stands
  float size = 0;          // of its letters, in points; 0 where only the box is known
  std::uint32_t page = 0;  // from 0; set by the layout
};

struct PageSize {
  float width = 0;         // points
  float height = 0;
  bool read = false;       // from a picture
  int turns = 0;           // quarter turns clockwise that set it upright. Words and rulings are given as on the upright page, the
                           // size and what comes out as on the page itself
};

}  // namespace trichluc
