#include "serve/month.h"

#include <gtest/gtest.h>

namespace trichluc::serve {
namespace {

using std::chrono::month;
using std::chrono::year;

TEST(MonthTest, MonthsAndDaysAreWrittenWithAllTheirDigits) {
  EXPECT_EQ(TextOf(year(2031) / month(6)), "2031-06");
  EXPECT_EQ(TextOf(year(2031) / month(12)), "2031-12");
  EXPECT_EQ(TextOf(year(7) / month(1)), "0007-01");
  EXPECT_EQ(TextOf(year(2031) / month(6), 3), "2031-06-03");
  EXPECT_EQ(TextOf(year(2031) / month(6), 30), "2031-06-30");
}

TEST(MonthTest, MonthsHaveTheirDays) {
  EXPECT_EQ(DaysOf(year(2031) / month(2)), 28U);
  EXPECT_EQ(DaysOf(year(2032) / month(2)), 29U);
  EXPECT_EQ(DaysOf(year(2100) / month(2)), 28U);
  EXPECT_EQ(DaysOf(year(2031) / month(12)), 31U);
}

TEST(MonthTest, ATextThatBeginsWithAMonthIsOne) {
  for (const char* text : {"2031-06", "2031-06-30", "2031-06-99", "2031-06x"}) EXPECT_EQ(TextOf(MonthOf(text)), "2031-06") << text;
  EXPECT_EQ(TextOf(MonthOf("2031-6")), "2031-06");
  EXPECT_EQ(TextOf(MonthOf("1001-01")), "1001-01");
  EXPECT_EQ(TextOf(MonthOf("9000-12")), "9000-12");
}

TEST(MonthTest, AnyOtherIsThePresentMonth) {
  const auto before = MonthOf("");
  for (const char* text : {"2031", "2031-", "2031-00", "2031-13", "2031/06", "0999-01", "9001-01", "9999-12", "-031-06", "+031-06", "20 1-06", "XXXX-06", "2031--6", "2031-+6", "2031-0x6", "99999999999999999999-01"}) {
    const auto month_of_text = MonthOf(text);
    EXPECT_GE(month_of_text, before) << text;
    EXPECT_LE(month_of_text, MonthOf("")) << text;
  }
  // Whatever a month is, there are some before and behind it.
  EXPECT_EQ(TextOf(MonthOf("9000-12") + std::chrono::months(11)), "9001-11");
  EXPECT_EQ(TextOf(MonthOf("1001-01") - std::chrono::months(11)), "1000-02");
}

TEST(MonthTest, DaysOfTheCalendar) {
  for (const char* day : {"2031-06-30", "2032-02-29", "1999-12-31"}) EXPECT_TRUE(IsDay(day)) << day;
  for (const char* none : {"", "2031", "2031-06", "2031-06-31", "2031-02-29", "2031-13-01", "2031-00-10", "2031-06-00", "2031-6-1", "2031/06/30", "30-06-2031", "2031-06-30x", "x031-06-30", "-031-06-30"}) EXPECT_FALSE(IsDay(none)) << none;
}

}  // namespace
}  // namespace trichluc::serve
