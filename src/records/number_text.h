// Numbers as the exports write them.
#pragma once

#include <string>

namespace trichluc {

// The shortest decimal form that reads back as `value`, without an exponent where people would write none: 80, 2.5,
// 1500000. What is no finite number gives an empty text.
[[nodiscard]] std::string NumberText(double value);

}  // namespace trichluc
