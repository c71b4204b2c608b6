#include "ingest/decode.h"

#include <gtest/gtest.h>

#include "support/encodings.h"
#include "support/print.h"

namespace trichluc {
namespace {

using namespace std::string_literals;
using testing::LazyCharsets;

DecodedText Decoded(std::string_view bytes) {
  Result<DecodedText> decoded = Decode("plan.txt", bytes, LazyCharsets());
  EXPECT_TRUE(decoded) << (decoded ? "" : decoded.error().message);
  return decoded ? *decoded : DecodedText{};
}

TEST(Decode, KeepsRightTextAsItIs) {
  const DecodedText decoded = Decoded("Số: 15/KH-UBND\n");
  EXPECT_EQ(decoded.text, "Số: 15/KH-UBND\n");
  EXPECT_EQ(decoded.encoding, "UTF-8");
  EXPECT_TRUE(decoded.alignment.IsIdentity());
  EXPECT_TRUE(decoded.diagnostics.empty());
}

TEST(Decode, DropsTheByteOrderMarkAndStillCountsIt) {
  const DecodedText decoded = Decoded("\xEF\xBB\xBFKế hoạch");
  EXPECT_EQ(decoded.text, "Kế hoạch");
  EXPECT_EQ(decoded.alignment.ToSource({0, 1}), (Span{3, 4}));
}

TEST(Decode, ReportsBytesThatAreNoCharacterWithTheirPlace) {
  const DecodedText decoded = Decoded("Văn phòng \xFF\xFEHội đồng nhân dân xã");
  EXPECT_EQ(decoded.text, "Văn phòng \uFFFD\uFFFDHội đồng nhân dân xã");
  ASSERT_EQ(decoded.diagnostics.size(), 2U);
  const std::size_t place = std::string_view("Văn phòng ").size();
  EXPECT_EQ(decoded.diagnostics[0].code, DiagnosticCode::kUndecodableBytes);
  EXPECT_EQ(decoded.diagnostics[0].span, (Span{place, place + 1}));
  EXPECT_EQ(decoded.diagnostics[1].span, (Span{place + 1, place + 2}));
  // What follows still leads back to its own bytes.
  const std::size_t after = decoded.text.find("Hội");
  EXPECT_EQ(decoded.alignment.ToSource({after, after + 1}).start, place + 2);
}

TEST(Decode, SaysThatTheInputEndsInsideACharacter) {
  const std::string text = "Tổ chức thực hiện nhiệm vụ";
  const DecodedText decoded = Decoded(std::string_view(text).substr(0, text.size() - 1));
  ASSERT_EQ(decoded.diagnostics.size(), 1U);
  EXPECT_EQ(decoded.diagnostics[0].code, DiagnosticCode::kTruncatedInput);
  EXPECT_EQ(decoded.diagnostics[0].span.end, text.size() - 1);
}

TEST(Decode, ReadsAShortTextThatIsCut) {
  for (const char* bytes : {"I. M\xE1\xBB", "a\xC3", "\xE1\xBB", "\xF0\x9F\x98"}) {
    const DecodedText decoded = Decoded(bytes);
    ASSERT_EQ(decoded.diagnostics.size(), 1U) << bytes;
    EXPECT_EQ(decoded.diagnostics[0].code, DiagnosticCode::kTruncatedInput) << bytes;
  }
}

TEST(Decode, AByteAtTheEndThatBeginsNoCharacterIsNotCut) {
  const DecodedText decoded = Decoded("Kế hoạch\xFF");
  ASSERT_EQ(decoded.diagnostics.size(), 1U);
  EXPECT_EQ(decoded.diagnostics[0].code, DiagnosticCode::kUndecodableBytes);
}

// The message says "most", and so it has to be.
TEST(Decode, RefusesOnlyWhereMostBytesAreNoCharacters) {
  EXPECT_EQ(Decoded("ab\xFF\xFF").diagnostics.size(), 2U);
  EXPECT_FALSE(Decode("plan.txt", "ab\xFF\xFF\xFF", LazyCharsets()));
  EXPECT_FALSE(Decode("plan.txt", "\xFF", LazyCharsets()));
  EXPECT_FALSE(Decode("plan.txt", "a\xFF\xFF\xFF\xE1\xBB", LazyCharsets()));
}

TEST(Decode, ReportsManyFaultsInOneLineEach) {
  std::string text;
  for (int i = 0; i < 500; ++i) text += "Uỷ ban nhân dân \xFF ";
  const DecodedText decoded = Decoded(text);
  EXPECT_LE(decoded.diagnostics.size(), 32U);
  EXPECT_NE(decoded.diagnostics.back().message.find("more places"), std::string::npos);
}

TEST(Decode, GuessesAShortTextThatIsNoUtf8) {
  const DecodedText decoded = Decoded(
      "K\xD5 ho\xB9"
      "ch");
  EXPECT_EQ(decoded.text, "Kế hoạch");
  EXPECT_EQ(decoded.encoding, "TCVN3");
  ASSERT_EQ(decoded.diagnostics.size(), 1U);
  EXPECT_EQ(decoded.diagnostics[0].code, DiagnosticCode::kJudgedEncoding);
}

TEST(Decode, ReadsUtf16WithAMarkAndWithout) {
  EXPECT_EQ(Decoded("K\0\xBF\x1E"s).encoding, "UTF-16LE");
  EXPECT_EQ(Decoded("\xFF\xFEK\0\xBF\x1E"s).text, "Kế");
  const DecodedText decoded = Decoded("\xFE\xFF\0K\x1E\xBF"s);
  EXPECT_EQ(decoded.text, "Kế");
  EXPECT_EQ(decoded.encoding, "UTF-16BE");
  EXPECT_EQ(decoded.alignment.ToSource({1, 4}), (Span{4, 6}));
}

TEST(Decode, TakesTheEmptyInput) { EXPECT_EQ(Decoded("").text, ""); }

TEST(Decode, RefusesWhatIsNoText) {
  const std::string inputs[] = {
      "\x89PNG\r\n\x1a\n\0\0\0\rIHDR"s,
      "PK\x03\x04\x14\0\x06\0"s,
      "\x7F"
      "ELF\x02\x01\x01\0"s,
      std::string(100, '\x01'),
      std::string(100, '\xFF'),
  };
  for (const std::string& bytes : inputs) {
    const Result<DecodedText> decoded = Decode("thing.bin", bytes, LazyCharsets());
    ASSERT_FALSE(decoded);
    EXPECT_EQ(decoded.error().code, Error::Code::kUnsupported);
    EXPECT_NE(decoded.error().message.find("thing.bin"), std::string::npos);
  }
}

}  // namespace
}  // namespace trichluc
