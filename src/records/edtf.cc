#include "records/edtf.h"

#include <charconv>
#include <cstdio>

namespace trichluc {
namespace {

namespace chr = std::chrono;

// The months of a part of a year (EDTF level 2): quarters 33 to 36, thirds 37 to 39, halves 40 and 41.
struct Months {
  unsigned first;
  unsigned count;
};
std::optional<Months> MonthsOfPart(int number) {
  if (number < 1 || number > 41) return std::nullopt;
  const auto part = static_cast<unsigned>(number);
  if (part <= 12) return Months{part, 1};
  if (part >= 40) return Months{1 + (part - 40) * 6, 6};
  if (part >= 37) return Months{1 + (part - 37) * 4, 4};
  if (part >= 33) return Months{1 + (part - 33) * 3, 3};
  return std::nullopt;  // seasons
}

// A date without a range.
std::optional<DaysOf> DaysOfPoint(std::string_view date) {
  constexpr std::size_t kYear = 4;
  constexpr std::size_t kMonth = 7;
  constexpr std::size_t kDay = 10;
  const auto year = DigitsOf(date.substr(0, kYear));
  if (!year || (date.size() != kYear && date.size() != kMonth && date.size() != kDay)) return std::nullopt;
  if (date.size() == kYear) {
    return DaysOf{Day(chr::year(*year) / chr::January / 1), Day(chr::year(*year) / chr::December / 31)};
  }
  const auto part = DigitsOf(date.substr(kYear + 1, 2));
  const auto months = part && date[kYear] == '-' ? MonthsOfPart(*part) : std::nullopt;
  if (!months) return std::nullopt;
  const chr::year_month first = chr::year(*year) / chr::month(months->first);
  if (date.size() == kMonth) {
    return DaysOf{Day(first / 1), LastOfMonth(chr::year(*year) / chr::month(months->first + months->count - 1))};
  }
  const auto number = DigitsOf(date.substr(kMonth + 1));
  if (!number || date[kMonth] != '-' || months->count != 1) return std::nullopt;
  const Day day = first / chr::day(static_cast<unsigned>(*number));
  if (!day.ok()) return std::nullopt;
  return DaysOf{day, day, true, true};
}

bool IsOpen(std::string_view end) { return end.empty() || end == ".."; }

}  // namespace

std::optional<int> DigitsOf(std::string_view text) {
  constexpr std::size_t kMostDigits = 9;
  int number = 0;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || text.size() > kMostDigits || text.front() == '-' || code != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

std::optional<DaysOf> DaysOfDate(std::string_view edtf) {
  const std::size_t slash = edtf.find('/');
  if (slash == std::string_view::npos) return DaysOfPoint(edtf);
  const std::string_view from = edtf.substr(0, slash);
  const std::string_view to = edtf.substr(slash + 1);
  DaysOf days;
  if (!IsOpen(from)) {
    const auto first = DaysOfPoint(from);
    if (!first) return std::nullopt;
    days.first = first->first;
    days.first_is_stated = first->first_is_stated;
  }
  if (!IsOpen(to)) {
    const auto last = DaysOfPoint(to);
    if (!last || (days.first && *last->last < *days.first)) return std::nullopt;
    days.last = last->last;
    days.last_is_stated = last->last_is_stated;
  }
  return days;
}

std::optional<Day> WholeDay(std::string_view edtf) {
  const auto days = DaysOfPoint(edtf);
  if (!days || !days->first_is_stated) return std::nullopt;
  return days->first;
}

std::string IsoText(Day day) {
  char text[40];
  std::snprintf(text, sizeof text, "%04d-%02d-%02d", YearOf(day), MonthOf(day), DayOf(day));
  return text;
}

}  // namespace trichluc
