// The engine as its users have it: through include/trichluc only.
#include "trichluc/engine.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "support/print.h"
#include "support/program.h"
#include "support/schema_check.h"
#include "trichluc/grammar.h"
#include "trichluc/output.h"

namespace trichluc {
namespace {

using ::testing::HasSubstr;
using testing::TempFolder;

constexpr const char* kPlan =
    "UBND HUYỆN TÂN MINH\n"
    "Số: 41/KH-UBND\n"
    "Tân Minh, ngày 06 tháng 02 năm 2026\n"
    "\n"
    "KẾ HOẠCH\n"
    "Bảo vệ rừng đầu nguồn năm 2026\n"
    "\n"
    "Căn cứ Luật Lâm nghiệp; UBND huyện xây dựng Kế hoạch như sau:\n"
    "I. MỤC TIÊU\n"
    "- Phấn đấu 92% diện tích rừng được tuần tra.\n"
    "II. TỔ CHỨC THỰC HIỆN\n"
    "1. Hạt Kiểm lâm\n"
    "- Tuần tra hằng tuần; kinh phí 350 triệu đồng.\n"
    "2. Giao Phường đội Tân Minh phối hợp Công an huyện canh gác; báo cáo trước ngày 20/11/2026.\n"
    "3. Thực hiện Cẩm nang số 12/CN-UBND ngày 05/01/2026 của UBND tỉnh.\n";

Engine Made(const EngineOptions& options = {}) {
  Result<Engine> engine = Engine::Create(options);
  if (!engine) throw std::runtime_error(engine.error().message);
  return *engine;
}

Extraction Extracted(const Engine& engine, std::string_view text = kPlan) {
  const Result<Extraction> plan = engine.Extract({.name = "plan.txt", .bytes = text});
  if (!plan) throw std::runtime_error(plan.error().message);
  return *plan;
}

// An engine with one more grammar file.
Engine MadeWith(const TempFolder& folder, const std::string& name, const std::string& text) {
  folder.Write(name, text);
  return Made({.grammar_folder = {}, .extra_grammar_folders = {folder.Path("")}, .limits = {}});
}

TEST(Engine, ReadsAPlan) {
  const Extraction plan = Extracted(Made());
  EXPECT_EQ(plan.source.name, "plan.txt");
  EXPECT_EQ(plan.source.bytes, std::string_view(kPlan).size());
  EXPECT_EQ(plan.source.sha256.size(), 64U);
  EXPECT_EQ(plan.document.code, "41/KH-UBND");
  EXPECT_EQ(plan.document.date, "2026-02-06");
  EXPECT_EQ(plan.document.period, "2026");
  EXPECT_EQ(plan.sections.size(), 5U);
  EXPECT_FALSE(plan.references.empty());
  EXPECT_FALSE(plan.targets.empty());
  EXPECT_FALSE(plan.assignments.empty());
  EXPECT_FALSE(plan.deadlines.empty());
  EXPECT_TRUE(plan.custom.empty());
}

TEST(Engine, EveryRecordIsWholeAndHasAnIdOfItsOwn) {
  const Extraction plan = Extracted(Made());
  std::set<std::string> ids;
  const auto check = [&](const auto& records) {
    for (const auto& record : records) {
      EXPECT_TRUE(ids.insert(record.id).second) << record.id;
      EXPECT_FALSE(record.text.empty());
      EXPECT_LE(record.span.end, std::string_view(kPlan).size());
      EXPECT_GT(record.confidence, 0);
      EXPECT_LE(record.confidence, 1);
    }
  };
  check(plan.sections);
  check(plan.blocks);
  check(plan.references);
  check(plan.assignments);
  check(plan.targets);
  check(plan.deadlines);
  for (const Reference& reference : plan.references) EXPECT_FALSE(reference.rule.empty());
}

TEST(Engine, SegmentGivesTheOutlineAlone) {
  const Engine engine = Made();
  const Result<Extraction> outline = engine.Segment({.name = "plan.txt", .bytes = kPlan});
  ASSERT_TRUE(outline);
  EXPECT_EQ(outline->sections.size(), Extracted(engine).sections.size());
  EXPECT_TRUE(outline->references.empty());
  EXPECT_TRUE(outline->assignments.empty());
}

TEST(Engine, NormalizeGivesTheLinesWithTheirPlaces) {
  const std::string text = "**I. MỤC TIÊU**\r\n\u00A0- Một  ý\r\n";
  const auto lines = Made().Normalize({.name = "x", .bytes = text});
  ASSERT_TRUE(lines);
  ASSERT_GE(lines->size(), 2U);
  EXPECT_EQ((*lines)[0].text, "I. MỤC TIÊU");
  EXPECT_EQ((*lines)[1].text, "- Một ý");
  EXPECT_EQ(text.substr((*lines)[1].span.start, (*lines)[1].span.size()), "- Một  ý");
}

TEST(Engine, SaysWhatIsWrongWithItsFolders) {
  const TempFolder folder;
  const struct {
    EngineOptions options;
    Error::Code code;
    const char* message;
  } cases[] = {
      {{.grammar_folder = "/no/such/folder", .extra_grammar_folders = {}, .limits = {}}, Error::Code::kUnreadable, "/no/such/folder"},
      {{.grammar_folder = {}, .extra_grammar_folders = {"/no/such/folder"}, .limits = {}}, Error::Code::kUnreadable, "/no/such/folder"},
      {{.grammar_folder = folder.Path(""), .extra_grammar_folders = {}, .limits = {}}, Error::Code::kBadGrammar, "no grammar file"},
  };
  for (const auto& c : cases) {
    const Result<Engine> engine = Engine::Create(c.options);
    ASSERT_FALSE(engine);
    EXPECT_EQ(engine.error().code, c.code);
    EXPECT_THAT(engine.error().message, HasSubstr(c.message));
  }
}

TEST(Engine, SaysWhereAGrammarFileIsWrong) {
  const TempFolder folder;
  const std::string path = folder.Write("mine.toml", "[[rule]]\nid = 'r'\nlevel = 'record'\nemit = 'e'\npattern = '''giao @nobody'''\n");
  const Result<Engine> engine = Engine::Create({.grammar_folder = {}, .extra_grammar_folders = {folder.Path("")}, .limits = {}});
  ASSERT_FALSE(engine);
  EXPECT_EQ(engine.error().code, Error::Code::kBadGrammar);
  EXPECT_THAT(engine.error().message, HasSubstr("mine.toml:5:19: no lexicon and no rule makes @nobody"));
}

// A folder that lacks what the outline needs must not be taken without a word.
TEST(Engine, SaysWhatAFolderLacks) {
  const TempFolder folder;
  folder.Write("cascade.toml", "levels = ['record']\n");
  const Result<Engine> engine = Engine::Create({.grammar_folder = folder.Path(""), .extra_grammar_folders = {}, .limits = {}});
  ASSERT_FALSE(engine) << "an engine without outline patterns reads no heading";
  EXPECT_EQ(engine.error().code, Error::Code::kBadGrammar);
}

TEST(Engine, TheFilesOfTheRepositoryMakeTheBuiltInEngine) {
  const Engine from_files = Made({.grammar_folder = TRICHLUC_SOURCE_DIR "/grammars", .extra_grammar_folders = {}, .limits = {}});
  Extraction built_in = Extracted(Made());
  EXPECT_EQ(ToJson(Extracted(from_files)), ToJson(built_in));
}

TEST(Engine, RefusesWhatIsOverItsLimit) {
  const Engine engine = Made({.grammar_folder = {}, .extra_grammar_folders = {}, .limits = {.max_bytes = 100}});
  const Result<Extraction> plan = engine.Extract({.name = "plan.txt", .bytes = kPlan});
  ASSERT_FALSE(plan);
  EXPECT_EQ(plan.error().code, Error::Code::kTooLarge);
  EXPECT_THAT(plan.error().message, HasSubstr("plan.txt"));
  EXPECT_THAT(plan.error().message, HasSubstr("100"));
}

// ---- what a user adds by adding a file ------------------------------------------------------------------------------------

TEST(ExtraGrammar, ANewUnitHead) {
  const auto charges = [](const Extraction& plan) {
    for (const Assignment& assignment : plan.assignments) {
      if (!assignment.lead.empty() && assignment.lead[0] == "Phường đội Tân Minh") return true;
    }
    return false;
  };
  EXPECT_FALSE(charges(Extracted(Made())));
  const TempFolder folder;
  EXPECT_TRUE(charges(Extracted(MadeWith(folder, "units.toml", "[lexicon]\nunit_head = ['Phường đội']\n"))));
}

TEST(ExtraGrammar, ANewDocumentTypeThatIsCited) {
  const auto cites = [](const Extraction& plan) {
    return std::any_of(plan.references.begin(), plan.references.end(), [](const Reference& r) { return r.type == "Cẩm nang"; });
  };
  EXPECT_FALSE(cites(Extracted(Made())));
  const TempFolder folder;
  const Extraction plan = Extracted(MadeWith(folder, "types.toml", "[lexicon.doc_type]\n\"Cẩm nang\" = ['cẩm nang']\n"));
  EXPECT_TRUE(cites(plan));
}

TEST(ExtraGrammar, ANewDocumentTypeOfTheDocumentItself) {
  const TempFolder folder;
  const Engine engine = MadeWith(folder, "outline/types.toml", "[list.document_type]\n\"Cẩm nang\" = []\n");
  std::string text = kPlan;
  text.replace(text.find("KẾ HOẠCH"), std::string_view("KẾ HOẠCH").size(), "CẨM NANG");
  EXPECT_EQ(Extracted(engine, text).document.type, "Cẩm nang");
}

TEST(ExtraGrammar, ANewKindOfRecord) {
  const TempFolder folder;
  const Engine engine = MadeWith(folder, "money.toml",
                                 "[[rule]]\nid = 'sum'\nlevel = 'code'\nemit = 'budget'\nset = { currency = 'VND' }\n"
                                 "pattern = 'kinh phí amount:%num unit:(triệu đồng | tỷ đồng)'\n"
                                 "yes = [{ text = 'kinh phí 20 triệu đồng', amount = '20' }]\nno = ['kinh phí hằng năm']\n");
  const Extraction plan = Extracted(engine);
  ASSERT_EQ(plan.custom.size(), 1U);
  const CustomRecord& budget = plan.custom[0];
  EXPECT_EQ(budget.kind, "budget");
  EXPECT_EQ(budget.rule, "money:sum");
  EXPECT_EQ(budget.section, "II.1");
  const std::vector<std::pair<std::string, std::string>> fields = {{"currency", "VND"}, {"amount", "350"}, {"unit", "triệu đồng"}};
  EXPECT_EQ(budget.fields, fields);
  EXPECT_EQ(std::string_view(kPlan).substr(budget.span.start, budget.span.size()), "kinh phí 350 triệu đồng");

  const nlohmann::json json = nlohmann::json::parse(ToJson(plan));
  EXPECT_THAT(ToJson(plan), HasSubstr("\"budget\""));
  EXPECT_THAT(testing::SchemaCheck(JsonSchema()).Faults(json), ::testing::IsEmpty());
}

TEST(ExtraGrammar, ARuleOfTheSameNameReplaces) {
  const TempFolder folder;
  const Engine engine = MadeWith(folder, "deadlines/times.toml",
                                 "[[rule]]\nid = 'every'\nlevel = 'time'\nsymbol = 'deadline'\nemit = 'deadline'\n"
                                 "set = { kind = 'recurring', form = 'every' }\npattern = 'every:(quanh năm)'\n");
  const Extraction plan = Extracted(engine);
  for (const Deadline& deadline : plan.deadlines) EXPECT_NE(deadline.text, "hằng tuần");
}

TEST(ExtraGrammar, ItsExamplesRunAsTests) {
  const TempFolder folder;
  folder.Write("cascade.toml", "levels = ['a']\n");
  folder.Write("r.toml", "[[rule]]\nid = 'r'\nlevel = 'a'\nemit = 'e'\npattern = 'giao to:%Cap'\n"
                         "yes = ['giao An', 'nhận An', { text = 'giao An', to = 'Bình' }]\nno = ['giao An', 'An']\n");
  const Result<GrammarTest> test = TestGrammar(folder.Path(""));
  ASSERT_TRUE(test);
  EXPECT_EQ(test->examples, 5);
  ASSERT_EQ(test->failures.size(), 3U);
  const auto message_at = [&](int line, std::string_view example) {
    for (const GrammarTest::Failure& failure : test->failures) {
      if (failure.line == line && failure.example == example) return failure.message;
    }
    return std::string();
  };
  EXPECT_THAT(message_at(6, "nhận An"), HasSubstr("did not fire"));
  EXPECT_THAT(message_at(6, "giao An"), HasSubstr("to is 'An', 'Bình' was expected"));
  EXPECT_THAT(message_at(7, "giao An"), HasSubstr("must not"));
}

TEST(ExtraGrammar, CheckTellsAllFaults) {
  const TempFolder folder;
  folder.Write("cascade.toml", "levels = ['a']\nwrong = 1\n");
  folder.Write("r.toml", "also = 2\n");
  const Result<GrammarCheck> check = CheckGrammar(folder.Path(""));
  ASSERT_TRUE(check);
  EXPECT_EQ(check->files, 2);
  EXPECT_GE(check->faults.size(), 2U);
  EXPECT_FALSE(CheckGrammar("/no/such/folder"));
}

// Those of the text, of a pattern, of what the extraction reads and of the outline, each once.
TEST(ExtraGrammar, CheckTellsFaultsOfAllKindsAtOnce) {
  const TempFolder folder;
  folder.Write("a.toml", "wrong = 1\n[[rule]]\nid = 'r'\nlevel = 'code'\nemit = 'target'\npattern = '@nothing'\n"
                         "[[rule]]\nid = 'q'\nlevel = 'code'\nemit = 'target'\npattern = 'giao'\n");
  folder.Write("outline/b.toml", "[list.field_role]\nlaed = []\n");
  const Result<GrammarCheck> check = CheckGrammar("", {folder.Path("")});
  ASSERT_TRUE(check);
  std::vector<std::string> messages;
  for (const GrammarFault& fault : check->faults) messages.push_back(fault.message);
  EXPECT_THAT(messages, ::testing::UnorderedElementsAre(HasSubstr("unknown key 'wrong'"), HasSubstr("@nothing"),
                                                        HasSubstr("captures value or per"), HasSubstr("no role 'laed'")));
}

TEST(ExtraGrammar, AMissingPatternOfTheOutlineHasAPlace) {
  const TempFolder folder;
  folder.Write("cascade.toml", "levels = ['a']\nwrong = 1\n");
  folder.Write("outline/b.toml", "[[pattern]]\nid = 'noise'\nmatch = '('\n");
  const Result<GrammarCheck> check = CheckGrammar(folder.Path(""));
  ASSERT_TRUE(check);
  int missing = 0;
  for (const GrammarFault& fault : check->faults) {
    EXPECT_GE(fault.line, 1) << FaultLine(fault);
    EXPECT_GE(fault.column, 1) << FaultLine(fault);
    if (fault.message.find("no file defines") == std::string::npos) continue;
    ++missing;
    EXPECT_THAT(fault.file, ::testing::EndsWith(".toml"));
    EXPECT_THAT(fault.message, ::testing::Not(HasSubstr("`noise`"))) << "it is there, and its fault is told";
  }
  EXPECT_GT(missing, 30);
}

TEST(ExtraGrammar, ExamplesOfRulesWithFaultsAreNotRun) {
  const TempFolder folder;
  folder.Write("r.toml", "[[rule]]\nid = 'r'\nlevel = 'code'\nemit = 'target'\npattern = 'giao'\nyes = ['giao']\n");
  const Result<GrammarTest> test = TestGrammar("", {folder.Path("")});
  ASSERT_FALSE(test);
  EXPECT_THAT(test.error().message, HasSubstr("r.toml:1:1: rule 'r:r': a rule that emits 'target' captures value or per"));
}

// ---- explain --------------------------------------------------------------------------------------------------------------

Explanation ExplainedAt(std::string_view word, std::string_view text = kPlan) {
  const Result<Explanation> why = Made().Explain({.name = "plan.txt", .bytes = text}, text.find(word));
  if (!why) throw std::runtime_error(why.error().message);
  return *why;
}

TEST(Explain, SaysWhichRuleMadeTheRecordAndFromWhat) {
  const Explanation why = ExplainedAt("trước ngày 20/11");
  EXPECT_EQ(why.section, "II.2");
  EXPECT_THAT(why.text, HasSubstr("canh gác"));
  ASSERT_FALSE(why.fired.empty());
  const auto deadline = std::find_if(why.fired.begin(), why.fired.end(), [](const auto& step) { return step.emits == "deadline"; });
  ASSERT_NE(deadline, why.fired.end());
  EXPECT_EQ(deadline->text, "trước ngày 20/11/2026");
  EXPECT_EQ(std::string_view(kPlan).substr(deadline->span.start, deadline->span.size()), deadline->text);
  EXPECT_FALSE(deadline->parts.empty());
}

TEST(Explain, ListsTheWiderStepsFirst) {
  const Explanation why = ExplainedAt("20/11/2026");
  for (std::size_t i = 1; i < why.fired.size(); ++i) EXPECT_GE(why.fired[i - 1].span.size(), why.fired[i].span.size());
}

TEST(Explain, SaysWhyTheNearRulesDidNotFire) {
  const Explanation why = ExplainedAt("Giao Phường");
  EXPECT_FALSE(why.missed.empty());
  for (const auto& miss : why.missed) {
    EXPECT_FALSE(miss.rule.empty());
    EXPECT_FALSE(miss.reason.empty());
  }
}

TEST(Explain, HasNothingToSayOutsideTheBody) {
  EXPECT_TRUE(ExplainedAt("Tân Minh, ngày").fired.empty());
  const Result<Explanation> beyond = Made().Explain({.name = "x", .bytes = kPlan}, 1 << 20);
  ASSERT_TRUE(beyond);
  EXPECT_TRUE(beyond->fired.empty());
}

}  // namespace
}  // namespace trichluc
