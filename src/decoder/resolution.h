// How many dots an inch a picture of a page has.
#pragma once

#include <algorithm>

namespace trichluc::decoder {

inline constexpr double kPointsPerInch = 72;

// What the picture says of itself, `said`, where that can be meant; else as if its short side were that of A4.
[[nodiscard]] inline double DotsPerInch(double said, double width, double height) {
  constexpr double kLeast = 70;  // what is less was never meant as a resolution
  constexpr double kMost = 1200;
  constexpr double kPageInches = 8.27;
  if (said >= kLeast && said <= kMost) return said;
  return std::clamp(std::min(width, height) / kPageInches, kLeast, kMost);
}

}  // namespace trichluc::decoder
