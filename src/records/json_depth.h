// How deep JSON is nested: writing a value takes stack for each level, and what people send may have any number of them.
#pragma once

#include <cstddef>
#include <string_view>

namespace trichluc {

// More levels of objects and lists than any review has. It need not be JSON otherwise.
[[nodiscard]] constexpr bool IsTooDeep(std::string_view json) {
  constexpr std::size_t kMostLevels = 32;
  std::size_t level = 0;
  bool in_text = false;
  for (std::size_t i = 0; i < json.size(); ++i) {
    const char c = json[i];
    if (in_text) {
      if (c == '\\') ++i;
      if (c == '"') in_text = false;
    } else if (c == '"') {
      in_text = true;
    } else if (c == '[' || c == '{') {
      if (++level > kMostLevels) return true;
    } else if ((c == ']' || c == '}') && level > 0) {
      --level;
    }
  }
  return false;
}

}  // namespace trichluc
