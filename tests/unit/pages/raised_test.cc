#include "pages/raised.h"

#include <gtest/gtest.h>

namespace trichluc {
namespace {

TEST(Raised, ANumberLeadsToANote) {
  EXPECT_EQ(RaisedText("ngày 19/6/2013", "1"), "[1]");
  EXPECT_EQ(RaisedText("Kế hoạch", "2"), "[2]");
  EXPECT_EQ(RaisedText("trẻ em", "2"), "[2]");
  EXPECT_EQ(RaisedText("85%", "10"), "[10]");
  EXPECT_EQ(RaisedText("phê duyệt.", "(3)"), "[3]");
  EXPECT_EQ(RaisedText("phê duyệt", "4)"), "[4]");
  EXPECT_EQ(RaisedText("", "5"), "[5]");
}

TEST(Raised, NotesAreParted) {
  EXPECT_EQ(RaisedText("xã", "1,2"), "[1],[2]");
  EXPECT_EQ(RaisedText("xã", "[1], [2]"), "[1], [2]");
  EXPECT_EQ(RaisedText("xã", "1."), "[1].");
}

TEST(Raised, SquaresAndCubesStayUnits) {
  EXPECT_EQ(RaisedText("100 m", "2"), "2");
  EXPECT_EQ(RaisedText("100m", "3"), "3");
  EXPECT_EQ(RaisedText("người/km", "2"), "2");
  EXPECT_EQ(RaisedText("m/s", "2"), "2");
  EXPECT_EQ(RaisedText("100 m", "[2]"), "[2]") << "the brackets say what it is";
  EXPECT_EQ(RaisedText("100 m", "4"), "[4]");
}

TEST(Raised, NoFigureRunsOn) {
  EXPECT_EQ(RaisedText("10", "3"), "³");
  EXPECT_EQ(RaisedText("2,5 x 10", "12"), "¹²");
  EXPECT_EQ(RaisedText("25", "0"), "⁰");
  EXPECT_EQ(RaisedText("tháng 10", "1"), "[1]") << "nobody writes that power";
  EXPECT_EQ(RaisedText("ngày 20/10", "2"), "[2]");
}

TEST(Raised, OtherCharactersStayAsTheyAre) {
  EXPECT_EQ(RaisedText("1", "st"), "st");
  EXPECT_EQ(RaisedText("10", "-3"), "-3");
  EXPECT_EQ(RaisedText("N", "o"), "o");
  EXPECT_EQ(RaisedText("hoạch", "*"), "*");
  EXPECT_EQ(RaisedText("", "_____"), "_____");
  EXPECT_EQ(RaisedText("năm", "2025"), "2025");
}

}  // namespace
}  // namespace trichluc
