// An index: what goes in comes out, what is asked is found.
#include "trichluc/index.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/documents.h"
#include "support/program.h"
#include "trichluc/output.h"

namespace trichluc {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;
using testing::TempFolder;

const Engine& TheEngine() {
  static const Result<Engine> engine = Engine::Create({.repair = RepairMode::kOff});
  return *engine;
}

IndexedDocument Read(const std::string& name, const std::string& text, const std::string& reader = "reader 1") {
  Result<Extraction> plan = TheEngine().Extract({.name = name, .bytes = text});
  return {std::move(plan).value(), reader, text};
}

constexpr const char* kTrees =
    "**UBND TỈNH LÂM ĐỒNG**\nSố: 12/KH-UBND\nLâm Đồng, ngày 05 tháng 01 năm 2031\n\n**KẾ HOẠCH**\n**Trồng cây phân tán năm 2031**\n\n"
    "Căn cứ Chỉ thị số 33/CT-TTg ngày 26/11/2030 của Thủ tướng Chính phủ;\n\n"
    "I. MỤC TIÊU\n- Trên 80% tuyến kênh có cây bóng mát.\n\nII. TỔ CHỨC THỰC HIỆN\n1. Sở Nội vụ\n- Chủ trì, phối hợp với Sở Tài chính tổng hợp báo cáo trước ngày 15/12/2031.\n";
constexpr const char* kSkill =
    "**UBND HUYỆN ĐỨC TRỌNG**\nSố: 7/KH-UBND\nĐức Trọng, ngày 02 tháng 02 năm 2032\n\n**KẾ HOẠCH**\n**Thực hiện công tác dân vận khéo năm 2032**\n\n"
    "I. NHIỆM VỤ\n- Nhân rộng mô hình dân vận khéo, hòa giải ở cơ sở.\n- Giao Phòng Nội vụ theo dõi.\n";
constexpr const char* kUnmarked = "KẾ HOẠCH\nĐổi mới năm 2032\n\nI. NHIỆM VỤ\n- Đan vân kheo: việc làm đàn vàng khéo tay, hoà nhạc.\n";

class IndexTest : public ::testing::Test {
 protected:
  void SetUp() override {
    Result<Index> opened = Index::Open(Path(), Index::Access::kWrite);
    ASSERT_TRUE(opened) << opened.error().message;
    index_.emplace(std::move(*opened));
  }
  [[nodiscard]] std::string Path() const { return folder_.Path("plans.db"); }

  IndexChange Add(const std::vector<IndexedDocument>& documents) {
    Result<IndexChange> change = index_->Add(documents);
    EXPECT_TRUE(change) << change.error().message;
    return change ? *change : IndexChange();
  }

  [[nodiscard]] std::vector<std::string> Found(const IndexQuery& query) const {
    const Result<IndexAnswer> answer = index_->Search(query);
    if (!answer) return {answer.error().message};
    EXPECT_EQ(answer->count, answer->hits.size());
    std::vector<std::string> names;
    for (const IndexHit& hit : answer->hits) names.push_back(hit.name);
    return names;
  }

  TempFolder folder_;
  std::optional<Index> index_;
};

TEST_F(IndexTest, WhatGoesInComesOut) {
  for (const testing::Document& plan : testing::CorpusDocuments()) {
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

TEST_F(IndexTest, TheSameContentIsThereOnce) {
  EXPECT_EQ(Add({Read("a.txt", kTrees), Read("b.txt", kSkill)}).added, 2U);
  EXPECT_EQ(Add({Read("c.txt", kTrees)}).known, 1U);
  EXPECT_EQ(*index_->Count(), 2U);
  EXPECT_THAT(*index_->ReadBy("reader 1"), UnorderedElementsAre(ContentDigest(kTrees), ContentDigest(kSkill)));
  // As another engine read it, it takes the place of the first.
  EXPECT_EQ(Add({Read("a.txt", kTrees, "reader 2")}).replaced, 1U);
  EXPECT_EQ(*index_->Count(), 2U);
  EXPECT_THAT(*index_->ReadBy("reader 1"), ElementsAre(ContentDigest(kSkill)));
  EXPECT_THAT(Found({.words = "cây"}), ElementsAre("a.txt"));
}

TEST_F(IndexTest, WithoutMarksEverythingIsFound) {
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

TEST_F(IndexTest, FiltersNarrow) {
  Add({Read("trees.txt", kTrees), Read("skill.txt", kSkill), Read("unmarked.txt", kUnmarked)});
  EXPECT_THAT(Found({.type = "kế hoạch"}), UnorderedElementsAre("trees.txt", "skill.txt", "unmarked.txt"));
  EXPECT_THAT(Found({.issuer = "ubnd tinh"}), ElementsAre("trees.txt"));
  EXPECT_THAT(Found({.issuer = "ubnd tin"}), IsEmpty());
  EXPECT_THAT(Found({.unit = "Sở Nội vụ"}), ElementsAre("trees.txt"));
  EXPECT_THAT(Found({.unit = "so tai chinh"}), ElementsAre("trees.txt"));
  EXPECT_THAT(Found({.reference = "33-CT/TTg"}), ElementsAre("trees.txt"));
  EXPECT_THAT(Found({.reference = "34/CT-TTg"}), IsEmpty());
  EXPECT_THAT(Found({.code = "07/KH-UBND"}), ElementsAre("skill.txt"));
  EXPECT_THAT(Found({.from = "2032-01-01"}), ElementsAre("skill.txt"));
  EXPECT_THAT(Found({.to = "2031-12-31"}), ElementsAre("trees.txt"));
  EXPECT_THAT(Found({.due_from = "2031-12-01", .due_to = "2031-12-31"}), ElementsAre("trees.txt"));
  EXPECT_THAT(Found({.due_from = "2031-12-16", .due_to = "2031-12-31"}), IsEmpty());
  EXPECT_THAT(Found({.words = "khéo", .unit = "Sở Nội vụ"}), IsEmpty());
}

TEST_F(IndexTest, SnippetsShowWhatWasFound) {
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

TEST_F(IndexTest, WhatIsRemovedIsGone) {
  Add({Read("trees.txt", kTrees), Read("skill.txt", kSkill)});
  const std::int64_t trees = index_->Search({.words = "cây"})->hits.at(0).document;
  EXPECT_TRUE(*index_->Remove(trees));
  EXPECT_FALSE(*index_->Remove(trees));
  EXPECT_THAT(Found({.words = "cây"}), IsEmpty());
  EXPECT_THAT(Found({.unit = "Sở Nội vụ"}), IsEmpty());
  EXPECT_EQ(*index_->Count(), 1U);
}

TEST_F(IndexTest, ReadersSeeWhatIsWhole) {
  Add({Read("trees.txt", kTrees)});
  const Result<Index> reader = Index::Open(Path(), Index::Access::kRead);
  ASSERT_TRUE(reader) << reader.error().message;
  Add({Read("skill.txt", kSkill)});
  EXPECT_EQ(*reader->Count(), 2U);
}

TEST_F(IndexTest, WhatIsNoIndexIsRefused) {
  folder_.Write("plan.txt", kTrees);
  const Result<Index> text = Index::Open(folder_.Path("plan.txt"), Index::Access::kRead);
  ASSERT_FALSE(text);
  EXPECT_THAT(text.error().message, HasSubstr("plan.txt: "));
  const Result<Index> missing = Index::Open(folder_.Path("none.db"), Index::Access::kRead);
  ASSERT_FALSE(missing);
  EXPECT_THAT(missing.error().message, HasSubstr("none.db: "));
}

}  // namespace
}  // namespace trichluc
