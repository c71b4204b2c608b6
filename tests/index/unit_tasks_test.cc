// The tasks of a unit, page by page: each page is what the whole list has there, also among tasks that are due on one day.
#include <algorithm>
#include <set>
#include <tuple>

#include "indexes.h"
#include "trichluc/index_answers.h"

namespace trichluc::testing {
namespace {

class UnitTasksTest : public IndexTest {
 protected:
  // Plans of several dates, one of them without; each with tasks that are due on the same two days, and one at no certain day.
  void SetUp() override {
    IndexTest::SetUp();
    if (!index_) return;
    std::vector<IndexedDocument> documents;
    for (const char* const date : {"\nLâm Đồng, ngày 05 tháng 3 năm 2031", "\nLâm Đồng, ngày 05 tháng 01 năm 2031", "", "\nLâm Đồng, ngày 20 tháng 02 năm 2031", "\nLâm Đồng, ngày 05 tháng 01 năm 2031"}) {
      const std::string number = std::to_string(documents.size() + 1);
      documents.push_back(Read(number + ".txt", "**UBND TỈNH LÂM ĐỒNG**\nSố: " + number + "/KH-UBND" + date + "\n\n**KẾ HOẠCH**\n**Trồng cây phân tán**\n\nI. NHIỆM VỤ\n"
                               "- Sở Nội vụ chủ trì báo cáo kết quả trước ngày 15/12/2031.\n"
                               "- Sở Nội vụ chủ trì, phối hợp với Sở Tài chính cấp kinh phí trước ngày 01/06/2031.\n"
                               "- Sở Nội vụ hướng dẫn các xã trồng cây.\n"
                               "- Sở Tài chính chủ trì, phối hợp với Sở Nội vụ thẩm định dự toán trước ngày 15/12/2031 và trước ngày 20/12/2031.\n"));
    }
    Add(documents);
  }

  [[nodiscard]] UnitAnswer Ask(const UnitQuery& query) const {
    Result<UnitAnswer> answer = AskUnit(*index_, query);
    EXPECT_TRUE(answer) << answer.error().message;
    return answer ? std::move(*answer) : UnitAnswer();
  }
};
INSTANTIATE_TEST_SUITE_P(Index, UnitTasksTest, ::testing::Values(Kind::kSqlite, Kind::kPostgres), KindName);

std::string KeyOf(const UnitDuty& duty) { return duty.due.value_or("none") + " " + duty.place.in.name + " " + std::to_string(duty.place.span.start); }

TEST_P(UnitTasksTest, StandByDayThenByTheDateAndDigestOfTheirDocument) {
  const UnitAnswer all = Ask({.unit = "so noi vu", .limit = 100});
  ASSERT_EQ(all.count, 20U);
  ASSERT_EQ(all.duties.size(), 20U);
  std::vector<std::tuple<std::string, std::string, std::string, std::size_t>> order;
  std::set<std::string> days;
  for (const UnitDuty& duty : all.duties) {
    const Extraction document = index_->Load(duty.place.in.document)->extraction;
    order.emplace_back(duty.due.value_or("none"), document.document.date.value_or(""), document.source.sha256, duty.place.span.start);
    days.insert(duty.due.value_or("none"));
  }
  EXPECT_EQ(days, (std::set<std::string>{"2031-06-01", "2031-12-15", "none"}));  // "none" is behind all days
  EXPECT_TRUE(std::is_sorted(order.begin(), order.end()));
}

TEST_P(UnitTasksTest, PagesAreTheListCutInPieces) {
  for (const UnitQuery& asked : {UnitQuery{.unit = "so noi vu"}, UnitQuery{.unit = "so"}, UnitQuery{.unit = "so noi vu", .role = "with"}, UnitQuery{.unit = "Sở", .from = "2031-12-01"},
                                 UnitQuery{.unit = "so", .from = "2031-12-16", .to = "2031-12-31"}}) {
    UnitQuery query = asked;
    query.limit = kAllDocuments;
    std::vector<std::string> whole;
    for (const UnitDuty& duty : Ask(query).duties) whole.push_back(KeyOf(duty));
    ASSERT_GE(whole.size(), 5U);
    for (query.limit = 1; query.limit < 8; query.limit += 3) {
      std::vector<std::string> pieces;
      for (query.offset = 0; query.offset < whole.size() + 3; query.offset += query.limit) {
        const UnitAnswer page = Ask(query);
        EXPECT_EQ(page.count, whole.size());
        for (const UnitDuty& duty : page.duties) pieces.push_back(KeyOf(duty));
      }
      EXPECT_EQ(pieces, whole) << query.unit << " " << query.role << " " << query.limit;
    }
    query.limit = 0;
    query.offset = 0;
    EXPECT_EQ(Ask(query).count, whole.size());
    EXPECT_TRUE(Ask(query).duties.empty());
  }
}

// A task stands with the first of its days that is asked for.
TEST_P(UnitTasksTest, DaysThatAreAskedForCount) {
  const UnitAnswer late = Ask({.unit = "so tai chinh", .from = "2031-12-16"});
  ASSERT_EQ(late.count, 5U);
  for (const UnitDuty& duty : late.duties) EXPECT_EQ(duty.due, "2031-12-20");
  EXPECT_EQ(Ask({.unit = "so tai chinh", .from = "2031-12-16", .to = "2031-12-19"}).count, 0U);
}

// What is due for a unit is found by the unit where an end is open, and by the days where none is.
TEST_P(UnitTasksTest, WhatIsDueIsTheSameWithOpenEndsAndWithout) {
  for (const char* const unit : {"so", "so noi vu", "Sở Tài chính"}) {
    const Result<DueAnswer> open = AskDue(*index_, {.unit = unit, .limit = 3, .offset = 2});
    const Result<DueAnswer> between = AskDue(*index_, {.from = "0001-01-01", .to = "9999-12-31", .unit = unit, .limit = 3, .offset = 2});
    ASSERT_TRUE(open && between);
    EXPECT_GE(open->count, 10U);
    EXPECT_EQ(ToJson(*open), ToJson(*between)) << unit;
    const Result<DueAnswer> later = AskDue(*index_, {.from = "2031-12-16", .unit = unit});
    EXPECT_EQ(ToJson(*later), ToJson(*AskDue(*index_, {.from = "2031-12-16", .to = "9999-12-31", .unit = unit}))) << unit;
  }
}

}  // namespace
}  // namespace trichluc::testing
