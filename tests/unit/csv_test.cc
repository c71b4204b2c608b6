// What ToCsv writes.
#include <gtest/gtest.h>

#include "support/sample.h"
#include "trichluc/output.h"

namespace trichluc {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// Reads RFC 4180: the rows of cells.
std::vector<std::vector<std::string>> Parse(const std::string& csv) {
  std::vector<std::vector<std::string>> rows;
  std::vector<std::string> row(1);
  bool quoted = false;
  for (std::size_t i = 0; i < csv.size(); ++i) {
    const char c = csv[i];
    if (quoted && c == '"' && csv.substr(i, 2) == "\"\"") {
      row.back() += csv[++i];
    } else if (c == '"') {
      quoted = !quoted;
    } else if (!quoted && c == ',') {
      row.emplace_back();
    } else if (!quoted && csv.substr(i, 2) == "\r\n") {
      rows.push_back(std::exchange(row, std::vector<std::string>(1)));
      ++i;
    } else {
      row.back() += c;
    }
  }
  EXPECT_EQ(row, std::vector<std::string>(1)) << "the last line has its end";
  return rows;
}

// The cells of the first record of a kind by the names of their columns.
std::map<std::string, std::string> FirstRow(const Extraction& extraction, std::string_view kind) {
  const auto head = Parse(CsvHeader(kind).substr(kByteOrderMark.size()));
  const auto rows = Parse(ToCsv(extraction, kind));
  EXPECT_EQ(head.size(), 1U);
  EXPECT_FALSE(rows.empty());
  EXPECT_EQ(head[0].size(), rows[0].size()) << kind;
  std::map<std::string, std::string> out;
  for (std::size_t i = 0; i < head[0].size(); ++i)
    EXPECT_TRUE(out.emplace(head[0][i], rows[0][i]).second) << head[0][i];
  return out;
}

TEST(CsvTest, HeaderHasTheByteOrderMarkAndTheContractsNames) {
  EXPECT_EQ(
      CsvHeader("targets"),
      std::string(kByteOrderMark) +
          "document,id,section,start,end,comparator,value,value_max,unit,subject,predicate,text,rule,confidence\r\n");
  EXPECT_EQ(CsvHeader("sections"),
            std::string(kByteOrderMark) + "document,id,parent,start,end,kind,label,heading,text,rule,confidence\r\n");
}

TEST(CsvTest, EveryKindHasAsManyCellsAsColumns) {
  const Extraction all = testing::SampleExtraction();
  for (const char* kind : {"document", "sections", "blocks", "references", "assignments", "targets", "deadlines",
                           "custom", "diagnostics"}) {
    EXPECT_EQ(FirstRow(all, kind)["document"], "kenh.txt") << kind;
  }
}

TEST(CsvTest, AnUnknownKindGivesNothing) {
  EXPECT_EQ(CsvHeader("tasks"), "");
  EXPECT_EQ(ToCsv(testing::SampleExtraction(), "tasks"), "");
}

TEST(CsvTest, CellsAreThoseOfTheRecord) {
  const Extraction all = testing::SampleExtraction();
  auto row = FirstRow(all, "deadlines");
  EXPECT_EQ(row["id"], all.deadlines[0].id);
  EXPECT_EQ(row["start"], std::to_string(all.deadlines[0].span.start));
  EXPECT_EQ(row["date"], "2031-12-15");
  EXPECT_EQ(row["every"], "");
  EXPECT_EQ(row["confidence"], "1");
  row = FirstRow(all, "document");
  EXPECT_EQ(row["code"], "27/KH-UBND");
  EXPECT_EQ(row["signer_name"], "Trần Thị Mai");
  EXPECT_EQ(row["recipients"], "Như phần III; Lưu: VT");
  row = FirstRow(all, "custom");
  EXPECT_EQ(row["kind"], "budgets");
  EXPECT_EQ(row["fields"], "amount=120; unit=triệu đồng");
}

TEST(CsvTest, QuotesCommasAndLineBreaks) {
  Extraction all = testing::SampleExtraction();
  all.assignments[0].task = "trồng \"cây\", tưới\r\nnước";
  all.assignments[0].lead = {"A, B", "C"};
  auto row = FirstRow(all, "assignments");
  EXPECT_EQ(row["task"], all.assignments[0].task);
  EXPECT_EQ(row["lead"], "A, B; C");
}

TEST(CsvTest, CellsThatASpreadsheetWouldRunAreMadeText) {
  for (const char* cell : {"=1+1", "+84", "-x", "@a", "\t=1", "＝1"}) {
    Extraction all = testing::SampleExtraction();
    all.assignments[0].task = cell;
    EXPECT_EQ(FirstRow(all, "assignments")["task"], std::string("'") + cell);
  }
  Extraction all = testing::SampleExtraction();
  all.targets[0].value = -5;
  EXPECT_EQ(FirstRow(all, "targets")["value"], "-5") << "a number is no formula";
}

TEST(CsvTest, ControlCharactersAreNoText) {
  Extraction all = testing::SampleExtraction();
  all.assignments[0].task = std::string("a\0b\x1B[2J\x7F\tc", 10);
  EXPECT_EQ(FirstRow(all, "assignments")["task"], "a\xEF\xBF\xBD" "b\xEF\xBF\xBD[2J\xEF\xBF\xBD\tc");
}

TEST(CsvTest, NoRecordsNoRows) { EXPECT_EQ(ToCsv(Extraction{}, "targets"), ""); }

}  // namespace
}  // namespace trichluc
