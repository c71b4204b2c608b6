// trichluc export: inputs, outputs, names of files, messages. What stands in the files is tested in tests/exports.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "support/program.h"

namespace trichluc {
namespace {

using testing::Outcome;
using testing::TempFolder;

// A plan with a deadline on that day.
std::string PlanFor(int day) {
  return "UBND HUYỆN BÌNH AN\nSố: 27/KH-UBND\n\nKẾ HOẠCH\nTrồng cây năm 2031\n\nI. THỰC HIỆN\n"
         "- Phòng Nông nghiệp chủ trì chọn giống cây trước ngày " + std::to_string(day) + "/12/2031.\n";
}

Outcome Export(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), "export");
  return testing::Run(TRICHLUC_PROGRAM, arguments);
}

std::size_t Count(const std::string& text, const std::string& part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
  return count;
}

std::vector<std::string> Names(const std::string& folder) {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) names.push_back(entry.path().filename().string());
  std::sort(names.begin(), names.end());
  return names;
}

TEST(ExportTest, ManyDocumentsAreOneCalendarInTheirOrder) {
  const TempFolder folder;
  for (int day = 10; day < 30; ++day) folder.Write("plans/" + std::to_string(day) + ".txt", PlanFor(day));
  const Outcome one = Export({"--to", "ics", "--threads", "1", folder.Path("plans")});
  EXPECT_EQ(one.exit_code, 0) << one.err;
  EXPECT_EQ(Count(one.out, "BEGIN:VEVENT"), 20U);
  EXPECT_LT(one.out.find("20311210"), one.out.find("20311229"));
  EXPECT_EQ(Export({"--to", "ics", "--threads", "7", folder.Path("plans")}).out, one.out);
}

TEST(ExportTest, AWorkbookIsTheSameForAnyNumberOfThreads) {
  const TempFolder folder;
  for (int day = 10; day < 30; ++day) folder.Write("plans/" + std::to_string(day) + ".txt", PlanFor(day));
  EXPECT_EQ(Export({"--to", "xlsx", "--threads", "1", "-o", folder.Path("a.xlsx"), folder.Path("plans")}).exit_code, 0);
  EXPECT_EQ(Export({"--to", "xlsx", "--threads", "5", "-o", folder.Path("b.xlsx"), folder.Path("plans")}).exit_code, 0);
  EXPECT_EQ(folder.Read("a.xlsx"), folder.Read("b.xlsx"));
  EXPECT_EQ(folder.Read("a.xlsx").substr(0, 2), "PK");
}

TEST(ExportTest, OneDocumentGoesToTheStandardOutputOrAFile) {
  const TempFolder folder;
  const std::string plan = folder.Write("plan.txt", PlanFor(15));
  for (const char* form : {"akn", "annotations", "annex-vi"}) {
    const Outcome outcome = Export({"--to", form, plan});
    EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
    EXPECT_EQ(Export({"--to", form, "-o", folder.Path("out"), plan}).exit_code, 0);
    EXPECT_EQ(folder.Read("out"), outcome.out);
    EXPECT_GT(outcome.out.size(), 100U);
  }
}

TEST(ExportTest, ManyDocumentsGoToAFolderUnderNamesOfTheirOwn) {
  const TempFolder folder;
  const std::vector<std::string> plans = {folder.Write("a/plan.txt", PlanFor(1)), folder.Write("b/plan.md", PlanFor(2)),
                                          folder.Write("b/PLAN.txt", PlanFor(3)), folder.Write("b/-x:y*.txt", PlanFor(4)),
                                          folder.Write("b/plan-2.txt", PlanFor(5))};
  std::vector<std::string> arguments = {"--to", "akn", "-o", folder.Path("new/out")};
  arguments.insert(arguments.end(), plans.begin(), plans.end());
  const Outcome outcome = Export(arguments);
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_EQ(Names(folder.Path("new/out")), (std::vector<std::string>{"PLAN-3.akn.xml", "_-x_y_.akn.xml", "plan-2-2.akn.xml", "plan-2.akn.xml", "plan.akn.xml"}));
  EXPECT_NE(folder.Read("new/out/plan-2.akn.xml").find("ngày 2/12/2031"), std::string::npos);
  EXPECT_NE(folder.Read("new/out/PLAN-3.akn.xml").find("ngày 3/12/2031"), std::string::npos);
}

TEST(ExportTest, WhatCannotBeReadCostsNoOther) {
  const TempFolder folder;
  const std::string plan = folder.Write("plan.txt", PlanFor(15));
  const Outcome outcome = Export({"--to", "ics", folder.Path("missing.txt"), plan});
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_NE(outcome.err.find("missing.txt: cannot be read"), std::string::npos) << outcome.err;
  EXPECT_EQ(Count(outcome.out, "BEGIN:VEVENT"), 1U);
}

TEST(ExportTest, LanguagesAndWordingOfOnesOwn) {
  const TempFolder folder;
  const std::string plan = folder.Write("plan.txt", PlanFor(15));
  EXPECT_NE(Export({"--to", "ics", plan}).out.find("Mục: I"), std::string::npos);
  EXPECT_NE(Export({"--to", "ics", "--language", "en", plan}).out.find("Section: I"), std::string::npos);
  folder.Write("own/wording/vi.toml", "[calendar]\nsection = \"§ {section}\"\n");
  EXPECT_NE(Export({"--to", "ics", "--extra-grammars", folder.Path("own"), plan}).out.find("§ I"), std::string::npos);
  const Outcome unknown = Export({"--to", "ics", "--language", "xx", plan});
  EXPECT_EQ(unknown.exit_code, 2);
  EXPECT_NE(unknown.err.find("'xx' is no language"), std::string::npos) << unknown.err;
}

TEST(ExportTest, SaysWhatHasNoDay) {
  const TempFolder folder;
  const std::string plan = folder.Write("plan.txt", PlanFor(15) + "- Phòng Nông nghiệp báo cáo trong thời hạn 05 ngày kể từ khi có kết quả.\n");
  const Outcome outcome = Export({"--to", "ics", plan});
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_NE(outcome.err.find("1 deadlines have no day"), std::string::npos) << outcome.err;
}

TEST(ExportTest, CommandLinesThatDoNotHold) {
  const TempFolder folder;
  const std::string plan = folder.Write("plan.txt", PlanFor(15));
  const std::string other = folder.Write("other.txt", PlanFor(16));
  const auto expect = [](const std::vector<std::string>& arguments, const std::string& about) {
    const Outcome outcome = Export(arguments);
    EXPECT_EQ(outcome.exit_code, 2) << about;
    EXPECT_NE(outcome.err.find(about), std::string::npos) << outcome.err;
  };
  expect({plan}, "--to is missing");
  expect({"--to", "doc", plan}, "doc: no such value");
  expect({"--to", "akn", plan, other}, "2 files were given (name a folder for them with -o)");
  expect({"--to", "ics", "-o", plan, plan, other}, "is one of the inputs and would be overwritten");
  expect({"--to", "ics", "-", "-"}, "the standard input can be read only once");
  EXPECT_EQ(folder.Read("plan.txt"), PlanFor(15)) << "nothing was overwritten";
  const Outcome outcome = Export({"--to", "akn", "-o", plan, plan, other});
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_NE(outcome.err.find("cannot be made a folder"), std::string::npos) << outcome.err;
}

}  // namespace
}  // namespace trichluc
