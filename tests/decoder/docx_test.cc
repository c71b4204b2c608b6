#include <gtest/gtest.h>

#include "files.h"

namespace trichluc {
namespace {

using testing::Decoded;
using testing::Decoders;
using testing::Docx;

std::string R(const std::string& text, const std::string& look = {}) {
  return "<w:r><w:rPr>" + look + "</w:rPr><w:t xml:space='preserve'>" + text + "</w:t></w:r>";
}
std::string P(const std::string& inside, const std::string& properties = {}) {
  return "<w:p><w:pPr>" + properties + "</w:pPr>" + inside + "</w:p>";
}
std::string Line(const std::string& text) { return P(R(text)); }
std::string Item(const std::string& text, int list, int level) {
  return P(R(text), "<w:numPr><w:ilvl w:val='" + std::to_string(level) + "'/><w:numId w:val='" + std::to_string(list) +
                        "'/></w:numPr>");
}
std::string Level(int level, const std::string& format, const std::string& text, const std::string& more = {}) {
  return "<w:lvl w:ilvl='" + std::to_string(level) + "'><w:start w:val='1'/><w:numFmt w:val='" + format + "'/>" + more +
         "<w:lvlText w:val='" + text + "'/></w:lvl>";
}
std::string Lists(const std::string& levels,
                  const std::string& nums = "<w:num w:numId='1'><w:abstractNumId w:val='5'/></w:num>") {
  return "<w:abstractNum w:abstractNumId='5'>" + levels + "</w:abstractNum>" + nums;
}
std::string Numbered(const std::string& body, const std::string& numbering) {
  return Decoded(Docx(body, {{"word/numbering.xml", numbering}}));
}

TEST(Docx, ReadsParagraphsAndRuns) {
  EXPECT_EQ(Decoded(Docx(
                P(R("Kế ") + R("hoạch")) +
                P("<w:r><w:t> A </w:t><w:tab/><w:t>B</w:t><w:br/><w:t>C</w:t><w:noBreakHyphen/><w:t>D</w:t></w:r>"))),
            "Kế hoạch\nA    B\nC-D\n");
  EXPECT_EQ(Decoded(Docx(P(R("A")) + P("") + P("") + P(R("B")))), "A\n\nB\n");
  EXPECT_EQ(Decoded(Docx(P("<w:r><w:sym w:font='Symbol' w:char='F0B7'/></w:r>" + R(" A")))), "• A\n");
}

TEST(Docx, TellsItsFormat) {
  const Result<PagedText> paged = Decoders().Decode({.name = "a", .bytes = Docx(Line("A"))});
  ASSERT_TRUE(paged);
  EXPECT_EQ(paged->media_type, "application/vnd.openxmlformats-officedocument.wordprocessingml.document");
  EXPECT_TRUE(paged->pages.empty());
}

TEST(Docx, PrefixesOfNamesDoNotMatter) {
  std::string bytes =
      testing::Zip({{"[Content_Types].xml", "<Types/>"},
                    {"_rels/.rels",
                     "<r:Relationships xmlns:r='x'><r:Relationship Type='y/officeDocument' "
                     "Target='/doc/main.xml'/></r:Relationships>"},
                    {"doc/main.xml", "<document xmlns='x'><body><p><r><t>A</t></r></p></body></document>"}});
  EXPECT_EQ(Decoded(bytes), "A\n");
}

TEST(Docx, MarksWhatIsBold) {
  EXPECT_EQ(Decoded(Docx(P(R("1. ", "<w:b/>") + R("A", "<w:b w:val='true'/>") + R(" b", "<w:b w:val='0'/>")))),
            "**1. A** b\n");
  const std::string styles =
      "<w:docDefaults><w:rPrDefault><w:rPr/></w:rPrDefault></w:docDefaults>"
      "<w:style w:type='paragraph' w:default='1' w:styleId='N'><w:pPr><w:jc w:val='both'/></w:pPr></w:style>"
      "<w:style w:type='paragraph' w:styleId='H'><w:basedOn w:val='N'/><w:pPr><w:jc "
      "w:val='center'/></w:pPr><w:rPr><w:b/></w:rPr></w:style>"
      "<w:style w:type='paragraph' w:styleId='H2'><w:basedOn w:val='H'/></w:style>"
      "<w:style w:type='paragraph' w:styleId='L1'><w:basedOn w:val='L2'/></w:style><w:style w:type='paragraph' "
      "w:styleId='L2'><w:basedOn w:val='L1'/></w:style>"
      "<w:style w:type='character' w:styleId='S'><w:rPr><w:b/></w:rPr></w:style>";
  EXPECT_EQ(
      Decoded(Docx(P(R("A"), "<w:pStyle w:val='H2'/>") + P(R("b ") + R("C", "<w:rStyle w:val='S'/>")) +
                       P(R("d", "<w:rStyle w:val='S'/>"), "<w:pStyle w:val='H'/>") +
                       P(R("e", "<w:b w:val='false'/>"), "<w:pStyle w:val='H'/>") + P(R("f"), "<w:pStyle w:val='L1'/>"),
                   {{"word/styles.xml", styles}})),
      "**A**\n\nb **C**\n\nd\ne\n\nf\n");
}

TEST(Docx, LeavesOutWhatIsDeletedOrHidden) {
  EXPECT_EQ(
      Decoded(Docx(P("<w:del><w:r><w:delText>x</w:delText></w:r></w:del><w:ins>" + R("A") + "</w:ins><w:moveFrom>" +
                     R("y") + "</w:moveFrom><w:moveTo>" + R(" b") + "</w:moveTo>" + R("z", "<w:vanish/>")) +
                   P(R("C "), "<w:rPr><w:del/></w:rPr>") + P(R("d")))),
      "A b\nC d\n");
  EXPECT_EQ(Decoded(Docx(P(R("kế hoạch", "<w:caps/>")))), "KẾ HOẠCH\n");
}

TEST(Docx, ShowsTheResultsOfFields) {
  const auto field = [](const std::string& type) { return "<w:r><w:fldChar w:fldCharType='" + type + "'/></w:r>"; };
  EXPECT_EQ(Decoded(Docx(P(R("A ") + field("begin") + "<w:r><w:instrText>PAGE </w:instrText></w:r>" + field("begin") +
                           field("separate") + R("x") + field("end") + field("separate") + R("7") + field("end") +
                           R(" b") + "<w:fldSimple w:instr='DATE'>" + R(" c") + "</w:fldSimple>"))),
            "A 7 b c\n");
  EXPECT_EQ(Decoded(Docx(P(field("begin")) + Line("A"))), "A\n") << "a field that never ends";
}

TEST(Docx, LooksIntoWhatStandsAroundRuns) {
  EXPECT_EQ(Decoded(Docx("<w:sdt><w:sdtPr><w:alias/></w:sdtPr><w:sdtContent>" +
                         P("<w:hyperlink>" + R("A") + "</w:hyperlink><w:smartTag><w:smartTagPr/>" + R("b") +
                           "</w:smartTag><w:sdt><w:sdtContent>" + R("c") + "</w:sdtContent></w:sdt>") +
                         "</w:sdtContent></w:sdt>")),
            "Abc\n");
}

TEST(Docx, ReadsTextBoxesOnce) {
  const std::string box = "<w:txbxContent>" + Line("Box") + "</w:txbxContent>";
  EXPECT_EQ(Decoded(Docx(P(R("A") + "<w:r><mc:AlternateContent><mc:Choice><w:drawing><x>" + box +
                           "</x></w:drawing></mc:Choice><mc:Fallback><w:pict>" + box +
                           "</w:pict></mc:Fallback></mc:AlternateContent></w:r>" + R("b")) +
                         Line("C"))),
            "Ab\nBox\nC\n");
  EXPECT_EQ(Decoded(Docx(P("<w:r><w:pict><x>" + box + "</x></w:pict></w:r>"))), "Box\n");
}

TEST(Docx, ReadsRaisedNumbers) {
  const std::string raised = "<w:vertAlign w:val='superscript'/>";
  EXPECT_EQ(Decoded(Docx(P(R("Kế hoạch") + R("2", raised) + R(" trên 5 km") + R("2", raised)) + P(R("2", raised) + R("Theo CO") + R("2", "<w:vertAlign w:val='subscript'/>")))),
            "Kế hoạch[2] trên 5 km2\n[2] Theo CO2\n");
}

TEST(Docx, ReadsNotes) {
  const std::string notes = "<w:footnote w:id='0' w:type='separator'>" + Line("x") +
                            "</w:footnote><w:footnote w:id='5'>" + P("<w:r><w:footnoteRef/></w:r>" + R(" Note.")) +
                            Line("More.") + "</w:footnote>";
  const std::string ends = "<w:endnote w:id='5'>" + Line("End.") + "</w:endnote>";
  const std::string table = "<w:tbl><w:tblPr/><w:tr><w:tc>" + P(R("A") + "<w:r><w:footnoteReference w:id='5'/></w:r>") +
                            "</w:tc></w:tr></w:tbl>";
  EXPECT_EQ(Decoded(Docx(P(R("A") + "<w:r><w:endnoteReference w:id='5'/></w:r>" + R(" b") +
                           "<w:r><w:footnoteReference w:id='5'/></w:r>" + R(".")) +
                             Line("C") + table + Line("D"),
                         {{"word/footnotes.xml", notes}, {"word/endnotes.xml", ends}})),
            "A[1] b[2].\n[2] Note.\nMore.\nC\n\nA[3]\n\n[3] Note.\nMore.\nD\n[1] End.\n");
}

TEST(Docx, BreaksPages) {
  EXPECT_EQ(
      Decoded(Docx(Line("A") + P("<w:r><w:br w:type='page'/></w:r>" + R("B")) + P(R("C"), "<w:pageBreakBefore/>"))),
      "A\n\fB\n\fC\n");
  EXPECT_EQ(Decoded(Docx(P(R("A"), "<w:sectPr/>") + P(R("B"), "<w:sectPr><w:type w:val='continuous'/></w:sectPr>") +
                         Line("C") + "<w:sectPr/>")),
            "A\nB\n\fC\n");
}

// --- lists

TEST(Docx, CountsLists) {
  const std::string levels = Level(0, "upperRoman", "%1.") + Level(1, "decimal", "%2.") +
                             Level(2, "lowerLetter", "%3)") + Level(3, "bullet", "\uF0B7");
  EXPECT_EQ(Numbered(Item("A", 1, 0) + Item("B", 1, 1) + Item("C", 1, 2) + Item("D", 1, 2) + Item("E", 1, 1) +
                         Item("F", 1, 2) + Item("G", 1, 3) + Line("x") + Item("H", 1, 0) + Item("I", 1, 1),
                     Lists(levels)),
            "I. A\n1. B\na) C\nb) D\n2. E\na) F\n• G\nx\nII. H\n1. I\n");
}

TEST(Docx, LabelsShowSeveralLevels) {
  const std::string levels = Level(0, "upperRoman", "Phần %1") +
                             Level(1, "decimalZero", "%1.%2.", "<w:suff w:val='space'/>") +
                             Level(2, "decimal", "%1.%2.%3", "<w:isLgl/><w:suff w:val='nothing'/>");
  EXPECT_EQ(Numbered(Item("A", 1, 0) + Item("B", 1, 1) + Item("C", 1, 2) + Item("D", 1, 1), Lists(levels)),
            "Phần I A\nI.01. B\n1.1.1C\nI.02. D\n");
  EXPECT_EQ(Numbered(Item("A", 1, 1), Lists(levels)), "I.01. A\n") << "a level above that never was shows its start";
}

TEST(Docx, ListsOfOneKindCountOnUnlessTheyStartAgain) {
  const std::string nums =
      "<w:num w:numId='1'><w:abstractNumId w:val='5'/></w:num><w:num w:numId='2'><w:abstractNumId w:val='5'/></w:num>"
      "<w:num w:numId='3'><w:abstractNumId w:val='5'/><w:lvlOverride w:ilvl='0'><w:startOverride "
      "w:val='4'/></w:lvlOverride></w:num>"
      "<w:num w:numId='4'><w:abstractNumId w:val='5'/><w:lvlOverride w:ilvl='0'>" +
      Level(0, "upperLetter", "%1)") + "</w:lvlOverride></w:num>";
  EXPECT_EQ(Numbered(Item("A", 1, 0) + Item("B", 2, 0) + Item("C", 3, 0) + Item("D", 3, 0) + Item("E", 4, 0),
                     Lists(Level(0, "decimal", "%1."), nums)),
            "1. A\n2. B\n4. C\n5. D\nF) E\n");
}

TEST(Docx, LevelsRestartAsTheyAreTold) {
  const std::string levels = Level(0, "decimal", "%1.") + Level(1, "decimal", "%2)", "<w:lvlRestart w:val='0'/>") +
                             Level(2, "decimal", "(%3)", "<w:lvlRestart w:val='1'/>");
  EXPECT_EQ(Numbered(Item("A", 1, 0) + Item("B", 1, 1) + Item("C", 1, 2) + Item("D", 1, 1) + Item("E", 1, 2) +
                         Item("F", 1, 0) + Item("G", 1, 1) + Item("H", 1, 2),
                     Lists(levels)),
            "1. A\n1) B\n(1) C\n2) D\n(2) E\n2. F\n3) G\n(1) H\n");
}

TEST(Docx, StylesMakeLists) {
  const std::string styles =
      "<w:style w:type='paragraph' w:styleId='H1'><w:pPr><w:numPr><w:numId "
      "w:val='1'/></w:numPr></w:pPr><w:rPr><w:b/></w:rPr></w:style>"
      "<w:style w:type='paragraph' w:styleId='H2'><w:pPr><w:numPr><w:ilvl w:val='1'/><w:numId "
      "w:val='1'/></w:numPr></w:pPr></w:style>"
      "<w:style w:type='paragraph' w:styleId='H3'><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr></w:style>"
      "<w:style w:type='paragraph' w:styleId='T'><w:name w:val='toc 1'/></w:style>";
  const std::string numbering =
      Lists(Level(0, "upperRoman", "%1.", "<w:pStyle w:val='H1'/>") + Level(1, "decimal", "%2.") +
            Level(2, "lowerLetter", "%3)", "<w:pStyle w:val='H3'/>"));
  const auto styled = [](const std::string& text, const std::string& style, const std::string& more = {}) {
    return P(R(text), "<w:pStyle w:val='" + style + "'/>" + more);
  };
  EXPECT_EQ(Decoded(Docx(styled("A\t1", "T") + styled("A", "H1") + styled("B", "H2") + styled("C", "H3") +
                             styled("D", "H1", "<w:numPr><w:numId w:val='0'/></w:numPr>") + styled("E", "H1"),
                         {{"word/numbering.xml", numbering}, {"word/styles.xml", styles}})),
            "**I. A**\n1. B\na) C\n**D**\n**II. E**\n");
}

TEST(Docx, BulletsAreDashes) {
  EXPECT_EQ(Numbered(Item("A", 1, 0) + Item("B", 1, 1) + Item("C", 1, 2),
                     Lists(Level(0, "bullet", "\uF0B7") + Level(1, "bullet", "o") + Level(2, "bullet", "+"))),
            "- A\n+ B\n+ C\n");
}

TEST(Docx, UnknownListsAreNone) {
  EXPECT_EQ(Numbered(Item("A", 9, 0) + Item("B", 1, 88) + Item("C", -1, -5),
                     Lists(Level(0, "decimal", "%1."), "<w:num w:numId='1'><w:abstractNumId w:val='77'/></w:num>")),
            "A\nB\nC\n");
}

// --- tables

std::string Tc(const std::string& blocks, const std::string& properties = {}) {
  return "<w:tc><w:tcPr>" + properties + "</w:tcPr>" + blocks + "</w:tc>";
}
std::string Tr(const std::string& cells, const std::string& properties = {}) {
  return "<w:tr><w:trPr>" + properties + "</w:trPr>" + cells + "</w:tr>";
}
std::string Tbl(const std::string& rows, bool borders) {
  const std::string line = borders ? "single" : "nil";
  return "<w:tbl><w:tblPr><w:tblBorders><w:top w:val='" + line + "'/><w:left w:val='" + line + "'/><w:insideV w:val='" +
         line + "'/></w:tblBorders></w:tblPr>" + rows + "</w:tbl>";
}

TEST(Docx, ReadsTables) {
  EXPECT_EQ(Decoded(Docx(
                Line("x") +
                Tbl(Tr(Tc(Line("TT")) + Tc(Line("Việc")) + Tc(Line("Hạn"))) +
                        Tr(Tc(Line("1"), "<w:vMerge w:val='restart'/>") + Tc(Line("a") + Line("b")) + Tc(Line("c"))) +
                        Tr(Tc(Line(""), "<w:vMerge/>") + Tc(Line("d"), "<w:gridSpan w:val='2'/>")) +
                        Tr(Tc(Line("e"), "<w:gridSpan w:val='3'/>")) + Tr(Tc(Line("gone")), "<w:del/>"),
                    true) +
                Line("y"))),
            "x\n\n| TT | Việc | Hạn |\n| 1 | a<br>b | c |\n| ^^ | d | |\n| e | | |\n\ny\n");
}

TEST(Docx, ReadsLetterheads) {
  EXPECT_EQ(Decoded(Docx(Tbl(Tr(Tc(Line("UBND") + Line("Số: 1")) + Tc(Line("CỘNG HÒA") + Line("A, ngày 01"))), false) +
                         Line("x"))),
            "UBND     CỘNG HÒA\nSố: 1    A, ngày 01\n\nx\n");
  EXPECT_EQ(Decoded(Docx("<w:tbl><w:tblPr/>" + Tr(Tc(Line("A")) + Tc(Line("B"))) + "</w:tbl>")), "A    B\n");
  const std::string none =
      "<w:tcBorders><w:top w:val='nil'/><w:left w:val='nil'/><w:bottom w:val='nil'/><w:right "
      "w:val='nil'/></w:tcBorders>";
  EXPECT_EQ(Decoded(Docx(Tbl(Tr(Tc(Line("A"), none) + Tc(Line("B"), none)), true))), "A    B\n");
  const std::string styles =
      "<w:style w:type='table' w:styleId='G'><w:tblPr><w:tblBorders><w:top w:val='single'/><w:left "
      "w:val='single'/></w:tblBorders></w:tblPr></w:style>";
  EXPECT_EQ(
      Decoded(Docx("<w:tbl><w:tblPr><w:tblStyle w:val='G'/></w:tblPr>" + Tr(Tc(Line("A")) + Tc(Line("B"))) + "</w:tbl>",
                   {{"word/styles.xml", styles}})),
      "| A | B |\n");
}

TEST(Docx, ReadsTablesInTables) {
  EXPECT_EQ(Decoded(Docx(Tbl(Tr(Tc(Line("A")) + Tc(Tbl(Tr(Tc(Line("b")) + Tc(Line("c"))), true) + Line("d"))), true))),
            "| A | b; c<br>d |\n");
}

// --- hostile

TEST(Docx, StandsDeepInput) {
  std::string open;
  std::string close;
  for (int i = 0; i < 100'000; ++i) {
    open += "<w:sdt><w:sdtContent>";
    close += "</w:sdtContent></w:sdt>";
  }
  EXPECT_EQ(Decoded(Docx(open + Line("A") + close)), "error: a: the document's elements nest deeper than 256 levels");
  std::string tables = Line("A");
  for (int i = 0; i < 5'000; ++i) tables = "<w:tbl><w:tr><w:tc>" + tables + "</w:tc></w:tr></w:tbl>";
  EXPECT_EQ(Decoded(Docx(tables)), "error: a: the document's elements nest deeper than 256 levels");
}

TEST(Docx, StandsWideInput) {
  std::string rows;
  for (int i = 0; i < 20'000; ++i) rows += Tr(Tc(Line("a"), "<w:gridSpan w:val='999999999'/>") + Tc(Line("b")));
  EXPECT_TRUE(Decoded(Docx(Tbl(rows, true))).starts_with("| a | b |\n"));
  std::string items;
  for (int i = 0; i < 20'000; ++i) items += Item("a", 1, i % 9);
  std::string levels;
  for (int i = 0; i < 9; ++i) levels += Level(i, "lowerLetter", "%1%2%3%4%5%6%7%8%9");
  EXPECT_TRUE(Numbered(items, Lists(levels)).starts_with("aaaaaaaaa a\n"));
}

TEST(Docx, SaysWhatIsBroken) {
  EXPECT_EQ(Decoded(Docx("<w:p>")).substr(0, 79),
            "error: a: word/document.xml is no well-formed XML: Start-end tags mismatch at b");
  const std::string reply = Decoded(testing::Zip({{"[Content_Types].xml", "<Types/>"}, {"_rels/.rels", "<r/>"}}));
  EXPECT_EQ(reply, "error: a: the document has no text (word/document.xml is missing)");
}

TEST(Docx, ReadsOnWithoutItsStyles) {
  const Result<PagedText> paged =
      Decoders().Decode({.name = "a", .bytes = Docx(Line("A"), {{"word/styles.xml", "<broken"}})});
  ASSERT_TRUE(paged);
  EXPECT_EQ(paged->text, "A\n");
  ASSERT_EQ(paged->diagnostics.size(), 1U);
  EXPECT_NE(paged->diagnostics[0].message.find("word/styles.xml is no well-formed XML"), std::string::npos);
}

TEST(Docx, DoesNotExpandEntities) {
  const std::string bomb = "<!DOCTYPE d [<!ENTITY a 'xxxxxxxxxx'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'>]>";
  const std::string bytes =
      testing::Zip({{"[Content_Types].xml", "<Types/>"},
                    {"_rels/.rels", "<r/>"},
                    {"word/document.xml", bomb + "<d><body><p><r><t>A&b;</t></r></p></body></d>"}});
  EXPECT_EQ(Decoded(bytes), "A&b;\n");
}

}  // namespace
}  // namespace trichluc
