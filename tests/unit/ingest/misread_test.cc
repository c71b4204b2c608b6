#include "ingest/misread.h"

#include <gtest/gtest.h>

#include "support/encodings.h"
#include "support/print.h"

namespace trichluc {
namespace {

using testing::BuiltinCharsets;
using testing::Encode;
using testing::SeenThroughLatin;

TEST(Misread, DecodesARunOfAFont) {
  const FontCharset font = BuiltinCharsets().OfFont(".VnTime");
  const DecodedRun run = DecodeRun("KÕ ho¹ch “ba”", *font.charset, font.capitals, BuiltinCharsets());
  EXPECT_EQ(run.text, "Kế hoạch “ba”");
  EXPECT_EQ(run.alignment.ToSource({1, 4}), (Span{1, 3}));  // ế was Õ
}

TEST(Misread, LeavesCharactersThatAreNoByte) {
  const DecodedRun run = DecodeRun("ho¹ch ế ho¹ch", *BuiltinCharsets().Find("TCVN3"), false, BuiltinCharsets());
  EXPECT_EQ(run.text, "hoạch ế hoạch");
  EXPECT_EQ(run.alignment.ToSource({8, 11}), (Span{7, 10}));
}

TEST(Misread, LeavesBytesWithoutAMeaning) {
  // An accent of VNI without its vowel, and a space that does not break.
  EXPECT_EQ(DecodeRun("5\u00A0% b\u00F9", *BuiltinCharsets().Find("VNI"), false, BuiltinCharsets()).text, "5\u00A0% b\u00F9");
}

TEST(Misread, ReadsHyphensThatAreLetters) {
  const Charset& tcvn3 = *BuiltinCharsets().Find("TCVN3");
  const DecodedRun run = DecodeRun("ph-¬ng h-íng -u tiªn 3-5 KH-UBND Sµi Gßn - Gia §Þnh", tcvn3, false, BuiltinCharsets());
  EXPECT_EQ(run.text, "phương hướng ưu tiên 3-5 KH-UBND Sài Gòn - Gia Định");
  EXPECT_EQ(run.alignment.ToSource({2, 4}), (Span{2, 3}));
}

TEST(Misread, ReadsThePageOfSymbolFonts) {
  EXPECT_EQ(DecodeRun("ho\uF0B9ch", *BuiltinCharsets().Find("TCVN3"), false, BuiltinCharsets()).text, "hoạch");
}

TEST(Misread, JudgesARunWithoutAFont) {
  for (const char* name : {"TCVN3", "VNI"}) {
    const Charset* charset = BuiltinCharsets().Find(name);
    const std::string run = SeenThroughLatin(*Encode("Kế hoạch phòng, chống thiên tai và tìm kiếm cứu nạn", *charset));
    EXPECT_EQ(JudgeRun(run, BuiltinCharsets()), charset);
  }
  EXPECT_EQ(JudgeRun("Kế hoạch phòng, chống thiên tai", BuiltinCharsets()), nullptr);
  EXPECT_EQ(JudgeRun("S\u00E3o Paulo, caf\u00E9", BuiltinCharsets()), nullptr);
}

TEST(Misread, UndoesWhatWindows1252MadeOfUtf8) {
  const std::string right = "Kế hoạch của Đảng ủy";
  const DecodedRun run = UndoMisreading(SeenThroughLatin(right), *BuiltinCharsets().Find("windows-1252"));
  EXPECT_EQ(run.text, right);
  EXPECT_EQ(run.alignment.ToSource({1, 4}), (Span{1, 1 + SeenThroughLatin("ế").size()}));
}

}  // namespace
}  // namespace trichluc
