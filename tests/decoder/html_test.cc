#include <gtest/gtest.h>

#include "files.h"

namespace trichluc {
namespace {

using testing::Decoded;
using testing::Decoders;

std::string Html(const std::string& body, const std::string& head = {}) {
  return Decoded("<html><head>" + head + "</head><body>" + body + "</body></html>");
}

TEST(Html, ParagraphsAreLines) {
  EXPECT_EQ(Html("<p>Một\n  hai</p><p>Ba</p>"), "Một hai\nBa\n");
  EXPECT_EQ(Html("<div>Một<p>Hai</p>Ba</div>Bốn<br>Năm"), "Một\nHai\nBa\nBốn\nNăm\n");
  EXPECT_EQ(Html("<p>A<p>&nbsp;<p>B"), "A\n\nB\n");
  EXPECT_EQ(Html("<pre>a\n  b</pre>"), "a\nb\n");
}

TEST(Html, TellsItsFormat) {
  const Result<PagedText> paged = Decoders().Decode({.name = "a", .bytes = "<html><p>A"});
  ASSERT_TRUE(paged);
  EXPECT_EQ(paged->media_type, "text/html");
  EXPECT_TRUE(paged->pages.empty());
  EXPECT_TRUE(paged->words.empty());
}

TEST(Html, ReadsEntities) {
  EXPECT_EQ(Html("<p>K&#7871; ho&#x1EA1;ch &amp; B&aacute;o c&#225;o &lt;1&gt;"), "Kế hoạch & Báo cáo <1>\n");
}

TEST(Html, ReadsEncodings) {
  EXPECT_EQ(Decoded("<html><meta charset=windows-1252><p>\x93H\xE0\x94</p>"), "“Hà”\n");
  EXPECT_EQ(
      Decoded("<html><meta http-equiv=Content-Type content=\"text/html; charset=ISO-8859-1\"><p>\x93H\xE0\x94</p>"),
      "“Hà”\n");
  EXPECT_EQ(Decoded("<html><meta charset=\"windows-1258\"><p>H\xE0 N\xF4\xF2i</p>"), "Hà Nô\u0323i\n");
  EXPECT_EQ(Decoded("\xEF\xBB\xBF<html><meta charset=latin1><p>Hà</p>"), "Hà\n");
  EXPECT_EQ(Decoded("<html><meta charset=latin1><p>Kế hoạch</p>"), "Kế hoạch\n") << "bytes that are UTF-8 are UTF-8";
  EXPECT_EQ(Decoded("<html><meta charset=x-unknown><p>H\xE0</p>"), "Hà\n");
  std::string wide = "\xFF\xFE";
  for (const char c : std::string("<html><p>abc</p>")) wide.append(1, c).append(1, '\0');
  EXPECT_EQ(Decoded(wide), "abc\n");
}

TEST(Html, MarksWhatIsBold) {
  EXPECT_EQ(Html("<p><b>I. A</b> b <strong>c</strong> <span style='font-weight:bold'>d</span></p>"),
            "**I. A** b **c d**\n");
  EXPECT_EQ(
      Html("<h2>A</h2><p class=h>B</p><p><span class='x h'>C</span></p><b><p style='font-weight:normal'>D</p></b>",
           "<style>.h, p.k { font-weight: 700; }</style>"),
      "**A**\n**B**\n**C**\nD\n");
}

TEST(Html, ReadsRaisedNumbers) {
  EXPECT_EQ(Html("<p>Kế hoạch<sup>2</sup> trên 5 km<span style='vertical-align:super'>2</span><p><sup>2</sup>Theo CO<sub>2</sub>"),
            "Kế hoạch[2] trên 5 km2\n[2] Theo CO2\n");
}

TEST(Html, ReadsNotes) {
  // Word's
  EXPECT_EQ(Html("<p>A<a href='#_ftn1' name='_ftnref1'><span class=MsoFootnoteReference><span><![if !supportFootnotes]><span class=MsoFootnoteReference>"
                 "<span>[1]</span></span><![endif]></span></span></a> b<div style='mso-element:footnote-list'><div style='mso-element:footnote' id=ftn1>"
                 "<p class=MsoFootnoteText><a href='#_ftnref1' name='_ftn1'><span class=MsoFootnoteReference>[1]</span></a>Note.</p></div></div>",
                 "<style>span.MsoFootnoteReference {vertical-align:super;}</style>"),
            "A[1] b\n[1] Note.\n");
  // LibreOffice's
  EXPECT_EQ(Html("<p>A<sup><a class='sdfootnoteanc' name='sdfootnote1anc' href='#sdfootnote1sym'><sup>1</sup></a></sup> b</p><div id='sdfootnote1'>"
                 "<p class='sdfootnote'><a class='sdfootnotesym' name='sdfootnote1sym' href='#sdfootnote1anc'>1</a>Note.</p></div>"),
            "A[1] b\n[1] Note.\n");
}

TEST(Html, LeavesOutWhatNobodySees) {
  EXPECT_EQ(Html("<script>x</script><style>y</style><p>A<!-- b --><span style='display:none'>c</span><span "
                 "style='mso-hide:all'>d</span><del>e</del><ins>f</ins></p><p hidden>g",
                 "<title>t</title>"),
            "Af\n");
  EXPECT_EQ(Html("<p>A</p><div style='mso-element:comment-list'><p>B</p></div><p class=MsoToc1>I. C 3</p>"), "A\n");
}

TEST(Html, LeavesOutTheHeadsAndFeetOfPages) {
  EXPECT_EQ(Html("<div title='header'><p>x</p></div><p>A</p><div title='footer'><p>x</p></div><div style='mso-element:header'><p>x</p></div>"), "A\n");
}

TEST(Html, ReadsWordsLists) {
  EXPECT_EQ(Html("<p class=MsoListParagraph><![if !supportLists]><b><span style='mso-list:Ignore'>1.<span "
                 "style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp;&nbsp;&nbsp;&nbsp; "
                 "</span></span></b><![endif]><b>Mục\n tiêu</b><o:p></o:p></p>"
                 "<p><!--[if !supportLists]--><span style='font-family:Symbol'><span "
                 "style='mso-list:Ignore'>·<span>&nbsp;&nbsp;&nbsp; </span></span></span><!--[endif]-->Một</p>"
                 "<p><span style='mso-list:Ignore'>b)<span>&nbsp;&nbsp;&nbsp; </span></span>Hai</p>"),
            "**1. Mục tiêu**\n- Một\nb) Hai\n");
}

TEST(Html, CountsLists) {
  EXPECT_EQ(Html("<ul><li>A<li><p>B</p><ul><li>C</ul><p>D</p></ul><ol start=3><li>E<li value=7>F<li>G</ol><ol "
                 "type=I><li>H<li>K</ol><ol type=a><li>L"),
            "- A\n- B\n+ C\nD\n3. E\n7. F\n8. G\nI. H\nII. K\na. L\n");
}

TEST(Html, ReadsLetterheads) {
  EXPECT_EQ(Html("<table border=0><tr><td><p align=center>UBND XÃ A</p><p align=center>Số: <span "
                 "style='mso-spacerun:yes'>&nbsp;&nbsp;&nbsp; </span>/KH</p></td>"
                 "<td><p align=center><b>CỘNG HÒA</b></p><p align=center><b>Độc lập</b></p></td></tr></table><p "
                 "align=center>KẾ HOẠCH</p>"),
            "UBND XÃ A      **CỘNG HÒA**\nSố:     /KH    **Độc lập**\n\nKẾ HOẠCH\n");
}

TEST(Html, TellsTablesFromLayout) {
  EXPECT_EQ(Html("<table border=1><tr><td>A<td>B<tr><td>1<td>2</table>"), "| A | B |\n| 1 | 2 |\n");
  EXPECT_EQ(Html("<table border=1 style='border:none'><tr><td style='border:solid windowtext 1.0pt'>A<td "
                 "style='border:solid windowtext 1.0pt;border-left:none'>B</table>"),
            "| A | B |\n");
  EXPECT_EQ(Html("<table border=1><tr><td style='border:none'>A<td style='border:none'>B</table>"), "A    B\n");
  EXPECT_EQ(Html("<table><tr><td>A<td>B<td>C<td>D<tr><td>1<td>2<td>3<td>4</table>"),
            "| A | B | C | D |\n| 1 | 2 | 3 | 4 |\n");
  EXPECT_EQ(Html("<table border=1><tr><td><p>A</p><p>B</p></table>"), "A\nB\n");
}

TEST(Html, ReadsMergedCells) {
  EXPECT_EQ(Html("<table border=1><tr><th rowspan=2>TT<th colspan=2>Việc<tr><th>a<th>b<tr><td>1<td>c<td>d<tr><td "
                 "colspan=3>I. E</table>"),
            "| **TT** | **Việc** | |\n| ^^ | **a** | **b** |\n| 1 | c | d |\n| I. E | | |\n");
  EXPECT_EQ(Html("<table border=1><tr><td>1<td>a<td rowspan=3 colspan=2>b<tr><td>2<td rowspan=9><tr><td>3<tr><td>4<td>c<td>d<td>e</table>"),
            "| 1 | a | b | | |\n| 2 | | ^^ | | |\n| 3 | | ^^ | | |\n| 4 | | c | d | e |\n");
}

TEST(Html, BreaksPages) {
  EXPECT_EQ(
      Html("<p>A</p><br clear=all style='page-break-before:always'><p>B</p><p style='page-break-before:always'>C</p>"),
      "A\n\fB\n\fC\n");
}

TEST(Html, StandsDeepAndWideInput) {
  std::string deep = "<html>";
  for (int i = 0; i < 1'000'000; ++i) deep += "<div>";
  EXPECT_EQ(Decoded(deep), "error: a: the page cannot be read: its elements nest deeper than 1024 levels");
  std::string tables = "<html>";
  for (int i = 0; i < 50'000; ++i) tables += "<table><tr><td>x";
  EXPECT_EQ(Decoded(tables), "error: a: the page cannot be read: its elements nest deeper than 1024 levels");
  std::string attributes = "<html><p";
  for (int i = 0; i < 100'000; ++i) attributes += " a" + std::to_string(i);
  EXPECT_EQ(Decoded(attributes + ">x"),
            "error: a: the page cannot be read: one of its tags has more than 1000 attributes");
  std::string spans = "<html><table border=1>";
  for (int i = 0; i < 10'000; ++i) spans += "<tr><td colspan=1000000000 rowspan=999999999>a<td>b</tr>";
  EXPECT_TRUE(Decoded(spans).starts_with("| a |")) << Decoded(spans).substr(0, 200);
  std::string cells = "<html><table border=1>";
  for (int i = 0; i < 200'000; ++i) cells += i % 10 == 0 ? "<tr><td>a" : "<td>a";
  EXPECT_TRUE(Decoded(cells).starts_with("| a | a |"));
  std::string open = "<html>";
  for (int i = 0; i < 100'000; ++i) open += "<p>a";
  EXPECT_TRUE(Decoded(open).starts_with("a\na\n"));
}

TEST(Html, StandsBrokenInput) {
  EXPECT_EQ(Decoded("<html><p>a&#999999999999;&#xD800;&#1114112;&#0;b").substr(0, 1), "a");
  EXPECT_EQ(Decoded("<html><p>A<table><tr><td>B</p></div></table><!-- C"), "A\n\nB\n");
  EXPECT_EQ(Decoded("<html><p"), "");
  EXPECT_EQ(Decoded(std::string("<html><p>a\0b", 12)), "ab\n");
}

}  // namespace
}  // namespace trichluc
