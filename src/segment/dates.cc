#include "segment/dates.h"

#include <chrono>
#include <charconv>

namespace trichluc {
namespace {

int Number(std::string_view digits) {
  int value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

std::string TwoDigits(int value) { return (value < 10 ? "0" : "") + std::to_string(value); }

}  // namespace

PartialDate MakeDate(std::string_view day, std::string_view month, std::string_view year) {
  PartialDate date;
  date.partial = day.empty() || month.empty();
  if (year.empty()) return date;
  const int y = Number(year);
  const int m = Number(month);
  const int d = Number(day);
  date.edtf = std::string(year);
  if (month.empty()) return date;
  if (m < 1 || m > 12) {
    date.edtf.reset();
    date.invalid = true;
    return date;
  }
  *date.edtf += "-" + TwoDigits(m);
  if (day.empty()) return date;
  const std::chrono::year_month_day full{std::chrono::year(y), std::chrono::month(static_cast<unsigned>(m)),
                                         std::chrono::day(static_cast<unsigned>(d))};
  if (!full.ok()) {
    date.edtf.reset();
    date.invalid = true;
    return date;
  }
  *date.edtf += "-" + TwoDigits(d);
  return date;
}

}  // namespace trichluc
