#include <gtest/gtest.h>

#include "files.h"

namespace trichluc {
namespace {

using testing::Decoded;
using testing::Decoders;
using testing::Odt;

std::string P(const std::string& text, const std::string& style = {}) {
  return "<text:p text:style-name='" + style + "'>" + text + "</text:p>";
}
std::string Item(const std::string& inside, const std::string& more = {}) {
  return "<text:list-item " + more + ">" + inside + "</text:list-item>";
}
std::string List(const std::string& items, const std::string& more = {}) {
  return "<text:list text:style-name='L' " + more + ">" + items + "</text:list>";
}

const std::string kLists =
    "<text:list-style style:name='L'><text:list-level-style-number text:level='1' style:num-format='I' "
    "style:num-suffix='.'/>"
    "<text:list-level-style-number text:level='2' style:num-format='1' style:num-suffix='.' text:display-levels='2'/>"
    "<text:list-level-style-number text:level='3' style:num-format='a' style:num-suffix=')' "
    "style:num-letter-sync='true'/>"
    "<text:list-level-style-bullet text:level='4' text:bullet-char='-'/></text:list-style>";
const std::string kLooks =
    "<style:style style:name='B' style:family='text'><style:text-properties fo:font-weight='bold'/></style:style>"
    "<style:style style:name='Hidden' style:family='text'><style:text-properties text:display='none'/></style:style>"
    "<style:style style:name='C' style:family='paragraph' style:parent-style-name='Base'><style:paragraph-properties "
    "fo:text-align='center'/></style:style>"
    "<style:style style:name='New' style:family='paragraph'><style:paragraph-properties "
    "fo:break-before='page'/></style:style>"
    "<style:style style:name='Drawn' style:family='table-cell'><style:table-cell-properties fo:border='0.5pt solid "
    "#000000'/></style:style>"
    "<style:style style:name='Open' style:family='table-cell'><style:table-cell-properties "
    "fo:border='none'/></style:style>";
const std::string kBase =
    "<style:style style:name='Base' style:family='paragraph'><style:text-properties "
    "fo:font-weight='bold'/></style:style>";

TEST(Odt, ReadsParagraphs) {
  EXPECT_EQ(
      Decoded(Odt(P("Kế\n  <text:span>hoạch</text:span>") + P("A<text:s text:c='2'/>b<text:tab/>C<text:line-break/>D") +
                  P("") + P("  E <text:a>f</text:a>"))),
      "Kế hoạch\nA  b    C\nD\n\nE f\n");
}

TEST(Odt, TellsItsFormat) {
  const Result<PagedText> paged = Decoders().Decode({.name = "a", .bytes = Odt(P("A"))});
  ASSERT_TRUE(paged);
  EXPECT_EQ(paged->media_type, "application/vnd.oasis.opendocument.text");
}

TEST(Odt, ReadsLooks) {
  EXPECT_EQ(
      Decoded(
          Odt(P("A", "C") +
                  P("b <text:span text:style-name='B'>C</text:span><text:span text:style-name='Hidden'>d</text:span>") +
                  P("E", "New"),
              kLooks, kBase)),
      "**A**\n\nb **C**\n\fE\n");
}

TEST(Odt, CountsLists) {
  const std::string inner =
      List(Item(P("B")) + Item(P("C") + List(Item(P("D")) + Item(P("E")) + Item(List(Item(P("F")))))));
  EXPECT_EQ(Decoded(Odt(List(Item(P("A") + inner) + Item(P("G") + P("more")) + "<text:list-header>" + P("H") +
                             "</text:list-header>"),
                        kLists)),
            "I. A\nI.1. B\nI.2. C\na) D\nb) E\n- F\nII. G\nmore\nH\n");
}

TEST(Odt, ListsGoOn) {
  EXPECT_EQ(
      Decoded(Odt(List(Item(P("A")), "xml:id='l1'") + P("x") + List(Item(P("B")), "text:continue-numbering='true'") +
                      List(Item(P("C"))) + List(Item(P("D")), "text:continue-list='l1'") +
                      List(Item(List(Item(P("E")))), "text:continue-list='l1'") +
                      List(Item(P("F"), "text:start-value='9'")),
                  kLists)),
      "I. A\nx\nII. B\nI. C\nIII. D\nIII.1. E\nIX. F\n");
}

TEST(Odt, CountsHeadings) {
  const std::string outline =
      "<text:outline-style><text:outline-level-style text:level='1' style:num-format='I' "
      "style:num-suffix='.'/><text:outline-level-style text:level='2' style:num-format='1' style:num-suffix='.'/>"
      "<text:outline-level-style text:level='3' style:num-format=''/></text:outline-style>";
  EXPECT_EQ(Decoded(Odt("<text:h text:outline-level='1'>A</text:h><text:h text:outline-level='2'>B</text:h><text:h "
                        "text:outline-level='3'>C</text:h><text:h text:outline-level='1'>D</text:h><text:h "
                        "text:outline-level='2'>E</text:h>"
                        "<text:h text:outline-level='1' text:is-list-header='true'>F</text:h>",
                        {}, outline)),
            "I. A\n1. B\nC\nII. D\n1. E\nF\n");
}

TEST(Odt, ReadsTables) {
  const auto cell = [](const std::string& style, const std::string& blocks, const std::string& more = {}) {
    return "<table:table-cell table:style-name='" + style + "' " + more + ">" + blocks + "</table:table-cell>";
  };
  const auto row = [](const std::string& cells) { return "<table:table-row>" + cells + "</table:table-row>"; };
  EXPECT_EQ(
      Decoded(Odt("<table:table><table:table-header-rows>" +
                      row(cell("Drawn", P("TT")) + cell("Drawn", P("Việc")) + cell("Drawn", P("Hạn"))) +
                      "</table:table-header-rows>" +
                      row(cell("Drawn", P("1")) + cell("Drawn", P("a") + P("b"), "table:number-columns-spanned='2'") +
                          "<table:covered-table-cell/>") +
                      row("<table:covered-table-cell/>" + cell("Drawn", P("c"), "table:number-columns-repeated='2'")) +
                      "</table:table>",
                  kLooks)),
      "| TT | Việc | Hạn |\n| 1 | a<br>b | |\n| | c | |\n");
  EXPECT_EQ(Decoded(Odt("<table:table>" +
                            row(cell("Drawn", P("1")) + cell("Drawn", P("a"), "table:number-rows-spanned='2' table:number-columns-spanned='2'") +
                                "<table:covered-table-cell/>" + cell("Drawn", "", "table:number-rows-spanned='2'")) +
                            row(cell("Drawn", P("2")) + "<table:covered-table-cell table:number-columns-repeated='3'/>") +
                            row(cell("Drawn", P("3")) + cell("Drawn", P("b")) + cell("Drawn", P("c")) + cell("Drawn", P("d"))) +
                            "</table:table>",
                        kLooks)),
            "| 1 | a | | |\n| 2 | ^^ | | |\n| 3 | b | c | d |\n");
  EXPECT_EQ(Decoded(Odt("<table:table>" +
                            row(cell("Open", P("UBND") + P("Số: 1")) + cell("Open", P("CỘNG HÒA") + P("Độc lập"))) +
                            "</table:table>",
                        kLooks)),
            "UBND     CỘNG HÒA\nSố: 1    Độc lập\n");
}

TEST(Odt, ReadsRaisedNumbers) {
  const auto span = [](const std::string& style, const std::string& text) { return "<text:span text:style-name='" + style + "'>" + text + "</text:span>"; };
  const auto style = [](const std::string& name, const std::string& position) {
    return "<style:style style:name='" + name + "' style:family='text'><style:text-properties style:text-position='" + position + "'/></style:style>";
  };
  EXPECT_EQ(Decoded(Odt(P("Kế hoạch" + span("Super", "2") + " trên 5 km" + span("Up", "2")) + P(span("Up", "2") + "Theo CO" + span("Sub", "2")),
                        style("Super", "super 58%") + style("Up", "33% 58%") + style("Sub", "sub 58%"))),
            "Kế hoạch[2] trên 5 km2\n[2] Theo CO2\n");
}

TEST(Odt, ReadsNotesAndFrames) {
  EXPECT_EQ(Decoded(Odt(
                P("A<text:note text:note-class='footnote'><text:note-citation>1</text:note-citation><text:note-body>" +
                  P("Note.") +
                  "</text:note-body></text:note> b"
                  "<draw:frame><draw:text-box>" +
                  P("Box") + "</draw:text-box></draw:frame>.") +
                P("C"))),
            "A[1] b.\nBox\n[1] Note.\nC\n");
}

TEST(Odt, LeavesOutWhatIsDeletedOrRepeated) {
  EXPECT_EQ(Decoded(Odt("<text:tracked-changes><text:changed-region><text:deletion>" + P("x") +
                        "</text:deletion></text:changed-region></text:tracked-changes><text:table-of-content>" +
                        P("I. A 3") + "</text:table-of-content>" +
                        P("A<text:change/>b<office:annotation>" + P("y") + "</office:annotation>"))),
            "Ab\n");
}

TEST(Odt, StandsHostileInput) {
  std::string open;
  std::string close;
  for (int i = 0; i < 100'000; ++i) {
    open += "<text:section>";
    close += "</text:section>";
  }
  EXPECT_EQ(Decoded(Odt(open + P("A") + close)), "error: a: the document's elements nest deeper than 256 levels");
  EXPECT_EQ(Decoded(Odt(P("A<text:s text:c='4000000000'/>b"))), "A        b\n");
  EXPECT_EQ(Decoded(Odt("<table:table><table:table-row><table:table-cell table:number-columns-repeated='4000000000'>" +
                        P("A") + "</table:table-cell></table:table-row></table:table>")),
            "A\n");
  EXPECT_EQ(Decoded(Odt("<text:p>")).substr(0, 49), "error: a: content.xml is no well-formed XML: Star");
}

}  // namespace
}  // namespace trichluc
