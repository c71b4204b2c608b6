// Pictures of numbers, as SVG that needs no script. Each says in words what it shows, for those who do not see it.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "serve/html.h"

namespace trichluc::serve {

struct Bar {
  std::string label;    // below, where there is room
  std::string title;    // all of it, in words
  std::string address;  // where it leads; may be empty
  std::size_t count = 0;
  bool chosen = false;
};
// Bars side by side. `name` says what they count.
void WriteBars(const std::vector<Bar>& bars, std::string_view name, Html& html);

struct Dot {
  double value = 0;
  double value_max = 0;  // of a range its end, else the same
  std::string title;
  std::string address;
};
// Values on a line from the least to the greatest; equal ones stand on each other.
void WriteDots(const std::vector<Dot>& dots, std::string_view lowest, std::string_view highest, std::string_view name, Html& html);

}  // namespace trichluc::serve
