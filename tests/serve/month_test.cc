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

}  // namespace
}  // namespace trichluc::serve
