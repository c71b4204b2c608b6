// Numbers as they are written for other programs and for people, the same in every locale.
#pragma once

#include <string>
#include <string_view>

namespace trichluc {

// The shortest decimal form that reads back as `value`, without an exponent where people would write none: 80, 2.5,
// 1500000. What is no finite number gives an empty text.
[[nodiscard]] std::string NumberText(double value);

// The same with so many decimals: "0.50". For finite numbers that people write, of fewer than 16 digits.
[[nodiscard]] std::string FixedText(double value, int decimals);

// What ASCII digits count to; there are nine at the most.
[[nodiscard]] constexpr int CountOf(std::u32string_view digits) {
  int value = 0;
  for (const char32_t c : digits) value = value * 10 + static_cast<int>(c - U'0');
  return value;
}

}  // namespace trichluc
