#include "text/number_text.h"

#include <array>
#include <charconv>
#include <cmath>

namespace trichluc {
namespace {

// Beyond these the fixed form grows long; money in đồng and shares of a hundred thousand stay well inside.
constexpr double kFixedFrom = 1e-6;
constexpr double kFixedBelow = 1e16;

}  // namespace

std::string NumberText(double value) {
  if (!std::isfinite(value)) return {};
  if (value == 0) return "0";
  const double size = std::abs(value);
  const bool fixed = size >= kFixedFrom && size < kFixedBelow;
  std::array<char, 64> digits{};
  const auto done = std::to_chars(digits.data(), digits.data() + digits.size(), value,
                                  fixed ? std::chars_format::fixed : std::chars_format::scientific);
  return {digits.data(), done.ptr};
}

std::string FixedText(double value, int decimals) {
  std::array<char, 64> digits{};
  const auto done = std::to_chars(digits.data(), digits.data() + digits.size(), value, std::chars_format::fixed, decimals);
  return {digits.data(), done.ptr};
}

}  // namespace trichluc
