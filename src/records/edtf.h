// Dates as the records write them (EDTF, ISO 8601-2), and the days of the calendar that they stand for.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace trichluc {

using Day = std::chrono::year_month_day;

// The first and the last day of a date, a month, a part of a year, a year, or a range of them.
struct DaysOf {
  std::optional<Day> first;  // none where the range is open there
  std::optional<Day> last;
  bool first_is_stated = false;  // the date names the day itself, and not a month or more
  bool last_is_stated = false;
};

// Nothing where `edtf` is none of these: with X for open digits, or no date of the calendar.
[[nodiscard]] std::optional<DaysOf> DaysOfDate(std::string_view edtf);

// The day that `edtf` is, written like 2031-03-20; nothing where it is more or less than one, or a range, and be it of one day.
[[nodiscard]] std::optional<Day> WholeDay(std::string_view edtf);

[[nodiscard]] inline Day LastOfMonth(std::chrono::year_month month) { return Day(month / std::chrono::last); }
[[nodiscard]] inline Day AddDays(Day day, int days) { return Day(std::chrono::sys_days(day) + std::chrono::days(days)); }
[[nodiscard]] inline int YearOf(Day day) { return static_cast<int>(day.year()); }
[[nodiscard]] inline int MonthOf(Day day) { return static_cast<int>(static_cast<unsigned>(day.month())); }
[[nodiscard]] inline int DayOf(Day day) { return static_cast<int>(static_cast<unsigned>(day.day())); }
// "2031-12-15"
[[nodiscard]] std::string IsoText(Day day);

// The digits of `text` as a number; nothing where it is empty, too long or has other characters.
[[nodiscard]] std::optional<int> DigitsOf(std::string_view text);

}  // namespace trichluc
