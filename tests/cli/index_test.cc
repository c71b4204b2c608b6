// trichluc index and trichluc search: what goes in, what comes out, and what is said of what does not.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
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

TEST_F(IndexCommandTest, ANumberAndANameAreToldApart) {
  // As a file of the folder that one stands in is named.
  const auto add = [&](const std::string& name, int number) {
    const testing::Outcome added = testing::Run("/usr/bin/env", {"-C", folder_.Path(""), TRICHLUC_PROGRAM, "index", "add", Database(), name});
    EXPECT_EQ(added.exit_code, 0) << number << added.err;
  };
  for (const auto& [name, number] : {std::pair("a.txt", 1), std::pair("3", 2), std::pair("2", 3), std::pair("4", 4), std::pair("9", 5)}) {
    folder_.Write(name, PlanOn(number, "Trồng cây"));
    add(name, number);
  }
  const auto remove = [&](const std::vector<std::string>& documents) {
    std::vector<std::string> arguments = {"index", "remove", Database()};
    arguments.insert(arguments.end(), documents.begin(), documents.end());
    return Trichluc(arguments);
  };
  const auto left = [&] {
    const auto answer = nlohmann::json::parse(Search({"--format", "json"}).out);
    std::string codes;
    for (const auto& hit : answer["hits"]) codes += hit["code"].get<std::string>().substr(0, 1);
    std::sort(codes.begin(), codes.end());
    return codes;
  };
  const Outcome both = remove({"1", "2"});
  EXPECT_EQ(both.exit_code, 2);
  EXPECT_THAT(both.err, HasSubstr("'2': is the number of one document and the name of another (write number:2 or name:2)"));
  EXPECT_EQ(left(), "12345");
  EXPECT_THAT(Trichluc({"index", "reviews", Database(), "--document", "3"}).err, HasSubstr("(write number:3 or name:3)"));
  EXPECT_EQ(Trichluc({"index", "reviews", Database(), "--document", "number:3"}).exit_code, 0);
  EXPECT_EQ(remove({"number:2"}).exit_code, 0);
  EXPECT_EQ(left(), "1345");
  EXPECT_EQ(remove({"name:2"}).exit_code, 0);
  EXPECT_EQ(left(), "145");
  EXPECT_EQ(remove({"4", "9", "1"}).exit_code, 0);  // one document has this number and this name; none has this number; none this name
  EXPECT_EQ(left(), "");
  EXPECT_EQ(remove({"number:x"}).exit_code, 2);
  EXPECT_THAT(remove({"name:2"}).err, HasSubstr("name:2: is not in "));
}

TEST_F(IndexCommandTest, WhatCannotBeIsSaid) {
  const Outcome missing = Search({"cây"});
  EXPECT_NE(missing.exit_code, 0);
  EXPECT_THAT(missing.err, HasSubstr("plans.db: is not there (make an index with trichluc index add)"));
  EXPECT_THAT(Trichluc({"serve", Database()}).err, HasSubstr("make an index with trichluc index add"));
  EXPECT_THAT(Trichluc({"serve", "--port", "99999", Database()}).err, HasSubstr("99999 not in range 0 to 65535"));
  EXPECT_NE(Trichluc({"index", "remove", Database(), "1"}).exit_code, 0);
  EXPECT_NE(Trichluc({"index", "info", Database()}).exit_code, 0);  // none of the three has made one
  const std::string plan = folder_.Write("plan.txt", PlanOn(1, "Trồng cây năm 2031"));
  EXPECT_EQ(Trichluc({"index", "add", plan, plan}).exit_code, 2);
  EXPECT_EQ(folder_.Read("plan.txt"), PlanOn(1, "Trồng cây năm 2031"));
  ASSERT_EQ(Add({plan}).exit_code, 0);
  const Outcome day = Search({"--from", "2031-02-30"});
  EXPECT_EQ(day.exit_code, 2);
  EXPECT_THAT(day.err, HasSubstr("'2031-02-30': is no day"));
  const Outcome counted = Search({"--limit", "0"});
  EXPECT_EQ(counted.exit_code, 0);
  EXPECT_EQ(counted.out, "1 document  0 of them shown\n");
  const std::string head = Trichluc({"index", "unit", Database(), "phong nong nghiep", "--limit", "0", "--format", "csv"}).out;
  EXPECT_EQ(std::count(head.begin(), head.end(), '\n'), 1) << head;
  const Outcome unknown = Trichluc({"index", "foo"});
  EXPECT_EQ(unknown.exit_code, 2);
  EXPECT_THAT(unknown.err, HasSubstr("no such command 'foo': there are add, remove, info, reference, unit, due, "));
  EXPECT_THAT(Trichluc({"index"}).err, HasSubstr("no command was given: there are add, remove, "));
  EXPECT_THAT(Trichluc({"--foo"}).err, HasSubstr("no such option '--foo'"));
}

// ---- reviews and exports ------------------------------------------------------------------------------------------------------

class ReviewCommandTest : public IndexCommandTest {
 protected:
  void SetUp() override {
    plan_ = folder_.Write("plans/cay.txt", PlanOn(1, "Trồng cây năm 2031"));
    folder_.Write("plans/khac.txt", PlanOn(2, "Dân vận khéo năm 2031"));
    ASSERT_EQ(Add({folder_.Path("plans")}).exit_code, 0);
    records_ = nlohmann::json::parse(Trichluc({"extract", plan_}).out);
  }
  // A line of a review of the first record of a kind.
  [[nodiscard]] std::string Line(const std::string& kind, const std::string& verdict, const nlohmann::json& fields = nullptr, int previous = 0) const {
    return nlohmann::json({{"digest", records_["source"]["sha256"]}, {"kind", kind}, {"record", records_[kind][0]["id"]}, {"verdict", verdict}, {"who", "Lê Thị Hạnh"},
                           {"when", "2031-03-01T08:30:00Z"}, {"fields", fields}, {"previous", previous}})
               .dump() + "\n";
  }
  [[nodiscard]] Outcome Judge(const std::string& lines) const { return Trichluc({"index", "judge", Database(), folder_.Write("reviews.jsonl", lines)}); }
  std::string ReviewsAs(const std::string& form) const {
    const Outcome outcome = Trichluc({"index", "reviews", Database(), "--to", form, "-o", folder_.Path(form)});
    EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
    return outcome.err;
  }

  std::string plan_;
  nlohmann::json records_;
};

TEST_F(ReviewCommandTest, JudgementsBecomeGoldThatEvalReads) {
  const Outcome judged = Judge(Line("references", "accepted") + "\n" + Line("assignments", "rejected") + Line("deadlines", "corrected", {{"date", "2031-12-20"}}));
  ASSERT_EQ(judged.exit_code, 0) << judged.err;
  EXPECT_THAT(judged.out, HasSubstr("3 reviews kept, 0 there already, 0 refused"));
  EXPECT_THAT(ReviewsAs("gold"), HasSubstr("gold of 1 document"));
  EXPECT_EQ(folder_.Read("gold/cay.txt"), folder_.Read("plans/cay.txt"));
  const std::string own = folder_.Write("out/cay.json", Trichluc({"extract", plan_}).out);
  const Outcome eval = Trichluc({"eval", folder_.Path("gold"), folder_.Path("out"), "--show"});
  EXPECT_EQ(eval.exit_code, 0) << eval.err;
  EXPECT_THAT(eval.out, HasSubstr("references   P 1.000  R 1.000  F1 1.000   (1 of 1, 1 given)"));
  EXPECT_THAT(eval.out, HasSubstr("assignments  P 0.000  R 0.000  F1 0.000   (0 of 0, 1 given)"));
  EXPECT_THAT(eval.out, HasSubstr("deadlines    P 0.000  R 0.000  F1 0.000   (0 of 1, 1 given)"));
  EXPECT_THAT(eval.out, HasSubstr("blocks       P 1.000"));
}

TEST_F(ReviewCommandTest, WhatWasNotJudgedWholeIsNoGoldUnlessItIsAskedFor) {
  ASSERT_EQ(Judge(Line("deadlines", "accepted")).exit_code, 0);
  const Outcome some = Trichluc({"index", "reviews", Database(), "--to", "gold", "-o", folder_.Path("gold")});
  EXPECT_EQ(some.exit_code, 1);
  EXPECT_THAT(some.err, HasSubstr("1 left out, because not all their records were judged"));
  EXPECT_EQ(Trichluc({"index", "reviews", Database(), "--all", "--to", "gold", "-o", folder_.Path("gold")}).exit_code, 0);
  EXPECT_THAT(folder_.Read("gold/cay.json"), HasSubstr("\"quote\": \"trước ngày 15/12/2031\""));
  EXPECT_EQ(Trichluc({"index", "reviews", Database(), "--to", "gold"}).exit_code, 2);
}

TEST_F(ReviewCommandTest, ReviewsAreListedAndMoved) {
  ASSERT_EQ(Judge(Line("deadlines", "rejected") + Line("deadlines", "corrected", {{"date", "2031-12-20"}}, 1)).exit_code, 0);
  const Outcome text = Trichluc({"index", "reviews", Database()});
  EXPECT_THAT(text.out, StartsWith("1 review of 1 document"));
  EXPECT_THAT(text.out, HasSubstr("before 2031-12-20"));
  EXPECT_THAT(Trichluc({"index", "reviews", Database(), "--all", "--format", "csv"}).out, HasSubstr("Lê Thị Hạnh,rejected"));
  const auto json = nlohmann::json::parse(Trichluc({"index", "reviews", Database(), "--document", plan_, "--format", "json"}).out);
  EXPECT_EQ(json["reviews"][0]["fields"]["date"], "2031-12-20");
  EXPECT_EQ(json["reviews"][0]["machine"]["date"], "2031-12-15");
  EXPECT_THAT(Trichluc({"index", "reviews", Database(), "--verdict", "added"}).out, StartsWith("0 reviews"));
  EXPECT_EQ(Trichluc({"index", "reviews", Database(), "--document", "none.txt"}).exit_code, 2);
  EXPECT_EQ(Trichluc({"index", "reviews", Database(), "--since", "June"}).exit_code, 2);
  EXPECT_EQ(Trichluc({"index", "reviews", Database(), "--verdict", "maybe"}).exit_code, 2);
  // To another index, twice.
  ASSERT_EQ(Trichluc({"index", "reviews", Database(), "--to", "jsonl", "-o", folder_.Path("all.jsonl")}).exit_code, 0);
  ASSERT_EQ(Trichluc({"index", "add", folder_.Path("other.db"), plan_}).exit_code, 0);
  EXPECT_THAT(Trichluc({"index", "judge", folder_.Path("other.db"), folder_.Path("all.jsonl")}).out, HasSubstr("2 reviews kept, 0 there already, 0 refused"));
  EXPECT_THAT(Trichluc({"index", "judge", folder_.Path("other.db"), folder_.Path("all.jsonl")}).out, HasSubstr("0 reviews kept, 2 there already, 0 refused"));
  EXPECT_THAT(Trichluc({"index", "export", folder_.Path("other.db"), "--to", "ics"}).out, HasSubstr("20311220"));
}

TEST_F(ReviewCommandTest, WhatIsNoJudgementIsNamedByItsLine) {
  const Outcome judged = Judge("no json\n" + Line("deadlines", "perhaps") + Line("deadlines", "corrected", {{"date", "soon"}}) + Line("deadlines", "accepted") + Line("deadlines", "rejected"));
  EXPECT_EQ(judged.exit_code, 1);
  EXPECT_THAT(judged.out, HasSubstr("1 review kept, 0 there already, 4 refused"));
  EXPECT_THAT(judged.err, HasSubstr("reviews.jsonl:1: is no JSON object"));
  EXPECT_THAT(judged.err, HasSubstr("reviews.jsonl:2: verdict: is none"));
  EXPECT_THAT(judged.err, HasSubstr("reviews.jsonl:3: deadlines.date: \"soon\" does not hold"));
  EXPECT_THAT(judged.err, HasSubstr("reviews.jsonl:5: judged by Lê Thị Hạnh at 2031-03-01T08:30:00Z meanwhile"));
  EXPECT_NE(Trichluc({"index", "judge", folder_.Path("none.db"), folder_.Path("reviews.jsonl")}).exit_code, 0);
}

TEST_F(ReviewCommandTest, AMistypedKindIsNamedBesideTheRightOne) {
  std::string line = Line("references", "accepted");
  line.replace(line.find("references"), std::string("references").size(), "refrence");
  EXPECT_THAT(Judge(line).err, HasSubstr("reviews.jsonl:1: kind: the index has no records of the kind 'refrence' (did you mean references?)"));
  const Outcome list = Trichluc({"index", "reviews", Database(), "--kind", "deadline"});
  EXPECT_EQ(list.exit_code, 2);
  EXPECT_THAT(list.err, HasSubstr("did you mean deadlines?"));
}

TEST_F(ReviewCommandTest, CasesAreWrittenAKindToAFile) {
  ASSERT_EQ(Judge(Line("deadlines", "accepted") + Line("references", "rejected")).exit_code, 0);
  ReviewsAs("cases");
  EXPECT_THAT(folder_.Read("cases/deadlines.txt"), HasSubstr("kind: date | relation: before | date: 2031-12-15 | every: -\n"));
  EXPECT_THAT(folder_.Read("cases/references.txt"), HasSubstr("@opening\nCăn cứ Chỉ thị số 33/CT-TTg"));
  EXPECT_THAT(folder_.Read("cases/references.txt"), HasSubstr("--\nnone\n"));
}

TEST_F(ReviewCommandTest, ExportsOfAnIndexHaveWhatPeopleLeft) {
  ASSERT_EQ(Judge(Line("deadlines", "corrected", {{"relation", "on"}, {"date", "2031-12-24"}})).exit_code, 0);
  const auto exported = [&](std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), {"index", "export", Database()});
    return Trichluc(arguments);
  };
  EXPECT_THAT(exported({"--to", "ics", "cây", "trồng"}).out, HasSubstr("20311224"));
  EXPECT_THAT(exported({"--to", "ics", "--as-read"}).out, Not(HasSubstr("20311224")));
  EXPECT_THAT(exported({"--to", "ics", "--code", "2/KH-UBND"}).out, Not(HasSubstr("20311224")));
  EXPECT_EQ(exported({"--to", "akn", "--code", "1/KH-UBND"}).out, Trichluc({"export", "--to", "akn", plan_}).out);
  const Outcome none = exported({"--to", "ics", "--code", "9/KH-UBND"});
  EXPECT_EQ(none.exit_code, 1);
  EXPECT_THAT(none.err, HasSubstr("no document of the index fits"));
  const Outcome many = exported({"--to", "akn"});
  EXPECT_EQ(many.exit_code, 2);
  EXPECT_THAT(many.err, HasSubstr("2 documents fit (name a folder for them with -o)"));
  EXPECT_EQ(exported({"--to", "annotations", "-o", folder_.Path("anno")}).exit_code, 0);
  EXPECT_THAT(folder_.Read("anno/cay.anno.jsonld"), HasSubstr("2031-12-24"));
  EXPECT_THAT(folder_.Read("anno/khac.anno.jsonld"), HasSubstr("2031-12-15"));
  EXPECT_EQ(exported({"--to", "xlsx", "-o", folder_.Path("tasks.xlsx"), "--unit", "phong nong nghiep"}).exit_code, 0);
  EXPECT_THAT(folder_.Read("tasks.xlsx"), StartsWith("PK"));
  EXPECT_EQ(exported({"--to", "ics", "-o", Database()}).exit_code, 2);
  EXPECT_EQ(exported({}).exit_code, 2);
}

}  // namespace
}  // namespace trichluc
