// Memory that ends while documents are added: nothing of them is there, and they can be added again.
#include "failing_memory.h"
#include "indexes.h"

namespace trichluc::testing {
namespace {

// What is found in an index: words, phrases, beginnings, a unit and a target.
std::string Answers(const Index& index) {
  std::string all;
  const auto ask = [&](const IndexQuery& query) {
    const Result<IndexAnswer> found = index.Search(query);
    all += found ? "" : found.error().message;
    for (std::size_t i = 0; found && i < found->hits.size(); ++i) all += found->hits[i].name + " ";
    all += "\n";
  };
  for (const char* words : {"cây", "dan van", "\"dân vận khéo\"", "hoà*", "\"sở nội vụ\"", "đàn vàng"}) ask({.words = words});
  ask({.unit = "Sở Nội vụ"});
  ask({.target = "tuyến kênh"});
  return all;
}

TEST(Memory, EndsAtAnyStepOfAnAddition) {
  const std::vector<IndexedDocument> documents = {Read("trees.txt", kTrees), Read("unmarked.txt", kUnmarked)};
  const std::vector<PreparedDocument> prepared(documents.begin(), documents.end());
  const TempFolder folder;
  const auto with_one = [&](const std::string& name) {
    Result<Index> index = Index::Open(folder.Path(name), Index::Access::kWrite);
    EXPECT_TRUE(index && index->Add({Read("skill.txt", kSkill)}));
    return index;
  };
  Result<Index> whole = with_one("whole.db");
  ASSERT_TRUE(whole->AddPrepared(prepared));
  const std::string expected = Answers(*whole);

  bool failed = true;
  long step = 0;
  for (; failed; step += 1 + step / 16) {  // nearly all of the first ones, then some
    SCOPED_TRACE(step);
    Result<Index> index = with_one("index" + std::to_string(step) + ".db");
    bool added = false;
    FailMemory(step);
    try {
      added = static_cast<bool>(index->AddPrepared(prepared));
    } catch (const std::bad_alloc&) {  // or it is told as an error
    }
    failed = MendMemory();
    ASSERT_EQ(added, !failed);
    if (!failed) break;
    EXPECT_EQ(*index->Count(), 1U);
    const Result<IndexChange> again = index->AddPrepared(prepared);
    ASSERT_TRUE(again) << again.error().message;
    EXPECT_EQ(again->added, 2U);
    for (const IndexedDocument& document : documents) {
      const Result<std::optional<Index::KnownDocument>> known = index->Find(document.extraction.source.sha256);
      ASSERT_TRUE(known && *known);
      const Result<IndexedDocument> loaded = index->Load((*known)->number);
      ASSERT_TRUE(loaded) << loaded.error().message;
      EXPECT_EQ(ToJson(loaded->extraction), ToJson(document.extraction));
    }
    EXPECT_EQ(Answers(*index), expected);
  }
  EXPECT_GT(step, 500);
}

}  // namespace
}  // namespace trichluc::testing
