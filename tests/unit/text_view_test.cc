// The view for terminals, the sheet it is written on, and the places it names.
#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

#include "records/line_index.h"
#include "records/sheet.h"
#include "records/value_words.h"
#include "support/sample.h"
#include "trichluc/output.h"

namespace trichluc {
namespace {

std::vector<std::string> Lines(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

std::string SampleView(const TextStyle& style = {}) {
  return ToText(testing::SampleExtraction(), testing::SampleText(), style);
}

TEST(TextViewTest, TheSample) {
  EXPECT_EQ(SampleView({false, 80}),
            R"(kenh.txt

  Kế hoạch 27/KH-UBND
  Trồng cây dọc các tuyến kênh năm 2031

  Issuer      UBND huyện Bình An
  Date        2031-02-14
  Place       Bình An
  Period      2031
  Signer      KT. CHỦ TỊCH · PHÓ CHỦ TỊCH · Trần Thị Mai
  Recipients  Như phần III · Lưu: VT

OUTLINE  3 sections · 1 block
                                     blocks  refs  tasks  targets  dates
         (before the first section)             1
    6:1  I. MỤC TIÊU                      1                     1
    8:1  II. THỰC HIỆN
    9:1  └ 1. Phòng Nông nghiệp                        1               1

REFERENCES  1 mention of 1 document

   5:11  Quyết định 95/QĐ-UBND · 2031-01-03 · UBND tỉnh · basis
         về cây xanh ven kênh

ASSIGNMENTS  1

  Phòng Nông nghiệp with Hội Nông dân huyện
   10:3  chọn giống cây

TARGETS  1

    7:3  > 80%  subject    tuyến kênh
                predicate  có cây bóng mát

DEADLINES  1

  10:64  before 2031-12-15  báo cáo
                            Phòng Nông nghiệp

BUDGETS  1

  10:87  amount  120
         unit    triệu đồng

DIAGNOSTICS  1

    1:4  info: the year is that of the plan [inferred-year]
)");
}

TEST(TextViewTest, NoLineIsWiderThanAsked) {
  Extraction all = testing::SampleExtraction();
  all.assignments[0].task =
      "rà soát " + std::string(300, 'x') + " các tuyến kênh chính, kênh nhánh và kênh nội đồng trên địa bàn huyện";
  all.sections[2].heading = "Phòng Nông nghiệp và các đơn vị trực thuộc cùng Hội Nông dân huyện, Đoàn Thanh niên huyện";
  for (const int width : {40, 60, 100}) {
    for (const std::string& line : Lines(ToText(all, testing::SampleText(), {false, width}))) {
      EXPECT_LE(DisplayWidth(line), static_cast<std::size_t>(width)) << line;
    }
  }
}

TEST(TextViewTest, NoLineEndsInSpaces) {
  for (const std::string& line : Lines(SampleView()))
    EXPECT_FALSE(!line.empty() && line.back() == ' ') << '[' << line << ']';
}

TEST(TextViewTest, ColourChangesNoLetter) {
  const std::string coloured = SampleView({true, 100});
  EXPECT_NE(coloured.find("\x1b[1mDEADLINES"), std::string::npos);
  std::string plain;
  for (std::size_t i = 0; i < coloured.size(); ++i) {
    if (coloured[i] == '\x1b') {
      i = coloured.find('m', i);
    } else {
      plain += coloured[i];
    }
  }
  EXPECT_EQ(plain, SampleView({false, 100}));
}

TEST(TextViewTest, EveryLineEndsInPlainInk) {
  for (const std::string& line : Lines(SampleView({true, 60}))) {
    const std::size_t escape = line.rfind('\x1b');
    EXPECT_TRUE(escape == std::string::npos || line.substr(escape, 4) == "\x1b[0m") << line;
  }
}

TEST(TextViewTest, TasksOfTheSameUnitsStandTogether) {
  Extraction all = testing::SampleExtraction();
  all.assignments.push_back(all.assignments[0]);
  all.assignments[1].task = "tưới cây";
  const std::string view = ToText(all, testing::SampleText());
  EXPECT_EQ(view.find("with Hội Nông dân huyện"), view.rfind("with Hội Nông dân huyện"));
  EXPECT_NE(view.find("tưới cây"), std::string::npos);
}

TEST(TextViewTest, WithoutATaskTheUnitsStandOnTheFirstLine) {
  Extraction all = testing::SampleExtraction();
  all.deadlines[0].task.reset();
  const std::string view = ToText(all, testing::SampleText());
  EXPECT_NE(view.find("before 2031-12-15  Phòng Nông nghiệp\n"), std::string::npos) << view;
}

TEST(TextViewTest, ATaskWithSeveralTimesIsSaidOnce) {
  Extraction all = testing::SampleExtraction();
  all.deadlines.push_back(all.deadlines[0]);
  all.deadlines[1].date = "2032-12-15";
  all.deadlines[1].label = "năm";
  const std::string view = ToText(all, testing::SampleText());
  EXPECT_NE(view.find("before 2032-12-15  năm: the same\n\n"), std::string::npos) << view;
}

TEST(TextViewTest, ThePlaceHasItsId) {
  Extraction all = testing::SampleExtraction();
  all.document.place_id = "vn:75";
  EXPECT_NE(ToText(all, testing::SampleText()).find("Place       Bình An vn:75\n"), std::string::npos);
}

struct DateCase {
  const char* edtf;
  const char* words;
};

TEST(ValueWordsTest, Dates) {
  for (const auto& [edtf, words] : {DateCase{"2031-05-15", "2031-05-15"},
                                    {"2031-05", "May 2031"},
                                    {"2031", "2031"},
                                    {"2026-34", "quarter 2 of 2026"},
                                    {"2026-41", "second half of 2026"},
                                    {"2031-01/2031-03", "January to March 2031"},
                                    {"2030-12/2031-03", "December 2030 to March 2031"},
                                    {"2031-33/2031-35", "quarter 1 to quarter 3 of 2031"},
                                    {"2026-05-15/2026-09-30", "2026-05-15 to 2026-09-30"},
                                    {"2031/..", "from 2031 on"},
                                    {"../2030", "until 2030"},
                                    {"2031-99", "2031-99"},
                                    {"?", "?"},
                                    {"", ""}}) {
    EXPECT_EQ(DateWords(edtf), words);
  }
}

struct DueCase {
  const char* kind;
  const char* relation;
  const char* date;
  const char* every;
  const char* words;
};

TEST(ValueWordsTest, Deadlines) {
  const auto given = [](const char* text) { return *text == '\0' ? std::nullopt : std::optional<std::string>(text); };
  for (const DueCase& one : {DueCase{"date", "before", "2025-05-05", "", "before 2025-05-05"},
                             {"date", "by", "2031", "", "by 2031"},
                             {"date", "on", "2031-05-15", "", "on 2031-05-15"},
                             {"date", "within", "2026-34", "", "quarter 2 of 2026"},
                             {"date", "between", "2031-01/2031-03", "", "January to March 2031"},
                             {"date", "from", "2031/..", "", "from 2031 on"},
                             {"recurring", "before", "XXXX-06-01", "P1Y", "every year, before 06-01"},
                             {"recurring", "on", "XXXX-XX-25", "P1M", "the 25th of each month"},
                             {"recurring", "before", "XXXX-XX-22", "P1M", "every month, before the 22nd"},
                             {"recurring", "before", "XXXX-XX-11", "P3M", "every quarter, before the 11th"},
                             {"recurring", "within", "XXXX-12", "P1Y", "every year, in December"},
                             {"recurring", "", "", "P6M", "every 6 months"},
                             {"recurring", "", "", "P1W", "every week"},
                             {"recurring", "", "", "P1Y6M", "every 1 year 6 months"},
                             {"recurring", "", "", "PT5H", "every PT5H"},
                             {"recurring", "", "", "P", "every P"},
                             {"adhoc", "", "", "", "on occasion"},
                             {"continuous", "", "", "", "continuously"},
                             {"relative", "within", "", "", "within a period"},
                             {"relative", "", "", "", "upon an event"}}) {
    Deadline due;
    due.kind = one.kind;
    due.relation = given(one.relation);
    due.date = given(one.date);
    due.every = given(one.every);
    EXPECT_EQ(DueWords(due), one.words);
  }
}

TEST(ValueWordsTest, Amounts) {
  Target target;
  target.comparator = "eq";
  target.value = 20;
  target.value_max = 30;
  target.unit = "mô hình";
  EXPECT_EQ(AmountWords(target), "= 20–30 mô hình");
}

Explanation SampleExplanation() {
  const std::string& text = testing::SampleText();
  const auto span = [&](const std::string& words) {
    const std::size_t at = text.find(words);
    return Span{at, at + words.size()};
  };
  Explanation why;
  why.source = "kenh.txt";
  why.kind = "bullet";
  why.section = "I";
  why.heading = "MỤC TIÊU";
  why.text = "Trên 80% tuyến kênh có cây bóng mát.";
  why.span = span(why.text);
  why.place = why.text.find("80%");
  why.offset = why.span.start + why.place;
  why.fired.push_back({"targets:share", "target", span("Trên 80%"), "Trên 80%", {{"amount", "80%", span("80%")}}});
  why.fired.push_back({"numbers:percent", "@amount", span("80%"), "80%", {}});
  why.missed.push_back({"targets:range", "read \"80%\", then wanted đến"});
  return why;
}

TEST(ExplanationTest, TheSample) {
  EXPECT_EQ(ToText(SampleExplanation(), testing::SampleText(), {false, 60}), R"(kenh.txt:7:8
bullet in section I MỤC TIÊU

  Trên 80% tuyến kênh có cây bóng mát.
       ^

FIRED  2 rules, outermost first

  7:3  targets:share makes target
       Trên 80%
       amount  80%
  7:8  └ numbers:percent makes @amount
         80%

NEAR MISSES  1

  targets:range
    read "80%", then wanted đến
)");
}

TEST(ExplanationTest, NothingFiredSaysWhatWasLookedAt) {
  Explanation why = SampleExplanation();
  why.fired.clear();
  EXPECT_NE(ToText(why, testing::SampleText()).find("looked at the whole bullet, 7:3 to 7:39."), std::string::npos)
      << ToText(why, testing::SampleText());
  EXPECT_NE(ToText(Explanation{}, "x").find("No rule looks at this place"), std::string::npos);
}

TEST(ExplanationTest, ALongPassageIsCutAroundThePlace) {
  Explanation why = SampleExplanation();
  const std::string filler = "các tuyến kênh chính, kênh nhánh và kênh nội đồng trên địa bàn huyện ";
  why.text = filler + filler + "ĐÂY " + filler + filler;
  why.place = 2 * filler.size();
  for (const int width : {40, 80}) {
    const auto lines = Lines(ToText(why, testing::SampleText(), {false, width}));
    EXPECT_LE(DisplayWidth(lines[3]), static_cast<std::size_t>(width));
    EXPECT_EQ(DisplayWidth(lines[3].substr(0, lines[3].find("ĐÂY"))), lines[4].find('^')) << lines[3];
  }
}

TEST(ExplanationTest, Json) {
  const std::string json = ToJson(SampleExplanation());
  EXPECT_NE(json.find("\"section\": \"I\""), std::string::npos) << json;
  EXPECT_NE(json.find("\"emits\": \"@amount\""), std::string::npos) << json;
  EXPECT_NE(ToJson(Explanation{}).find("\"section\": null"), std::string::npos);
}

TEST(TextViewTest, ADocumentCannotMoveTheCursor) {
  Extraction all = testing::SampleExtraction();
  all.document.title = "Trồng\x1b[2J cây\r\n\xC2\x9B\xE2\x80\xAEnăm";
  all.source.name = "k\xFF\x07.txt";
  const std::string view = ToText(all, testing::SampleText());
  EXPECT_EQ(view.find_first_of("\x1b\r\x07"), std::string::npos);
  EXPECT_NE(view.find("Trồng\uFFFD[2J cây \uFFFD\uFFFDnăm"), std::string::npos) << view;
  EXPECT_NE(view.find("k\uFFFD\uFFFD.txt"), std::string::npos);
}

TEST(TextViewTest, AnEmptyExtractionHasAHead) {
  EXPECT_EQ(ToText(Extraction{}, ""), "\n\n  Document of unknown type\n");
}

TEST(TextViewTest, BrokenOutlinesAreDrawn) {
  // Parents that do not exist, that come later, or that are the section itself must not confuse the tree.
  Extraction all;
  for (const auto& [path, parent] : {std::pair{"a", "a"}, {"b", "c"}, {"c", "b"}, {"c", "nowhere"}}) {
    Section section;
    section.path = path;
    section.parent = parent;
    section.label = path;
    all.sections.push_back(section);
  }
  EXPECT_NE(ToText(all, "").find("4 sections"), std::string::npos);
}

TEST(SheetTest, DisplayWidth) {
  EXPECT_EQ(DisplayWidth("Đường"), 5U);
  EXPECT_EQ(DisplayWidth("e\u0302\u0301"), 1U) << "combining marks take no column";
  EXPECT_EQ(DisplayWidth("\u6F22\u5B57"), 4U);
  EXPECT_EQ(DisplayWidth("a\u200Bb\u00AD"), 2U);
}

TEST(SheetTest, Shortened) {
  EXPECT_EQ(Shortened("Phòng", 5), "Phòng");
  EXPECT_EQ(Shortened("Phòng Nội vụ", 8), "Phòng N…");
  EXPECT_EQ(Shortened("Phòng Nội vụ", 7), "Phòng…");
  EXPECT_EQ(Shortened("Phòng", 1), "…");
  EXPECT_EQ(Shortened("Phòng", 0), "");
}

std::string Entry(std::vector<Run> margin, std::size_t indent, const std::vector<Run>& runs) {
  Sheet sheet({false, 40});
  sheet.Entry(margin, indent, runs);
  return std::move(sheet).Take();
}

TEST(SheetTest, EntriesAreWrappedAndIndented) {
  EXPECT_EQ(Entry({{" 1:1  "}}, 6, {{"một hai ba bốn năm sáu bảy tám"}, {"chín mười"}}),
            " 1:1  một hai ba bốn năm sáu bảy tám\n      chín mười\n");
}

TEST(SheetTest, AWideMarginHasItsOwnLine) {
  EXPECT_EQ(Entry({{"một hai"}}, 7, {{"ba"}}), "một hai\n       ba\n");
  EXPECT_EQ(Entry({{"một hai"}}, 8, {{"ba"}}), "một hai ba\n");
  EXPECT_EQ(Entry({{"một hai"}}, 4, {}), "một hai\n");
}

TEST(SheetTest, LongWordsAreCut) {
  const std::string word(50, 'x');
  EXPECT_EQ(Entry({}, 10, {{word}}),
            std::string(10, ' ') + std::string(30, 'x') + "\n" + std::string(10, ' ') + std::string(20, 'x') + "\n");
}

TEST(LineIndexTest, LinesAndColumns) {
  const std::string text = "Số\nmột\n\nhai";
  const LineIndex index(text);
  EXPECT_EQ(index.At(0).ToString(), "1:1");
  EXPECT_EQ(index.At(text.find('\n')).ToString(), "1:3");
  EXPECT_EQ(index.At(text.find("t\n")).ToString(), "2:3");
  EXPECT_EQ(index.At(text.find("hai")).ToString(), "4:1");
  EXPECT_EQ(index.At(text.size()).ToString(), "4:4");
  EXPECT_EQ(index.At(text.size() + 100).ToString(), "4:4");
}

TEST(LineIndexTest, LinesEndAsNormalizationEndsThem) {
  const LineIndex index("I. A\rII. B\r\nIII. C\n\r\rIV");
  EXPECT_EQ(index.At(4).ToString(), "1:5");
  EXPECT_EQ(index.At(5).ToString(), "2:1");
  EXPECT_EQ(index.At(11).ToString(), "2:7");  // inside the two bytes of one line end
  EXPECT_EQ(index.At(12).ToString(), "3:1");
  EXPECT_EQ(index.At(21).ToString(), "6:1");
}

TEST(LineIndexTest, AByteOrderMarkHasNoColumn) {
  const LineIndex index("\xEF\xBB\xBFmột");
  EXPECT_EQ(index.At(0).ToString(), "1:1");
  EXPECT_EQ(index.At(3).ToString(), "1:1");
  EXPECT_EQ(index.At(4).ToString(), "1:2");
}

TEST(LineIndexTest, EmptyText) { EXPECT_EQ(LineIndex("").At(0).ToString(), "1:1"); }

TEST(LineIndexTest, OneLongLine) {
  std::string text;
  for (int i = 0; i < 5000; ++i) text += "đất ";
  const LineIndex index(text);
  for (std::size_t word = 0; word < 5000; word += 97) EXPECT_EQ(index.At(word * 7).column, word * 4 + 1);
}

}  // namespace
}  // namespace trichluc
