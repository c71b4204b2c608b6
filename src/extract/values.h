// What recognized phrases mean: numbers, dates as EDTF, units as lists.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "grammar/analysis.h"

namespace trichluc {

// A number written the Vietnamese way: 1.500 is 1500, 2,5 is two and a half; number words count.
[[nodiscard]] std::optional<double> NumberOf(NodeView node);
[[nodiscard]] std::optional<int> IntegerOf(std::string_view text);
// I … XXXIX, or digits.
[[nodiscard]] std::optional<int> OrdinalOf(std::string_view text);

// A day, month, quarter or year as far as the text gives it.
struct DateValue {
  std::optional<int> year = std::nullopt;
  std::optional<int> month = std::nullopt;
  std::optional<int> day = std::nullopt;
  std::optional<int> quarter = std::nullopt;
  std::optional<int> half = std::nullopt;

  // Is there such a date? A year must lie in 1900…2100.
  [[nodiscard]] bool IsPossible() const;
  // Extended Date/Time Format (ISO 8601-2): 2025-05-05, 2025-06, 2025-36 (fourth quarter), XXXX-12-15, 2030.
  [[nodiscard]] std::string Edtf() const;
};

// The value of a node that the `date` level recognized (date, day, month, quarter, half, year).
[[nodiscard]] DateValue DateOf(NodeView node);

// An ISO 8601 duration from a node that is one ("6 tháng" → P6M, "một quý" → P3M); empty if it is none.
[[nodiscard]] std::string DurationOf(NodeView node);

// The text of a group as records carry it: without quotation marks and stray spaces at its ends.
[[nodiscard]] std::string_view Trim(std::string_view text);
// … and without punctuation and the marks of notes there.
[[nodiscard]] std::string_view TrimPunctuation(std::string_view text);

// The units of a list, each by name; "các Phòng Nghiệp vụ 2, 3, 6" gives three.
[[nodiscard]] std::vector<std::string> UnitsOf(const GroupView& group);
[[nodiscard]] std::vector<std::string> UnitsOf(NodeView node);

}  // namespace trichluc
