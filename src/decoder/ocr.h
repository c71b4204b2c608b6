// Reading a picture of a page.
#pragma once

#include <vector>

#include "pages/layout.h"
#include "trichluc/result.h"

struct Pix;

namespace trichluc::decoder {

struct ReadPage {
  std::vector<PlacedWord> words;
  std::vector<Box> rulings;
  int turns = 0;  // quarter turns clockwise that set the page upright
};

// Reads a page. `picture` has `dpi` dots an inch; boxes are in points of the picture as it stands upright, else as it is given,
// whatever was done to it to read it. Takes nothing over: the picture stays the caller's.
// Several threads may read at a time, each its own picture.
Result<ReadPage> ReadPicture(Pix* picture, double dpi);

}  // namespace trichluc::decoder
