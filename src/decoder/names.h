// Names of elements and classes.
#pragma once

#include <algorithm>
#include <array>
#include <string_view>

namespace trichluc::decoder {

template <std::size_t N>
[[nodiscard]] bool IsAny(std::string_view name, const std::array<std::string_view, N>& names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace trichluc::decoder
