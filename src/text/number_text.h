// Numbers as they are written for other programs and for people, the same in every locale.
#pragma once

#include <string>

namespace trichluc {

// The shortest decimal form that reads back as `value`, without an exponent where people would write none: 80, 2.5,
// 1500000. What is no finite number gives an empty text.
[[nodiscard]] std::string NumberText(double value);

// The same with so many decimals: "0.50". For finite numbers that people write, of fewer than 16 digits.
[[nodiscard]] std::string FixedText(double value, int decimals);

}  // namespace trichluc
