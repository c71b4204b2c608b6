// The tree that a page of HTML is read into, of any bytes, in time that does not grow with the square of anything.
#pragma once

#include <gumbo.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "decoder/names.h"
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

}  // namespace trichluc::decoder
