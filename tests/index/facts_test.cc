// Counts of an index: they stand in a table of their own, and are those of the documents that are there, whatever was added, replaced,
// removed or undone.
#include <algorithm>
#include <map>

#include "index/sqlite.h"
#include "indexes.h"
#include "records/edtf.h"

namespace trichluc::testing {
namespace {

using Named = std::map<std::string, std::size_t>;

// The most frequent first.
std::vector<IndexFacts::Count> InOrder(const Named& counted) {
  std::vector<IndexFacts::Count> counts;
  for (const auto& [name, count] : counted) counts.push_back({name, count});
  std::stable_sort(counts.begin(), counts.end(), [](const auto& a, const auto& b) { return a.count > b.count; });
  return counts;
}

void Widen(const DocumentData& document, IndexFacts& facts) {
  const auto days = document.date ? DaysOfDate(*document.date) : std::nullopt;
  if (!days) return;
  if (days->first) facts.first_day = std::min(facts.first_day.value_or("9"), IsoText(*days->first));
  if (days->last) facts.last_day = std::max(facts.last_day.value_or(""), IsoText(*days->last));
}

}  // namespace

IndexFacts CountedAnew(const Index& index) {
  IndexFacts facts;
  facts.records = {{"sections"}, {"blocks"}, {"references"}, {"assignments"}, {"targets"}, {"deadlines"}, {"custom"}, {"diagnostics"}};
  Named types;
  Named readers;
  std::map<std::string, std::pair<std::string, std::size_t>> places;
  const Result<IndexAnswer> documents = index.Search({.limit = kAllDocuments});
  for (const IndexHit& hit : documents->hits) {
    const IndexedDocument document = *index.Load(hit.document);
    const Extraction& all = document.extraction;
    ++facts.documents;
    const std::size_t counts[] = {all.sections.size(), all.blocks.size(), all.references.size(), all.assignments.size(), all.targets.size(), all.deadlines.size(), all.custom.size(), all.diagnostics.size()};
    for (std::size_t i = 0; i < facts.records.size(); ++i) facts.records[i].count += counts[i];
    ++types[all.document.type.value_or("")];
    ++readers[document.reader];
    if (all.document.place_id) {
      auto& [name, count] = places[*all.document.place_id];
      name = count++ == 0 ? *all.document.place : std::min(name, *all.document.place);
    }
    Widen(all.document, facts);
  }
  facts.types = InOrder(types);
  facts.readers = InOrder(readers);
  for (const auto& [id, place] : places) facts.places.push_back({id, place.first, place.second});
  std::stable_sort(facts.places.begin(), facts.places.end(), [](const auto& a, const auto& b) { return a.count > b.count; });
  return facts;
}

namespace {

class FactsTest : public IndexTest {
 protected:
  void ExpectCounted(std::size_t documents) const {
    const Result<IndexFacts> facts = index_->Facts();
    ASSERT_TRUE(facts) << facts.error().message;
    EXPECT_EQ(facts->documents, documents);
    EXPECT_EQ(*index_->Count(), documents);
    EXPECT_EQ(ToJson(*facts), ToJson(CountedAnew(*index_)));
  }
};
INSTANTIATE_TEST_SUITE_P(Index, FactsTest, ::testing::Values(Kind::kSqlite, Kind::kPostgres), KindName);

TEST_P(FactsTest, FollowWhatIsAddedReplacedAndRemoved) {
  ExpectCounted(0);
  const std::vector<IndexedDocument> corpus = ReadCorpus();
  Add(corpus);
  ExpectCounted(corpus.size());
  Add(corpus);  // is there already
  ExpectCounted(corpus.size());
  // Some as another engine reads them, which finds less in one of them.
  std::vector<IndexedDocument> anew = {corpus[0], corpus[1], Read("unmarked.txt", kUnmarked, "reader 2")};
  for (IndexedDocument& document : anew) document.reader = "reader 2";
  anew[0].extraction.targets.clear();
  anew[1].extraction.document.type.reset();
  EXPECT_EQ(Add(anew).replaced, 2U);
  ExpectCounted(corpus.size() + 1);
  EXPECT_EQ(index_->Facts()->readers.size(), 2U);
  const Result<IndexAnswer> all = index_->Search({.limit = 1000});
  std::size_t left = all->hits.size();
  for (const IndexHit& hit : all->hits) {
    ASSERT_TRUE(*index_->Remove(hit.document));
    if (--left % 5 == 0) ExpectCounted(left);
  }
  EXPECT_TRUE(index_->Facts()->readers.empty());
}

// One province is written in several ways, and many documents name a place that is none.
TEST_P(FactsTest, AProvinceHasOneOfItsNames) {
  std::vector<IndexedDocument> documents;
  for (const char* const place : {"Lâm Đồng", "LÂM ĐỒNG", "Lâm  Đồng", "Đức Trọng"}) {
    IndexedDocument& document = documents.emplace_back(Read("a", std::string(kTrees) + place));
    document.extraction.document.place = place;
    document.extraction.document.place_id = "vn:68";
  }
  documents.back().extraction.document.place_id.reset();
  Add(documents);
  ExpectCounted(4);
  ASSERT_EQ(index_->Facts()->places.size(), 1U);
  EXPECT_EQ(index_->Facts()->places[0].name, "LÂM ĐỒNG");
  EXPECT_EQ(index_->Facts()->places[0].count, 3U);
}

// The first document of an addition was counted when the second one failed.
TEST(SqliteFacts, AnAdditionThatWasUndoneIsNotCounted) {
  Place place;
  const std::string path = place.New(Kind::kSqlite);
  Result<Index> index = Index::Open(path, Index::Access::kWrite);
  ASSERT_TRUE(index) << index.error().message;
  auto stop = std::make_unique<Stop>(path, "document", "(SELECT count(*) FROM document) = 1");
  const std::vector<IndexedDocument> two = {Read("trees.txt", kTrees), Read("skill.txt", kSkill)};
  EXPECT_FALSE(index->Add(two));
  EXPECT_EQ(index->Facts()->documents, 0U);
  stop.reset();
  ASSERT_TRUE(index->Add(two));
  EXPECT_EQ(ToJson(*index->Facts()), ToJson(CountedAnew(*index)));
}

// No table of records is looked at: they are gigabytes.
TEST(SqliteFacts, LookAtFewRows) {
  Place place;
  const std::string path = place.New(Kind::kSqlite);
  Result<Index> index = Index::Open(path, Index::Access::kWrite);
  ASSERT_TRUE(index && index->Add(ReadCorpus()));
  Result<std::unique_ptr<Database>> other = OpenSqlite(path, true);
  ASSERT_TRUE(other) << other.error().message;
  const std::string before = ToJson(*index->Facts());
  for (const char* const table : {"block", "section", "reference_row", "target_row"}) ASSERT_FALSE((*other)->Run(std::string("DELETE FROM ") + table));
  EXPECT_EQ(ToJson(*index->Facts()), before);
}

}  // namespace
}  // namespace trichluc::testing
