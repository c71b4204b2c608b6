// Lines and columns of a file, as people and editors count them.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "trichluc/result.h"

namespace trichluc::cli {

// Both count from 1; columns count characters.
struct Place {
  std::size_t line = 1;
  std::size_t column = 1;
};

// "12:5", or "12" for the beginning of line 12.
[[nodiscard]] std::optional<Place> ParsePlace(std::string_view text);

// The byte of `bytes` at a place; the column behind the last character is the end of the line. A byte order mark has no
// column. Fails (kBadArgument) where there is no such line or column, and says what there is.
Result<std::size_t> OffsetAt(std::string_view bytes, Place place);

}  // namespace trichluc::cli
