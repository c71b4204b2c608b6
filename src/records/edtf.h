// Dates as the records write them: EDTF (ISO 8601-2), with the precision that the text has.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace trichluc {

// The first and the last day that a date may mean, as ISO 8601 days: "2025-05" is 2025-05-01 to 2025-05-31, "2025-33" the first
// quarter, "2025/.." begins on 2025-01-01 and has no end. Both are absent where the year is open ("XXXX-12-15") or the text is
// no date.
struct DayRange {
  std::optional<std::string> first;
  std::optional<std::string> last;
};
[[nodiscard]] DayRange DaysOf(std::string_view edtf);

}  // namespace trichluc
