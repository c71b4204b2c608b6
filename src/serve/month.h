// Months as addresses and records have them: "2031-06".
#pragma once

#include <chrono>
#include <string>
#include <string_view>

namespace trichluc::serve {

using std::chrono::year_month;

// "2031-06", and its days: "2031-06-30".
[[nodiscard]] std::string TextOf(year_month month);
[[nodiscard]] std::string TextOf(year_month month, unsigned day);
[[nodiscard]] unsigned DaysOf(year_month month);

// Is it a day of the calendar: "2031-06-30"?
[[nodiscard]] bool IsDay(std::string_view text);

// The month of a text that begins so; the present one (UTC) where it is none.
[[nodiscard]] year_month MonthOf(std::string_view text);

}  // namespace trichluc::serve
