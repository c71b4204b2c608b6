#include "exports/occurrence.h"

#include <gtest/gtest.h>

namespace trichluc {
namespace {

// "first last rule remark" of a deadline in a plan of the year 2031, issued on 10 February 2031.
std::string Shown(const Deadline& deadline, const char* period = "2031", const char* issued = "2031-02-10") {
  DocumentData plan;
  if (*period != '\0') plan.period = period;
  if (*issued != '\0') plan.date = issued;
  const auto when = OccurrenceOf(deadline, plan);
  if (!when) return "none";
  std::string out = IsoText(when->first) + " " + IsoText(when->last);
  if (!when->rule.empty()) out += " " + when->rule;
  if (*when->remark != '\0') out += " " + std::string(when->remark) + " " + IsoText(when->remarked);
  return out;
}

Deadline Dated(const char* date, const char* relation) {
  Deadline deadline;
  deadline.kind = "date";
  deadline.date = date;
  deadline.relation = relation;
  return deadline;
}

Deadline Every(const char* every, const char* date = "") {
  Deadline deadline;
  deadline.kind = "recurring";
  if (*every != '\0') deadline.every = every;
  if (*date != '\0') deadline.date = date;
  return deadline;
}

TEST(OccurrenceTest, ADateIsItsDay) {
  EXPECT_EQ(Shown(Dated("2031-03-20", "before")), "2031-03-20 2031-03-20");
  EXPECT_EQ(Shown(Dated("2031-03-20", "on")), "2031-03-20 2031-03-20");
}

TEST(OccurrenceTest, APartOfAYearEndsOnItsLastDay) {
  EXPECT_EQ(Shown(Dated("2031-34", "within")), "2031-06-30 2031-06-30 calendar.ends 2031-06-30");
  EXPECT_EQ(Shown(Dated("2031", "by")), "2031-12-31 2031-12-31 calendar.ends 2031-12-31");
  EXPECT_EQ(Shown(Dated("2031-35", "before")), "2031-06-30 2031-06-30 calendar.previous 2031-06-30");
}

TEST(OccurrenceTest, ARangeIsAllItsDays) {
  EXPECT_EQ(Shown(Dated("2031-03-01/2031-05-31", "between")), "2031-03-01 2031-05-31");
  EXPECT_EQ(Shown(Dated("2031-03/2031-05", "between")), "2031-03-01 2031-05-31 calendar.ends 2031-05-31");
  EXPECT_EQ(Shown(Dated("2031-34/..", "from")), "2031-04-01 2031-04-01 calendar.begins 2031-04-01");
  EXPECT_EQ(Shown(Dated("../2031", "by")), "2031-12-31 2031-12-31 calendar.ends 2031-12-31");
}

TEST(OccurrenceTest, WhatRecursHasARuleUntilThePeriodEnds) {
  EXPECT_EQ(Shown(Every("P1Y", "XXXX-12-15")), "2031-12-15 2031-12-15 FREQ=YEARLY;UNTIL=20311231");
  EXPECT_EQ(Shown(Every("P1M", "XXXX-XX-25")), "2031-02-25 2031-02-25 FREQ=MONTHLY;UNTIL=20311231");
  EXPECT_EQ(Shown(Every("P3M", "XXXX-XX-20")),
            "2031-03-20 2031-03-20 FREQ=MONTHLY;INTERVAL=3;UNTIL=20311231 calendar.month_of_cycle 2031-03-20");
  EXPECT_EQ(Shown(Every("P6M")), "2031-06-30 2031-06-30 FREQ=MONTHLY;INTERVAL=6;BYMONTHDAY=-1;UNTIL=20311231 calendar.cycle 2031-06-30");
  EXPECT_EQ(Shown(Every("P1Y")), "2031-12-31 2031-12-31 FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=-1;UNTIL=20311231 calendar.cycle 2031-12-31");
  EXPECT_EQ(Shown(Every("P1W")), "2031-02-14 2031-02-14 FREQ=WEEKLY;BYDAY=FR;UNTIL=20311231 calendar.cycle 2031-02-14");
  EXPECT_EQ(Shown(Every("", "XXXX-XX-31"), "", "2031-02-10"),
            "2031-02-28 2031-02-28 FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1");
}

TEST(OccurrenceTest, ItBeginsWhereThePlanDoes) {
  EXPECT_EQ(Shown(Every("P1M", "XXXX-XX-05"), "2032/2035", "2031-02-10"), "2032-01-05 2032-01-05 FREQ=MONTHLY;UNTIL=20351231");
  EXPECT_EQ(Shown(Every("P1M", "XXXX-XX-05"), "", "2031-02-10"), "2031-03-05 2031-03-05 FREQ=MONTHLY");
  EXPECT_EQ(Shown(Every("P1M", "XXXX-XX-05"), "2031", ""), "2031-01-05 2031-01-05 FREQ=MONTHLY;UNTIL=20311231");
  EXPECT_EQ(Shown(Every("P1M", "XXXX-XX-05"), "", ""), "none");
}

TEST(OccurrenceTest, TheLastRoundOfAPeriodMayBeDueAfterIt) {
  EXPECT_EQ(Shown(Every("P1Y", "XXXX-01-15")), "2032-01-15 2032-01-15");
}

TEST(OccurrenceTest, WhatHasNoDayIsNone) {
  for (const char* kind : {"continuous", "adhoc", "relative"}) {
    Deadline deadline;
    deadline.kind = kind;
    EXPECT_EQ(Shown(deadline), "none") << kind;
  }
  EXPECT_EQ(Shown(Every("P0M")), "none");
  EXPECT_EQ(Shown(Every("PT5H")), "none");
  EXPECT_EQ(Shown(Every("P1M", "XXXX-99-99")), "none");
  EXPECT_EQ(Shown(Dated("2031-02-30", "on")), "none");
}

}  // namespace
}  // namespace trichluc
