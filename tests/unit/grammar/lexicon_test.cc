#include "grammar/lexicon.h"

#include <gtest/gtest.h>

namespace trichluc {
namespace {

class LexiconTest : public ::testing::Test {
 protected:
  void Add(std::string_view lexicon, std::string_view phrase, std::string value = {}) {
    const LexiconId id = lexicons_.Intern(lexicon);
    lexicons_.Add(id, phrase, {.lexicon = id, .value = value.empty() ? std::string(phrase) : std::move(value), .valid_from = {}, .valid_to = {}});
  }

  // The words of the longest phrase at the start of `text`; empty if there is none.
  std::string LongestIn(std::string_view text) {
    const std::vector<Token> tokens = Tokenize(text);
    const Lexicons::Found found = lexicons_.Longest(lexicons_.WordsOf(text, tokens), tokens, 0);
    if (found.phrase == kNoId) return {};
    return std::string(text.substr(0, tokens[found.end - 1].end));
  }

  const LexiconEntry* EntryFor(std::string_view text, std::string_view lexicon) {
    const std::vector<Token> tokens = Tokenize(text);
    const Lexicons::Found found = lexicons_.Longest(lexicons_.WordsOf(text, tokens), tokens, 0);
    return found.phrase == kNoId ? nullptr : lexicons_.EntryOf(found.phrase, *lexicons_.Find(lexicon));
  }

  Lexicons lexicons_;
};

TEST_F(LexiconTest, TheLongestPhraseWins) {
  Add("unit", "Sở Tài chính");
  Add("unit", "Sở");
  Add("unit", "Sở Tài nguyên và Môi trường");
  lexicons_.Freeze();
  EXPECT_EQ(LongestIn("Sở Tài nguyên và Môi trường tỉnh"), "Sở Tài nguyên và Môi trường");
  EXPECT_EQ(LongestIn("Sở Tài nguyên và Khoáng sản"), "Sở");  // steps back to the last whole phrase
  EXPECT_EQ(LongestIn("Phòng"), "");
}

TEST_F(LexiconTest, APhraseWithACapitalNeedsOne) {
  Add("unit", "Đoàn Thanh niên");
  Add("word", "phối hợp");
  lexicons_.Freeze();
  EXPECT_EQ(LongestIn("Đoàn Thanh niên"), "Đoàn Thanh niên");
  EXPECT_EQ(LongestIn("ĐOÀN THANH NIÊN"), "ĐOÀN THANH NIÊN");
  EXPECT_EQ(LongestIn("đoàn thanh niên"), "");
  EXPECT_EQ(LongestIn("PHỐI HỢP"), "PHỐI HỢP");
  EXPECT_EQ(LongestIn("Phối hợp"), "Phối hợp");
}

TEST_F(LexiconTest, OneSmallSpellingMakesThePhraseFree) {
  Add("word", "Chi cục");
  Add("word", "chi cục");
  lexicons_.Freeze();
  EXPECT_EQ(LongestIn("chi cục"), "chi cục");
}

TEST_F(LexiconTest, ACodeIsNoWordWithATone) {
  Add("word", "à");
  Add("word", std::string(40, 'o'));
  lexicons_.Freeze();
  EXPECT_EQ(LongestIn("À"), "À");
  EXPECT_EQ(LongestIn("A1"), "");
  EXPECT_EQ(LongestIn(std::string(41, 'o')), "");
}

TEST_F(LexiconTest, ToneAndVowelSpellingsMeet) {
  Add("word", "hoà giải");
  Add("word", "kỹ năng");
  lexicons_.Freeze();
  EXPECT_EQ(LongestIn("hòa giải"), "hòa giải");
  EXPECT_EQ(LongestIn("kĩ năng"), "kĩ năng");
}

TEST_F(LexiconTest, KindsOfDashAndQuoteMeet) {
  Add("unit", "Văn hoá - Xã hội");
  lexicons_.Freeze();
  EXPECT_EQ(LongestIn("Văn hóa – Xã hội"), "Văn hóa – Xã hội");
}

TEST_F(LexiconTest, OnePhraseMayMeanSomethingInSeveralLexicons) {
  Add("time_unit", "năm", "Y");
  Add("number", "năm", "5");
  lexicons_.Freeze();
  ASSERT_NE(EntryFor("năm", "time_unit"), nullptr);
  EXPECT_EQ(EntryFor("năm", "time_unit")->value, "Y");
  EXPECT_EQ(EntryFor("năm", "number")->value, "5");
}

TEST_F(LexiconTest, KeepsWhenAnEntryIsValid) {
  const LexiconId place = lexicons_.Intern("place");
  lexicons_.Add(place, "Hà Tây", {.lexicon = place, .value = "vn:28", .valid_from = "1991-08-12", .valid_to = "2008-07-31"});
  lexicons_.Add(place, "Hà Tây", {.lexicon = place, .value = "vn:xa", .valid_from = "2025-07-01", .valid_to = {}});
  lexicons_.Freeze();
  const std::vector<Token> tokens = Tokenize("Hà Tây");
  const auto found = lexicons_.Longest(lexicons_.WordsOf("Hà Tây", tokens), tokens, 0);
  const auto& entries = lexicons_.EntriesOf(found.phrase);
  ASSERT_EQ(entries.size(), 2U);
  EXPECT_EQ(entries[0].valid_to, "2008-07-31");
  EXPECT_EQ(entries[1].valid_from, "2025-07-01");
}

TEST_F(LexiconTest, PhrasesOfOneLexiconStandTogether) {
  Add("a", "một");
  Add("b", "hai");
  Add("a", "ba");
  Add("b", "bốn");
  lexicons_.Freeze();
  EXPECT_EQ(lexicons_.PhrasesOf(*lexicons_.Find("a")), (std::vector<PhraseId>{0, 1}));
  EXPECT_EQ(lexicons_.PhrasesOf(*lexicons_.Find("b")), (std::vector<PhraseId>{2, 3}));
}

TEST_F(LexiconTest, KnowsOnlyItsOwnNames) {
  Add("a", "một");
  lexicons_.Freeze();
  EXPECT_TRUE(lexicons_.Find("a").has_value());
  EXPECT_FALSE(lexicons_.Find("b").has_value());
  EXPECT_EQ(lexicons_.Name(*lexicons_.Find("a")), "a");
}

}  // namespace
}  // namespace trichluc
