// Answers that look at all of an index: they are what each document by itself says, and kept no longer than they are right.
#include <algorithm>
#include <random>
#include <set>
#include <tuple>

#include "index/citation_scan.h"
#include "index/door.h"
#include "index/kept_answers.h"
#include "indexes.h"
#include "trichluc/index_answers.h"

namespace trichluc::testing {
namespace {

constexpr const char* kWards =
    "**UBND TỈNH AN GIANG**\nSố: 9/KH-UBND\nAn Giang, ngày 06 tháng 01 năm 2031\n\n**KẾ HOẠCH**\n**Trồng cây**\n\n"
    "Căn cứ Chỉ thị số 33/CT-TTg ngày 27/11/2030 của Thủ tướng Chính phủ;\n\n"
    "I. MỤC TIÊU\n- Trên 95% tuyến kênh có cây bóng mát.\n";

class KeptTest : public IndexTest {
 protected:
  void SetUp() override {
    IndexTest::SetUp();
    if (!index_) return;
    Result<Index> reader = Index::Open(address_, Index::Access::kRead);
    ASSERT_TRUE(reader) << reader.error().message;
    reader_.emplace(std::move(*reader));
  }

  // What an index answers that was open all the time, and one that is opened now: they have to say the same.
  void ExpectNow(std::size_t targets, std::size_t differing, std::size_t conflicts) const {
    for (const Index* const index : {&*reader_, &*index_}) {
      const Result<Index> fresh = Index::Open(address_, Index::Access::kRead);
      ASSERT_TRUE(fresh);
      EXPECT_EQ(AskTargets(*index, {.least = 1})->count, targets);
      EXPECT_EQ(AskTargets(*index, {.differing = true})->count, differing);
      EXPECT_EQ(FindConflicts(*index, {})->count, conflicts);
      EXPECT_EQ(ToJson(*AskTargets(*index, {.least = 1})), ToJson(*AskTargets(*fresh, {.least = 1})));
      EXPECT_EQ(ToJson(*FindConflicts(*index, {})), ToJson(*FindConflicts(*fresh, {})));
    }
  }

  std::optional<Index> reader_;
};
INSTANTIATE_TEST_SUITE_P(Kept, KeptTest, ::testing::Values(Kind::kSqlite, Kind::kPostgres), KindName);

TEST_P(KeptTest, AnswersAreForgottenWhenAnythingChanges) {
  ExpectNow(0, 0, 0);
  Add({Read("trees", kTrees)});
  ExpectNow(1, 0, 0);
  Add({Read("wards", kWards)});
  ExpectNow(1, 1, 1);
  // Another engine finds less in it.
  IndexedDocument anew = Read("wards", kWards, "reader 2");
  anew.extraction.targets.clear();
  ASSERT_EQ(Add({anew}).replaced, 1U);
  ExpectNow(1, 0, 1);
  ASSERT_EQ(Add({Read("wards", kWards, "reader 3")}).replaced, 1U);
  ExpectNow(1, 1, 1);
  const auto wards = index_->Find(ContentDigest(kWards));
  ASSERT_TRUE(wards && *wards);
  ASSERT_TRUE(index_->Remove((*wards)->number).value());
  ExpectNow(1, 0, 0);
}

// What is kept is forgotten when documents change, and for nothing else.
TEST_P(KeptTest, TheStateIsThatOfTheDocuments) {
  const auto state = [&] {
    Transaction transaction(IndexDoor::DatabaseOf(*reader_));
    EXPECT_FALSE(transaction.BeginReading());
    return IndexDoor::DatabaseOf(*reader_).State().value();
  };
  Add({Read("wards", kWards)});
  const std::string of_wards = state();
  Add({Read("trees", kTrees)});
  const std::string of_both = state();
  EXPECT_NE(of_both, of_wards);
  ASSERT_TRUE(index_->AddName(ContentDigest(kTrees), "another name.txt").value());
  EXPECT_EQ(state(), of_both);
  ASSERT_EQ(Add({Read("trees", kTrees, "reader 2")}).replaced, 1U);
  const std::string of_another_reader = state();
  EXPECT_NE(of_another_reader, of_both);
  ASSERT_TRUE(index_->Remove(index_->Find(ContentDigest(kTrees)).value()->number).value());
  EXPECT_NE(state(), of_another_reader);
  Add({Read("trees", kTrees)});
  for (const std::string& before : {of_wards, of_both, of_another_reader}) EXPECT_NE(state(), before);
}

// With foreign keys off, as programs for SQLite have them, rows of a document outlive it.
TEST_P(KeptTest, TargetsOfADocumentThatWasErasedByHandAreNotShown) {
  Add({Read("trees", kTrees)});
  Add({Read("wards", kWards)});
  ASSERT_EQ(AskTargets(*index_, {.least = 1})->groups.at(0).values.size(), 2U);
  const SqlRow number = {index_->Find(ContentDigest(kWards)).value()->number};
  ASSERT_FALSE(IndexDoor::DatabaseOf(*index_).Run("DELETE FROM document WHERE id = ?", number));
  const Result<Index> fresh = Index::Open(address_, Index::Access::kRead);
  ASSERT_TRUE(fresh);
  EXPECT_EQ(AskTargets(*fresh, {.least = 1})->groups.at(0).values.size(), 1U);
}

#ifdef TRICHLUC_PROGRAM
TEST_P(KeptTest, AnotherProgramThatAddsIsSeen) {
  Add({Read("trees", kTrees)});
  ExpectNow(1, 0, 0);
  const TempFolder folder;
  folder.Write("wards.txt", kWards);
  const Outcome run = ::trichluc::testing::Run(TRICHLUC_PROGRAM, {"index", "add", address_, folder.Path("wards.txt")});
  ASSERT_EQ(run.exit_code, 0) << run.err;
  ExpectNow(1, 1, 1);
}
#endif

// What is replaced by what stands in no list that is kept.
TEST_P(KeptTest, ConflictsNameWhatIsReplacedNow) {
  Add({Read("trees", kTrees), Read("wards", kWards)});
  EXPECT_TRUE(FindConflicts(*reader_, {})->documents.at(0).replacements.empty());
  ASSERT_TRUE(ReplaceSupersessions(*index_, "33/CT-TTg\t7/CT-TTg\t2034-07-01\n"));
  EXPECT_EQ(FindConflicts(*reader_, {})->documents.at(0).replacements.size(), 1U);
}

// Things are read once for a question, and the last questions are kept.
TEST_P(KeptTest, OneQuestionIsReadOnce) {
  Database& database = IndexDoor::DatabaseOf(*reader_);
  KeptThings kept;
  std::size_t reads = 0;
  std::size_t size = 1;
  const auto ask = [&](const std::string& question) {
    Transaction transaction(database);
    EXPECT_FALSE(transaction.BeginReading());
    const auto things = kept.Of(database, question, [&]() -> Result<Things> { return ++reads, Things{std::vector<MeasuredThing>(size), {}}; });
    EXPECT_TRUE(things);
    EXPECT_EQ((*things)->all.size(), size);
    return reads;
  };
  EXPECT_EQ(ask("a"), 1U);
  EXPECT_EQ(ask("a"), 1U);
  EXPECT_EQ(ask("b"), 2U);
  EXPECT_EQ(ask("a"), 2U);
  Add({Read("trees", kTrees)});
  EXPECT_EQ(ask("a"), 3U);
  EXPECT_EQ(ask("b"), 4U);
  for (int i = 0; i < 100; ++i) ask("other " + std::to_string(i));
  EXPECT_EQ(ask("b"), 105U);
  // Too much to be kept beside others.
  size = 1'000'000;
  EXPECT_EQ(ask("all"), 106U);
  EXPECT_EQ(ask("all"), 106U);
  size = 1;
  EXPECT_EQ(ask("b"), 107U);
  size = 1'000'000;
  EXPECT_EQ(ask("all"), 108U);
}

// ---- what is measured -----------------------------------------------------------------------------------------------------------

// Documents with targets by chance: each thing is measured by a few, once or several times, and written in several ways.
std::vector<IndexedDocument> ChanceTargets(std::mt19937& chance) {
  const auto one_of = [&](const auto& list) { return list[chance() % std::size(list)]; };
  const char* const subjects[] = {"tuyến kênh thứ ", "Tuyến kênh thứ ", "TUYẾN  KÊNH THỨ "};
  const char* const predicates[] = {"có cây", "CÓ CÂY"};
  const char* const comparators[] = {"ge", "ge", "ge", "le"};
  const double values[] = {5, 9.5, 10, 100};  // as texts they stand otherwise
  std::vector<IndexedDocument> documents;
  for (int i = 0; i < 20; ++i) {
    documents.push_back(Read("plan " + std::to_string(i), std::string(kUnmarked) + "\n- Việc thứ " + std::to_string(i) + ".\n"));
    documents.back().extraction.targets.clear();
  }
  for (int thing = 0; thing < 120; ++thing) {
    for (std::size_t in = 1 + chance() % 3; in > 0; --in) {
      std::vector<Target>& targets = documents[chance() % documents.size()].extraction.targets;
      for (std::size_t times = 1 + chance() % 4; times > 0; --times) {
        Target& target = targets.emplace_back();
        target.subject = one_of(subjects) + std::to_string(thing);
        if (thing % 2 == 0) target.predicate = one_of(predicates);
        target.comparator = one_of(comparators);
        target.value = one_of(values);
        if (chance() % 8 == 0) target.value_max = target.value + 5;
        target.unit = "%";
        target.rule = "chance";
        target.span = {0, 8};
      }
    }
  }
  return documents;
}

// The groups as the database itself counts them, from texts of all that targets ask for.
std::vector<std::string> CountedBySql(const Index& index, bool differing, std::size_t least) {
  const std::string differ = "(MIN(first_set) < MAX(first_set) OR MIN(last_set) < MAX(last_set))";
  const std::string set = "comparator || ' ' || CAST(value AS TEXT) || ' ' || COALESCE(CAST(value_max AS TEXT), '')";
  const std::string sql =
      "SELECT subject_key, predicate_key, unit_key, CAST(SUM(targets) AS BIGINT), COUNT(*), MIN(lowest), MAX(highest), CASE WHEN " + differ + " THEN 1 ELSE 0 END FROM ("
      "SELECT subject_key, predicate_key, unit_key, document, COUNT(*) AS targets, MIN(value) AS lowest, MAX(COALESCE(value_max, value)) AS highest, MIN(" + set + ") AS first_set, MAX(" + set +
      ") AS last_set FROM target WHERE subject_key IS NOT NULL GROUP BY subject_key, predicate_key, unit_key, document) AS each_document GROUP BY subject_key, predicate_key, unit_key "
      "HAVING COUNT(*) >= ?" + (differing ? " AND " + differ : "") + " ORDER BY COUNT(*) DESC, subject_key, predicate_key, unit_key";
  std::vector<std::string> groups;
  const SqlRow values = {static_cast<std::int64_t>(least)};
  const auto fault = IndexDoor::DatabaseOf(index).Query(sql, values, [&](const SqlRow& row) {
    groups.push_back(std::to_string(IntegerOf(row[3])) + " in " + std::to_string(IntegerOf(row[4])) + ", " + std::to_string(NumberOf(row[5])) + " to " + std::to_string(NumberOf(row[6])) +
                     (IntegerOf(row[7]) != 0 ? " differing" : ""));
    return true;
  });
  EXPECT_FALSE(fault) << fault->message;
  return groups;
}

std::vector<std::string> Counted(const Index& index, const TargetQuery& query) {
  const Result<TargetAnswer> answer = AskTargets(index, query);
  EXPECT_TRUE(answer);
  std::vector<std::string> groups;
  for (const TargetGroup& group : answer->groups) {
    groups.push_back(std::to_string(group.count) + " in " + std::to_string(group.documents) + ", " + std::to_string(group.lowest) + " to " + std::to_string(group.highest) +
                     (group.differing ? " differing" : ""));
    EXPECT_EQ(group.values.size(), std::min<std::size_t>(group.count, 100));
    for (std::size_t i = 1; i < group.values.size(); ++i) {
      const Target& before = group.values[i - 1].target;
      const Target& target = group.values[i].target;
      EXPECT_LE(std::pair(before.value, before.value_max.value_or(before.value)), std::pair(target.value, target.value_max.value_or(target.value)));
    }
  }
  return groups;
}

TEST_P(KeptTest, ThingsAreCountedAsTheDatabaseCountsThem) {
  const unsigned seed = std::random_device()();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 chance(seed);
  Add(ChanceTargets(chance));
  for (const bool differing : {false, true}) {
    for (const std::size_t least : {1, 2, 3}) {
      const std::vector<std::string> all = CountedBySql(*index_, differing, least);
      EXPECT_EQ(Counted(*reader_, {.differing = differing, .least = least, .limit = 1000}), all);
      EXPECT_EQ(AskTargets(*reader_, {.differing = differing, .least = least, .limit = 0})->count, all.size());
      // Page by page.
      std::vector<std::string> pages;
      for (std::size_t offset = 0; offset < all.size(); offset += 17) {
        for (const std::string& group : Counted(*reader_, {.differing = differing, .least = least, .limit = 17, .offset = offset})) pages.push_back(group);
      }
      EXPECT_EQ(pages, all);
    }
  }
}

// Of values that are alike those of the first documents by digest are shown, however many there are.
TEST_P(KeptTest, OfManyValuesTheFirstAreShown) {
  std::vector<IndexedDocument> documents;
  std::vector<std::string> digests;
  for (int i = 0; i < 130; ++i) {
    IndexedDocument document = Read(std::to_string(i), std::string(kUnmarked) + "\n- Việc thứ " + std::to_string(i) + ".\n");
    Target target;
    target.subject = "tuyến kênh";
    target.comparator = "ge";
    target.value = i < 10 ? 5 : 80;
    target.unit = "%";
    target.rule = "chance";
    document.extraction.targets = {target};
    if (i >= 10) digests.push_back(document.extraction.source.sha256);
    documents.push_back(std::move(document));
  }
  Add(documents);
  std::sort(digests.begin(), digests.end());
  digests.resize(90);
  const Result<TargetAnswer> answer = AskTargets(*reader_, {});
  ASSERT_TRUE(answer);
  ASSERT_EQ(answer->groups.size(), 1U);
  const std::vector<TargetValue>& values = answer->groups[0].values;
  ASSERT_EQ(values.size(), 100U);
  EXPECT_EQ(values[9].target.value, 5);
  std::vector<std::string> shown;
  for (std::size_t i = 10; i < values.size(); ++i) {
    EXPECT_EQ(values[i].target.value, 80);
    shown.push_back(index_->Load(values[i].place.in.document)->extraction.source.sha256);
  }
  EXPECT_EQ(shown, digests);
}

// ---- what is said of documents --------------------------------------------------------------------------------------------------

// Plans that cite a few codes with dates, issuers and titles by chance.
std::vector<IndexedDocument> ChanceMentions(std::mt19937& chance) {
  const auto one_of = [&](const auto& list) { return std::string(list[chance() % std::size(list)]); };
  const char* const codes[] = {"33/CT-TTg", "34/CT-TTg", "33/CT-TTq", "12/KH-UBND", "5/NQ-HĐND", "104/2030/NĐ-CP"};
  const char* const days[] = {"", " ngày 26/11/2030", " ngày 27/11/2030", " ngày 05/01/2031", " năm 2030"};
  const char* const issuers[] = {"", " của Thủ tướng Chính phủ", " của Chính phủ", " của UBND tỉnh"};
  const char* const titles[] = {"", " về trồng cây phân tán", " về việc trồng cây phân tán", " về phòng cháy rừng"};
  const char* const provinces[] = {"LÂM ĐỒNG", "AN GIANG", "CÀ MAU"};
  std::vector<IndexedDocument> documents;
  for (int i = 0; i < 30; ++i) {
    std::string text = "**UBND TỈNH " + one_of(provinces) + "**\nSố: " + std::to_string(10 + i % 4) + "/KH-UBND\nngày 05 tháng 01 năm 2031\n\n**KẾ HOẠCH**\n**Trồng cây lần " + std::to_string(i) + "**\n\n";
    for (std::size_t m = chance() % 5; m > 0; --m) text += "Căn cứ Chỉ thị số " + one_of(codes) + one_of(days) + one_of(issuers) + one_of(titles) + ";\n\n";
    documents.push_back(Read("plan " + std::to_string(i), text + "I. MỤC TIÊU\n- Tiếp tục thực hiện.\n"));
  }
  return documents;
}

// A group as a text: its nodes, and whose facts they have.
std::string TextOf(const CitationGroup& group) {
  std::string text = group.base;
  for (const CitedNode& node : group.nodes) {
    std::set<std::tuple<bool, std::int64_t, std::int64_t>> facts;
    for (const std::uint32_t index : node.facts) facts.emplace(group.facts[index].own, group.facts[index].document, group.facts[index].ordinal);
    text += "\n  " + node.id + ":";
    for (const auto& [own, document, ordinal] : facts) text += " " + std::string(own ? "own " : "") + std::to_string(document) + "." + std::to_string(ordinal);
    for (const std::uint32_t other : node.may_be) text += " or " + group.nodes[other].id;
  }
  return text;
}

TEST_P(KeptTest, MentionsByDocumentAreThoseByCode) {
  const unsigned seed = std::random_device()();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 chance(seed);
  Add(ChanceMentions(chance));
  Database& database = IndexDoor::DatabaseOf(*reader_);
  std::vector<std::string> by_code;
  Citations citations(database);
  for (CitationGroup group; citations.Next(group).value();) by_code.push_back(TextOf(group));
  ASSERT_GT(by_code.size(), 4U);
  for (const std::size_t most : {std::size_t{1}, std::size_t{20}, CitationScan::kMostMentions}) {
    std::vector<std::string> by_document;
    std::size_t pieces = 0;
    CitationScan scan(database, most);
    for (; scan.NextPiece().value(); ++pieces) {
      for (CitationGroup group; scan.Next(group).value();) by_document.push_back(TextOf(group));
    }
    EXPECT_EQ(by_document, by_code);
    EXPECT_GE(pieces, most == 1 ? 4U : 1U);
  }
}

std::string AsJson(const CitedDocument& document) {
  ConflictAnswer answer;
  answer.documents = {document};
  return ToJson(answer);
}

// What Describe says of each node of each code.
TEST_P(KeptTest, ConflictsAreThoseOfEachCodeByItself) {
  const unsigned seed = std::random_device()();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 chance(seed);
  Add(ChanceMentions(chance));
  std::vector<std::string> expected;
  {
    Database& database = IndexDoor::DatabaseOf(*index_);
    const Supersessions none = Supersessions::Load(database).value();
    Names names(database);
    Citations citations(database);
    for (CitationGroup group; citations.Next(group).value();) {
      for (const CitedNode& node : group.nodes) {
        CitedDocument document = Describe(group, node, none);
        ASSERT_FALSE(names.Complete(document));
        if (!document.disagreements.empty()) expected.push_back(AsJson(document));
      }
    }
  }
  ASSERT_FALSE(expected.empty());
  const Result<ConflictAnswer> answer = FindConflicts(*reader_, {.limit = kAllDocuments});
  ASSERT_TRUE(answer);
  std::vector<std::string> found;
  for (const CitedDocument& document : answer->documents) found.push_back(AsJson(document));
  EXPECT_EQ(found, expected);
  EXPECT_EQ(answer->count, found.size());
  // Page by page.
  for (std::size_t offset = 0; offset < answer->count; ++offset) {
    const Result<ConflictAnswer> page = FindConflicts(*reader_, {.limit = 1, .offset = offset});
    ASSERT_EQ(page->documents.size(), 1U);
    EXPECT_EQ(page->documents[0].id, answer->documents[offset].id);
  }
}

}  // namespace
}  // namespace trichluc::testing
