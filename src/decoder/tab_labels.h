// Labels and bullets that stand alone before a tab, as lists of word processors set them. Readers of lines of text make anything
// of them: the gap behind is far wider than a space.
#pragma once

#include <optional>

#include "trichluc/span.h"

struct Pix;

namespace trichluc::decoder {

struct TabLabel {
  Box ink;              // dots
  float text = 0;       // where the words behind the gap begin
  bool is_dash = false;  // its ink has the shape of a dash; else it has to be read
};

// The label of a line of text. `black`: the page in black and white; `line`: the box of the line's words, with or without the
// label; `letter`: the height of a letter; all in dots.
[[nodiscard]] std::optional<TabLabel> FindTabLabel(Pix* black, const Box& line, float letter);

}  // namespace trichluc::decoder
