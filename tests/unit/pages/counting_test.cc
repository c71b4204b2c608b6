#include "pages/counting.h"

#include <gtest/gtest.h>

namespace trichluc {
namespace {

TEST(Counting, Formats) {
  EXPECT_EQ(Counted(CountFormat::kDecimal, 12), "12");
  EXPECT_EQ(Counted(CountFormat::kDecimalZero, 7), "07");
  EXPECT_EQ(Counted(CountFormat::kDecimalZero, 12), "12");
  EXPECT_EQ(Counted(CountFormat::kUpperRoman, 1), "I");
  EXPECT_EQ(Counted(CountFormat::kUpperRoman, 14), "XIV");
  EXPECT_EQ(Counted(CountFormat::kLowerRoman, 3999), "mmmcmxcix");
  EXPECT_EQ(Counted(CountFormat::kUpperLetter, 26), "Z");
  EXPECT_EQ(Counted(CountFormat::kLowerLetter, 28), "bb");
  EXPECT_EQ(Counted(CountFormat::kLowerLetter, 28, false), "ab");
  EXPECT_EQ(Counted(CountFormat::kNone, 3), "");
}

TEST(Counting, CountsThatAFormatCannotShowAreDecimal) {
  EXPECT_EQ(Counted(CountFormat::kUpperRoman, 0), "0");
  EXPECT_EQ(Counted(CountFormat::kUpperRoman, 4000), "4000");
  EXPECT_EQ(Counted(CountFormat::kLowerLetter, 0), "0");
  EXPECT_EQ(Counted(CountFormat::kLowerLetter, 1'000'000'000), "1000000000");
}

TEST(Counting, Bullets) {
  EXPECT_EQ(BulletFor("-", 2), "-");
  EXPECT_EQ(BulletFor("+", 0), "+");
  EXPECT_EQ(BulletFor("\uF0B7", 0), "-");
  EXPECT_EQ(BulletFor("o", 1), "+");
  EXPECT_EQ(BulletFor("", 7), "\u2022");
}

TEST(Counting, Symbols) {
  EXPECT_EQ(SymbolOf("Symbol", 0xF0B7), U'•');
  EXPECT_EQ(SymbolOf("Wingdings", 0xFC), U'✓');
  EXPECT_EQ(SymbolOf("Arial", 0xB7), char32_t{0xB7});
}

}  // namespace
}  // namespace trichluc
