#include "exports/occurrence.h"

#include <algorithm>

namespace trichluc {
namespace {

namespace chr = std::chrono;

constexpr const char* kEnds = "calendar.ends";
constexpr const char* kBegins = "calendar.begins";
constexpr const char* kPrevious = "calendar.previous";
constexpr const char* kCycle = "calendar.cycle";
constexpr const char* kMonthOfCycle = "calendar.month_of_cycle";

Occurrence OneDay(Day day, const char* remark = "") { return {.first = day, .last = day, .remark = remark, .remarked = day}; }

std::optional<Occurrence> Dated(const Deadline& deadline) {
  const std::string date = deadline.date.value_or("");
  const std::string relation = deadline.relation.value_or("");
  const auto days = DaysOfDate(date);
  if (!days || (!days->first && !days->last)) return std::nullopt;
  const bool is_range = date.find('/') != std::string::npos;
  if (!days->last || (relation == "from" && !is_range)) return OneDay(*days->first, kBegins);
  const char* ends = days->last_is_stated ? "" : kEnds;
  if (is_range && days->first) return Occurrence{.first = *days->first, .last = *days->last, .remark = ends, .remarked = *days->last};
  if (relation == "before" && !days->last_is_stated && days->first) return OneDay(AddDays(*days->first, -1), kPrevious);
  return OneDay(*days->last, ends);
}

// ---- what recurs --------------------------------------------------------------------------------------------------------

// How long a round lasts.
struct Cycle {
  int months = 0;
  int days = 0;
  [[nodiscard]] bool IsWeeks() const { return days > 0 && days % 7 == 0; }
};

// PnY, PnM, PnW, PnD, and years with months.
std::optional<Cycle> CycleOf(std::string_view duration) {
  if (!duration.starts_with('P')) return std::nullopt;
  Cycle cycle;
  for (std::size_t at = 1; at < duration.size();) {
    const std::size_t unit = duration.find_first_of("YMWD", at);
    if (unit == std::string_view::npos) return std::nullopt;
    const auto number = DigitsOf(duration.substr(at, unit - at));
    if (!number || *number < 1 || *number > 1000) return std::nullopt;
    if (duration[unit] == 'Y') cycle.months += *number * 12;
    if (duration[unit] == 'M') cycle.months += *number;
    if (duration[unit] == 'W') cycle.days += *number * 7;
    if (duration[unit] == 'D') cycle.days += *number;
    at = unit + 1;
  }
  if ((cycle.months > 0) == (cycle.days > 0)) return std::nullopt;
  return cycle;
}

// The month and the day of each round, as far as they are stated: XXXX-12-15, XXXX-XX-25, XXXX-12.
struct Point {
  std::optional<int> month;
  std::optional<int> day;
};
std::optional<Point> PointOf(std::string_view date) {
  constexpr std::string_view kAnyYear = "XXXX-";
  if (date.empty()) return Point{};
  if (!date.starts_with(kAnyYear) || (date.size() != 7 && date.size() != 10)) return std::nullopt;
  const auto part = [&](std::size_t at) { return date.substr(at, 2) == "XX" ? std::optional<int>() : DigitsOf(date.substr(at, 2)); };
  Point point{.month = part(5), .day = std::nullopt};
  if (date.size() == 10) point.day = part(8);
  if (point.month && (*point.month < 1 || *point.month > 12)) return std::nullopt;
  if (point.day && (*point.day < 1 || *point.day > 31)) return std::nullopt;
  return point;
}

// The days between which something recurs.
struct Bounds {
  Day first;
  std::optional<Day> last;
};
std::optional<Bounds> BoundsOf(const DocumentData& plan) {
  const auto period = DaysOfDate(plan.period.value_or(""));
  const auto issued = DaysOfDate(plan.date.value_or(""));
  const std::optional<Day> begun = period ? period->first : std::nullopt;
  const std::optional<Day> dated = issued ? issued->first : std::nullopt;
  const std::optional<Day> last = period ? period->last : std::nullopt;
  if (!begun && !dated) return std::nullopt;
  const Day later = begun && dated ? std::max(*begun, *dated) : begun ? *begun : *dated;
  // A plan that was issued after its own period: the period is what it speaks of.
  return Bounds{begun && last && later > *last ? *begun : later, last};
}

Day DayInMonth(chr::year_month month, std::optional<int> day) {
  const Day last = LastOfMonth(month);
  if (!day) return last;
  return std::min(Day(month / chr::day(static_cast<unsigned>(*day))), last);
}

// The first day of a round of months that is not before `from`.
Day FirstOfMonths(Day from, int months, const Point& point) {
  chr::year_month month = from.year() / from.month();
  const auto is_due = [&] {
    const int number = static_cast<int>(static_cast<unsigned>(month.month()));
    if (point.month) return number == *point.month;
    return number % std::min(months, 12) == 0 || 12 % std::min(months, 12) != 0;  // rounds end as quarters and halves do
  };
  while (!is_due() || DayInMonth(month, point.day) < from) month += chr::months(1);
  return DayInMonth(month, point.day);
}

std::string Interval(int count) { return count == 1 ? "" : ";INTERVAL=" + std::to_string(count); }

// BYMONTHDAY for a day that some months do not have: the last one that they have.
std::string ByMonthDay(std::optional<int> day) {
  constexpr int kDayOfEveryMonth = 28;
  if (!day) return ";BYMONTHDAY=-1";
  if (*day <= kDayOfEveryMonth) return "";
  std::string days;
  for (int each = kDayOfEveryMonth; each <= *day; ++each) days.append(days.empty() ? "" : ",").append(std::to_string(each));
  return ";BYMONTHDAY=" + days + ";BYSETPOS=-1";
}

std::string RuleOfMonths(int months, const Point& point) {
  const std::string days = ByMonthDay(point.day);
  if (months % 12 != 0) return "FREQ=MONTHLY" + Interval(months) + days;
  // A year's rule counts BYMONTHDAY in every month, unless it names one.
  const std::string month = point.month ? ";BYMONTH=" + std::to_string(*point.month) : ";BYMONTH=12";
  return "FREQ=YEARLY" + Interval(months / 12) + (days.empty() ? "" : month + days);
}

Day NextFriday(Day from) {
  const chr::sys_days start = from;
  return Day(start + (chr::Friday - chr::weekday(start)));
}

std::optional<Occurrence> Recurring(const Deadline& deadline, const DocumentData& plan) {
  const std::string date = deadline.date.value_or("");
  const auto point = PointOf(date);
  const auto cycle = CycleOf(deadline.every.value_or(date.starts_with("XXXX-XX") ? "P1M" : date.empty() ? "" : "P1Y"));
  const auto bounds = BoundsOf(plan);
  if (!point || !cycle || !bounds) return std::nullopt;
  Occurrence out = OneDay(bounds->first);
  if (cycle->IsWeeks()) {
    out = OneDay(NextFriday(bounds->first), kCycle);
    out.rule = "FREQ=WEEKLY" + Interval(cycle->days / 7) + ";BYDAY=FR";
  } else if (cycle->days > 0) {
    out.rule = "FREQ=DAILY" + Interval(cycle->days);
  } else {
    const bool open_month = point->day && !point->month && cycle->months > 1;
    out = OneDay(FirstOfMonths(bounds->first, cycle->months, *point), !point->day ? kCycle : open_month ? kMonthOfCycle : "");
    out.rule = RuleOfMonths(cycle->months, *point);
  }
  if (!bounds->last) return out;
  if (out.first > *bounds->last) {
    out.rule.clear();  // the round of the period that is due after it
    return out;
  }
  if (!IsOfCalendars(*bounds->last)) return out;  // longer than calendars count
  std::string until = IsoText(*bounds->last);
  std::erase(until, '-');
  out.rule += ";UNTIL=" + until;
  return out;
}

}  // namespace

std::optional<Occurrence> OccurrenceOf(const Deadline& deadline, const DocumentData& plan) {
  if (deadline.kind == "date") return Dated(deadline);
  if (deadline.kind == "recurring") return Recurring(deadline, plan);
  return std::nullopt;
}

}  // namespace trichluc
