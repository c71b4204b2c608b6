// The stretches of a text between white space: what a machine read as one piece.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace trichluc {

struct Stretch {
  std::size_t begin = 0;   // bytes of the text
  std::size_t end = 0;
  bool same_line = false;  // as the one before
};

[[nodiscard]] std::vector<Stretch> CutStretches(std::string_view text);

}  // namespace trichluc
