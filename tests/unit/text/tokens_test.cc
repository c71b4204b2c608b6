#include "text/tokens.h"

#include <gtest/gtest.h>

#include <string>

namespace trichluc {
namespace {

// "w:Kế" a word, "n:1.500" a number, "s:/" a sign, in the order of the text.
std::string Shown(std::string_view text) {
  std::string shown;
  for (const Token& token : Tokenize(text)) {
    const char kind = token.kind == Token::Kind::kWord ? 'w' : token.kind == Token::Kind::kNumber ? 'n' : 's';
    shown += (shown.empty() ? "" : " ") + std::string(1, kind) + ':' + std::string(text.substr(token.begin, token.end - token.begin));
  }
  return shown;
}

TEST(Tokenize, CutsWordsNumbersAndSigns) {
  const struct {
    const char* text;
    const char* tokens;
  } cases[] = {
      {"Kế hoạch", "w:Kế w:hoạch"},
      {"số 15/KH-UBND.", "w:số n:15 s:/ w:KH s:- w:UBND s:."},
      {"1.500 hộ; 2,5%", "n:1.500 w:hộ s:; n:2,5 s:%"},
      {"12.6.2025", "n:12.6.2025"},
      {"năm 2025.", "w:năm n:2025 s:."},
      {"1, 2", "n:1 s:, n:2"},
      {"QH15", "w:QH15"},
      {"năm 2013[1], xã[12]. Và", "w:năm n:2013 s:, w:xã s:. w:Và"},
      {"[1234] [a]", "s:[ n:1234 s:] s:[ w:a s:]"},
      {"“Dân vận khéo”", "s:“ w:Dân w:vận w:khéo s:”"},
      {"a…b", "w:a s:… w:b"},
      {"", ""},
      {" \n ", ""},
      {"\uFFFD", "s:\uFFFD"},
  };
  for (const auto& c : cases) EXPECT_EQ(Shown(c.text), c.tokens) << c.text;
}

TEST(Tokenize, NotesHowAWordIsWritten) {
  const struct {
    const char* word;
    Token::Case letters;
  } cases[] = {
      {"ủy", Token::Case::kLower}, {"Ủy", Token::Case::kTitle}, {"ỦY", Token::Case::kUpper}, {"Ủ", Token::Case::kTitle},
      {"QĐi", Token::Case::kMixed}, {"CTr", Token::Case::kMixed}, {"iPhone", Token::Case::kMixed}, {"QH15", Token::Case::kUpper},
  };
  for (const auto& c : cases) EXPECT_EQ(Tokenize(c.word).at(0).letters, c.letters) << c.word;
}

TEST(Tokenize, TellsLooseSignsFromJoinedOnes) {
  EXPECT_TRUE(Tokenize("2021 - 2025").at(1).loose());
  EXPECT_FALSE(Tokenize("86-QĐ/TU").at(1).loose());
  EXPECT_FALSE(Tokenize("86- QĐ/TU").at(1).loose());
  EXPECT_FALSE(Tokenize("86 -QĐ/TU").at(1).loose());
}

TEST(Tokenize, CoversEveryByteThatIsNoSpace) {
  const std::string text = "  Giao Sở Y tế (đầu mối):\n- 01 mô hình; ≥ 95 %  ";
  std::string kept;
  for (const Token& token : Tokenize(text)) kept += text.substr(token.begin, token.end - token.begin);
  std::string wanted = text;
  std::erase_if(wanted, [](char c) { return c == ' ' || c == '\n'; });
  EXPECT_EQ(kept, wanted);
}

}  // namespace
}  // namespace trichluc
