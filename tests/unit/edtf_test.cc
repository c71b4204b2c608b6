#include "records/edtf.h"

#include <gtest/gtest.h>

namespace trichluc {
namespace {

std::string Shown(std::string_view edtf) {
  const auto days = DaysOfDate(edtf);
  if (!days) return "none";
  const auto end = [](const std::optional<Day>& day, bool stated) { return day ? IsoText(*day) + (stated ? "" : "~") : std::string(".."); };
  return end(days->first, days->first_is_stated) + " " + end(days->last, days->last_is_stated);
}

TEST(DaysOfDateTest, AreTheFirstAndTheLast) {
  EXPECT_EQ(Shown("2031-03-20"), "2031-03-20 2031-03-20");
  EXPECT_EQ(Shown("2032-02"), "2032-02-01~ 2032-02-29~");
  EXPECT_EQ(Shown("2031-36"), "2031-10-01~ 2031-12-31~");
  EXPECT_EQ(Shown("2031-38"), "2031-05-01~ 2031-08-31~");
  EXPECT_EQ(Shown("2031-41"), "2031-07-01~ 2031-12-31~");
  EXPECT_EQ(Shown("2031"), "2031-01-01~ 2031-12-31~");
  EXPECT_EQ(Shown("2031-12-01/2032-01-31"), "2031-12-01 2032-01-31");
  EXPECT_EQ(Shown("2031-03-01/2031-34"), "2031-03-01 2031-06-30~");
  EXPECT_EQ(Shown("2031/.."), "2031-01-01~ ..");
  EXPECT_EQ(Shown("../2030"), ".. 2030-12-31~");
}

TEST(DaysOfDateTest, WhatNoCalendarHasIsNone) {
  for (const char* date : {"", "2031-02-30", "2031-13", "2031-21", "XXXX-12-15", "2031-2", "20311-01", "2032/2031", "2031-33-01", "abcd", "-203"}) {
    EXPECT_EQ(Shown(date), "none") << date;
  }
}

TEST(WholeDayTest, IsOneDayAlone) {
  EXPECT_TRUE(WholeDay("2031-03-20"));
  for (const char* date : {"2031-03", "2031-03-20/2031-03-21", "2031-03-20/..", "2031-03-20/2031-03-20", ""}) EXPECT_FALSE(WholeDay(date)) << date;
}

}  // namespace
}  // namespace trichluc
