// The tree that a page of HTML is read into, of any bytes, in time that does not grow with the square of anything.
#pragma once

#include <gumbo.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "trichluc/result.h"

namespace trichluc::decoder {

// A page, and the memory of its tree.
class HtmlTree {
 public:
  // Fails (kTooLarge) where elements nest deeper than `most_depth`, or a tag has more attributes than any page needs.
  static Result<HtmlTree> Parse(std::string_view bytes, std::uint32_t most_depth);

  [[nodiscard]] const GumboNode& root() const;

 private:
  struct State;
  explicit HtmlTree(std::shared_ptr<State> state) : state_(std::move(state)) {}
  std::shared_ptr<State> state_;
};

inline constexpr std::string_view kHtmlSpaces = " \t\r\n\f";

// In lower case, as far as it is ASCII.
[[nodiscard]] std::string LowerAscii(std::string_view text);

template <std::size_t N>
[[nodiscard]] bool IsAny(std::string_view name, const std::array<std::string_view, N>& names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace trichluc::decoder
