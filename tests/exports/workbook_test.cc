// What the workbook's parts do; how LibreOffice reads it is tested by workbook_in_libreoffice.
#include <gtest/gtest.h>

#include "exports/cell_text.h"
#include "exports/sheet.h"
#include "exports/words.h"
#include "records/task_deadlines.h"
#include "support/builtin.h"
#include "support/documents.h"
#include "support/program.h"
#include "support/sample.h"
#include "trichluc/exports.h"

namespace trichluc {
namespace {

TEST(CellTextTest, HoldsWhatACellMay) {
  EXPECT_EQ(CellTextOf("Sở Y tế\nvà\tBộ").text, "Sở Y tế\nvà\tBộ");
  EXPECT_EQ(CellTextOf(std::string("a\0b\x07" "c\xFF", 6)).text, "abc\xEF\xBF\xBD");
  EXPECT_EQ(CellTextOf("_x000A_ _x00_ _xZZZZ_").text, "_x005F_x000A_ _x00_ _xZZZZ_");
}

TEST(CellTextTest, IsCutAtTheLimitOfACell) {
  const CellText whole = CellTextOf(std::string(32767, 'a'));
  EXPECT_FALSE(whole.cut);
  EXPECT_EQ(whole.text.size(), 32767U);
  const CellText cut = CellTextOf(std::string(32768, 'a'));
  EXPECT_TRUE(cut.cut);
  EXPECT_EQ(cut.text, std::string(32766, 'a') + "…");
  std::string wide;
  for (int i = 0; i < 20000; ++i) wide += "\xF0\x9F\x98\x80";  // two units each
  EXPECT_TRUE(CellTextOf(wide).cut);
}

TEST(SheetTest, RowsBeyondTheLastAreCounted) {
  const testing::TempFolder folder;
  Result<SheetFile> file = SheetFile::Open(folder.Path("rows.xlsx"), "rows");
  ASSERT_TRUE(file);
  SheetFile opened = std::move(file).value();
  Result<Sheet> sheet = Sheet::Begin(opened, "rows", 5);
  ASSERT_TRUE(sheet);
  sheet->Head("title", "subtitle", {{"one", 10}, {"two", 10}}, "&P");
  for (int i = 0; i < 4; ++i) {
    sheet->Number(i);
    sheet->Text("=1+1");
    sheet->EndRow();
  }
  sheet->End();
  EXPECT_EQ(sheet->lost_rows(), 2U);  // two lines of titles, one of heads, two rows
  EXPECT_TRUE(opened.Close());
}

TEST(SheetTest, ANameThatNoSheetMayHaveIsRefused) {
  const testing::TempFolder folder;
  Result<SheetFile> file = SheetFile::Open(folder.Path("names.xlsx"), "names");
  SheetFile opened = std::move(file).value();
  const Result<Sheet> sheet = Sheet::Begin(opened, "a/b");
  ASSERT_FALSE(sheet);
  EXPECT_EQ(sheet.error().code, Error::Code::kBadGrammar);
  EXPECT_TRUE(opened.Close());
}

TEST(WorkbookTest, TheSameDocumentsMakeTheSameBytes) {
  const auto make = [] {
    Workbook workbook(*ExportWording::Load());
    workbook.Add(testing::SampleExtraction());
    workbook.Add(testing::SampleExtraction());
    return *workbook.Finish();
  };
  const std::string bytes = make();
  EXPECT_EQ(bytes.substr(0, 4), "PK\x03\x04");
  EXPECT_EQ(bytes, make());
}

TEST(WorkbookTest, WithoutDocumentsItIsEmpty) {
  Workbook workbook(*ExportWording::Load());
  EXPECT_TRUE(workbook.Finish());
  EXPECT_TRUE(workbook.notes().empty());
}

TEST(WorkbookTest, SaysWhatItCut) {
  Extraction document = testing::SampleExtraction();
  document.assignments[0].task = std::string(40000, 'a');
  Workbook workbook(*ExportWording::Load({.language = "en"}));
  workbook.Add(document);
  ASSERT_TRUE(workbook.Finish());
  ASSERT_EQ(workbook.notes().size(), 1U);
  EXPECT_EQ(workbook.notes()[0].rfind("sheet 'Assignments': 1 cells were cut", 0), 0U) << workbook.notes()[0];
}

TEST(DeadlinesOfAssignmentsTest, EachHasItsOwn) {
  const std::string plan = testing::ReadFile(TRICHLUC_SOURCE_DIR "/corpus/documents/phong_chong_thien_tai_xa.txt");
  const Extraction document = *testing::Builtin().Extract({.name = "plan.txt", .bytes = plan});
  const auto deadlines = DeadlinesOfAssignments(document);
  ASSERT_EQ(deadlines.size(), document.assignments.size());
  const Result<Wording> words = Wording::Load({});
  const auto due = [&](std::size_t i) {
    std::vector<std::string> texts;
    for (const Deadline* deadline : deadlines[i]) texts.push_back(DueWords(*deadline, *words));
    return words->List(texts);
  };
  EXPECT_EQ(due(0), "Trước 31/03/2026") << "fields of an item";
  EXPECT_EQ(due(1), "Quý I/2026; Quý II/2026");
  EXPECT_EQ(due(2), "Thường xuyên; Từ 15/05/2026 đến 30/09/2026");
  EXPECT_EQ(due(8), "Đến hết 15/04/2026") << "inside the sentence";
  EXPECT_EQ(due(9), "");
}

}  // namespace
}  // namespace trichluc
