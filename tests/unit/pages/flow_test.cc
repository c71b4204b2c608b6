#include "pages/flow.h"

#include <gtest/gtest.h>

#include <initializer_list>
#include <string>
#include <utility>

namespace trichluc {
namespace {

FlowParagraph Plain(std::string text) { return {.runs = {{.text = std::move(text)}}}; }
FlowParagraph Bold(std::string text) { return {.runs = {{.text = std::move(text), .bold = true}}}; }
FlowParagraph Centred(std::string text) { return {.runs = {{.text = std::move(text)}}, .centred = true}; }

FlowCell Cell(std::uint32_t column, std::initializer_list<const char*> paragraphs) {
  FlowCell cell;
  cell.column = column;
  for (const char* text : paragraphs) cell.blocks.emplace_back(Plain(text));
  return cell;
}

class Table {
 public:
  explicit Table(FlowTable::Borders borders) { table_->borders = borders; }
  Table& Row(std::initializer_list<std::initializer_list<const char*>> cells) {
    auto& row = table_->rows.emplace_back();
    std::uint32_t column = 0;
    for (const auto& cell : cells) row.push_back(Cell(column++, cell));
    return *this;
  }
  FlowTable& get() { return *table_; }
  [[nodiscard]] std::unique_ptr<FlowTable> Take() { return std::move(table_); }

 private:
  std::unique_ptr<FlowTable> table_ = std::make_unique<FlowTable>();
};

template <typename... Block>
std::string Written(Block... blocks) {
  FlowText flow;
  (flow.blocks.emplace_back(std::move(blocks)), ...);
  Result<PagedText> text = WriteFlow(std::move(flow), "text/html", 1 << 20);
  return text ? text->text : "error: " + text.error().message;
}

constexpr auto kNone = FlowTable::Borders::kNone;
constexpr auto kDrawn = FlowTable::Borders::kDrawn;
constexpr auto kUnknown = FlowTable::Borders::kUnknown;

TEST(Flow, OneParagraphIsOneLine) {
  EXPECT_EQ(Written(Plain("A b."), Plain("C d.")), "A b.\nC d.\n");
  EXPECT_EQ(Written(Plain("A\nb")), "A\nb\n");
  EXPECT_EQ(Written(), "");
}

TEST(Flow, EmptyParagraphsAreOneBlankLine) {
  EXPECT_EQ(Written(Plain(""), Plain("A"), Plain(" \u00A0"), Plain(""), Plain("B"), Plain("")), "A\n\nB\n");
}

TEST(Flow, WhatIsCentredStandsApart) {
  EXPECT_EQ(Written(Centred("A"), Centred("B"), Plain("C"), Plain("D")), "A\nB\n\nC\nD\n");
}

TEST(Flow, ACommaDoesNotHoldParagraphsTogether) { EXPECT_EQ(Written(Plain("A,"), Plain("B")), "A,\n\nB\n"); }

TEST(Flow, MarksWhatIsBold) {
  EXPECT_EQ(Written(Bold("A b")), "**A b**\n");
  EXPECT_EQ(Written(FlowParagraph{.runs = {{.text = "1. ", .bold = true},
                                           {.text = "A", .bold = true},
                                           {.text = " "},
                                           {.text = "b", .bold = true},
                                           {.text = " c"}}}),
            "**1. A b** c\n");
  EXPECT_EQ(Written(FlowParagraph{.runs = {{.text = " ", .bold = true}, {.text = "a"}, {.text = " ", .bold = true}}}),
            "a\n");
  EXPECT_EQ(Written(Bold("A\nB")), "**A**\n**B**\n");
  EXPECT_EQ(Written(Bold("A\tB")), "**A**    **B**\n");
}

TEST(Flow, WritesCapitals) {
  EXPECT_EQ(Written(FlowParagraph{.runs = {{.text = "kế hoạch", .caps = true}, {.text = " số 1"}}}), "KẾ HOẠCH số 1\n");
}

TEST(Flow, RunsThatLookAlikeAreOne) {
  std::vector<FlowRun> runs;
  AddRun(runs, {.text = "a", .font = ".VnTime"});
  AddRun(runs, {.text = "b", .font = ".VnTime"});
  AddRun(runs, {.text = "c", .font = ".VnTimeH"});
  ASSERT_EQ(runs.size(), 2U);
  EXPECT_EQ(runs[0].text, "ab");
}

TEST(Flow, WritesRaisedCharactersInTheLine) {
  const auto raised = [](std::string text) { return FlowRun{.text = std::move(text), .raised = true}; };
  EXPECT_EQ(Written(FlowParagraph{{{.text = "ngày 19/6/2013"}, raised("1"), {.text = ", 5 km"}, raised("2")}}), "ngày 19/6/2013[1], 5 km2\n");
  EXPECT_EQ(Written(FlowParagraph{{{.text = "xã", .bold = true}, raised(" 1"), {.text = " và"}}}), "**xã** [1] và\n");
  EXPECT_EQ(Written(FlowParagraph{{raised("2"), {.text = "Theo"}}}), "[2] Theo\n");
  EXPECT_EQ(Written(FlowParagraph{{raised("2"), {.text = " Theo"}}}), "[2] Theo\n");
  EXPECT_EQ(Written(FlowParagraph{{{.text = "A\n"}, raised("2"), {.text = "Theo"}}}), "A\n[2] Theo\n");
  EXPECT_EQ(Written(FlowParagraph{{{.text = "A"}, {.text = "1", .font = "Arial", .raised = true}, raised("2")}}), "A[12]\n") << "one number in two runs";
}

TEST(Flow, EscapesWhatWouldBeMarks) {
  EXPECT_EQ(Written(Plain("a * b | c \\ d # e")), "a \\* b \\| c \\\\ d # e\n");
  EXPECT_EQ(Written(Plain("# a")), "\\# a\n");
}

TEST(Flow, TheSpaceBehindALabelIsNoGap) {
  EXPECT_EQ(Written(Plain("1.\tA")), "1. A\n");
  EXPECT_EQ(Written(Plain("-\u00A0\u00A0\u00A0\u00A0 A")), "- A\n");
  EXPECT_EQ(Written(Plain("a)      A")), "a) A\n");
  EXPECT_EQ(Written(Plain("Điều 1.\tA")), "Điều 1. A\n");
  EXPECT_EQ(Written(Plain("Số:      /KH-UBND")), "Số:      /KH-UBND\n");
  EXPECT_EQ(Written(Plain("UBND XÃ A\tĐộc lập")), "UBND XÃ A    Độc lập\n");
  EXPECT_EQ(Written(Plain("\t\tA")), "A\n");
}

TEST(Flow, WritesPageBreaks) {
  EXPECT_EQ(Written(Plain("A"), FlowParagraph{.runs = {{.text = "B"}}, .page_break = true}), "A\n\fB\n");
  EXPECT_EQ(Written(Plain("A\fB")), "A\n\fB\n");
  EXPECT_EQ(Written(Plain("A"), Plain("\f"), Plain("B")), "A\n\n\fB\n");
}

TEST(Flow, DropsControlCharacters) { EXPECT_EQ(Written(Plain("a\x01\x1F b")), "a b\n"); }

TEST(Flow, ATableWithBordersBecomesRows) {
  EXPECT_EQ(
      Written(Plain("A"), Table(kDrawn).Row({{"TT"}, {"Việc"}}).Row({{"1"}, {"x", "y"}}).Row({{}, {"a | b"}}).Take(),
              Plain("B")),
      "A\n\n| TT | Việc |\n| 1 | x<br>y |\n| | a \\| b |\n\nB\n");
}

TEST(Flow, ColumnsThatOnlyMergedCellsMakeAreLeftOut) {
  Table table(kDrawn);
  table.get().rows.resize(2);
  table.get().rows[0].push_back(Cell(0, {"A"}));
  table.get().rows[0].push_back(Cell(2, {"B"}));
  table.get().rows[1].push_back(Cell(0, {"I. C"}));
  EXPECT_EQ(Written(table.Take()), "| A | B |\n| I. C | |\n");
}

TEST(Flow, ATableWithoutBordersStandsSideBySide) {
  EXPECT_EQ(Written(Table(kNone).Row({{"UBND", "XÃ A", "Số: 1/KH"}, {"CỘNG HÒA", "Độc lập", "", "A, ngày 01"}}).Take(),
                    Centred("KẾ HOẠCH")),
            "UBND        CỘNG HÒA\n"
            "XÃ A        Độc lập\n"
            "Số: 1/KH\n"
            "            A, ngày 01\n\n"
            "KẾ HOẠCH\n");
}

TEST(Flow, LinesBrokenInACellAreJoined) {
  EXPECT_EQ(
      Written(Table(kNone).Row({{"UBND", "Số: 1"}, {"Huế, ngày 09 tháng", "9 năm 2025", "Ủy ban", "nhân dân"}}).Take()),
      "UBND     Huế, ngày 09 tháng 9 năm 2025\n"
      "Số: 1    Ủy ban nhân dân\n");
  EXPECT_EQ(Written(Table(kNone).Row({{"A"}, {"gồm", "a) B", "1. c", "d"}}).Take()),
            "A    gồm\n     a) B\n     1. c d\n");
}

TEST(Flow, LinesTooLongForEachOtherStandBelowEachOther) {
  const std::string longest(180, 'x');
  FlowTable table;
  table.borders = kNone;
  table.rows.resize(1);
  table.rows[0].push_back(Cell(0, {longest.c_str(), "B"}));
  table.rows[0].push_back(Cell(1, {"Some more words", "D"}));
  EXPECT_EQ(Written(std::make_unique<FlowTable>(std::move(table))),
            longest + "\nB" + std::string(51, ' ') + "Some more words\n" + std::string(52, ' ') + "D\n");
}

TEST(Flow, FormOfTables) {
  EXPECT_EQ(FormOf(Table(kNone).Row({{"a"}, {"b"}}).get()), TableForm::kSideBySide);
  EXPECT_EQ(FormOf(Table(kDrawn).Row({{"a", "b"}, {"c", "d"}}).get()), TableForm::kRows);
  EXPECT_EQ(FormOf(Table(kNone).Row({{"a"}, {"b"}, {"c"}, {"d"}}).get()), TableForm::kRows) << "four columns are data";
  EXPECT_EQ(FormOf(Table(kNone).Row({{"a"}, {}, {"c"}}).get()), TableForm::kSideBySide) << "a column between the two";
  EXPECT_EQ(FormOf(Table(kUnknown).Row({{"a"}, {"b"}}).get()), TableForm::kRows);
  EXPECT_EQ(FormOf(Table(kUnknown).Row({{"a", "b"}, {"c", "d"}}).get()), TableForm::kSideBySide);
  EXPECT_EQ(FormOf(Table(kDrawn).Row({{"a"}}).Row({{"b"}}).get()), TableForm::kFrame);
  Table many(kNone);
  for (int i = 0; i < 9; ++i) many.Row({{"a"}, {"b"}});
  EXPECT_EQ(FormOf(many.get()), TableForm::kRows);
  Table page(kNone);
  page.Row({{"menu"}, {}});
  for (int i = 0; i < 100; ++i) page.get().rows[0][1].blocks.emplace_back(Plain("text"));
  EXPECT_EQ(FormOf(page.get()), TableForm::kFrame) << "a page that is laid out by a table";
}

TEST(Flow, ATableInACellIsALineForEachRow) {
  Table outer(kDrawn);
  outer.Row({{"A"}, {"B"}});
  outer.get().rows[0][1].blocks.emplace_back(Table(kDrawn).Row({{"c"}, {"d"}}).Row({{"e"}, {"f"}}).Take());
  EXPECT_EQ(Written(outer.Take()), "| A | B<br>c; d<br>e; f |\n");
}

TEST(Flow, HoldsItsLimit) {
  FlowText flow;
  for (int i = 0; i < 100; ++i) flow.blocks.emplace_back(Plain("0123456789"));
  Result<PagedText> text = WriteFlow(std::move(flow), "text/html", 500);
  ASSERT_FALSE(text);
  EXPECT_EQ(text.error().code, Error::Code::kTooLarge);
}

}  // namespace
}  // namespace trichluc
