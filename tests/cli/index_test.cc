// trichluc index and trichluc search: what goes in, what comes out, and what is said of what does not.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "support/documents.h"
#include "support/program.h"

namespace trichluc {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;
using testing::Outcome;
using testing::TempFolder;

// A plan of that number, on that.
std::string PlanOn(int number, const std::string& what) {
  return "UBND HUYỆN BÌNH AN\nSố: " + std::to_string(number) + "/KH-UBND\n\nKẾ HOẠCH\n" + what + "\n\nCăn cứ Chỉ thị số 33/CT-TTg ngày 26/11/2030;\n\n" +
         "I. THỰC HIỆN\n- Phòng Nông nghiệp chủ trì chọn giống cây trước ngày 15/12/2031.\n";
}

Outcome Trichluc(const std::vector<std::string>& arguments) { return testing::Run(TRICHLUC_PROGRAM, arguments); }

class IndexCommandTest : public ::testing::Test {
 protected:
  [[nodiscard]] std::string Database() const { return folder_.Path("plans.db"); }
  Outcome Add(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), {"index", "add", Database()});
    return Trichluc(arguments);
  }
  Outcome Search(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), {"search", Database()});
    return Trichluc(arguments);
  }
  TempFolder folder_;
};

TEST_F(IndexCommandTest, WhatIsThereIsNotReadAgain) {
  folder_.Write("plans/a.txt", PlanOn(1, "Trồng cây năm 2031"));
  folder_.Write("plans/b.txt", PlanOn(2, "Dân vận khéo năm 2031"));
  const Outcome first = Add({folder_.Path("plans")});
  EXPECT_EQ(first.exit_code, 0) << first.err;
  EXPECT_THAT(first.out, HasSubstr("2 added, 0 replaced, 0 there already; 2 documents in all"));
  folder_.Write("plans/c.txt", PlanOn(3, "Chuyển đổi số năm 2031"));
  const Outcome second = Add({folder_.Path("plans")});
  EXPECT_THAT(second.out, HasSubstr("1 added, 0 replaced, 2 there already; 3 documents in all"));
  // Other grammars may say otherwise of them.
  folder_.Write("mine/word.toml", "# a word list to come\n");
  const Outcome third = Add({"--extra-grammars", folder_.Path("mine"), folder_.Path("plans")});
  EXPECT_EQ(third.exit_code, 0) << third.err;
  EXPECT_THAT(third.out, HasSubstr("0 added, 3 replaced, 0 there already; 3 documents in all"));
}

TEST_F(IndexCommandTest, TheIndexIsTheSameForAnyNumberOfThreads) {
  for (int i = 0; i < 30; ++i) folder_.Write("plans/" + std::to_string(i) + ".txt", PlanOn(i + 1, "Trồng cây năm 2031"));
  EXPECT_EQ(Add({"--threads", "1", folder_.Path("plans")}).exit_code, 0);
  const std::string one = Search({"cây", "--format", "json", "--limit", "100"}).out;
  EXPECT_EQ(Trichluc({"index", "add", folder_.Path("many.db"), "--threads", "7", folder_.Path("plans")}).exit_code, 0);
  EXPECT_EQ(Trichluc({"search", folder_.Path("many.db"), "cây", "--format", "json", "--limit", "100"}).out, one);
}

TEST_F(IndexCommandTest, AnAddThatWasKilledGoesOn) {
  for (int i = 0; i < 300; ++i) folder_.Write("plans/" + std::to_string(i) + ".txt", PlanOn(i + 1, "Trồng cây năm 2031"));
  static_cast<void>(testing::RunAndKill(TRICHLUC_PROGRAM, {"index", "add", Database(), "--threads", "2", folder_.Path("plans")}, 0.5));
  const Outcome again = Add({folder_.Path("plans")});
  EXPECT_EQ(again.exit_code, 0) << again.err;
  EXPECT_THAT(again.out, HasSubstr("; 300 documents in all"));
  EXPECT_THAT(Search({"cây", "--limit", "1"}).out, StartsWith("300 documents"));
}

TEST_F(IndexCommandTest, OneBadFileCostsNoOther) {
  folder_.Write("plans/a.txt", PlanOn(1, "Trồng cây năm 2031"));
  folder_.Write("plans/b.pdf", "%PDF-1.4 and no more");
  const Outcome added = Add({folder_.Path("plans")});
  EXPECT_EQ(added.exit_code, 1);
  EXPECT_THAT(added.err, HasSubstr("b.pdf: "));
  EXPECT_THAT(added.out, HasSubstr("1 added"));
}

TEST_F(IndexCommandTest, DocumentsAreFoundAndRemoved) {
  folder_.Write("plans/a.txt", PlanOn(1, "Trồng cây năm 2031"));
  folder_.Write("plans/b.txt", PlanOn(2, "Dân vận khéo năm 2031"));
  ASSERT_EQ(Add({folder_.Path("plans")}).exit_code, 0);
  EXPECT_THAT(Search({"dan", "van", "kheo"}).out, HasSubstr("2/KH-UBND"));
  EXPECT_THAT(Search({"dan", "van", "kheo"}).out, Not(HasSubstr("1/KH-UBND")));
  const auto answer = nlohmann::json::parse(Search({"--reference", "33-CT/TTg", "--format", "json"}).out);
  EXPECT_EQ(answer["schema"], "trichluc.search/1");
  EXPECT_EQ(answer["count"], 2);
  ASSERT_EQ(answer["hits"].size(), 2U);
  EXPECT_THAT(Search({"--due-to", "2031-12-31", "--format", "csv"}).out, HasSubstr("b.txt,2/KH-UBND"));
  EXPECT_EQ(Trichluc({"index", "remove", Database(), folder_.Path("plans/a.txt")}).exit_code, 0);
  EXPECT_THAT(Search({}).out, StartsWith("1 document"));
  const Outcome none = Trichluc({"index", "remove", Database(), "a.txt"});
  EXPECT_EQ(none.exit_code, 1);
  EXPECT_THAT(none.err, HasSubstr("a.txt: is not in "));
  const auto info = nlohmann::json::parse(Trichluc({"index", "info", Database(), "--format", "json"}).out);
  EXPECT_EQ(info["documents"], 1);
  EXPECT_EQ(info["records"]["references"], 1);
}

TEST_F(IndexCommandTest, WhatCannotBeIsSaid) {
  const Outcome missing = Search({"cây"});
  EXPECT_NE(missing.exit_code, 0);
  EXPECT_THAT(missing.err, HasSubstr("plans.db: "));
  EXPECT_NE(Trichluc({"index", "remove", Database(), "1"}).exit_code, 0);
  EXPECT_NE(Trichluc({"index", "info", Database()}).exit_code, 0);  // none of the three has made one
  const std::string plan = folder_.Write("plan.txt", PlanOn(1, "Trồng cây năm 2031"));
  EXPECT_EQ(Trichluc({"index", "add", plan, plan}).exit_code, 2);
  EXPECT_EQ(folder_.Read("plan.txt"), PlanOn(1, "Trồng cây năm 2031"));
  ASSERT_EQ(Add({plan}).exit_code, 0);
  const Outcome day = Search({"--from", "2031-02-30"});
  EXPECT_EQ(day.exit_code, 2);
  EXPECT_THAT(day.err, HasSubstr("'2031-02-30': is no day"));
  EXPECT_EQ(Search({"--limit", "0"}).exit_code, 2);
}

}  // namespace
}  // namespace trichluc
