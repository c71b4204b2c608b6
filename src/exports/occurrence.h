// The days on which a calendar shows a deadline.
#pragma once

#include <optional>
#include <string>

#include "records/edtf.h"
#include "trichluc/record.h"

namespace trichluc {

struct Occurrence {
  Day first;  // of the first event, or the only one
  Day last;
  std::string rule{};         // how it recurs (RRULE, RFC 5545 section 3.3.10); empty where it does not
  const char* remark = "";    // the key in the wording of what a calendar had to settle that the text leaves open
  Day remarked = {};          // the day that the remark tells
};

// Nothing where there is no day to show: the deadline is continuous, on request or relative to an event, or it recurs and neither
// the plan's period nor its date says from when.
//
// A month, a quarter or a year that names no day is due on its last one; `before` such a one, on the day before it. A range is
// shown from end to end, an open one on its first day. What recurs begins with the plan's period, or with its date where that
// is later, and ends with the period; without a day, it is due on the last one of each round.
[[nodiscard]] std::optional<Occurrence> OccurrenceOf(const Deadline& deadline, const DocumentData& plan);

// Calendars take days of these years: libical none after 3000, and an event ends on the day after its last.
inline constexpr int kFirstCalendarYear = 1900;
inline constexpr int kLastCalendarYear = 2999;
[[nodiscard]] inline bool IsOfCalendars(Day day) { return YearOf(day) >= kFirstCalendarYear && YearOf(day) <= kLastCalendarYear; }

}  // namespace trichluc
