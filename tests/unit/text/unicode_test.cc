#include "text/unicode.h"

#include <gtest/gtest.h>

#include "support/print.h"
#include "text/utf8.h"

namespace trichluc {
namespace {

TEST(Utf8, ABeginningHoldsWholeCharacters) {
  EXPECT_EQ(Beginning("kế hoạch", 2), "k");  // ế has three bytes
  EXPECT_EQ(Beginning("kế hoạch", 4), "kế");
  EXPECT_EQ(Beginning("kế", 99), "kế");
  EXPECT_EQ(Beginning("ế", 1), "");
}

TEST(Utf8, StepsAreTheInverseOfAppending) {
  for (const char32_t c : {U'a', U'\u007F', U'\u0080', U'đ', U'\u07FF', U'\u0800', U'ệ', U'\uFFFD', U'\U00010000', U'\U0010FFFF'}) {
    std::string text;
    AppendChar(text, c);
    std::size_t offset = 0;
    EXPECT_EQ(NextChar(text, offset), c);
    EXPECT_EQ(offset, text.size());
    EXPECT_EQ(CharBytes(text[0]), text.size());
    for (std::size_t i = 1; i < text.size(); ++i) EXPECT_TRUE(IsContinuation(text[i]));
  }
}

// ---- the matching form --------------------------------------------------------------------------------------------------

TEST(MatchForm, MeetsWhereWritersDiffer) {
  const struct {
    const char* one;
    const char* other;
  } pairs[] = {
      {"hoà", "hòa"},   {"hoá", "hóa"},     {"thuỷ", "thủy"}, {"quý", "quí"},   {"Khoẻ", "khỏe"},
      {"kỹ", "kĩ"},     {"lý", "lí"},       {"quy", "qui"},   {"Uỷ", "Ủy"},     {"TUYÊN", "tuyên"},
      {"ĐẢNG", "đảng"}, {"nghiệp", "NGHIỆP"}, {"Hoà", "HÒA"},   {"tỷ", "tỉ"},     {"mỹ", "Mĩ"},
  };
  for (const auto& pair : pairs) EXPECT_EQ(MatchForm(pair.one), MatchForm(pair.other)) << pair.one << " " << pair.other;
}

TEST(MatchForm, KeepsApartWhatIsAnotherWord) {
  const struct {
    const char* one;
    const char* other;
  } pairs[] = {
      {"ma", "má"},     {"dân", "đân"},  {"tạo", "tảo"}, {"bao", "bào"}, {"sơ", "so"},   {"tuy", "tui"},
      {"tay", "tai"},   {"thúy", "thúi"}, {"ban", "bàn"}, {"tiên", "tiến"}, {"u", "ư"},  {"may", "mai"},
  };
  for (const auto& pair : pairs) EXPECT_NE(MatchForm(pair.one), MatchForm(pair.other)) << pair.one << " " << pair.other;
}

TEST(MatchForm, PutsTheToneAtTheEnd) {
  EXPECT_EQ(MatchForm("Hoà"), "hoa`");
  EXPECT_EQ(MatchForm("đề"), "đê`");
  EXPECT_EQ(MatchForm("tổ"), "tô?");
  EXPECT_EQ(MatchForm("kỹ"), "ki~");
  EXPECT_EQ(MatchForm("số"), "sô'");
  EXPECT_EQ(MatchForm("ặ"), "ă.");
  EXPECT_EQ(MatchForm("QH15"), "qh15");
}

TEST(MatchForm, NoNumberIsATone) {
  for (const char* tone : {"à", "ả", "ã", "á", "ạ"}) {
    for (const char* code : {"A1", "A2", "A3", "A4", "A5"}) EXPECT_NE(MatchForm(code), MatchForm(tone)) << code << " " << tone;
  }
}

TEST(MatchForm, KeepsLongWordsWhole) {
  EXPECT_EQ(MatchForm(""), "");
  for (const std::size_t size : {31U, 32U, 33U, 63U, 64U, 65U, 5000U}) {
    std::string word;
    for (std::size_t i = 0; i < size; ++i) word += "ệ";
    const std::string form = MatchForm(word);
    EXPECT_EQ(form.size(), 2 * size + 1);
    EXPECT_EQ(form.back(), '.');
    EXPECT_EQ(MatchForm(word + "by"), form.substr(0, 2 * size) + "bi.");
    EXPECT_EQ(MatchForm(word + "ay"), form.substr(0, 2 * size) + "ay.");
    EXPECT_NE(MatchForm(std::string(size, 'a') + "b"), MatchForm(std::string(size, 'a') + "c"));
  }
}

// ---- case ---------------------------------------------------------------------------------------------------------------

TEST(Case, FollowsUnicode) {
  EXPECT_EQ(ToLowerCase("ĐẢNG ỦY XÃ"), "đảng ủy xã");
  EXPECT_EQ(ToUpperCase("ngữ nghĩa"), "NGỮ NGHĨA");
  EXPECT_EQ(FoldCase("Ưu"), FoldCase("ƯU"));
  EXPECT_EQ(ToSentenceCase("KẾ HOẠCH PHỐI HỢP"), "Kế hoạch phối hợp");
  EXPECT_EQ(ToSentenceCase("“ĐỀ ÁN”"), "“Đề án”");
  EXPECT_EQ(ToSentenceCase(""), "");
}

// ---- NFC ----------------------------------------------------------------------------------------------------------------

constexpr const char* kDecomposed = "Ke\u0302\u0301 hoa\u0323ch";  // "Kế hoạch" with marks of their own

TEST(Nfc, ComposesAndKnowsWhatIsComposed) {
  EXPECT_FALSE(IsNfc(kDecomposed));
  EXPECT_EQ(ToNfc(kDecomposed), "Kế hoạch");
  EXPECT_TRUE(IsNfc(ToNfc(kDecomposed)));
}

TEST(Nfc, PutsMarksInOrder) {
  EXPECT_EQ(ToNfc("a\u0306\u0323"), "ặ");
  EXPECT_EQ(ToNfc("a\u0323\u0306"), "ặ");
}

TEST(Nfc, AlignsEveryLetterWithItsMarks) {
  const NfcText nfc = ToNfcAligned(kDecomposed);
  const std::string_view source = kDecomposed;
  for (std::size_t at = 0; at < nfc.text.size();) {
    std::size_t next = at;
    NextChar(nfc.text, next);
    const Span span = nfc.alignment.ToSource({at, next});
    EXPECT_EQ(ToNfc(source.substr(span.start, span.size())), nfc.text.substr(at, next - at));
    at = next;
  }
}

// The order of marks is found by comparing them: without a bound, the time grows with the square of a run of them.
TEST(Nfc, BreaksALongRunOfMarksAndLosesNone) {
  constexpr std::string_view kJoiner = "\u034F";
  std::string source = "e";
  for (int i = 0; i < 100; ++i) source += "\u0302\u0344\u0323";
  source += "m";
  const NfcText nfc = ToNfcAligned(source);
  EXPECT_TRUE(IsNfc(nfc.text));
  EXPECT_EQ(ToNfc(nfc.text), nfc.text);
  std::size_t below = 0;
  std::size_t joiners = 0;
  std::size_t run = 0;
  for (std::size_t at = 0; at < nfc.text.size();) {
    std::size_t next = at;
    const char32_t c = NextChar(nfc.text, next);
    const bool joiner = nfc.text.substr(at, next - at) == kJoiner;
    run = joiner || c == U'm' ? 0 : run + 1;
    EXPECT_LE(run, 31U);  // the letter is counted
    if (joiner) {
      ++joiners;
      EXPECT_TRUE(nfc.alignment.ToSource({at, next}).empty());
    }
    if (c == U'\u0323') ++below;
    at = next;
  }
  EXPECT_EQ(below, 99U);  // one is part of the ệ
  EXPECT_GE(joiners, 400U / 30);
  const std::size_t end = nfc.text.size() - 1;
  EXPECT_EQ(nfc.alignment.ToSource({0, nfc.text.size()}), (Span{0, source.size()}));
  EXPECT_EQ(nfc.alignment.ToSource({end, end + 1}), (Span{source.size() - 1, source.size()}));
}

TEST(Nfc, LeavesAsManyMarksAsAScriptNeeds) {
  std::string marks;
  for (int i = 0; i < 15; ++i) marks += "\u0301\u0323";
  EXPECT_EQ(ToNfc("q" + marks).find("\u034F"), std::string::npos);
  EXPECT_NE(ToNfc("q" + marks + "\u0301").find("\u034F"), std::string::npos);
}

TEST(Nfc, LeavesComposedTextAlone) { EXPECT_TRUE(ToNfcAligned("Kế hoạch").alignment.IsIdentity()); }

// ---- ill-formed bytes ---------------------------------------------------------------------------------------------------

TEST(IllFormedUtf8, FindsEachMaximalSequence) {
  const struct {
    std::string_view bytes;
    std::vector<Span> faults;
  } cases[] = {
      {"số 1", {}},
      {"a\xFF"
       "b",
       {{1, 2}}},
      {"\xE1\xBB", {{0, 2}}},                // cut in a character
      {"\xE1\xBB" "a", {{0, 2}}},
      {"\xC0\xAF", {{0, 1}, {1, 2}}},        // an overlong slash
      {"\xED\xA0\x80", {{0, 1}, {1, 2}, {2, 3}}},  // a surrogate
      {"\xF5\x80\x80\x80", {{0, 1}, {1, 2}, {2, 3}, {3, 4}}},
      {"\x80\x80", {{0, 1}, {1, 2}}},
  };
  for (const auto& c : cases) EXPECT_EQ(IllFormedUtf8(c.bytes), c.faults) << ::testing::PrintToString(std::string(c.bytes));
}

TEST(CharClass, TellsLettersFromTheRest) {
  EXPECT_EQ(ClassOf(U'đ'), CharClass::kLower);
  EXPECT_EQ(ClassOf(U'Ộ'), CharClass::kUpper);
  EXPECT_EQ(ClassOf(U'\u0301'), CharClass::kMark);
  EXPECT_EQ(ClassOf(U'\u00A0'), CharClass::kSpace);
  EXPECT_EQ(ClassOf(U'\n'), CharClass::kSpace);
  EXPECT_EQ(ClassOf(U'7'), CharClass::kDigit);
  EXPECT_EQ(ClassOf(U'–'), CharClass::kPunctuation);
  EXPECT_EQ(ClassOf(U'\u0001'), CharClass::kControl);
}

}  // namespace
}  // namespace trichluc
