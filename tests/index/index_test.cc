// An index: what goes in comes out, what is asked is found; the same in every kind of database.
#include "trichluc/index.h"

#include "indexes.h"

namespace trichluc::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

TEST_P(IndexTest, WhatGoesInComesOut) {
  for (const Document& plan : CorpusDocuments()) {
    SCOPED_TRACE(plan.name);
    const IndexedDocument document = Read(plan.name, plan.bytes);
    ASSERT_EQ(Add({document}).added, 1U);
    const Result<IndexAnswer> answer = index_->Search({.limit = 1000});
    ASSERT_TRUE(answer) << answer.error().message;
    for (const IndexHit& hit : answer->hits) {
      if (hit.name != document.extraction.source.name) continue;
      const Result<IndexedDocument> loaded = index_->Load(hit.document);
      ASSERT_TRUE(loaded) << loaded.error().message;
      EXPECT_EQ(ToJson(loaded->extraction), ToJson(document.extraction));
      EXPECT_EQ(loaded->text, plan.bytes);
    }
  }
}

TEST_P(IndexTest, TheSameContentIsThereOnce) {
  EXPECT_EQ(Add({Read("a.txt", kTrees), Read("b.txt", kSkill)}).added, 2U);
  EXPECT_EQ(Add({Read("c.txt", kTrees)}).known, 1U);
  EXPECT_EQ(*index_->Count(), 2U);
  EXPECT_THAT(*index_->ReadBy("reader 1"), UnorderedElementsAre(ContentDigest(kTrees), ContentDigest(kSkill)));
  // As another engine read it, it takes the place of the first.
  EXPECT_EQ(Add({Read("a.txt", kTrees, "reader 2")}).replaced, 1U);
  EXPECT_EQ(*index_->Count(), 2U);
  EXPECT_THAT(*index_->ReadBy("reader 1"), ElementsAre(ContentDigest(kSkill)));
  EXPECT_THAT(Found({.words = "cây"}), ElementsAre("a.txt"));
  // It goes by all names that it was met under.
  const Result<std::vector<std::int64_t>> named = index_->Named("c.txt");
  ASSERT_TRUE(named && named->size() == 1U);
  EXPECT_EQ(*index_->Named("a.txt"), *named);
  EXPECT_EQ(index_->Load(named->front())->reader, "reader 2");
}

TEST_P(IndexTest, ContentThatIsAddedAgainInTheSameBatch) {
  const Result<IndexChange> change = index_->Add({Read("a.txt", kTrees), Read("b.txt", kSkill), Read("a.txt", kTrees), Read("c.txt", kTrees), Read("a.txt", kTrees, "reader 2"), Read("d.txt", kSkill)});
  ASSERT_TRUE(change) << change.error().message;
  EXPECT_EQ(change->added, 2U);
  EXPECT_EQ(change->known, 3U);
  EXPECT_EQ(change->replaced, 1U);
  EXPECT_EQ(*index_->Count(), 2U);
  for (const auto& [names, text] : {std::pair(std::vector<std::string>{"a.txt", "c.txt"}, kTrees), {{"b.txt", "d.txt"}, kSkill}}) {
    for (const std::string& name : names) {
      const Result<std::vector<std::int64_t>> named = index_->Named(name);
      ASSERT_TRUE(named && named->size() == 1U) << name;
      const Result<IndexedDocument> loaded = index_->Load(named->front());
      ASSERT_TRUE(loaded) << loaded.error().message;
      EXPECT_EQ(loaded->text, text);
      EXPECT_EQ(ToJson(loaded->extraction), ToJson(Read(names.front(), text).extraction));
    }
  }
  EXPECT_EQ(ToJson(*index_->Facts()), ToJson(CountedAnew(*index_)));
}

TEST_P(IndexTest, WithoutMarksEverythingIsFound) {
  Add({Read("trees.txt", kTrees), Read("skill.txt", kSkill), Read("unmarked.txt", kUnmarked)});
  EXPECT_THAT(Found({.words = "dân vận khéo"}), ElementsAre("skill.txt"));
  EXPECT_THAT(Found({.words = "dan van kheo"}), UnorderedElementsAre("skill.txt", "unmarked.txt"));
  EXPECT_THAT(Found({.words = "dan vận KHEO"}), ElementsAre("skill.txt"));
  EXPECT_THAT(Found({.words = "\"van kheo\""}), UnorderedElementsAre("skill.txt", "unmarked.txt"));
  EXPECT_THAT(Found({.words = "\"khéo vận\""}), IsEmpty());
  // Both places of the tone mark are one.
  EXPECT_THAT(Found({.words = "hoà"}), UnorderedElementsAre("skill.txt", "unmarked.txt"));
  EXPECT_THAT(Found({.words = "hòa -đàn"}), ElementsAre("skill.txt"));
  EXPECT_THAT(Found({.words = "tuy*"}), ElementsAre("trees.txt"));
  EXPECT_THAT(Found({.words = "12/KH-UBND"}), ElementsAre("trees.txt"));
  EXPECT_THAT(Found({.words = "…"}), ElementsAre(HasSubstr("nothing in it can be looked for")));
}

TEST_P(IndexTest, TypesAreFoundWithTheToneMarkInEitherPlace) {
  IndexedDocument agreement = Read("trees.txt", kTrees);
  agreement.extraction.document.type = "Bản thỏa thuận";
  Add({agreement, Read("skill.txt", kSkill)});
  for (const char* typed : {"Bản thỏa thuận", "bản thoả thuận", "BẢN THOẢ THUẬN", "Ba\xCC\x89n tho\xCC\x89" "a thu\xE1\xBA\xAD" "n", "ban thoa thuan"})
    EXPECT_THAT(Found({.type = typed}), ElementsAre("trees.txt")) << typed;
  EXPECT_THAT(Found({.type = "bản thoà thuận"}), IsEmpty());
  EXPECT_THAT(Found({.type = "…"}), IsEmpty());
}

// A range of one day is none, and is not compared as if it were.
TEST_P(IndexTest, DaysAreNoRanges) {
  Add({Read("trees.txt", kTrees)});
  const std::string range = "2031-01-05/2031-01-05";
  for (const IndexQuery& query : {IndexQuery{.from = range}, IndexQuery{.to = range}, IndexQuery{.due_from = range}, IndexQuery{.due_to = range}})
    EXPECT_THAT(Found(query), ElementsAre("'" + range + "': is no day (write it like 2026-06-30)"));
}

TEST_P(IndexTest, FiltersNarrow) {
  Add({Read("trees.txt", kTrees), Read("skill.txt", kSkill), Read("unmarked.txt", kUnmarked)});
  EXPECT_THAT(Found({.type = "kế hoạch"}), UnorderedElementsAre("trees.txt", "skill.txt", "unmarked.txt"));
  EXPECT_THAT(Found({.type = "ke hoach"}), UnorderedElementsAre("trees.txt", "skill.txt", "unmarked.txt"));
  EXPECT_THAT(Found({.type = "KE\xCC\x82\xCC\x81 hoa\xCC\xA3" "ch"}), UnorderedElementsAre("trees.txt", "skill.txt", "unmarked.txt"));  // decomposed
  EXPECT_THAT(Found({.type = "kê hoach"}), IsEmpty());
  EXPECT_THAT(Found({.type = "ke"}), IsEmpty());
  const std::string place = index_->Facts()->places.at(0).id;
  for (const std::string& name : {place, std::string("Lâm Đồng"), std::string("lam dong"), std::string("LÂM ĐỒNG")}) EXPECT_THAT(Found({.place = name}), ElementsAre("trees.txt")) << name;
  EXPECT_THAT(Found({.place = "lâm dong"}), IsEmpty());
  EXPECT_THAT(Found({.place = "Dong"}), IsEmpty());
  EXPECT_THAT(Found({.issuer = "ubnd tinh"}), ElementsAre("trees.txt"));
  EXPECT_THAT(Found({.issuer = "ubnd tin"}), IsEmpty());
  EXPECT_THAT(Found({.unit = "Sở Nội vụ"}), ElementsAre("trees.txt"));
  EXPECT_THAT(Found({.unit = "so tai chinh"}), ElementsAre("trees.txt"));
  EXPECT_THAT(Found({.target = "cay tuyen kenh"}), ElementsAre("trees.txt"));
  EXPECT_THAT(Found({.target = "tuyến kênh"}), ElementsAre("trees.txt"));
  EXPECT_THAT(Found({.target = "tuyền kênh"}), IsEmpty());
  EXPECT_THAT(Found({.target = "\"kenh tuyen\""}), IsEmpty());
  EXPECT_THAT(Found({.target = "kênh phân"}), IsEmpty());  // the title says it, and no target
  EXPECT_THAT(Found({.words = "trồng", .target = "kenh"}), ElementsAre("trees.txt"));
  EXPECT_THAT(Found({.words = "khéo", .target = "kenh"}), IsEmpty());
  EXPECT_THAT(Found({.reference = "33-CT/TTg"}), ElementsAre("trees.txt"));
  EXPECT_THAT(Found({.reference = "34/CT-TTg"}), IsEmpty());
  EXPECT_THAT(Found({.code = "07/KH-UBND"}), ElementsAre("skill.txt"));
  EXPECT_THAT(Found({.from = "2032-01-01"}), ElementsAre("skill.txt"));
  EXPECT_THAT(Found({.to = "2031-12-31"}), ElementsAre("trees.txt"));
  EXPECT_THAT(Found({.due_from = "2031-12-01", .due_to = "2031-12-31"}), ElementsAre("trees.txt"));
  EXPECT_THAT(Found({.due_from = "2031-12-16", .due_to = "2031-12-31"}), IsEmpty());
  EXPECT_THAT(Found({.words = "khéo", .unit = "Sở Nội vụ"}), IsEmpty());
  // A name without a word is no name, and any bytes may be typed.
  for (const IndexQuery& query : {IndexQuery{.issuer = "…"}, IndexQuery{.unit = "-"}, IndexQuery{.target = "…"}, IndexQuery{.reference = "…"}}) {
    EXPECT_THAT(Found(query), ElementsAre(HasSubstr("has no word to look for")));
  }
  // More words than anybody types.
  std::string many;
  for (int i = 0; i < 1200; ++i) many += i % 2 == 0 ? "cay " : "-khong ";
  for (const IndexQuery& query : {IndexQuery{.words = many}, IndexQuery{.words = '"' + many + '"'}, IndexQuery{.target = many}}) {
    EXPECT_THAT(Found(query), ElementsAre(HasSubstr("…': has 1200 words (give at most 64)")));
  }
  EXPECT_THAT(Found({.words = many.substr(0, many.size() / 1200 * 60)}), ElementsAre("trees.txt"));
  const Result<IndexAnswer> counted = index_->Search({.words = "khéo", .limit = 0});
  ASSERT_TRUE(counted) << counted.error().message;
  EXPECT_EQ(counted->count, 2U);
  EXPECT_THAT(counted->hits, IsEmpty());
  EXPECT_THAT(Found({.words = "cây \xF1"}), ElementsAre("trees.txt"));
  EXPECT_THAT(Found({.unit = "so noi vu \xF1"}), ElementsAre("trees.txt"));
  EXPECT_EQ(index_->Search({.limit = std::numeric_limits<std::size_t>::max()})->hits.size(), 3U);
}

// Words with marks and words without may stand in one phrase: each is meant as it was typed.
TEST_P(IndexTest, WordsOfAPhraseMeanTheirMarksEachForItself) {
  Add({Read("zither.txt", "KẾ HOẠCH\nSố 1\n\nI. VIỆC\n1. Cây đàn văn nghệ của dân làng.\n2. Tra việc lạm dụng, rồi trả việc làm.\n")});
  const auto found = [&](const char* words) { return Found({.words = words}).size(); };
  EXPECT_EQ(found("\"đàn van\""), 1U);
  EXPECT_EQ(found("\"dân van\""), 0U);
  EXPECT_EQ(found("\"dân lang\""), 1U);
  EXPECT_EQ(found("\"dan văn nghe\""), 1U);
  EXPECT_EQ(found("\"tra việc làm\""), 1U);
  EXPECT_EQ(found("\"tra việc lạm dụng\""), 1U);
  EXPECT_EQ(found("\"trả việc lạm dụng\""), 0U);
  EXPECT_EQ(found("\"trả việc lạm\"*"), 0U);
  EXPECT_EQ(found("\"tra viec lạ\"*"), 1U);
  EXPECT_EQ(found("\"tra viec lá\"*"), 0U);
  EXPECT_EQ(found("đàn -\"dân van\""), 1U);
  EXPECT_EQ(found("đàn -\"dan văn\""), 0U);
}

// The mark of the tone is on another vowel where more follows.
TEST_P(IndexTest, BeginningsMayEndInTwoVowels) {
  Add({Read("whole.txt", "KẾ HOẠCH\nSố 1\n\nI. VIỆC\n1. Toàn dân, hòa giải, khoán việc, huỷ bỏ, Toà án, thuý quỳnh.\n")});
  for (const char* const words : {"toà*", "tòa*", "hoà*", "hòa*", "khoá*", "khóa*", "huỷ*", "hủy*", "\"việc huỷ\"*", "\"bỏ tòa\"*", "\"viec hủy\"*", "toàn*", "thuý*", "thúy*"}) {
    EXPECT_THAT(Found({.words = words}), ElementsAre("whole.txt")) << words;
  }
  for (const char* const words : {"toá*", "tóa*", "khoà*", "\"việc huý\"*"}) EXPECT_THAT(Found({.words = words}), IsEmpty()) << words;
  const Result<IndexAnswer> answer = index_->Search({.words = "khoá*"});
  ASSERT_FALSE(answer->hits.at(0).snippets.empty());
  const IndexSnippet& snippet = answer->hits[0].snippets[0];
  EXPECT_EQ(snippet.text.substr(snippet.matches.at(0).start, snippet.matches[0].size()), "khoán");
}

TEST_P(IndexTest, WordsAreAsLongAsWordsAre) {
  const std::string zeros(100'000, '0');
  Add({Read("long.txt", "KẾ HOẠCH\nSố 1\n\nI. VIỆC\n1. Dãy " + zeros + " hết.\n")});
  for (const std::string& words : {std::string("0000*"), zeros.substr(0, 1000) + "*", std::string("dãy 000*")}) EXPECT_THAT(Found({.words = words}), ElementsAre("long.txt"));
}

TEST_P(IndexTest, SnippetsShowWhatWasFound) {
  Add({Read("skill.txt", kSkill)});
  const Result<IndexAnswer> answer = index_->Search({.words = "hoa giai"});
  ASSERT_TRUE(answer) << answer.error().message;
  ASSERT_EQ(answer->hits.size(), 1U);
  ASSERT_FALSE(answer->hits[0].snippets.empty());
  const IndexSnippet& snippet = answer->hits[0].snippets[0];
  EXPECT_EQ(snippet.section, "I");
  ASSERT_EQ(snippet.matches.size(), 2U);
  EXPECT_EQ(snippet.text.substr(snippet.matches[0].start, snippet.matches[0].size()), "hòa");
  EXPECT_EQ(std::string(kSkill).substr(snippet.span.start, std::string("Nhân").size()), "Nhân");
}

TEST_P(IndexTest, WhatIsRemovedIsGone) {
  Add({Read("trees.txt", kTrees), Read("skill.txt", kSkill)});
  const std::int64_t trees = index_->Search({.words = "cây"})->hits.at(0).document;
  EXPECT_TRUE(*index_->Remove(trees));
  EXPECT_FALSE(*index_->Remove(trees));
  EXPECT_THAT(Found({.words = "cây"}), IsEmpty());
  // Its number is given to no other.
  const std::int64_t skill = index_->Search({.words = "khéo"})->hits.at(0).document;
  EXPECT_TRUE(*index_->Remove(skill));
  Add({Read("skill.txt", kSkill)});
  EXPECT_GT(index_->Search({.words = "khéo"})->hits.at(0).document, skill);
  EXPECT_THAT(Found({.unit = "Sở Nội vụ"}), IsEmpty());
  EXPECT_EQ(*index_->Count(), 1U);
}

TEST_P(IndexTest, ReadersSeeWhatIsWhole) {
  Add({Read("trees.txt", kTrees)});
  const Result<Index> reader = Index::Open(address_, Index::Access::kRead);
  ASSERT_TRUE(reader) << reader.error().message;
  Add({Read("skill.txt", kSkill)});
  EXPECT_EQ(*reader->Count(), 2U);
}

INSTANTIATE_TEST_SUITE_P(Index, IndexTest, ::testing::Values(Kind::kSqlite, Kind::kPostgres), KindName);

TEST(SqliteIndex, ADatabaseOfAnotherProgramStaysAsItIs) {
  const TempFolder folder;
  ASSERT_EQ(testing::Run("/usr/bin/env", {"python3", "-c", "import sqlite3, sys; sqlite3.connect(sys.argv[1]).executescript('CREATE TABLE mine (a); CREATE VIEW due AS SELECT a FROM mine;')", folder.Path("mine.db")}).exit_code, 0);
  const std::string before = folder.Read("mine.db");
  for (const Index::Access access : {Index::Access::kRead, Index::Access::kWrite}) {
    const Result<Index> index = Index::Open(folder.Path("mine.db"), access);
    ASSERT_FALSE(index);
    EXPECT_THAT(index.error().message, HasSubstr("mine.db: holds the tables of another program"));
  }
  EXPECT_EQ(folder.Read("mine.db"), before);
}

TEST(SqliteIndex, WhatIsNoIndexIsRefused) {
  const TempFolder folder;
  folder.Write("plan.txt", kTrees);
  const Result<Index> text = Index::Open(folder.Path("plan.txt"), Index::Access::kRead);
  ASSERT_FALSE(text);
  EXPECT_THAT(text.error().message, HasSubstr("plan.txt: "));
  const Result<Index> missing = Index::Open(folder.Path("none.db"), Index::Access::kRead);
  ASSERT_FALSE(missing);
  EXPECT_THAT(missing.error().message, HasSubstr("none.db: is not there (make an index with trichluc index add)"));
  const Result<Index> nowhere = Index::Open(folder.Path("no/folder/none.db"), Index::Access::kWrite);
  ASSERT_FALSE(nowhere);
  EXPECT_THAT(nowhere.error().message, HasSubstr("none.db: its folder is not there (make the folder first)"));
  const Result<Index> itself = Index::Open(folder.Path(""), Index::Access::kRead);
  ASSERT_FALSE(itself);
  EXPECT_THAT(itself.error().message, HasSubstr("is a folder (name a file for the index)"));
}

}  // namespace
}  // namespace trichluc::testing
