// Reading a picture of a page.
#pragma once

#include <vector>

#include "pages/layout.h"
#include "trichluc/result.h"

struct Pix;

namespace trichluc::decoder {

// The words of a page. `picture` has `dpi` dots an inch; boxes are in points of the picture as it is given, whatever was done
// to it to read it. Takes nothing over: the picture stays the caller's.
Result<std::vector<PlacedWord>> ReadPicture(Pix* picture, double dpi);

// Loads what reading needs, before the process gives up its access to files. Empty, or why nothing can be read.
[[nodiscard]] const std::string& PrepareReader();

}  // namespace trichluc::decoder
