// Calendar dates in EDTF, with the precision that the text has.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace trichluc {

struct PartialDate {
  std::optional<std::string> edtf;  // absent for a date that no calendar has
  bool partial = false;             // day or month is missing
  bool invalid = false;
};

// Digits, or empty where the form was left blank.
[[nodiscard]] PartialDate MakeDate(std::string_view day, std::string_view month, std::string_view year);

}  // namespace trichluc
