#include "records/edtf.h"

#include <charconv>
#include <chrono>
#include <cstdio>

namespace trichluc {
namespace {

constexpr unsigned kFirstQuarter = 33;  // EDTF level 2: 33 to 36 are quarters
constexpr unsigned kLastQuarter = 36;

std::optional<unsigned> Digits(std::string_view text) {
  unsigned value = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (fault != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::string Written(std::chrono::year_month_day day) {
  char text[16];
  std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(day.year()), static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
  return text;
}

// From the first day of one month to the last of another.
DayRange Months(int year, unsigned first, unsigned last) {
  using namespace std::chrono;
  return {Written(std::chrono::year(year) / month(first) / 1), Written(year_month_day(std::chrono::year(year) / month(last) / std::chrono::last))};
}

// A year, a quarter, a month or a day.
DayRange DaysOfOne(std::string_view text) {
  if (text.size() < 4) return {};
  const std::optional<unsigned> year = Digits(text.substr(0, 4));
  if (!year) return {};
  const int y = static_cast<int>(*year);
  if (text.size() == 4) return Months(y, 1, 12);
  if (text[4] != '-' || text.size() < 7) return {};
  const std::optional<unsigned> month = Digits(text.substr(5, 2));
  if (!month) return {};
  if (text.size() == 7 && *month >= kFirstQuarter && *month <= kLastQuarter) {
    const unsigned first = (*month - kFirstQuarter) * 3 + 1;
    return Months(y, first, first + 2);
  }
  if (*month < 1 || *month > 12) return {};
  if (text.size() == 7) return Months(y, *month, *month);
  const std::optional<unsigned> day = text.size() == 10 && text[7] == '-' ? Digits(text.substr(8)) : std::nullopt;
  const std::chrono::year_month_day date(std::chrono::year(y), std::chrono::month(*month), std::chrono::day(day.value_or(0)));
  if (!date.ok()) return {};
  return {Written(date), Written(date)};
}

}  // namespace

DayRange DaysOf(std::string_view edtf) {
  const std::size_t slash = edtf.find('/');
  if (slash == std::string_view::npos) return DaysOfOne(edtf);
  const std::string_view begin = edtf.substr(0, slash);
  const std::string_view end = edtf.substr(slash + 1);
  DayRange range;
  if (begin != "..") range.first = DaysOfOne(begin).first;
  if (end != "..") range.last = DaysOfOne(end).last;
  return range;
}

}  // namespace trichluc
