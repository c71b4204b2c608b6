// Text in fonts from before Unicode, in every format that names fonts; and in those that lost them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "files.h"
#include "support/encodings.h"
#include "trichluc/engine.h"

namespace trichluc {
namespace {

using ::testing::HasSubstr;
using testing::BuiltinCharsets;
using testing::Decoded;
using testing::Decoders;
using testing::Docx;
using testing::Encode;
using testing::Odt;
using testing::Pdf;
using testing::SeenThroughLatin;

// The bytes of a text in an encoding, and what they look like.
std::string Bytes(std::string_view text, const char* encoding = "TCVN3") {
  return Encode(text, *BuiltinCharsets().Find(encoding)).value();
}
std::string Seen(std::string_view text, const char* encoding = "TCVN3") { return SeenThroughLatin(Bytes(text, encoding)); }

// A run of a DOCX in a font.
std::string R(const std::string& text, const std::string& font, const std::string& look = {}) {
  return "<w:r><w:rPr><w:rFonts w:ascii='" + font + "' w:hAnsi='" + font + "'/>" + look +
         "</w:rPr><w:t xml:space='preserve'>" + text + "</w:t></w:r>";
}
std::string P(const std::string& runs) { return "<w:p>" + runs + "</w:p>"; }

TEST(Fonts, DocxOfMixedFonts) {
  const std::string right = "hướng dẫn xây dựng kế hoạch";
  EXPECT_EQ(Decoded(Docx(P(R("Kế hoạch và ", "Times New Roman") + R(Seen(right), ".VnTime")) +
                         P(R(Seen("Phòng chống lụt bão", "VNI"), "VNI-Times")))),
            "Kế hoạch và hướng dẫn xây dựng kế hoạch\nPhòng chống lụt bão\n");
}

TEST(Fonts, CapitalsAreThoseOfTheFont) {
  EXPECT_EQ(Decoded(Docx(P(R(Seen("kế hoạch công tác"), ".VnTimeH")) + P(R("ban", ".VnTimeH")))),
            "KẾ HOẠCH CÔNG TÁC\nBAN\n");
}

TEST(Fonts, LettersThatRunsCutInTwo) {
  const std::string seen = Seen("lụt bão", "VNI");  // l u ï t …
  const std::size_t vowel = seen.find('u') + 1;
  EXPECT_EQ(Decoded(Docx(P(R(seen.substr(0, vowel), "VNI-Times", "<w:b/>") + R(seen.substr(vowel), "VNI-Times")))),
            "**lụ**t bão\n");
}

TEST(Fonts, UnicodeInAnOldFontStays) {
  // "cã" and "tháng" would be words in TCVN3 too: the rest of the document says that they are not.
  const std::string right = "Kế hoạch tháng 5 của Sở Y tế";
  EXPECT_EQ(Decoded(Docx(P(R(right, ".VnTime")) + P(R("tháng", ".VnTime")) + P(R("ban", ".VnTimeH")))),
            right + "\ntháng\nban\n");
  EXPECT_EQ(Decoded(Docx(P(R("Đồng chí " + Seen("Nguyễn Văn Hoạch, kế toán"), ".VnTime")))),
            "Đồng chí Nguyễn Văn Hoạch, kế toán\n");
}

TEST(Fonts, SignsAndSpacesStay) {
  EXPECT_EQ(Decoded(Docx(P(R("“" + Seen("kế hoạch") + "” – 5\u00A0% … •", ".VnTime")))), "“kế hoạch” – 5 % … •\n");
}

TEST(Fonts, SymbolsOfAnOldFont) {
  EXPECT_EQ(Decoded(Docx(P(R("ho", ".VnTime") + "<w:r><w:sym w:font='.VnTime' w:char='F0B9'/></w:r>" + R("ch", ".VnTime")))),
            "hoạch\n");
}

TEST(Fonts, ThemesStandBeforeNames) {
  EXPECT_EQ(Decoded(Docx("<w:p><w:r><w:rPr><w:rFonts w:asciiTheme='minorHAnsi' w:hAnsiTheme='minorHAnsi' w:hAnsi='.VnTime'/>"
                         "</w:rPr><w:t>S\u00E3o Paulo</w:t></w:r></w:p>")),
            "S\u00E3o Paulo\n");
}

TEST(Fonts, StylesNameFonts) {
  const std::string styles =
      "<w:style w:type='paragraph' w:default='1' w:styleId='N'><w:rPr><w:rFonts w:ascii='.VnTime' w:hAnsi='.VnTime'/></w:rPr>"
      "</w:style>";
  EXPECT_EQ(Decoded(Docx("<w:p><w:r><w:t>" + Seen("kế hoạch") + "</w:t></w:r></w:p>", {{"word/styles.xml", styles}})),
            "kế hoạch\n");
}

TEST(Fonts, Html) {
  const std::string vn = Seen("kế hoạch");
  EXPECT_EQ(Decoded("<html><p>Sở Y tế: <font face='.VnTime'>" + vn + "</font></p><p style=\"font-family:'.VnTimeH',serif\">" +
                    vn + "&nbsp;5</p></html>"),
            "Sở Y tế: kế hoạch\nKẾ HOẠCH 5\n");
  EXPECT_EQ(Decoded("<html><style>p.a{font-family:\"VNI-Times\"}</style><p class=a>" + Seen("lụt bão", "VNI")), "lụt bão\n");
  // Bytes of the font, and what the head says of them.
  for (const char* named : {"windows-1252", "iso-8859-1", "x-user-defined"}) {
    EXPECT_EQ(Decoded("<html><meta charset='" + std::string(named) + "'><p><font face='.VnTime'>" + Bytes("hướng dẫn kế hoạch") + "</font>"),
              "hướng dẫn kế hoạch\n")
        << named;
  }
}

TEST(Fonts, Odt) {
  const std::string styles =
      "<style:style style:name='A' style:family='text'><style:text-properties style:font-name='.VnTime'/></style:style>"
      "<style:style style:name='B' style:family='text'><style:text-properties fo:font-family=\"'.VnTimeH'\"/></style:style>";
  EXPECT_EQ(Decoded(Odt("<text:p>Sở Y tế: <text:span text:style-name='A'>" + Seen("kế hoạch") + "</text:span></text:p>" +
                            "<text:p><text:span text:style-name='B'>" + Seen("kế hoạch") + "</text:span></text:p>",
                        styles)),
            "Sở Y tế: kế hoạch\nKẾ HOẠCH\n");
}

std::string Font(const std::string& name, const std::string& more = "/Encoding /WinAnsiEncoding") {
  std::string widths;
  for (int i = 32; i < 256; ++i) widths += "600 ";
  return "<< /Type /Font /Subtype /TrueType /BaseFont /" + name + " /FirstChar 32 /LastChar 255 /Widths [ " + widths + "] " +
         more + " >>";
}
std::string Show(int font, const std::string& text, const std::string& place = "72 742") {
  return "BT /F" + std::to_string(font) + " 10 Tf " + place + " Td (" + text + ") Tj ET\n";
}

TEST(Fonts, Pdf) {
  const std::string pdf =
      Pdf({Show(1, Bytes("kế hoạch hướng dẫn phòng, chống")) + Show(2, Bytes("kế hoạch"), "72 700") + Show(3, "and this", "72 660")},
          {Font("ABCDEF+.VnTime"), Font("ABCDEF+.VnTimeH,Bold"), Font("Courier")});
  const Result<PagedText> paged = Decoders().Decode({.name = "a", .bytes = pdf});
  ASSERT_TRUE(paged) << paged.error().message;
  EXPECT_EQ(paged->text, "kế hoạch hướng dẫn phòng, chống\n**KẾ HOẠCH**\nand this");
  for (const WordPlace& word : paged->words) EXPECT_GT(word.box.width(), 0);
  ASSERT_EQ(paged->diagnostics.size(), 1U);
  EXPECT_EQ(paged->diagnostics[0].code, DiagnosticCode::kJudgedEncoding);
  EXPECT_EQ(paged->diagnostics[0].message, "text in 'ABCDEF+.VnTime', 'ABCDEF+.VnTimeH,Bold' was read as TCVN3");
}

// A PDF whose old font says what its characters are needs no help.
TEST(Fonts, PdfWithUnicodeInAnOldFont) {
  const std::string map =
      "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n"
      "1 begincodespacerange <00> <FF> endcodespacerange\n"
      "3 beginbfchar <7E> <1EBF> <7C> <1EA1> <7D> <00E1> endbfchar\nendcmap end end";
  std::string pdf = Pdf({Show(1, "K~ ho|ch th}ng 5 v} ban")}, {Font("ABCDEF+.VnTime", "/Encoding /WinAnsiEncoding /ToUnicode 6 0 R")});
  // Its map stands behind the other objects.
  const std::size_t table = pdf.find("xref\n");
  pdf.insert(table, "6 0 obj\n<< /Length " + std::to_string(map.size()) + " >>\nstream\n" + map + "\nendstream\nendobj\n");
  const std::size_t trailer = pdf.find("trailer");
  pdf.erase(pdf.find("xref\n"), trailer - pdf.find("xref\n"));
  EXPECT_EQ(Decoded(pdf), "Kế hoạch tháng 5 vá ban");
}

// --- no font tells

TEST(Fonts, LinesWithoutAFontAreJudged) {
  const Result<Engine> engine = Engine::Create({.repair = RepairMode::kOff, .decoder = TRICHLUC_DECODER, .read_pictures = false});
  ASSERT_TRUE(engine) << engine.error().message;
  const std::string right = "Kế hoạch phòng, chống thiên tai và tìm kiếm cứu nạn";
  const std::string line = Seen(right);
  const std::vector<std::pair<std::string, std::string>> files = {
      {"a.docx", Docx("<w:p><w:r><w:t>" + line + "</w:t></w:r></w:p>")},
      {"a.html", "<html><p>" + line + "</p></html>"},
      {"a.odt", Odt("<text:p>" + line + "</text:p>")},
      {"a.pdf", Pdf({Show(1, Bytes(right))}, {Font("ABCDEF+Nameless")})},
  };
  for (const auto& [name, bytes] : files) {
    SCOPED_TRACE(name);
    const Result<Extraction> plan = engine->Extract({.name = name, .bytes = bytes});
    ASSERT_TRUE(plan) << plan.error().message;
    EXPECT_THAT(plan->text, HasSubstr(right));
    EXPECT_EQ(plan->source.encoding, "TCVN3 (read as windows-1252)");
  }
}

}  // namespace
}  // namespace trichluc
