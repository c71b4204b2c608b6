#include "ingest/charset.h"

#include <gtest/gtest.h>

#include "support/encodings.h"
#include "support/print.h"

namespace trichluc {
namespace {

using testing::BuiltinCharsets;
using testing::Encode;
using testing::VietnameseLetters;

constexpr const char* kNames[] = {"TCVN3", "TCVN5712-1", "VNI", "VPS", "VISCII", "windows-1258", "VIQR"};

PieceWriter Decoded(std::string_view bytes, const char* name, bool capitals = false) {
  PieceWriter out;
  BuiltinCharsets().Find(name)->Decode(bytes, out, capitals);
  return out;
}

TEST(Charset, EveryLetterComesBackFromItsBytes) {
  ASSERT_EQ(VietnameseLetters().size(), 134U);
  for (const char* name : kNames) {
    for (const char32_t c : VietnameseLetters()) {
      std::string letter;
      AppendChar(letter, c);
      const auto bytes = Encode(letter, *BuiltinCharsets().Find(name));
      ASSERT_TRUE(bytes) << name << ' ' << letter;
      const std::string decoded = Decoded(*bytes, name).text;
      // Alone, a capital of TCVN3 is a small letter: the font or the neighbours tell.
      if (name == std::string_view("TCVN3")) {
        EXPECT_EQ(ToLowerCase(decoded), ToLowerCase(letter));
      } else {
        EXPECT_EQ(decoded, letter) << name;
      }
    }
  }
}

TEST(Charset, EachLetterLeadsToItsOwnBytes) {
  for (const char* name : kNames) {
    std::string bytes;
    std::string text;
    std::vector<std::pair<Span, Span>> places;
    for (const char32_t c : VietnameseLetters()) {
      std::string letter;
      AppendChar(letter, c);
      const std::string encoded = *Encode(letter, *BuiltinCharsets().Find(name));
      places.push_back({{text.size(), text.size() + letter.size()}, {bytes.size(), bytes.size() + encoded.size()}});
      bytes += encoded + "x ";
      text += letter + "x ";
    }
    PieceWriter out = Decoded(bytes, name);
    ASSERT_EQ(out.text.size(), text.size()) << name;
    const Alignment alignment = std::move(out.builder).Build();
    for (const auto& [target, source] : places) {
      EXPECT_EQ(alignment.ToSource(target), source) << name;
      EXPECT_EQ(alignment.ToTarget(source), target) << name;
    }
  }
}

TEST(Charset, CapitalsOfTcvn3AreThoseOfTheirNeighbours) {
  const auto read = [](std::string_view text) {
    return Decoded(*Encode(text, *BuiltinCharsets().Find("TCVN3")), "TCVN3").text;
  };
  for (const char* text :
       {"KẾ HOẠCH", "Kế hoạch", "VÀ ĐỜI SỐNG", "Số: 15/KH-UBND", "Sở KHCN", "Độc lập - Tự do - Hạnh phúc"})
    EXPECT_EQ(read(text), text);
}

TEST(Charset, AFontOfCapitalsMakesAllLettersCapitals) {
  EXPECT_EQ(Decoded("K\xD5 ho\xB9"
                    "ch",
                    "TCVN3", true)
                .text,
            "KẾ HOẠCH");
}

TEST(Charset, ReportsBytesWithoutAMeaning) {
  const PieceWriter out = Decoded("a\xC1z", "TCVN3");
  EXPECT_EQ(out.text, "a\uFFFDz");
  ASSERT_EQ(out.faults.size(), 1U);
  EXPECT_EQ(out.faults[0], (Span{1, 2}));
}

TEST(Charset, KnowsFontsByTheirNames) {
  const Charsets& charsets = BuiltinCharsets();
  EXPECT_EQ(charsets.OfFont(".VnTime").charset, charsets.Find("TCVN3"));
  EXPECT_FALSE(charsets.OfFont(".VnTime").capitals);
  EXPECT_TRUE(charsets.OfFont(".VnArialH").capitals);
  EXPECT_EQ(charsets.OfFont("VNI-Times").charset, charsets.Find("VNI"));
  EXPECT_EQ(charsets.OfFont("VPS Times").charset, charsets.Find("VPS"));
  EXPECT_EQ(charsets.OfFont("Times New Roman").charset, nullptr);
}

TEST(Charset, FaultsOfTablesHaveTheirLine) {
  std::vector<GrammarFault> faults;
  Charsets::Load({{"charmaps/encodings/mine.tsv", "mine.tsv", "encoding\tMine\n4G\ta\nB5\n"}}, faults);
  ASSERT_EQ(faults.size(), 2U);
  EXPECT_EQ(faults[0].file, "mine.tsv");
  EXPECT_EQ(faults[0].line, 2);
  EXPECT_EQ(faults[1].line, 3);
}

TEST(Charset, ALaterTableTakesThePlaceOfAnEarlierOne) {
  std::vector<GrammarText> texts = LoadGrammarTexts({}).value();
  texts.push_back({"charmaps/encodings/vps.tsv", "vps.tsv", "encoding\tVPS\nE5\tạ\n"});
  std::vector<GrammarFault> faults;
  const auto charsets = Charsets::Load(texts, faults);
  EXPECT_TRUE(faults.empty());
  EXPECT_EQ(charsets->Find("vps")->rows().size(), 1U);
}

TEST(Charset, WhatPdfAddsToTheNameOfAFontDoesNotMatter) {
  const Charsets& charsets = BuiltinCharsets();
  const Charset* tcvn3 = charsets.Find("TCVN3");
  for (const char* font : {".VnTime", "ABCDEF+.VnTime", ".VnTime,Bold", ".VnTime-BoldItalic", ".VnTime Regular"}) {
    EXPECT_EQ(charsets.OfFont(font).charset, tcvn3) << font;
    EXPECT_FALSE(charsets.OfFont(font).capitals) << font;
  }
  for (const char* font : {".VnTimeH", "ABCDEF+.VnTimeH,Bold", ".vntimeh-Italic"})
    EXPECT_TRUE(charsets.OfFont(font).capitals) << font;
  for (const char* font : {"", "Bold", "ABCDEF+", "Times New Roman", "abcdef+.VnTime"})
    EXPECT_EQ(charsets.OfFont(font).charset, nullptr) << font;
}

TEST(Charset, TablesMakeTheSameOnceMore) {
  const std::string tables = Charsets::TablesOf(LoadGrammarTexts({}).value());
  const auto copy = Charsets::FromTables(tables);
  ASSERT_NE(copy, nullptr);
  EXPECT_EQ(copy->Names(), BuiltinCharsets().Names());
  EXPECT_EQ(copy->OfFont(".VnTime").charset, copy->Find("TCVN3"));
  for (const std::string& broken : {std::string("x"), std::string("5\nab"), tables.substr(0, tables.size() - 1), tables + "1"})
    EXPECT_EQ(Charsets::FromTables(broken), nullptr);
}

}  // namespace
}  // namespace trichluc
