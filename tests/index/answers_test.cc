// Answers across documents: what is one document, who cites it, what a unit has to do, where targets differ.
#include "trichluc/index_answers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <limits>
#include <map>
#include <random>
#include <set>
#include <sstream>

#include "index/record_filter.h"
#include "support/documents.h"
#include "support/program.h"

namespace trichluc {
namespace {

using ::testing::AllOf;
using ::testing::AnyOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;
using testing::TempFolder;
using Json = nlohmann::json;

const Engine& TheEngine() {
  static const Result<Engine> engine = Engine::Create({.repair = RepairMode::kOff});
  return *engine;
}

// A plan of a province, with what its opening cites and what its body says.
std::string Plan(const std::string& province, const std::string& code, const std::string& date, const std::string& opening, const std::string& body = "") {
  return "**UBND TỈNH " + province + "**\nSố: " + code + "\n" + date + "\n\n**KẾ HOẠCH**\n**Trồng cây phân tán**\n\n" + opening +
         "\n\nI. MỤC TIÊU\n" + (body.empty() ? "- Tiếp tục thực hiện." : body) + "\n";
}
std::string LamDong(const std::string& code, const std::string& day, const std::string& opening, const std::string& body = "") {
  return Plan("LÂM ĐỒNG", code, "Lâm Đồng, " + day, opening, body);
}
std::string AnGiang(const std::string& code, const std::string& day, const std::string& opening, const std::string& body = "") {
  return Plan("AN GIANG", code, "An Giang, " + day, opening, body);
}
constexpr const char* kEarly2031 = "ngày 05 tháng 01 năm 2031";
constexpr const char* kLate2031 = "ngày 20 tháng 12 năm 2031";

class IndexAnswersTest : public ::testing::Test {
 protected:
  void SetUp() override {
    Result<Index> opened = Index::Open(Path(), Index::Access::kWrite);
    ASSERT_TRUE(opened) << opened.error().message;
    index_.emplace(std::move(*opened));
  }
  [[nodiscard]] std::string Path() const { return folder_.Path("plans.db"); }

  void Add(const std::string& name, const std::string& text, const std::string& reader = "reader 1") {
    Result<Extraction> plan = TheEngine().Extract({.name = name, .bytes = text});
    ASSERT_TRUE(plan) << plan.error().message;
    const Result<IndexChange> change = index_->Add({{std::move(*plan), reader, text}});
    ASSERT_TRUE(change) << change.error().message;
  }

  [[nodiscard]] ReferenceAnswer Reference(const std::string& reference) const {
    Result<ReferenceAnswer> answer = AskReference(*index_, {.reference = reference, .limit = 1000});
    EXPECT_TRUE(answer) << answer.error().message;
    return answer ? *answer : ReferenceAnswer();
  }
  // The nodes, each with the names of the documents that mention it.
  static std::vector<std::string> Nodes(const ReferenceAnswer& answer) {
    std::vector<std::string> nodes;
    for (std::size_t i = 0; i < answer.documents.size(); ++i) {
      std::string node = answer.documents[i].id + ":";
      for (const ReferenceMention& mention : answer.mentions) {
        if (mention.cited == i) node += " " + mention.place.in.name;
      }
      nodes.push_back(node);
    }
    return nodes;
  }
  [[nodiscard]] std::vector<std::string> Nodes(const std::string& reference) const { return Nodes(Reference(reference)); }

  [[nodiscard]] std::string Graph(GraphForm form) const {
    std::string out;
    const auto fault = WriteGraph(*index_, form, [&](std::string_view piece) { return out += piece, true; });
    EXPECT_FALSE(fault) << fault->message;
    return out;
  }

  TempFolder folder_;
  std::optional<Index> index_;
};

// ---- what is one document ---------------------------------------------------------------------------------------------------

TEST_F(IndexAnswersTest, AllWritersFormsAreOneDocument) {
  Add("a", LamDong("1/KH-UBND", kEarly2031, "Căn cứ Chỉ thị số 33/CT-TTg ngày 26/11/2030 của Thủ tướng Chính phủ;"));
  Add("b", AnGiang("2/KH-UBND", kLate2031, "Thực hiện Chỉ thị số 33-CT/TTg ngày 26 tháng 11 năm 2030 của Thủ tướng Chính phủ;"));
  for (const char* const form : {"33/CT-TTg", "33-CT/TTg", " 033 / CT-TTg ", "33/CT-TTg@2030"}) {
    SCOPED_TRACE(form);
    EXPECT_THAT(Nodes(form), ElementsAre("33-ct-ttg@2030: a b"));
  }
  EXPECT_THAT(Nodes("33/CT-TTg@2031"), IsEmpty());
  EXPECT_THAT(Nodes("34/CT-TTg"), IsEmpty());
  const ReferenceAnswer answer = Reference("33/CT-TTg");
  EXPECT_EQ(answer.documents[0].type, "Chỉ thị");
  EXPECT_EQ(answer.documents[0].date, "2030-11-26");
  EXPECT_THAT(answer.documents[0].disagreements, IsEmpty());
  EXPECT_THAT(answer.documents[0].indexed, IsEmpty());
  EXPECT_EQ(answer.mentions[0].relation, "basis");
  EXPECT_THAT(answer.mentions[0].passage, HasSubstr("Căn cứ Chỉ thị số 33/CT-TTg"));
}

TEST_F(IndexAnswersTest, NumbersBeginAnewEachYear) {
  Add("a", LamDong("1/KH-UBND", kEarly2031, "Căn cứ Chỉ thị số 33/CT-TTg ngày 26/11/2030 của Thủ tướng Chính phủ;"));
  Add("b", LamDong("2/KH-UBND", kLate2031, "Căn cứ Chỉ thị số 33/CT-TTg ngày 02/12/2031 của Thủ tướng Chính phủ;"));
  // Without a year: the only one that was there when the document was written, the one that the same document names, or nobody knows.
  Add("c", LamDong("3/KH-UBND", "ngày 01 tháng 02 năm 2030", "Căn cứ Chỉ thị số 33/CT-TTg;"));
  Add("d", AnGiang("4/KH-UBND", "ngày 07 tháng 02 năm 2030", "Căn cứ Chỉ thị số 33/CT-TTg ngày 05/01/2030 của Thủ tướng Chính phủ;"));
  Add("e", AnGiang("5/KH-UBND", kLate2031, "Căn cứ Chỉ thị số 33/CT-TTg;"));
  Add("f", AnGiang("6/KH-UBND", kLate2031, "Căn cứ Chỉ thị số 33/CT-TTg;", "- Theo Chỉ thị số 33/CT-TTg ngày 02/12/2031 của Thủ tướng Chính phủ."));
  const ReferenceAnswer answer = Reference("33/CT-TTg");
  EXPECT_THAT(Nodes(answer), ElementsAre("33-ct-ttg@?: e", "33-ct-ttg@2030: c d a", "33-ct-ttg@2031: f f b"));
  EXPECT_THAT(answer.documents[0].may_be, ElementsAre("33-ct-ttg@2030", "33-ct-ttg@2031"));
  EXPECT_THAT(ToText(answer), HasSubstr("the mentions do not tell whether this is 33-ct-ttg@2030 or 33-ct-ttg@2031"));
  // Both days of 2030 cannot be right.
  ASSERT_THAT(answer.documents[1].disagreements, SizeIs(1));
  EXPECT_EQ(answer.documents[1].disagreements[0].field, "date");
}

// What a graph names is in the graph, where the index has the document too.
TEST_F(IndexAnswersTest, WhatNodesMayBeIsInTheGraph) {
  Add("own", LamDong("12/KH-UBND", kEarly2031, ""));
  Add("other", AnGiang("12/KH-UBND", "ngày 07 tháng 02 năm 2031", ""));
  Add("c", Plan("CÀ MAU", "92/KH-UBND", "Cà Mau, ngày 20 tháng 12 năm 2031", "Căn cứ Kế hoạch số 12/KH-UBND năm 2031;"));
  const Json graph = Json::parse(Graph(GraphForm::kJson));
  std::set<std::string> ids;
  for (const Json& node : graph["nodes"]) ids.insert(node["id"]);
  std::size_t named = 0;
  for (const Json& node : graph["nodes"]) {
    std::istringstream parts(node.value("may_be", ""));
    for (std::string id; parts >> id; ++named) {
      if (id.back() == ';') id.pop_back();
      EXPECT_TRUE(ids.contains(id)) << id;
    }
  }
  EXPECT_EQ(named, 2U) << graph.dump(1);
}

TEST_F(IndexAnswersTest, TermsTellDocumentsApart) {
  Add("a", LamDong("1/KH-UBND", kEarly2031, "Căn cứ Nghị quyết số 21-NQ/TW ngày 25/10/2017 của Ban Chấp hành Trung ương khóa XII;"));
  Add("b", LamDong("2/KH-UBND", kEarly2031, "Căn cứ Nghị quyết số 21-NQ/TW của Ban Chấp hành Trung ương khóa XIII;"));
  Add("c", LamDong("3/KH-UBND", kEarly2031, "Căn cứ Nghị quyết số 21-NQ/TW của Ban Chấp hành Trung ương khóa XII;"));
  EXPECT_THAT(Nodes("21-NQ/TW"), ElementsAre("21-nq-tw: b", "21-nq-tw@2017: a c"));
}

TEST_F(IndexAnswersTest, ProvincesHaveTheSameNumbers) {
  Add("own", LamDong("12/KH-UBND", kEarly2031, ""));
  Add("other", AnGiang("12/KH-UBND", "ngày 07 tháng 02 năm 2031", ""));
  Add("a", LamDong("90/KH-UBND", kLate2031, "Căn cứ Kế hoạch số 12/KH-UBND ngày 05/01/2031 của UBND tỉnh;"));
  Add("b", AnGiang("91/KH-UBND", kLate2031, "Căn cứ Kế hoạch số 12/KH-UBND ngày 07/02/2031 của UBND tỉnh;"));
  Add("c", AnGiang("92/KH-UBND", kLate2031, "Căn cứ Kế hoạch số 12/KH-UBND ngày 05/01/2031 của UBND tỉnh Lâm Đồng;"));
  // Of a day that the code has with nobody: of a third province.
  Add("d", AnGiang("93/KH-UBND", kLate2031, "Căn cứ Kế hoạch số 12/KH-UBND ngày 09/09/2031;"));
  const ReferenceAnswer answer = Reference("12/KH-UBND");
  EXPECT_THAT(Nodes(answer), ElementsAre("12-kh-ubnd@2031: c a", "12-kh-ubnd@2031#2: b", "12-kh-ubnd@2031#3: d"));
  ASSERT_THAT(answer.documents[0].indexed, SizeIs(1));
  EXPECT_EQ(answer.documents[0].indexed[0].name, "own");
  ASSERT_THAT(answer.documents[1].indexed, SizeIs(1));
  EXPECT_EQ(answer.documents[1].indexed[0].name, "other");
  EXPECT_THAT(answer.documents[2].indexed, IsEmpty());
  for (const CitedDocument& document : answer.documents) EXPECT_THAT(document.disagreements, IsEmpty()) << document.id;
}

TEST_F(IndexAnswersTest, TheOrderOfAddingDoesNotCount) {
  std::vector<std::pair<std::string, std::string>> plans = {
      {"own", LamDong("12/KH-UBND", kEarly2031, "Căn cứ Chỉ thị số 33/CT-TTg;")},
      {"other", AnGiang("12/KH-UBND", "ngày 07 tháng 02 năm 2031", "Căn cứ Chỉ thị số 33/CT-TTg ngày 26/11/2030 của Thủ tướng Chính phủ;")},
      {"a", LamDong("90/KH-UBND", kLate2031, "Căn cứ Kế hoạch số 12/KH-UBND ngày 05/01/2031 của UBND tỉnh;")},
      {"b", AnGiang("91/KH-UBND", kLate2031, "Căn cứ Kế hoạch số 12/KH-UBND ngày 07/02/2031; Chỉ thị số 33/CT-TTg ngày 26/11/2031;")},
      {"c", LamDong("92/KH-UBND", kLate2031, "Căn cứ Kế hoạch số 12/KH-UBND năm 2031; Chỉ thị số 33/CT-TTg;")}};
  for (const auto& [name, text] : plans) Add(name, text);
  const std::vector<std::string> nodes = Nodes("12/KH-UBND");
  const std::string graph = Graph(GraphForm::kJson);
  std::mt19937 random(testing::Seed());
  for (int round = 0; round < 5; ++round) {
    std::shuffle(plans.begin(), plans.end(), random);
    Result<Index> shuffled = Index::Open(folder_.Path("shuffled" + std::to_string(round) + ".db"), Index::Access::kWrite);
    ASSERT_TRUE(shuffled) << shuffled.error().message;
    index_.emplace(std::move(*shuffled));
    for (const auto& [name, text] : plans) Add(name, text);
    EXPECT_EQ(Nodes("12/KH-UBND"), nodes);
    EXPECT_EQ(Graph(GraphForm::kJson), graph);
  }
}

// ---- pages ------------------------------------------------------------------------------------------------------------------

TEST_F(IndexAnswersTest, NamesAreFoundByTheirBeginning) {
  Add("a", LamDong("1/KH-UBND", kEarly2031, "Căn cứ Luật Thanh tra ngày 14/11/2022;"));
  EXPECT_THAT(Reference("luat thanh").documents, SizeIs(1));
  EXPECT_THAT(Reference("luat than").documents, IsEmpty());
  const Result<ReferenceAnswer> nothing = AskReference(*index_, {.reference = "…"});
  ASSERT_FALSE(nothing);
  EXPECT_EQ(nothing.error().code, Error::Code::kBadArgument);
  EXPECT_THAT(nothing.error().message, HasSubstr("neither a code nor a name"));
}

TEST_F(IndexAnswersTest, ListsAreCutAndCounted) {
  for (int i = 1; i <= 9; ++i) {
    Add("plan" + std::to_string(i), LamDong(std::to_string(i) + "/KH-UBND", "ngày 0" + std::to_string(i) + " tháng 01 năm 2031",
                                            "Căn cứ Chỉ thị số 33/CT-TTg ngày 26/11/2030 của Thủ tướng Chính phủ;"));
  }
  const Result<ReferenceAnswer> some = AskReference(*index_, {.reference = "33/CT-TTg", .limit = 2, .offset = 3});
  ASSERT_TRUE(some) << some.error().message;
  EXPECT_EQ(some->count, 9U);
  EXPECT_THAT(Nodes(*some), ElementsAre("33-ct-ttg@2030: plan4 plan5"));
  EXPECT_EQ(some->documents[0].citing, 9U);
  EXPECT_THAT(ToText(*some), HasSubstr("2 of 9 mentions"));
  EXPECT_THAT(AskReference(*index_, {.reference = "33/CT-TTg", .limit = std::numeric_limits<std::size_t>::max(), .offset = 1})->mentions, SizeIs(8));
  EXPECT_THAT(AskUnit(*index_, {.unit = "UBND tỉnh", .limit = std::numeric_limits<std::size_t>::max()})->issued, SizeIs(9));
  EXPECT_THAT(AskReference(*index_, {.reference = "33/CT-TTg", .limit = 2, .offset = 30})->mentions, IsEmpty());
}

constexpr const char* kTasks =
    "- Trên 80% tuyến kênh có cây bóng mát.\n\nII. TỔ CHỨC THỰC HIỆN\n1. Sở Nội vụ\n- Chủ trì, phối hợp với Sở Tài chính tổng hợp báo cáo trước ngày "
    "15/12/2031.\n- Hướng dẫn các xã trồng cây.\n2. Sở Tài chính\n- Chủ trì, phối hợp với Sở Nội vụ cấp kinh phí trước ngày 01/03/2031.";

// What is due in June is found there, whatever else of the same task was due in March.
TEST_F(IndexAnswersTest, ATaskIsDueOnEachOfItsDays) {
  Add("a", LamDong("1/KH-UBND", kEarly2031, "", "- Sở Nội vụ chủ trì báo cáo kết quả trước ngày 15/3/2031 và trước ngày 20/6/2031."));
  const Result<UnitAnswer> all = AskUnit(*index_, {.unit = "Sở Nội vụ"});
  ASSERT_TRUE(all && all->duties.size() == 1);
  ASSERT_THAT(all->duties[0].deadlines, SizeIs(2));
  EXPECT_EQ(all->duties[0].due, "2031-03-15");
  const Result<UnitAnswer> june = AskUnit(*index_, {.unit = "Sở Nội vụ", .from = "2031-06-01", .to = "2031-06-30"});
  ASSERT_TRUE(june && june->duties.size() == 1);
  EXPECT_EQ(june->duties[0].due, "2031-06-20");
  EXPECT_EQ(AskUnit(*index_, {.unit = "Sở Nội vụ", .from = "2031-04-01", .to = "2031-05-31"})->count, 0U);
}

// Both units of a task have names that begin so.
TEST_F(IndexAnswersTest, ATaskOfTwoUnitsIsOne) {
  Add("a", LamDong("1/KH-UBND", kEarly2031, "", kTasks));
  const Result<UnitAnswer> all = AskUnit(*index_, {.unit = "Sở"});
  ASSERT_TRUE(all) << all.error().message;
  EXPECT_EQ(all->count, 3U);
  ASSERT_THAT(all->duties, SizeIs(3));
  EXPECT_EQ(all->duties[0].unit, "Sở Tài chính");  // leads, and Sở Nội vụ helps
  EXPECT_EQ(all->duties[0].role, "lead");
  EXPECT_EQ(all->duties[1].unit, "Sở Nội vụ");
  const Result<UnitAnswer> helped = AskUnit(*index_, {.unit = "so", .role = "with"});
  ASSERT_TRUE(helped && helped->duties.size() == 2);
  EXPECT_EQ(helped->duties[0].unit, "Sở Nội vụ");
  EXPECT_EQ(helped->duties[0].role, "with");
}

TEST_F(IndexAnswersTest, WordsOfASubjectAreFew) {
  Add("a", LamDong("1/KH-UBND", kEarly2031, "", kTasks));
  std::string many;
  for (int i = 0; i < 2000; ++i) many += "kenh ";
  EXPECT_EQ(AskTargets(*index_, {.subject = many}).error().message, "'kenh kenh kenh kenh kenh kenh kenh kenh kenh kenh kenh kenh …': has 2000 words (give at most 64)");
  EXPECT_EQ(AskTargets(*index_, {.subject = std::string(many, 0, 5 * 64)})->count, 1U);
  EXPECT_EQ(AskTargets(*index_, {.subject = std::string(10'000, 'k')})->count, 0U);
}

TEST_F(IndexAnswersTest, WhatIsDueIsListedAndCounted) {
  Add("a", LamDong("1/KH-UBND", kEarly2031, "", "- Sở Nội vụ chủ trì báo cáo kết quả trước ngày 15/3/2031 và trước ngày 20/6/2031.\n- Sở Tài chính hoàn thành dự toán trong tháng 6 năm 2031."));
  Add("b", AnGiang("2/KH-UBND", kEarly2031, "", "- Sở Y tế hoàn thành tập huấn trước ngày 15/3/2031.\n- Sở Y tế thường xuyên kiểm tra."));
  const Result<DueAnswer> all = AskDue(*index_, {});
  ASSERT_TRUE(all) << all.error().message;
  EXPECT_EQ(all->count, 4U);
  ASSERT_THAT(all->counts, SizeIs(2));
  EXPECT_EQ(all->counts[0].time, "2031-03");
  EXPECT_EQ(all->counts[0].count, 2U);
  ASSERT_THAT(all->deadlines, SizeIs(4));
  EXPECT_EQ(all->deadlines[0].due, "2031-03-15");
  EXPECT_EQ(all->deadlines[3].due, "2031-06-30");  // a month is due on its last day

  const Result<DueAnswer> days = AskDue(*index_, {.from = "2031-06-01", .to = "2031-06-30", .step = DueQuery::Step::kDay});
  ASSERT_TRUE(days && days->counts.size() == 2);
  EXPECT_EQ(days->counts[0].time, "2031-06-20");
  const Result<DueAnswer> unit = AskDue(*index_, {.unit = "so y te"});
  ASSERT_TRUE(unit);
  EXPECT_EQ(unit->count, 1U);
  EXPECT_EQ(unit->deadlines[0].place.in.name, "b");
  EXPECT_EQ(AskDue(*index_, {.limit = 1, .offset = 3})->deadlines[0].due, "2031-06-30");
  EXPECT_THAT(AskDue(*index_, {.from = "2031"}).error().message, HasSubstr("is no day (write it like 2026-06-30)"));
  EXPECT_THAT(AskDue(*index_, {.unit = "-"}).error().message, HasSubstr("no name of a unit"));
  EXPECT_EQ(Json::parse(ToJson(*all))["deadlines"].size(), 4U);
  EXPECT_THAT(ToCsv(*all), HasSubstr("2031-06-20"));
  EXPECT_THAT(ToText(*all), AllOf(HasSubstr("DUE  4 deadlines"), HasSubstr("2031-06")));
}

// What exports keep of a document is what the tables answer of it.
TEST_F(IndexAnswersTest, ExportsKeepWhatIsAnswered) {
  std::set<std::string> units = {"so", "phong", "uy ban nhan dan", "cong an"};
  for (const testing::Document& plan : testing::CorpusDocuments()) Add(plan.name, plan.bytes);
  std::size_t kept_in_all = 0;
  for (const std::string& unit : units) {
    for (const auto& [from, to] : {std::pair(std::string(), std::string()), std::pair(std::string("2026-03-01"), std::string("2026-09-30")), std::pair(std::string("2027-01-01"), std::string())}) {
      for (const char* role : {"", "lead", "with"}) {
        const UnitQuery query{.unit = unit, .role = role, .from = from, .to = to, .limit = 100'000};
        std::map<std::int64_t, std::set<std::size_t>> answered;
        const Result<UnitAnswer> answer = AskUnit(*index_, query);
        for (const UnitDuty& duty : answer->duties) answered[duty.place.in.document].insert(duty.place.span.start);
        for (const auto& [number, places] : answered) {
          Extraction all = index_->Load(number)->extraction;
          EXPECT_TRUE(Keep(query, all));
          std::set<std::size_t> kept;
          for (const Assignment& task : all.assignments) kept.insert(task.span.start);
          EXPECT_EQ(kept, places) << unit << " " << role << " " << from << " in " << all.source.name;
          kept_in_all += kept.size();
        }
      }
      const DueQuery query{.from = from, .to = to, .unit = unit, .limit = 100'000};
      std::map<std::int64_t, std::multiset<std::size_t>> answered;
      const Result<DueAnswer> answer = AskDue(*index_, query);
      for (const DueDeadline& due : answer->deadlines) answered[due.place.in.document].insert(due.place.span.start);
      for (const auto& [number, places] : answered) {
        Extraction all = index_->Load(number)->extraction;
        EXPECT_TRUE(Keep(query, all));
        std::multiset<std::size_t> kept;
        for (const Deadline& deadline : all.deadlines) kept.insert(deadline.span.start);
        EXPECT_EQ(kept, places) << unit << " " << from << " in " << all.source.name;
        kept_in_all += kept.size();
      }
    }
  }
  EXPECT_GT(kept_in_all, 100U);
}

// A plan that sets one thing for the plain and another for the mountains does not differ from itself, nor from one that does so too.
TEST_F(IndexAnswersTest, DocumentsDifferAndNotTheirOwnValues) {
  const std::string both = "- Tỷ lệ trẻ em đi học đạt 95% ở đồng bằng.\n- Tỷ lệ trẻ em đi học đạt 90% ở miền núi.";
  Add("a", LamDong("1/KH-UBND", kEarly2031, "", both));
  Add("b", AnGiang("2/KH-UBND", kEarly2031, "", both));
  const Result<TargetAnswer> all = AskTargets(*index_, {.subject = "tre em"});
  ASSERT_TRUE(all) << all.error().message;
  ASSERT_FALSE(all->groups.empty());
  EXPECT_EQ(all->groups[0].documents, 2U);
  EXPECT_EQ(AskTargets(*index_, {.differing = true})->count, 0U);
  Add("c", AnGiang("3/KH-UBND", kEarly2031, "", "- Tỷ lệ trẻ em đi học đạt 97% ở đồng bằng.\n- Tỷ lệ trẻ em đi học đạt 90% ở miền núi."));
  EXPECT_EQ(AskTargets(*index_, {.differing = true})->count, 1U);
}

// At least and at most are not the same, whatever the number.
TEST_F(IndexAnswersTest, ComparatorsTellTargetsApart) {
  Add("a", LamDong("1/KH-UBND", kEarly2031, "", "- Tỷ lệ hộ nghèo tối thiểu 3%."));
  Add("b", AnGiang("2/KH-UBND", kEarly2031, "", "- Tỷ lệ hộ nghèo không quá 3%."));
  const Result<TargetAnswer> answer = AskTargets(*index_, {.differing = true});
  ASSERT_TRUE(answer) << answer.error().message;
  EXPECT_EQ(answer->count, 1U);
}

TEST_F(IndexAnswersTest, AUnitSeesItsTasksByDay) {
  Add("a", LamDong("1/KH-UBND", kEarly2031, "", kTasks));
  const Result<UnitAnswer> all = AskUnit(*index_, {.unit = "so noi vu"});
  ASSERT_TRUE(all) << all.error().message;
  ASSERT_THAT(all->duties, SizeIs(3));
  EXPECT_EQ(all->count, 3U);
  EXPECT_EQ(all->duties[0].due, "2031-03-01");
  EXPECT_EQ(all->duties[0].role, "with");
  EXPECT_THAT(all->duties[0].lead, ElementsAre("Sở Tài chính"));
  EXPECT_EQ(all->duties[1].due, "2031-12-15");
  EXPECT_EQ(all->duties[1].role, "lead");
  EXPECT_THAT(all->duties[1].deadlines, SizeIs(1));
  EXPECT_FALSE(all->duties[2].due);
  EXPECT_EQ(all->issued_count, 0U);

  EXPECT_EQ(AskUnit(*index_, {.unit = "Sở Nội vụ", .role = "lead"})->count, 2U);
  EXPECT_EQ(AskUnit(*index_, {.unit = "Sở Nội vụ", .from = "2031-03-02"})->count, 1U);
  EXPECT_EQ(AskUnit(*index_, {.unit = "Sở Nội vụ", .from = "2031-03-01", .to = "2031-03-01"})->count, 1U);
  EXPECT_EQ(AskUnit(*index_, {.unit = "Sở Nội"})->count, 3U);
  EXPECT_EQ(AskUnit(*index_, {.unit = "Sở N"})->count, 0U);
  EXPECT_EQ(AskUnit(*index_, {.unit = "UBND tỉnh"})->issued_count, 1U);
  EXPECT_THAT(AskUnit(*index_, {.unit = "-"}).error().message, HasSubstr("no name of a unit"));
  EXPECT_THAT(AskUnit(*index_, {.unit = "Sở", .role = "leader"}).error().message, HasSubstr("use lead or with"));
  EXPECT_THAT(AskUnit(*index_, {.unit = "Sở", .to = "2031"}).error().message, HasSubstr("is no day (write it like 2026-06-30)"));
}

TEST_F(IndexAnswersTest, TargetsOfProvincesAreCompared) {
  Add("a", LamDong("1/KH-UBND", kEarly2031, "", "- Trên 80% tuyến kênh có cây bóng mát.\n- Trồng mới 100 ha rừng."));
  Add("b", AnGiang("2/KH-UBND", kEarly2031, "", "- Trên 95% Tuyến kênh có cây bóng mát.\n- Trên 70% tuyến kênh được nạo vét."));
  Add("c", AnGiang("3/KH-UBND", kLate2031, "", "- Trên 70% tuyến kênh được nạo vét."));
  const Result<TargetAnswer> all = AskTargets(*index_, {});
  ASSERT_TRUE(all) << all.error().message;
  EXPECT_EQ(all->count, 2U);
  const Result<TargetAnswer> differing = AskTargets(*index_, {.differing = true});
  ASSERT_TRUE(differing) << differing.error().message;
  ASSERT_THAT(differing->groups, SizeIs(1));
  const TargetGroup& group = differing->groups[0];
  EXPECT_EQ(group.documents, 2U);
  EXPECT_EQ(group.lowest, 80);
  EXPECT_EQ(group.highest, 95);
  ASSERT_THAT(group.values, SizeIs(2));
  EXPECT_EQ(group.values[0].province, "Lâm Đồng");
  EXPECT_EQ(group.values[1].province, "An Giang");
  EXPECT_EQ(AskTargets(*index_, {.subject = "KENH tuyen"})->count, 2U);
  EXPECT_EQ(AskTargets(*index_, {.subject = "ken"})->count, 0U);
  EXPECT_EQ(AskTargets(*index_, {.least = 3})->count, 0U);
  EXPECT_FALSE(AskTargets(*index_, {.subject = "%"}));
  EXPECT_THAT(ToText(*differing), HasSubstr("differ: 80 to 95 %"));
}

// ---- what does not fit together ---------------------------------------------------------------------------------------------

TEST_F(IndexAnswersTest, ConflictsNameWhoSaysWhat) {
  Add("a", LamDong("1/KH-UBND", kEarly2031, "Căn cứ Chỉ thị số 33/CT-TTg ngày 26/11/2030 của Thủ tướng Chính phủ;"));
  Add("b", AnGiang("2/KH-UBND", kEarly2031, "Căn cứ Chỉ thị số 33/CT-TTg ngày 25/11/2030 của Thủ tướng Chính phủ;"));
  Add("c", AnGiang("3/KH-UBND", kLate2031, "Căn cứ Công điện số 33/CT-TTg ngày 26/11/2030 của Thủ tướng;"));
  const Result<ConflictAnswer> answer = FindConflicts(*index_, {});
  ASSERT_TRUE(answer) << answer.error().message;
  ASSERT_THAT(answer->documents, SizeIs(1));
  EXPECT_EQ(answer->count, 1U);
  const std::vector<Disagreement>& disagreements = answer->documents[0].disagreements;
  // A shorter name of the issuer is none.
  ASSERT_THAT(disagreements, SizeIs(2));
  EXPECT_EQ(disagreements[0].field, "date");
  EXPECT_EQ(disagreements[0].statements[0].value, "2030-11-26");
  EXPECT_EQ(disagreements[0].statements[0].count, 2U);
  EXPECT_EQ(disagreements[0].statements[1].value, "2030-11-25");
  EXPECT_EQ(disagreements[0].statements[1].places[0].in.name, "b");
  EXPECT_EQ(disagreements[1].field, "type");
  EXPECT_THAT(ToText(*answer), AllOf(HasSubstr("2030-11-25"), HasSubstr("Công điện")));
  EXPECT_THAT(FindConflicts(*index_, {.limit = 0})->documents, IsEmpty());
  EXPECT_EQ(FindConflicts(*index_, {.limit = 0})->count, 1U);
}

TEST_F(IndexAnswersTest, TitlesMayBeCitedWithoutTheirFirstWords) {
  Add("a", LamDong("1/KH-UBND", kEarly2031, "Căn cứ Chỉ thị số 33/CT-TTg ngày 26/11/2030 của Thủ tướng Chính phủ về tăng cường công tác dân vận;"));
  Add("b", AnGiang("2/KH-UBND", kEarly2031, "Căn cứ Chỉ thị số 33/CT-TTg ngày 26/11/2030 của Thủ tướng Chính phủ “Tăng cường công tác dân vận”;"));
  EXPECT_THAT(FindConflicts(*index_, {})->documents, IsEmpty());
  Add("c", AnGiang("3/KH-UBND", kEarly2031, "Căn cứ Chỉ thị số 33/CT-TTg ngày 26/11/2030 của Thủ tướng Chính phủ về tăng cường công tác thanh tra;"));
  EXPECT_THAT(FindConflicts(*index_, {})->documents, SizeIs(1));
}

TEST_F(IndexAnswersTest, ADocumentOfTheIndexIsHeldAgainstWhatIsSaidOfIt) {
  Add("own", LamDong("12/KH-UBND", kEarly2031, ""));
  Add("a", LamDong("90/KH-UBND", kLate2031, "Căn cứ Kế hoạch số 12/KH-UBND ngày 06/01/2031 của UBND tỉnh Lâm Đồng;"));
  const ReferenceAnswer answer = Reference("12/KH-UBND");
  ASSERT_THAT(answer.documents, SizeIs(1));
  ASSERT_THAT(answer.documents[0].disagreements, SizeIs(1));
  EXPECT_TRUE(answer.documents[0].disagreements[0].statements[0].own);
  EXPECT_EQ(answer.documents[0].disagreements[0].statements[0].value, "2031-01-05");
  EXPECT_EQ(answer.documents[0].date, "2031-01-05");
}

TEST_F(IndexAnswersTest, CodesThatAreNearlyAlikeAreProbablyOne) {
  Add("a", LamDong("1/KH-UBND", kLate2031, "Căn cứ Kế hoạch số 363/KH-TTTP ngày 05/03/2031 của Thanh tra Chính phủ;"));
  Add("b", AnGiang("2/KH-UBND", kLate2031, "Căn cứ Kế hoạch số 363-KH/TTCP ngày 05/03/2031 của Thanh tra Chính phủ;"));
  // Another day, another number, another issuer, another type: nothing to do with them.
  Add("c", AnGiang("3/KH-UBND", kLate2031, "Căn cứ Kế hoạch số 363/KH-TTCB ngày 06/03/2031 của Thanh tra Chính phủ; Kế hoạch số 364/KH-TTTP ngày 05/03/2031 của Thanh tra Chính phủ;"));
  Add("d", AnGiang("4/KH-UBND", kLate2031, "Căn cứ Kế hoạch số 363/KH-TTCX ngày 05/03/2031 của Bộ Y tế; Kết luận số 363/KL-TTCP ngày 05/03/2031 của Thanh tra Chính phủ;"));
  const Result<ConflictAnswer> answer = FindConflicts(*index_, {});
  ASSERT_TRUE(answer) << answer.error().message;
  ASSERT_THAT(answer->near, SizeIs(1));
  EXPECT_EQ(answer->near_count, 1U);
  EXPECT_THAT((std::vector{answer->near[0].first.code.value_or(""), answer->near[0].second.code.value_or("")}), UnorderedElementsAre("363/KH-TTTP", "363-KH/TTCP"));
  EXPECT_EQ(answer->near[0].date, "2031-03-05");
}

TEST_F(IndexAnswersTest, LettersThatLookAlikeAreOne) {
  Add("a", LamDong("1/KH-UBND", kLate2031, "Căn cứ Nghị định số 45/NĐ-CP ngày 05/03/2031 của Chính phủ;"));
  Add("b", LamDong("2/KH-UBND", kLate2031, "Căn cứ Nghị định số 45/ND-CP ngày 05/03/2031 của Chính phủ;"));
  EXPECT_EQ(FindConflicts(*index_, {})->near_count, 1U);
}

// ---- what was replaced ------------------------------------------------------------------------------------------------------

constexpr const char* kList =
    "\xEF\xBB\xBF" "code\treplaced by\tfrom\tnote\r\n"
    "# of the ministry\r\n"
    "33-CT/TTg@2030\t7/CT-TTg\t2031-07-01\twhole\r\n"
    "\r\n"
    "45/NĐ-CP\t\t2031-01-01\r\n";

TEST_F(IndexAnswersTest, WhatWasReplacedIsNotedWhereItIsCited) {
  const std::string opening = "Căn cứ Chỉ thị số 33/CT-TTg ngày 26/11/2030 của Thủ tướng Chính phủ;";
  Add("early", LamDong("1/KH-UBND", kEarly2031, opening));
  Add("late", LamDong("2/KH-UBND", kLate2031, opening));
  const Result<std::size_t> lines = ReplaceSupersessions(*index_, kList);
  ASSERT_TRUE(lines) << lines.error().message;
  EXPECT_EQ(*lines, 2U);
  const ReferenceAnswer answer = Reference("33/CT-TTg");
  ASSERT_THAT(answer.documents, SizeIs(1));
  ASSERT_THAT(answer.documents[0].replacements, SizeIs(1));
  EXPECT_EQ(answer.documents[0].replacements[0].replaced_by, "7/CT-TTg");
  EXPECT_EQ(answer.documents[0].replacements[0].note, "whole");
  EXPECT_EQ(answer.mentions[0].in_force, true);
  EXPECT_EQ(answer.mentions[1].in_force, false);
  EXPECT_THAT(ToText(answer), AllOf(HasSubstr("in force then; replaced by 7/CT-TTg from 2031-07-01 (whole)"), HasSubstr("not in force any more then")));
  EXPECT_THAT(ToCsv(answer), AllOf(HasSubstr("7/CT-TTg,2031-07-01,yes"), HasSubstr("7/CT-TTg,2031-07-01,no")));
  // It stays when documents are read anew, and is in the graph.
  Add("early", LamDong("1/KH-UBND", kEarly2031, opening), "reader 2");
  EXPECT_THAT(Reference("33/CT-TTg").documents[0].replacements, SizeIs(1));
  const Json graph = Json::parse(Graph(GraphForm::kJson));
  EXPECT_EQ(graph["nodes"].back()["replaced_by"], "7/CT-TTg");
  EXPECT_EQ(graph["nodes"].back()["replaced_from"], "2031-07-01");
  // A list takes the place of the one before, and one that does not hold changes nothing.
  const Result<std::size_t> bad = ReplaceSupersessions(*index_, "9/CT-TTg\t\t2031-01-01\n9/CT-TTg\t\t1 July\n");
  ASSERT_FALSE(bad);
  EXPECT_THAT(bad.error().message, AllOf(HasSubstr("line 2: "), HasSubstr("is no day (write it like 2026-06-30)")));
  EXPECT_THAT(Reference("33/CT-TTg").documents[0].replacements, SizeIs(1));
  ASSERT_EQ(*ReplaceSupersessions(*index_, ""), 0U);
  EXPECT_THAT(Reference("33/CT-TTg").documents[0].replacements, IsEmpty());
}

TEST_F(IndexAnswersTest, ListsOfReplacedDocumentsAreChecked) {
  const auto fault = [&](const std::string& list) { return ReplaceSupersessions(*index_, list).error().message; };
  EXPECT_THAT(fault("code\nLuật Thanh tra\t\t2031-01-01\n"), HasSubstr("line 2: 'Luật Thanh tra' is no code"));
  EXPECT_THAT(fault("9/CT-TTg\tx\t2031-01-01\n"), HasSubstr("'x' is no code"));
  EXPECT_THAT(fault("9/CT-TTg\t\t2031-02-30\n"), HasSubstr("is no day"));
  EXPECT_THAT(fault("9/CT-TTg\t\t2031-01-01/2031-01-01\n"), HasSubstr("is no day"));
  EXPECT_THAT(fault("9/CT-TTg\t\t2031-01-01\ta\tb\n"), HasSubstr("more than four columns"));
  EXPECT_THAT(fault("9/CT-TTg\t\t2031-01-01\t\xFF\n"), HasSubstr("no UTF-8"));
}

TEST_F(IndexAnswersTest, ACodeWithoutAYearIsOfAnyYearUpToTheDay) {
  Add("a", LamDong("1/KH-UBND", kEarly2031, "Căn cứ Nghị định số 45/NĐ-CP ngày 05/03/2030 của Chính phủ;"));
  Add("b", LamDong("2/KH-UBND", "ngày 20 tháng 12 năm 2032", "Căn cứ Nghị định số 45/NĐ-CP ngày 05/03/2032 của Chính phủ;"));
  ASSERT_TRUE(ReplaceSupersessions(*index_, kList));
  const ReferenceAnswer answer = Reference("45/NĐ-CP");
  ASSERT_THAT(answer.documents, SizeIs(2));
  EXPECT_THAT(answer.documents[0].replacements, SizeIs(1));
  EXPECT_EQ(answer.mentions[0].in_force, false);
  EXPECT_THAT(answer.documents[1].replacements, IsEmpty());
  EXPECT_THAT(ToText(answer), HasSubstr("no longer in force from 2031-01-01"));
}

// ---- the graph --------------------------------------------------------------------------------------------------------------

// The nodes by label and the edges as "from -> to relation count", of the JSON form.
struct Read {
  std::vector<std::string> nodes;
  std::vector<std::string> edges;
};
Read ReadGraph(const Json& graph) {
  Read read;
  std::map<std::string, std::string> labels;
  for (const Json& node : graph["nodes"]) {
    EXPECT_TRUE(labels.emplace(node["id"], node["label"]).second) << node;
    read.nodes.push_back(node["label"]);
  }
  for (const Json& link : graph["links"]) {
    read.edges.push_back(labels.at(link["source"]) + " -> " + labels.at(link["target"]) + " " + std::string(link["relation"]) + " " + std::to_string(link["count"].get<int>()));
  }
  return read;
}

TEST_F(IndexAnswersTest, TheGraphJoinsDocumentsThatCiteAndAreCited) {
  Add("own", LamDong("12/KH-UBND", kEarly2031, "Căn cứ Chỉ thị số 33/CT-TTg ngày 26/11/2030 của Thủ tướng Chính phủ;", "- Theo Chỉ thị số 33/CT-TTg.\n- Theo Chỉ thị số 33/CT-TTg."));
  Add("copy", LamDong("12/KH-UBND", kEarly2031, "", "- Bản sao."));
  Add("a", LamDong("90/KH-UBND", kLate2031, "Căn cứ Kế hoạch số 12/KH-UBND ngày 05/01/2031 của UBND tỉnh;"));
  const Json graph = Json::parse(Graph(GraphForm::kJson));
  EXPECT_EQ(graph["directed"], true);
  const Read read = ReadGraph(graph);
  EXPECT_THAT(read.nodes, UnorderedElementsAre("12/KH-UBND", "12/KH-UBND", "90/KH-UBND", "33/CT-TTg"));
  EXPECT_THAT(read.edges, UnorderedElementsAre("12/KH-UBND -> 12/KH-UBND copy 1", "90/KH-UBND -> 12/KH-UBND basis 1", "12/KH-UBND -> 33/CT-TTg basis 1",
                                               "12/KH-UBND -> 33/CT-TTg cite 2"));
  for (const Json& link : graph["links"]) {
    if (link["relation"] == "cite") {
      EXPECT_EQ(link["sections"], Json::array({"I"}));
    }
  }
}

TEST_F(IndexAnswersTest, TheGraphOfTheCorpusIsWhole) {
  std::size_t mentions = 0;
  for (const testing::Document& plan : testing::CorpusDocuments()) {
    Add(plan.name, plan.bytes);
    mentions += TheEngine().Extract({.name = plan.name, .bytes = plan.bytes})->references.size();
  }
  const Json graph = Json::parse(Graph(GraphForm::kJson));
  std::size_t count = 0;
  for (const Json& link : graph["links"]) count += link["relation"] == "copy" ? 0 : link["count"].get<std::size_t>();
  EXPECT_EQ(count, mentions);
  static_cast<void>(ReadGraph(graph));
  // A sink that takes no more gets no more.
  int pieces = 0;
  EXPECT_FALSE(WriteGraph(*index_, GraphForm::kGraphMl, [&](std::string_view) { return ++pieces, false; }));
  EXPECT_EQ(pieces, 1);
}

// A title with all that the forms have to escape. The engine would not read it so; a program that adds records may.
constexpr const char* kHostile = "a<b>&\"c\\\" ]]> \x01\xFF\n--> \\N &amp; }; \"d\" -> \"e\"";

class HostileGraphTest : public IndexAnswersTest {
 protected:
  void SetUp() override {
    IndexAnswersTest::SetUp();
    Result<Extraction> plan = TheEngine().Extract({.name = "a", .bytes = LamDong("1/KH-UBND", kEarly2031, "Căn cứ Chỉ thị số 33/CT-TTg ngày 26/11/2030 của Thủ tướng Chính phủ;")});
    ASSERT_TRUE(plan) << plan.error().message;
    plan->document.title = kHostile;
    plan->document.code = kHostile;
    plan->references[0].title = kHostile;
    plan->references[0].section = kHostile;
    plan->references[0].key = std::string("\"x<y\\") + "@2030";
    ASSERT_TRUE(index_->Add({{*plan, "reader 1", ""}}));
  }
};

TEST_F(HostileGraphTest, GraphMlIsWellFormed) {
  const std::string path = folder_.Write("graph.graphml", Graph(GraphForm::kGraphMl));
  const testing::Outcome read = testing::Run("/usr/bin/env", {"python3", "-c", R"(
import sys, xml.etree.ElementTree as tree
ns = '{http://graphml.graphdrawing.org/xmlns}'
root = tree.parse(sys.argv[1]).getroot()
keys = {k.get('id') for k in root.findall(ns + 'key')}
nodes = {n.get('id') for n in root.iter(ns + 'node')}
assert all(d.get('key') in keys for d in root.iter(ns + 'data'))
assert all(e.get('source') in nodes and e.get('target') in nodes for e in root.iter(ns + 'edge'))
labels = [d.text for n in root.iter(ns + 'node') for d in n if d.get('key') == 'label']
print(len(nodes), len(list(root.iter(ns + 'edge'))), 'a<b>&"c\\" ]]>' in labels[0])
)", path});
  EXPECT_EQ(read.exit_code, 0) << read.err;
  EXPECT_EQ(read.out, "2 1 True\n");
}

TEST_F(HostileGraphTest, JsonHoldsIt) {
  const Json graph = Json::parse(Graph(GraphForm::kJson));
  EXPECT_THAT(ReadGraph(graph).edges, SizeIs(1));
  EXPECT_THAT(std::string(graph["nodes"][0]["title"]), HasSubstr("]]>"));
}

// Cuts DOT into its statements: quoted strings with escaped quotes, words, and signs. Empty where it is none.
std::vector<std::string> DotTokens(const std::string& dot) {
  std::vector<std::string> tokens;
  for (std::size_t at = 0; at < dot.size();) {
    if (dot[at] == ' ' || dot[at] == '\n') {
      ++at;
    } else if (dot[at] == '"') {
      std::size_t end = at + 1;
      while (end < dot.size() && dot[end] != '"') end += dot[end] == '\\' ? 2 : 1;
      if (end >= dot.size()) return {};
      tokens.push_back(dot.substr(at, end + 1 - at));
      at = end + 1;
    } else {
      const std::size_t end = std::isalpha(static_cast<unsigned char>(dot[at])) != 0 ? dot.find_first_not_of("abcdefghijklmnopqrstuvwxyz_", at) : at + 1;
      tokens.push_back(dot.substr(at, end - at));
      at = end;
    }
  }
  return tokens;
}

TEST_F(HostileGraphTest, DotKeepsItInQuotes) {
  const std::string dot = Graph(GraphForm::kDot);
  const std::vector<std::string> tokens = DotTokens(dot);
  ASSERT_FALSE(tokens.empty()) << dot;
  EXPECT_EQ(std::count(tokens.begin(), tokens.end(), "{"), 1) << dot;
  EXPECT_EQ(std::count(tokens.begin(), tokens.end(), "}"), 1) << dot;
  EXPECT_EQ(std::count(tokens.begin(), tokens.end(), ">"), 1) << dot;  // of the one ->
  EXPECT_EQ(std::count(tokens.begin(), tokens.end(), ";"), 5) << dot;
  for (const char c : dot) EXPECT_TRUE(c == '\n' || static_cast<unsigned char>(c) >= 0x20);
  const testing::Outcome canon = testing::Run("/usr/bin/env", {"dot", "-Tcanon"}, {.input = dot});
  if (canon.exit_code != 127) {
    EXPECT_EQ(canon.exit_code, 0) << canon.err;
  }
}

// Whoever writes plans to hold this program up has them read as fast as others: with each mention held against each other, this would not end in time.
TEST_F(IndexAnswersTest, ManyMentionsOfOneCodeTakeNoLonger) {
  constexpr int kMentions = 30'000;
  Result<Extraction> plan = TheEngine().Extract({.name = "a", .bytes = LamDong("1/KH-UBND", kEarly2031, "")});
  ASSERT_TRUE(plan) << plan.error().message;
  for (int i = 0; i < kMentions; ++i) {
    auto& mention = plan->references.emplace_back();
    mention.type = "Chỉ thị";
    mention.number = "33";
    mention.symbol = "CT-TTg";
    mention.code = "33/CT-TTg";
    mention.issuer = "Bộ " + std::to_string(i % 20'000) + " " + std::to_string(i);
    if (i % 3 == 0) mention.date = "2030-11-" + std::to_string(10 + i % 20);
    mention.key = i % 5 == 0 ? "33-ct-ttg" : "33-ct-ttg@" + std::to_string(2000 + i % 31);
    mention.relation = "cite";
    mention.section = "I." + std::to_string(i);
    mention.span = {static_cast<std::size_t>(i), static_cast<std::size_t>(i) + 1};
  }
  ASSERT_TRUE(index_->Add({{*plan, "reader 1", ""}}));
  EXPECT_EQ(Reference("33/CT-TTg").count, static_cast<std::size_t>(kMentions));
  EXPECT_TRUE(FindConflicts(*index_, {}));
  const Json graph = Json::parse(Graph(GraphForm::kJson));
  std::size_t count = 0;
  for (const Json& link : graph["links"]) count += link["count"].get<std::size_t>();
  EXPECT_EQ(count, static_cast<std::size_t>(kMentions));
}

// ---- as text ----------------------------------------------------------------------------------------------------------------

TEST_F(IndexAnswersTest, AnswersAreJsonAndCsv) {
  Add("a", LamDong("1/KH-UBND", kEarly2031, "Căn cứ Chỉ thị số 33/CT-TTg ngày 26/11/2030 của Thủ tướng Chính phủ;", kTasks));
  Add("b", AnGiang("2/KH-UBND", kEarly2031, "Căn cứ Chỉ thị số 33/CT-TTg ngày 25/11/2030 của Thủ tướng Chính phủ;", kTasks));
  const Json reference = Json::parse(ToJson(Reference("33/CT-TTg")));
  EXPECT_EQ(reference["count"], 2);
  EXPECT_EQ(reference["documents"][0]["disagreements"][0]["field"], "date");
  EXPECT_EQ(reference["mentions"][0]["in"]["issuer"], "UBND TỈNH LÂM ĐỒNG");
  EXPECT_TRUE(reference["mentions"][0]["in_force"].is_null());
  const Json unit = Json::parse(ToJson(*AskUnit(*index_, {.unit = "Sở Nội vụ"})));
  EXPECT_EQ(unit["duties"][0]["deadlines"][0]["date"], "2031-03-01");
  const Json targets = Json::parse(ToJson(*AskTargets(*index_, {})));
  EXPECT_EQ(targets["groups"][0]["values"][0]["value"], 80);
  EXPECT_EQ(targets["groups"][0]["differing"], false);
  const Json conflicts = Json::parse(ToJson(*FindConflicts(*index_, {})));
  EXPECT_EQ(conflicts["documents"][0]["id"], "33-ct-ttg@2030");
  for (const std::string& csv : {ToCsv(Reference("33/CT-TTg")), ToCsv(*AskUnit(*index_, {.unit = "Sở Nội vụ"})), ToCsv(*AskTargets(*index_, {})), ToCsv(*FindConflicts(*index_, {}))}) {
    EXPECT_GE(std::count(csv.begin(), csv.end(), '\n'), 3) << csv;
    const std::string head = csv.substr(0, csv.find('\r'));
    const std::string last = csv.substr(csv.rfind('\n', csv.size() - 2) + 1);
    EXPECT_LE(std::count(head.begin(), head.end(), ','), std::count(last.begin(), last.end(), ',')) << csv;
    // A number and a name, in all tables under the same heads.
    EXPECT_THAT(head, HasSubstr(",document,name,code,"));
    EXPECT_THAT(last, AnyOf(HasSubstr(",1,a,1/KH-UBND,"), HasSubstr(",2,b,2/KH-UBND,")));
  }
  EXPECT_THAT(ToCsv(*index_->Search({})), AllOf(HasSubstr("document,name,code,"), HasSubstr("\n1,a,1/KH-UBND,")));
}

#ifdef TRICHLUC_PROGRAM
TEST_F(IndexAnswersTest, TheProgramAnswers) {
  Add("a", LamDong("1/KH-UBND", kEarly2031, "Căn cứ Chỉ thị số 33/CT-TTg ngày 26/11/2030 của Thủ tướng Chính phủ;", kTasks));
  const auto run = [&](std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), "index");
    return testing::Run(TRICHLUC_PROGRAM, arguments);
  };
  EXPECT_THAT(run({"reference", Path(), "33-CT/TTg"}).out, AllOf(HasSubstr("Chỉ thị 33/CT-TTg"), Not(HasSubstr("\x1b["))));
  EXPECT_THAT(run({"reference", "--colour", "always", Path(), "33-CT/TTg"}).out, HasSubstr("\x1b["));
  EXPECT_THAT(run({"unit", Path(), "so noi vu", "--role", "with"}).out, HasSubstr("cấp kinh phí"));
  EXPECT_EQ(Json::parse(run({"targets", "--subject", "tuyen kenh", "--format", "json", Path()}).out)["count"], 1);
  EXPECT_THAT(run({"conflicts", Path()}).out, HasSubstr("0 documents"));
  const std::string graph = folder_.Path("graph.json");
  EXPECT_EQ(run({"graph", "--to", "json", "-o", graph, Path()}).exit_code, 0);
  EXPECT_EQ(Json::parse(folder_.Read("graph.json"))["nodes"].size(), 2U);
  EXPECT_EQ(run({"graph", Path()}).exit_code, 2);
  const testing::Outcome over = run({"graph", "--to", "dot", "-o", Path(), Path()});
  EXPECT_EQ(over.exit_code, 2);
  EXPECT_THAT(over.err, HasSubstr("would be overwritten"));
  const std::string list = folder_.Write("list.tsv", kList);
  EXPECT_THAT(run({"supersede", Path(), list}).err, HasSubstr("2 documents are said to be replaced"));
  EXPECT_THAT(run({"reference", Path(), "33/CT-TTg"}).out, HasSubstr("replaced by 7/CT-TTg"));
  const testing::Outcome bad = run({"supersede", Path(), folder_.Write("bad.tsv", "x\n")});
  EXPECT_EQ(bad.exit_code, 2);
  EXPECT_THAT(bad.err, HasSubstr("bad.tsv: line 1: "));
  const testing::Outcome none = run({"supersede", folder_.Path("none.db"), list});
  EXPECT_EQ(none.exit_code, 1);
  EXPECT_FALSE(std::filesystem::exists(folder_.Path("none.db")));
}
#endif

}  // namespace
}  // namespace trichluc
