// Names as parts of addresses: ASCII letters, digits and hyphens.
#pragma once

#include <string>
#include <string_view>

namespace trichluc {

// "Kế hoạch" → "ke-hoach", "86-KH/HU" → "86-kh-hu". Empty where nothing is left.
[[nodiscard]] std::string Slug(std::string_view text);

}  // namespace trichluc
