// Lists and numbers as words for people.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace trichluc {

// "1 document", "12 documents".
[[nodiscard]] inline std::string Counted(std::size_t count, std::string_view one, std::string_view many) {
  return std::to_string(count) + " " + std::string(count == 1 ? one : many);
}

// All texts, from the first that is not empty on, with `separator` between them.
[[nodiscard]] inline std::string Joined(const std::vector<std::string>& texts, std::string_view separator) {
  std::string out;
  for (const std::string& text : texts) out.append(out.empty() ? "" : separator).append(text);
  return out;
}

// Those that are not empty.
[[nodiscard]] inline std::string JoinedFilled(const std::vector<std::string>& texts, std::string_view separator) {
  std::string out;
  for (const std::string& text : texts) {
    if (!text.empty()) out.append(out.empty() ? "" : separator).append(text);
  }
  return out;
}

}  // namespace trichluc
