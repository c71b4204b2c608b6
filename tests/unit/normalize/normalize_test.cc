#include "normalize/normalize.h"

#include <gtest/gtest.h>

#include "grammar/rules.h"
#include "grammar/source.h"
#include "support/print.h"
#include "text/unicode.h"

namespace trichluc {
namespace {

const Charmap& Lookalikes() {
  static const std::shared_ptr<const RuleSet> rules = [] {
    std::vector<GrammarFault> faults;
    return LoadRules(*LoadGrammarTexts(""), faults);
  }();
  return rules->charmap;
}

NormalizedText Read(std::string_view text) { return Normalize(text, Lookalikes()); }
std::string TextOf(std::string_view text) { return Read(text).text; }

TEST(Normalize, GivesOneForm) {
  const struct {
    const char* what;
    const char* source;
    const char* text;
  } cases[] = {
      {"right text stays", "Giao Sở Y tế (đầu mối) – 95%.", "Giao Sở Y tế (đầu mối) – 95%."},
      {"decomposed letters", "To\u0302\u0309 chu\u031B\u0301c", "Tổ chức"},
      {"no-break and wide spaces", "Sở\u00A0Y\u2003tế", "Sở Y tế"},
      {"invisible characters", "kế\u200B hoạch\uFEFF, cải\u00AD cách", "kế hoạch, cải cách"},
      {"Icelandic and African D", "Ðảng ủy, Ɖoàn", "Đảng ủy, Đoàn"},
      {"Cyrillic letters in a Latin word", "Bаn Тổ chức", "Ban Tổ chức"},
      {"a Cyrillic word stays", "Москва", "Москва"},
      {"full-width signs", "（số）：１２", "(số):12"},
      {"several spaces", "Sở   Nội  vụ", "Sở Nội vụ"},
      {"tabs", "Số\t15", "Số 15"},
      {"white space at both ends", "  Số 15  ", "Số 15"},
      {"line ends of Windows", "I. A\r\nII. B\r\n", "I. A\nII. B\n"},
      {"line ends of old Macs", "I. A\rII. B", "I. A\nII. B"},
      {"bold and italic", "**KẾ HOẠCH** *năm* ***2025***", "KẾ HOẠCH năm 2025"},
      {"a heading of Markdown", "## I. MỤC TIÊU", "I. MỤC TIÊU"},
      {"a number sign that is no heading", "#15", "#15"},
      {"escaped signs", "1\\. Mục\\-đích \\* \\(a\\)", "1. Mục-đích * (a)"},
      {"a backslash before a letter", "C:\\a", "C:\\a"},
      {"a star for a bullet", "* Sở Y tế chủ trì", "* Sở Y tế chủ trì"},
      {"a bullet without words", "* * Sở Y tế", "Sở Y tế"},
      {"a star for a bullet, and a star below", "* Sở Y tế\n* Sở Nội vụ*", "* Sở Y tế\nSở Nội vụ"},
      {"a star for a footnote", "Số liệu (*) tạm tính", "Số liệu (*) tạm tính"},
      {"tone placement stays", "hoà bình, hòa bình, kỹ, kĩ", "hoà bình, hòa bình, kỹ, kĩ"},
      {"quotes and dashes stay", "“khéo” – «mới» - '", "“khéo” – «mới» - '"},
      {"empty", "", ""},
  };
  for (const auto& c : cases) EXPECT_EQ(TextOf(c.source), c.text) << c.what;
}

TEST(Normalize, IsIdempotentOnItsOwnOutput) {
  for (const char* text : {"**I.** Sở\u00A0Nội vụ\r\n* Ý một", "a ** b", "Số liệu (*)", "  * \n* **"}) {
    const std::string once = TextOf(text);
    EXPECT_EQ(TextOf(once), once) << text;
  }
}

TEST(Normalize, KeepsTheLinesOfTheSource) {
  const NormalizedText text = Read("A\r\n\r\n  B  \n\tC");
  ASSERT_EQ(text.lines.size(), 4U);
  EXPECT_EQ(text.View(text.lines[0].span), "A");
  EXPECT_EQ(text.View(text.lines[1].span), "");
  EXPECT_EQ(text.View(text.lines[2].span), "B");
  EXPECT_EQ(text.lines[2].indent, 2U);
  EXPECT_EQ(text.lines[3].indent, 4U);
}

TEST(Normalize, NotesPageBreaksAndHeadings) {
  const NormalizedText text = Read("một\n\fhai\n# Ba");
  ASSERT_EQ(text.lines.size(), 3U);
  EXPECT_FALSE(text.lines[0].page_break);
  EXPECT_TRUE(text.lines[1].page_break);
  EXPECT_TRUE(text.lines[2].heading);
}

TEST(Normalize, NotesWideGaps) {
  const NormalizedText text = Read("Nơi nhận:    KT. CHỦ TỊCH\nmột khoảng trống\nhai\tcột");
  ASSERT_EQ(text.gaps.size(), 2U);
  EXPECT_EQ(text.text.substr(text.gaps[0], 4), " KT.");
  EXPECT_EQ(text.text.substr(text.gaps[1]), " cột");
}

// A `|` that its writer escaped looks the same in the new text, and is no border of a cell.
TEST(Normalize, NotesEscapedBars) {
  const NormalizedText text = Read("| Sửa \\| đổi |\\\\|");
  EXPECT_EQ(text.text, "| Sửa | đổi |\\|");
  EXPECT_EQ(text.escaped_bars, std::vector<std::size_t>{text.text.find("| đ")});
}

TEST(Normalize, NotesEmphasis) {
  const NormalizedText text = Read("**I. MỤC TIÊU** chung\n*nghiêng*");
  ASSERT_EQ(text.emphasis.size(), 2U);
  EXPECT_EQ(text.View(text.emphasis[0]), "I. MỤC TIÊU");
  EXPECT_EQ(text.View(text.emphasis[1]), "nghiêng");
}

TEST(Normalize, AForgottenMarkEndsAtABlankLine) {
  const NormalizedText text = Read("**I. MỤC TIÊU\n\nVăn bản thường");
  ASSERT_EQ(text.emphasis.size(), 1U);
  EXPECT_EQ(text.View(text.emphasis[0]).find("thường"), std::string_view::npos);
}

// Each word of the new text leads to the bytes that it was made from.
TEST(Normalize, AlignsEveryWord) {
  const std::string source = "\u00A0\u00A0**Ðảng\u00A0u\u0309y** xa\u0303\r\n\t* Bаn\u200B hành";
  const NormalizedText text = Read(source);
  const struct {
    const char* word;
    const char* from;
  } cases[] = {{"Đảng", "Ðảng"}, {"ủy", "u\u0309y"}, {"xã", "xa\u0303"}, {"Ban", "Bаn"}, {"hành", "hành"}};
  for (const auto& c : cases) {
    const std::size_t at = text.text.find(c.word);
    ASSERT_NE(at, std::string::npos) << c.word;
    const Span span = text.alignment.ToSource({at, at + std::string_view(c.word).size()});
    EXPECT_EQ(source.substr(span.start, span.size()), c.from);
  }
}

}  // namespace
}  // namespace trichluc
