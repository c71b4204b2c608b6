// What people say of records: kept, found again when the document was read anew, and given as gold and cases; the same in every kind
// of database.
#include "trichluc/review.h"

#include <atomic>
#include <chrono>
#include <nlohmann/json.hpp>
#include <random>
#include <thread>

#include "index/review.h"
#include "indexes.h"
#include "records/set_fields.h"
#include "support/cases.h"
#include "support/schema_check.h"
#include "trichluc/evaluate.h"
#include "trichluc/exports.h"
#include "trichluc/index_export.h"

namespace trichluc::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;
using State = Standing::State;

constexpr const char* kNoon = "2031-03-01T12:00:00Z";

// A plan with two deadlines, two units and a target.
constexpr const char* kPlan =
    "**UBND TỈNH LÂM ĐỒNG**\nSố: 12/KH-UBND\nLâm Đồng, ngày 05 tháng 01 năm 2026\n\n**KẾ HOẠCH**\n**Trồng cây phân tán năm 2026**\n\n"
    "Căn cứ Chỉ thị số 33/CT-TTg ngày 26/11/2025 của Thủ tướng Chính phủ;\n\n"
    "I. MỤC TIÊU\n- Trên 80% tuyến kênh có cây bóng mát.\n\nII. TỔ CHỨC THỰC HIỆN\n1. Sở Nội vụ\n"
    "- Chủ trì, phối hợp với Sở Tài chính tổng hợp báo cáo trước ngày 15/12/2026.\n"
    "2. Sở Tài chính\n- Chủ trì thẩm định dự toán, hoàn thành trước ngày 20/6/2026.\n";

class ReviewTest : public IndexTest {
 protected:
  void SetUp() override {
    IndexTest::SetUp();
    if (!index_) return;
    Add({Read("plan.txt", kPlan)});
    document_ = Loaded();
    ASSERT_THAT(document_.extraction.deadlines, SizeIs(2));
    ASSERT_THAT(document_.extraction.assignments, SizeIs(2));
    ASSERT_THAT(document_.extraction.targets, SizeIs(1));
    ASSERT_THAT(document_.extraction.references, SizeIs(1));
  }

  [[nodiscard]] IndexedDocument Loaded() const {
    const Result<IndexAnswer> found = index_->Search({.words = "cây"});
    return index_->Load(found->hits.at(0).document).value();
  }
  [[nodiscard]] std::string Digest() const { return document_.extraction.source.sha256; }

  [[nodiscard]] Review Of(const std::string& kind, const std::string& record, Verdict verdict, const std::string& fields = "", std::int64_t previous = 0) const {
    return {.digest = Digest(), .kind = kind, .record = record, .verdict = verdict, .who = "Lê Thị Hạnh", .when = kNoon, .fields = fields, .previous = previous};
  }
  Review Judged(const Review& review) {
    Result<Review> kept = Judge(*index_, review);
    EXPECT_TRUE(kept) << kept.error().message;
    return kept ? *kept : Review();
  }
  [[nodiscard]] std::string Refused(const Review& review) {
    const Result<Review> kept = Judge(*index_, review);
    return kept ? "it was kept" : kept.error().message;
  }

  [[nodiscard]] std::vector<Review> Reviews() const { return ReviewsOf(*index_, Digest()).value(); }
  [[nodiscard]] ReviewedDocument Now() const { return Reviewed(Loaded(), Reviews()); }
  // The document as another engine reads it.
  void ReadAnew(const Extraction& extraction) { EXPECT_EQ(Add({{extraction, "reader " + std::to_string(++readers_), kPlan}}).replaced, 1U); }

  [[nodiscard]] std::string SpanOf(const std::string& words) const {
    const std::size_t at = std::string(kPlan).find(words);
    EXPECT_NE(at, std::string::npos) << words;
    return R"({"start": )" + std::to_string(at) + R"(, "end": )" + std::to_string(at + words.size()) + "}";
  }

  // Another document, with a record of a kind of the user's own.
  void AddFunding() {
    IndexedDocument other = Read("other.txt", kSkill);
    CustomRecord record;
    record.kind = "funding";
    record.id = "x0123456789";
    other.extraction.custom.push_back(record);
    EXPECT_EQ(Add({other}).added, 1U);
  }

  IndexedDocument document_;
  int readers_ = 1;
};

// ---- what is kept -----------------------------------------------------------------------------------------------------------------

TEST_P(ReviewTest, AJudgementIsKeptWithWhoAndWhen) {
  const Deadline& due = document_.extraction.deadlines[0];
  Review review = Of("deadlines", due.id, Verdict::kAccepted);
  review.note = "xem lại\nvới phòng";
  const Review kept = Judged(review);
  EXPECT_EQ(kept.number, 1);
  EXPECT_EQ(kept.quote, std::string(kPlan).substr(due.span.start, due.span.size()));
  EXPECT_THAT(kept.machine, HasSubstr(R"("date":"2026-12-15")"));
  ASSERT_THAT(Reviews(), SizeIs(1));
  EXPECT_EQ(ToJsonLine(Reviews()[0]), ToJsonLine(kept));
  EXPECT_EQ(Reviews()[0].who, "Lê Thị Hạnh");
  EXPECT_EQ(Reviews()[0].when, kNoon);
  EXPECT_EQ(Reviews()[0].note, "xem lại\nvới phòng");
}

TEST_P(ReviewTest, ALaterJudgementGoesInFrontAndTheEarlierStays) {
  const std::string id = document_.extraction.deadlines[0].id;
  Judged(Of("deadlines", id, Verdict::kRejected));
  EXPECT_THAT(Now().extraction.deadlines, SizeIs(1));
  Judged(Of("deadlines", id, Verdict::kCorrected, R"({"date": "2026-12-20"})", 1));
  EXPECT_THAT(Reviews(), SizeIs(2));
  EXPECT_EQ(Reviews()[0].verdict, Verdict::kRejected);
  ASSERT_THAT(Now().standings, SizeIs(1));
  EXPECT_EQ(Now().standings[0].review, 2);
  EXPECT_EQ(Now().extraction.deadlines.at(0).date, "2026-12-20");
  // As if nobody had judged it.
  Judged(Of("deadlines", id, Verdict::kWithdrawn, "", 2));
  EXPECT_EQ(Now().open, 6U);
  EXPECT_EQ(ToJson(Now().extraction), ToJson(document_.extraction));
}

TEST_P(ReviewTest, WhoJudgesWhatAnotherJudgedMeanwhileIsTold) {
  const std::string id = document_.extraction.targets[0].id;
  Judged(Of("targets", id, Verdict::kAccepted));
  const Result<Review> late = Judge(*index_, Of("targets", id, Verdict::kRejected));
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().code, Error::Code::kConflict);
  EXPECT_THAT(late.error().message, HasSubstr("judged by Lê Thị Hạnh at 2031-03-01T12:00:00Z meanwhile"));
  EXPECT_THAT(Reviews(), SizeIs(1));
  EXPECT_THAT(Refused(Of("targets", id, Verdict::kRejected, "", 7)), HasSubstr("meanwhile"));
  EXPECT_THAT(Refused(Of("deadlines", document_.extraction.deadlines[0].id, Verdict::kRejected, "", 1)), HasSubstr("previous: review 1 is not of this record"));
  Judged(Of("targets", id, Verdict::kRejected, "", 1));
}

TEST_P(ReviewTest, TwoConnectionsNumberTheirReviewsOneByOne) {
  Result<Index> other = Index::Open(address_, Index::Access::kWrite);
  ASSERT_TRUE(other) << other.error().message;
  const Result<Review> first = Judge(*other, Of("deadlines", document_.extraction.deadlines[0].id, Verdict::kAccepted));
  ASSERT_TRUE(first) << first.error().message;
  EXPECT_EQ(Judged(Of("deadlines", document_.extraction.deadlines[1].id, Verdict::kAccepted)).number, 2);
  EXPECT_THAT(Refused(Of("deadlines", document_.extraction.deadlines[0].id, Verdict::kRejected)), HasSubstr("meanwhile"));
}

TEST_P(ReviewTest, OfManyWhoJudgeAtOnceOneIsKept) {
  const std::string id = document_.extraction.targets[0].id;
  std::atomic<int> kept = 0;
  std::atomic<int> told = 0;
  std::vector<std::thread> people;
  for (int person = 0; person < 4; ++person) {
    people.emplace_back([&] {
      Result<Index> own = Index::Open(address_, Index::Access::kWrite);
      const Result<Review> review = own ? Judge(*own, Of("targets", id, Verdict::kAccepted)) : own.error();
      kept += review ? 1 : 0;
      told += !review && review.error().code == Error::Code::kConflict ? 1 : 0;
    });
  }
  for (std::thread& person : people) person.join();
  EXPECT_EQ(kept, 1);
  EXPECT_EQ(told, 3);
  EXPECT_THAT(Reviews(), SizeIs(1));
}

TEST_P(ReviewTest, WhatDoesNotHoldIsRefusedAndNamed) {
  const std::string due = document_.extraction.deadlines[0].id;
  const auto corrected = [&](const std::string& fields) { return Refused(Of("deadlines", due, Verdict::kCorrected, fields)); };
  EXPECT_THAT(corrected(R"({"day": "2026-12-20"})"), HasSubstr("deadlines.day: cannot be set (set one of: kind, relation, date, every, label, task, units, span, text)"));
  EXPECT_THAT(corrected(R"({"id": "d0000000000"})"), HasSubstr("deadlines.id: cannot be set"));
  EXPECT_THAT(corrected(R"({"confidence": 1})"), HasSubstr("deadlines.confidence: cannot be set"));
  for (const char* date : {"15/12/2026", "2026-13-01", "2026-02-30", "2026-12-15/2026-12-01", "XXXX", "20X6", "XXXX-13-01", "..", "../..", ""}) {
    EXPECT_THAT(corrected(R"({"date": ")" + std::string(date) + R"("})"), HasSubstr("deadlines.date: ")) << date;
  }
  EXPECT_THAT(corrected(R"({"date": 2026})"), HasSubstr("deadlines.date: 2026 does not hold (write a date as"));
  EXPECT_THAT(corrected(R"({"date": null})"), HasSubstr("deadlines.date: is missing"));
  EXPECT_THAT(corrected(R"({"kind": "someday"})"), HasSubstr("use one of: date, recurring, continuous, adhoc, relative"));
  EXPECT_THAT(corrected(R"({"kind": "recurring"})"), HasSubstr("deadlines.every: is missing"));
  EXPECT_THAT(corrected(R"({"kind": "recurring", "every": "year"})"), HasSubstr("write a duration as P1Y"));
  EXPECT_THAT(corrected(R"({"units": "Sở Nội vụ"})"), HasSubstr("write a list of texts"));
  EXPECT_THAT(corrected(R"({"units": [7]})"), HasSubstr("write a list of texts"));
  EXPECT_THAT(corrected(R"({"task": "\u0000"})"), HasSubstr("deadlines.task: "));
  EXPECT_THAT(corrected(R"({"span": {"start": 9, "end": 3}})"), HasSubstr("deadlines.span: "));
  EXPECT_THAT(corrected(R"({"span": {"start": 1, "end": 99999}})"), HasSubstr("and the document has " + std::to_string(std::string(kPlan).size())));
  const std::size_t letter = std::string(kPlan).find("Ổ");
  EXPECT_THAT(corrected(R"({"span": {"start": )" + std::to_string(letter + 1) + R"(, "end": )" + std::to_string(letter + 9) + "}}"), HasSubstr("within a character"));
  EXPECT_THAT(corrected(R"({"date": "2026-12-15"})"), HasSubstr("what the machine says already"));
  EXPECT_THAT(corrected("[]"), HasSubstr("fields: is no JSON object"));
  EXPECT_THAT(corrected(std::string(90'000, '[')), HasSubstr("fields: is no JSON object"));
  EXPECT_THAT(corrected(R"({"task": )" + std::string(40'000, '[') + std::string(40'000, ']') + "}"), HasSubstr("lists within lists"));
  EXPECT_THAT(corrected(""), HasSubstr("fields: are missing"));

  const auto refused = [&](const auto& change) {
    Review review = Of("deadlines", due, Verdict::kAccepted);
    change(review);
    return Refused(review);
  };
  EXPECT_THAT(refused([](Review& review) { review.who = "  "; }), HasSubstr("who: "));
  EXPECT_THAT(refused([](Review& review) { review.who = "a\nb"; }), HasSubstr("who: "));
  EXPECT_THAT(refused([](Review& review) { review.who = std::string(201, 'a'); }), HasSubstr("who: "));
  EXPECT_THAT(refused([](Review& review) { review.who = "\xF1"; }), HasSubstr("who: "));
  for (const char* when : {"2031-03-01", "2031-03-01T12:00:00", "2031-02-30T12:00:00Z", "2031-03-01T24:00:00Z", "2031-03-01 12:00:00Z"}) {
    EXPECT_THAT(refused([&](Review& review) { review.when = when; }), HasSubstr("when: ")) << when;
  }
  EXPECT_THAT(refused([](Review& review) { review.note = std::string(10'001, 'a'); }), HasSubstr("note: "));
  EXPECT_THAT(refused([](Review& review) { review.kind = "blocks"; }), HasSubstr("kind: 'blocks' has no records to judge"));
  EXPECT_THAT(refused([](Review& review) { review.kind = "targets"; }), HasSubstr("record: the document has no record"));
  EXPECT_THAT(refused([](Review& review) { review.record = ""; }), HasSubstr("record: is missing"));
  EXPECT_THAT(refused([](Review& review) { review.digest = "12"; }), HasSubstr("digest: "));
  EXPECT_THAT(refused([](Review& review) { review.digest = std::string(64, '0'); }), HasSubstr("no document of that content is in the index"));
  EXPECT_THAT(refused([](Review& review) { review.fields = "{}"; }), HasSubstr("fields: go with corrected and added records alone"));
  EXPECT_THAT(Reviews(), IsEmpty());
}

// ---- records as people left them ----------------------------------------------------------------------------------------------------

TEST_P(ReviewTest, RecordsAreAsPeopleLeftThem) {
  const Extraction& machine = document_.extraction;
  Judged(Of("targets", machine.targets[0].id, Verdict::kRejected));
  Judged(Of("deadlines", machine.deadlines[1].id, Verdict::kCorrected, R"({"date": "2026-06-21", "units": ["Sở Tài chính", "Sở  Nội vụ"]})"));
  Judged(Of("assignments", machine.assignments[0].id, Verdict::kAccepted));
  Judged(Of("references", machine.references[0].id, Verdict::kCorrected, R"({"code": "34/2025/CT-TTg"})"));
  const Review added = Judged(Of("deadlines", "", Verdict::kAdded, R"({"kind": "date", "relation": "within", "date": "2026", "task": "trồng cây", "span": )" + SpanOf("Trồng cây phân tán năm 2026") + "}"));
  const ReviewedDocument now = Now();
  EXPECT_THAT(now.extraction.targets, IsEmpty());
  ASSERT_THAT(now.extraction.deadlines, SizeIs(3));
  // In the order of the source.
  EXPECT_EQ(now.extraction.deadlines[0].id, added.record);
  EXPECT_EQ(now.extraction.deadlines[0].rule, kRuleOfAdded);
  EXPECT_EQ(now.extraction.deadlines[0].text, "Trồng cây phân tán năm 2026");
  EXPECT_EQ(now.extraction.deadlines[0].confidence, 1);
  SchemaCheck schema(JsonSchema());
  EXPECT_THAT(schema.Faults(nlohmann::json::parse(ToJson(now.extraction))), IsEmpty());
  EXPECT_EQ(now.extraction.deadlines[1].id, machine.deadlines[0].id);
  EXPECT_EQ(now.extraction.deadlines[1].rule, machine.deadlines[0].rule);
  const Deadline& corrected = now.extraction.deadlines[2];
  EXPECT_EQ(corrected.id, machine.deadlines[1].id);
  EXPECT_EQ(corrected.date, "2026-06-21");
  EXPECT_THAT(corrected.units, ElementsAre("Sở Tài chính", "Sở Nội vụ"));
  EXPECT_EQ(corrected.task, machine.deadlines[1].task);
  EXPECT_EQ(corrected.rule, kRuleOfCorrected);
  EXPECT_EQ(corrected.confidence, 1);
  EXPECT_EQ(corrected.section, machine.deadlines[1].section);
  const Reference& reference = now.extraction.references.at(0);
  EXPECT_EQ(reference.number, "34");
  EXPECT_EQ(reference.year, 2025);
  EXPECT_EQ(reference.symbol, "CT-TTg");
  EXPECT_EQ(reference.key, "34-ct-ttg@2025");
  EXPECT_EQ(now.extraction.assignments[0].confidence, 1);
  EXPECT_EQ(now.extraction.assignments[0].rule, machine.assignments[0].rule);
  EXPECT_EQ(now.open, 2U);  // an assignment and a deadline
  ASSERT_THAT(now.standings, SizeIs(5));
  for (const Standing& standing : now.standings) EXPECT_EQ(standing.state, State::kStands) << standing.review;
  EXPECT_EQ(now.standings[0].record, "");
  EXPECT_EQ(now.standings[4].machine, "");
  EXPECT_EQ(now.standings[4].record, added.record);
  EXPECT_EQ(ToJson(LoadReviewed(*index_, index_->Named("plan.txt")->front())->extraction), ToJson(now.extraction));
}

TEST_P(ReviewTest, AnAddedRecordCanBeChangedAcceptedAndTakenBack) {
  const std::string where = R"("span": )" + SpanOf("Trồng cây phân tán năm 2026") + "}";
  const Review added = Judged(Of("deadlines", "", Verdict::kAdded, R"({"kind": "date", "date": "2026", )" + where));
  EXPECT_THAT(Refused(Of("deadlines", "", Verdict::kAdded, R"({"kind": "date", "date": "2026", )" + where)), HasSubstr("judged by Lê Thị Hạnh"));
  Judged(Of("deadlines", added.record, Verdict::kAdded, R"({"kind": "date", "date": "2026-12", )" + where, 1));
  EXPECT_EQ(Now().extraction.deadlines.at(0).date, "2026-12");
  EXPECT_EQ(Now().extraction.deadlines.at(0).id, added.record);
  Judged(Of("deadlines", added.record, Verdict::kAccepted, "", 2));
  EXPECT_EQ(Now().extraction.deadlines.at(0).date, "2026-12");
  EXPECT_EQ(Now().standings.at(0).state, State::kStands);
  Judged(Of("deadlines", added.record, Verdict::kCorrected, R"({"relation": "by"})", 3));
  EXPECT_EQ(Now().extraction.deadlines.at(0).relation, "by");
  EXPECT_EQ(Now().extraction.deadlines.at(0).rule, kRuleOfAdded);
  Judged(Of("deadlines", added.record, Verdict::kRejected, "", 4));
  EXPECT_THAT(Now().extraction.deadlines, SizeIs(2));
  Judged(Of("deadlines", added.record, Verdict::kAccepted, "", 5));
  EXPECT_EQ(Now().extraction.deadlines.at(0).relation, "by");
  EXPECT_THAT(Refused(Of("deadlines", "", Verdict::kAdded, R"({"kind": "continuous"})")), HasSubstr("deadlines.span: is missing"));
  EXPECT_THAT(Refused(Of("assignments", "", Verdict::kAdded, "{" + where)), HasSubstr("assignments.lead: is missing"));
  EXPECT_THAT(Refused(Of("deadlines", document_.extraction.deadlines[0].id, Verdict::kAdded, "{" + where)), HasSubstr("is the machine's"));
  // A record of a kind of the user's own.
  AddFunding();
  const Review funding = Judged(Of("funding", "", Verdict::kAdded, R"({"amount": "1,2", "from": ["tỉnh", "xã"], )" + where));
  ASSERT_THAT(Now().extraction.custom, SizeIs(1));
  EXPECT_EQ(Now().extraction.custom[0].kind, "funding");
  EXPECT_EQ(Now().extraction.custom[0].fields, (std::vector<std::pair<std::string, std::string>>{{"amount", "1,2"}, {"from", "tỉnh"}, {"from", "xã"}}));
  EXPECT_EQ(funding.record.front(), 'x');
}

// ---- the document read anew -----------------------------------------------------------------------------------------------------------

TEST_P(ReviewTest, ReviewsFindTheirRecordsAgain) {
  const Extraction machine = document_.extraction;
  Judged(Of("deadlines", machine.deadlines[0].id, Verdict::kCorrected, R"({"date": "2026-12-20"})"));
  Judged(Of("deadlines", machine.deadlines[1].id, Verdict::kRejected));
  Judged(Of("targets", machine.targets[0].id, Verdict::kAccepted));
  // A newer grammar ends the spans elsewhere: all ids are new.
  Extraction anew = machine;
  anew.deadlines[0].span.start += 6;
  anew.deadlines[1].span.end -= 1;
  anew.targets[0].span.end += 3;
  for (Deadline& due : anew.deadlines) due.id[1] = due.id[1] == 'f' ? '0' : 'f';
  anew.targets[0].id = "t0123456789";
  ReadAnew(anew);
  const ReviewedDocument now = Now();
  ASSERT_THAT(now.extraction.deadlines, SizeIs(1));
  EXPECT_EQ(now.extraction.deadlines[0].date, "2026-12-20");
  EXPECT_EQ(now.extraction.deadlines[0].id, anew.deadlines[0].id);
  ASSERT_THAT(now.standings, SizeIs(3));
  for (const Standing& standing : now.standings) EXPECT_EQ(standing.state, State::kStands) << standing.review;
  EXPECT_EQ(now.standings[1].machine, anew.deadlines[1].id);
  EXPECT_EQ(now.extraction.targets.at(0).id, "t0123456789");
  // Who judges the record by its new id goes on with the same history.
  EXPECT_THAT(Refused(Of("deadlines", anew.deadlines[0].id, Verdict::kAccepted)), HasSubstr("judged by"));
  Judged(Of("deadlines", anew.deadlines[0].id, Verdict::kAccepted, "", 1));
  EXPECT_EQ(Now().extraction.deadlines.at(0).date, "2026-12-15");
}

TEST_P(ReviewTest, WhereTheMachineLearnedWhatThePersonSaidItIsAgreed) {
  const Extraction machine = document_.extraction;
  Judged(Of("deadlines", machine.deadlines[0].id, Verdict::kCorrected, R"({"date": "2026-12-20"})"));
  Judged(Of("targets", machine.targets[0].id, Verdict::kRejected));
  const Review added = Judged(Of("deadlines", "", Verdict::kAdded, R"({"kind": "date", "relation": "within", "date": "2026", "span": )" + SpanOf("cây phân tán năm 2026") + "}"));
  Extraction anew = machine;
  anew.deadlines[0].date = "2026-12-20";
  anew.targets.clear();
  Deadline learned = anew.deadlines[0];
  learned.id = "dfeedfeedfe";
  learned.relation = "within";
  learned.date = "2026";
  learned.task.reset();
  learned.units.clear();
  learned.span = {std::string(kPlan).find("năm 2026\n"), std::string(kPlan).find("năm 2026\n") + std::string("năm 2026").size()};
  learned.section.reset();
  learned.span.start = std::string(kPlan).find("phân tán năm 2026");
  learned.span.end = learned.span.start + std::string("phân tán năm 2026").size();
  anew.deadlines.insert(anew.deadlines.begin(), learned);
  ReadAnew(anew);
  const ReviewedDocument now = Now();
  ASSERT_THAT(now.standings, SizeIs(3));
  for (const Standing& standing : now.standings) EXPECT_EQ(standing.state, State::kAgreed) << standing.review;
  EXPECT_THAT(now.extraction.targets, IsEmpty());
  ASSERT_THAT(now.extraction.deadlines, SizeIs(3));
  EXPECT_EQ(now.extraction.deadlines[0].id, "dfeedfeedfe");  // the machine's, and not twice
  EXPECT_EQ(now.extraction.deadlines[1].rule, machine.deadlines[0].rule);
}

TEST_P(ReviewTest, WhatThePersonSaidStandsWhateverTheMachineSays) {
  const Extraction machine = document_.extraction;
  Judged(Of("deadlines", machine.deadlines[0].id, Verdict::kCorrected, R"({"date": "2026-12-20"})"));
  Judged(Of("targets", machine.targets[0].id, Verdict::kAccepted));
  Judged(Of("assignments", machine.assignments[0].id, Verdict::kCorrected, R"({"with": []})"));
  Judged(Of("assignments", machine.assignments[1].id, Verdict::kAccepted));
  Judged(Of("deadlines", machine.deadlines[1].id, Verdict::kRejected));
  Extraction anew = machine;
  anew.deadlines[0].date = "2026-12-31";  // neither what it was nor what was said
  anew.targets[0].value = 85;
  anew.assignments.clear();               // gone
  anew.deadlines.pop_back();
  ReadAnew(anew);
  const ReviewedDocument now = Now();
  ASSERT_THAT(now.standings, SizeIs(5));
  EXPECT_EQ(now.standings[0].state, State::kChanged);
  EXPECT_EQ(now.standings[1].state, State::kChanged);
  EXPECT_EQ(now.standings[2].state, State::kOrphaned);
  EXPECT_EQ(now.standings[3].state, State::kOrphaned);
  EXPECT_EQ(now.standings[4].state, State::kAgreed);
  ASSERT_THAT(now.extraction.deadlines, SizeIs(1));
  EXPECT_EQ(now.extraction.deadlines[0].date, "2026-12-20");
  EXPECT_EQ(now.extraction.targets.at(0).value, 80);
  ASSERT_THAT(now.extraction.assignments, SizeIs(2));
  EXPECT_THAT(now.extraction.assignments[0].with, IsEmpty());
  EXPECT_EQ(now.extraction.assignments[0].id, machine.assignments[0].id);
  EXPECT_EQ(now.extraction.assignments[0].section, machine.assignments[0].section);
  EXPECT_EQ(now.extraction.assignments[1].task, machine.assignments[1].task);
  EXPECT_EQ(now.extraction.assignments[1].rule, machine.assignments[1].rule);
  // They can be judged all the same.
  Judged(Of("assignments", machine.assignments[0].id, Verdict::kRejected, "", 3));
  EXPECT_THAT(Now().extraction.assignments, SizeIs(1));
}

TEST_P(ReviewTest, AnotherRecordAtThePlaceOfARejectedOneStays) {
  const Extraction machine = document_.extraction;
  Judged(Of("deadlines", machine.deadlines[1].id, Verdict::kRejected));
  Extraction anew = machine;
  anew.deadlines[1].id = "d0123456789";
  anew.deadlines[1].date = "2026-06-30";
  ReadAnew(anew);
  EXPECT_THAT(Now().extraction.deadlines, SizeIs(2));
  EXPECT_EQ(Now().standings.at(0).state, State::kAgreed);
}

TEST_P(ReviewTest, AnAddedRecordTakesNoneAwayThatStandsAtItsPlace) {
  const Extraction& machine = document_.extraction;
  const Span span = machine.assignments[0].span;
  Judged(Of("assignments", "", Verdict::kAdded, R"({"lead": ["Sở Y tế"], "task": "tổng hợp", "span": {"start": )" + std::to_string(span.start) + R"(, "end": )" + std::to_string(span.end) + "}}"));
  ASSERT_THAT(Now().extraction.assignments, SizeIs(3));
  EXPECT_EQ(Now().extraction.assignments[1].lead.at(0), "Sở Y tế");
  EXPECT_EQ(Now().open, 6U);
}

TEST_P(ReviewTest, WordsThatANewDecoderMovedAreFoundAgain) {
  const Review added = Judged(Of("deadlines", "", Verdict::kAdded, R"({"kind": "date", "date": "2026", "span": )" + SpanOf("Trồng cây phân tán năm 2026") + "}"));
  Judged(Of("targets", document_.extraction.targets[0].id, Verdict::kCorrected, R"({"value": 81})"));
  IndexedDocument moved = document_;
  const std::string before = "mấy dòng nữa\n";
  moved.text = before + moved.text;
  for (auto& target : moved.extraction.targets) {
    target.span = {target.span.start + before.size(), target.span.end + before.size()};
    target.id = "t0123456789";
  }
  const ReviewedDocument now = Reviewed(moved, Reviews());
  const auto found = std::find_if(now.extraction.deadlines.begin(), now.extraction.deadlines.end(), [&](const Deadline& due) { return due.id == added.record; });
  ASSERT_NE(found, now.extraction.deadlines.end());
  EXPECT_EQ(moved.text.substr(found->span.start, found->span.size()), "Trồng cây phân tán năm 2026");
  ASSERT_THAT(now.extraction.targets, SizeIs(1));
  EXPECT_EQ(now.extraction.targets[0].value, 81);
  EXPECT_EQ(now.extraction.targets[0].span, moved.extraction.targets[0].span);
}

TEST_P(ReviewTest, ReviewsOutliveTheDocument) {
  Judged(Of("deadlines", document_.extraction.deadlines[0].id, Verdict::kRejected));
  EXPECT_TRUE(*index_->Remove(index_->Named("plan.txt")->front()));
  EXPECT_THAT(Reviews(), SizeIs(1));
  const Result<ReviewList> list = ListReviews(*index_);
  ASSERT_TRUE(list) << list.error().message;
  ASSERT_THAT(list->reviews, SizeIs(1));
  EXPECT_FALSE(list->reviews[0].document);
  EXPECT_THAT(Refused(Of("deadlines", document_.extraction.deadlines[0].id, Verdict::kAccepted, "", 1)), HasSubstr("add it first"));
  Add({Read("again.txt", kPlan, "reader 9")});
  EXPECT_THAT(Now().extraction.deadlines, SizeIs(1));
}

TEST_P(ReviewTest, ReviewsMoveToAnotherIndex) {
  const std::string id = document_.extraction.deadlines[0].id;
  Judged(Of("deadlines", id, Verdict::kRejected));
  Judged(Of("deadlines", id, Verdict::kCorrected, R"({"date": "2026-12-20"})", 1));
  Result<Index> other = Index::Open(place_.New(GetParam()), Index::Access::kWrite);
  ASSERT_TRUE(other) << other.error().message;
  for (int round = 0; round < 2; ++round) {
    const auto fault = ForEachReview(*index_, [&](const Review& review) {
      const Result<Review> read = ReviewFromJson(ToJsonLine(review));
      EXPECT_TRUE(read) << read.error().message;
      const Result<bool> kept = Restore(*other, *read);
      EXPECT_TRUE(kept) << kept.error().message;
      EXPECT_EQ(*kept, round == 0);
      return true;
    });
    EXPECT_FALSE(fault) << fault->message;
  }
  ASSERT_TRUE(other->Add({document_}));
  const std::vector<Review> there = ReviewsOf(*other, Digest()).value();
  EXPECT_EQ(Reviewed(document_, there).extraction.deadlines.at(0).date, "2026-12-20");
  Review circle = there[1];
  circle.previous = 2;
  EXPECT_FALSE(Restore(*other, circle));
  Review another = there[1];
  another.who = "Ai khác";
  const Result<bool> refused = Restore(*other, another);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Error::Code::kConflict);
}

TEST_P(ReviewTest, ARestoredReviewFollowsOneOfItsOwnRecord) {
  const std::string first = document_.extraction.deadlines[0].id;
  const std::string second = document_.extraction.deadlines[1].id;
  Judged(Of("deadlines", first, Verdict::kRejected));
  Judged(Of("deadlines", second, Verdict::kRejected));
  Judged(Of("deadlines", first, Verdict::kAccepted, "", 1));
  const std::vector<Review> reviews = Reviews();
  Result<Index> other = Index::Open(place_.New(GetParam()), Index::Access::kWrite);
  ASSERT_TRUE(other) << other.error().message;
  const auto refused = [&](const Review& review) {
    const Result<bool> kept = Restore(*other, review);
    return kept ? "it was kept" : kept.error().message;
  };
  EXPECT_THAT(refused(reviews[2]), HasSubstr("previous: review 1 of the document is not in the index"));
  ASSERT_TRUE(Restore(*other, reviews[0]) && Restore(*other, reviews[1]));
  Review strange = reviews[2];
  strange.previous = 2;
  EXPECT_THAT(refused(strange), HasSubstr("previous: review 2 is of another record"));
  ASSERT_TRUE(Restore(*other, reviews[2]));
  Review twin = reviews[2];
  twin.number = 4;
  EXPECT_THAT(refused(twin), HasSubstr("previous: review 3 follows review 1 already"));
}

TEST_P(ReviewTest, NothingIsTakenBackOfWhatNobodySaid) {
  const std::string id = document_.extraction.deadlines[0].id;
  EXPECT_THAT(Refused(Of("deadlines", id, Verdict::kWithdrawn)), HasSubstr("verdict: nobody judged the record"));
  Judged(Of("deadlines", id, Verdict::kAccepted));
  Judged(Of("deadlines", id, Verdict::kWithdrawn, "", 1));
  EXPECT_THAT(Refused(Of("deadlines", id, Verdict::kWithdrawn, "", 2)), HasSubstr("verdict: nobody judged the record"));
  EXPECT_THAT(Reviews(), SizeIs(2));
}

TEST_P(ReviewTest, AKindThatNobodyHasIsASlip) {
  const std::string id = document_.extraction.references[0].id;
  EXPECT_THAT(Refused(Of("refrence", id, Verdict::kAccepted)), HasSubstr("kind: the index has no records of the kind 'refrence' (did you mean references?)"));
  EXPECT_THAT(Refused(Of("funding", id, Verdict::kAccepted)), HasSubstr("(use references, assignments, targets, deadlines)"));
  EXPECT_THAT(ListReviews(*index_, {.kind = "deadline"}).error().message, HasSubstr("did you mean deadlines?"));
  EXPECT_TRUE(FaultOfKind(*index_, "target"));
  EXPECT_FALSE(FaultOfKind(*index_, "targets"));
  // The user's own, where a document has one.
  AddFunding();
  EXPECT_FALSE(FaultOfKind(*index_, "funding"));
  EXPECT_THAT(FaultOfKind(*index_, "fundings")->message, HasSubstr("did you mean funding?"));
}

// ---- what reviews give ------------------------------------------------------------------------------------------------------------

TEST_P(ReviewTest, ListsSayWhoJudgedWhat) {
  const Extraction& machine = document_.extraction;
  Judged(Of("deadlines", machine.deadlines[0].id, Verdict::kRejected));
  Review later = Of("deadlines", machine.deadlines[0].id, Verdict::kAccepted, "", 1);
  later.who = "=Ẩn danh";
  later.when = "2031-03-02T23:59:59Z";
  Judged(later);
  Judged(Of("targets", machine.targets[0].id, Verdict::kCorrected, R"({"unit": "%", "value": 90})"));
  const Result<ReviewList> current = ListReviews(*index_);
  ASSERT_TRUE(current) << current.error().message;
  EXPECT_EQ(current->count, 2U);
  EXPECT_EQ(current->documents, 1U);
  ASSERT_THAT(current->reviews, SizeIs(2));
  EXPECT_EQ(current->reviews[0].review.who, "=Ẩn danh");
  EXPECT_EQ(current->reviews[0].document, index_->Named("plan.txt")->front());
  EXPECT_EQ(current->reviews[0].code, "12/KH-UBND");
  ASSERT_THAT(current->verdicts, SizeIs(2));
  EXPECT_EQ(current->verdicts[0].name, "accepted");
  EXPECT_EQ(current->verdicts[1].name, "corrected");
  EXPECT_THAT(current->people, SizeIs(2));
  const auto count = [&](const ReviewQuery& query) { return ListReviews(*index_, query)->count; };
  EXPECT_EQ(count({.superseded = true}), 3U);
  EXPECT_EQ(count({.kind = "targets"}), 1U);
  EXPECT_EQ(count({.who = "Lê Thị Hạnh", .superseded = true}), 2U);
  EXPECT_EQ(count({.verdict = Verdict::kRejected}), 0U);
  EXPECT_EQ(count({.from = "2031-03-02"}), 1U);
  EXPECT_EQ(count({.to = "2031-03-02"}), 2U);
  EXPECT_EQ(count({.to = "2031-03-01"}), 1U);
  EXPECT_EQ(count({.digest = std::string(64, '0')}), 0U);
  const Result<ReviewList> second = ListReviews(*index_, {.superseded = true, .limit = 1, .offset = 1});
  ASSERT_THAT(second->reviews, SizeIs(1));
  EXPECT_EQ(second->count, 3U);
  EXPECT_FALSE(ListReviews(*index_, {.from = "June"}));
  EXPECT_FALSE(current->reviews[0].state);
  Extraction anew = machine;
  anew.targets[0].value = 95;
  ReadAnew(anew);
  const Result<ReviewList> states = ListReviews(*index_, {.superseded = true, .states = true});
  ASSERT_TRUE(states) << states.error().message;
  ASSERT_THAT(states->reviews, SizeIs(3));
  EXPECT_EQ(states->reviews[0].state, State::kStands);
  EXPECT_EQ(states->reviews[1].state, State::kChanged);
  EXPECT_FALSE(states->reviews[2].state);  // superseded
  EXPECT_THAT(ToText(*states), HasSubstr("corrected · changed"));
  EXPECT_THAT(ToJson(*states), HasSubstr(R"("state": "changed")"));
  EXPECT_THAT(ToCsv(*current), HasSubstr("'=Ẩn danh"));
  EXPECT_THAT(ToText(*current), HasSubstr("2 reviews of 1 document"));
  EXPECT_THAT(ToText(*current), HasSubstr("> 90%"));
  EXPECT_THAT(ToJson(*current), HasSubstr(R"("schema": "trichluc.reviews/1")"));
}

TEST_P(ReviewTest, GoldScoresTheMachineByWhatPeopleSaid) {
  const Extraction machine = document_.extraction;
  Judged(Of("references", machine.references[0].id, Verdict::kAccepted));
  Judged(Of("assignments", machine.assignments[0].id, Verdict::kCorrected, R"({"lead": ["Sở Y tế"]})"));
  Judged(Of("assignments", machine.assignments[1].id, Verdict::kAccepted));
  Judged(Of("targets", machine.targets[0].id, Verdict::kRejected));
  Judged(Of("deadlines", machine.deadlines[0].id, Verdict::kAccepted));
  Judged(Of("deadlines", machine.deadlines[1].id, Verdict::kAccepted));
  Judged(Of("deadlines", "", Verdict::kAdded, R"({"kind": "date", "relation": "within", "date": "2026", "span": )" + SpanOf("Trồng cây phân tán năm 2026") + "}"));
  const ReviewedDocument now = Now();
  EXPECT_EQ(now.open, 0U);
  const Result<std::string> gold = ToGold(document_, now);
  ASSERT_TRUE(gold) << gold.error().message;
  const Result<Evaluation> machine_score = Evaluate(kPlan, *gold, ToJson(machine));
  ASSERT_TRUE(machine_score) << machine_score.error().message;
  const auto f1 = [&](const char* kind) { return machine_score->kinds.at(kind).f1(); };
  EXPECT_DOUBLE_EQ(f1("document"), 1);
  EXPECT_DOUBLE_EQ(f1("sections"), 1);
  EXPECT_DOUBLE_EQ(f1("blocks"), 1);
  EXPECT_DOUBLE_EQ(f1("references"), 1);
  EXPECT_DOUBLE_EQ(f1("assignments"), 0.5);
  EXPECT_DOUBLE_EQ(f1("targets"), 0);
  EXPECT_DOUBLE_EQ(f1("deadlines"), 0.8);  // 2 of 3 found, none made up
  const Result<Evaluation> own_score = Evaluate(kPlan, *gold, ToJson(now.extraction));
  ASSERT_TRUE(own_score) << own_score.error().message;
  EXPECT_DOUBLE_EQ(own_score->overall(), 1);
}

TEST_P(ReviewTest, CasesSayWhatIsExpectedOfAPassage) {
  const Extraction machine = document_.extraction;
  Judged(Of("deadlines", machine.deadlines[0].id, Verdict::kAccepted));
  Judged(Of("deadlines", machine.deadlines[1].id, Verdict::kCorrected, R"({"date": "2026-06-21"})"));
  Judged(Of("assignments", machine.assignments[1].id, Verdict::kAccepted));
  const TempFolder folder;
  const auto differences = [&](const std::string& kind) {
    folder.Write(kind + ".txt", ToCases(document_, Now(), kind));
    std::vector<std::string> found;
    for (const RecordCase& one : ReadCases(folder.Path(kind + ".txt"))) {
      found.push_back(Difference(one, kind, ToJson(Read("case", PlanAround(one)).extraction)));
    }
    return found;
  };
  // What the machine reads right holds; what was corrected does not, until a grammar reads it so.
  EXPECT_THAT(differences("deadlines"), ElementsAre("", HasSubstr("date is '2026-06-20'")));
  EXPECT_THAT(differences("assignments"), ElementsAre(""));
  EXPECT_EQ(ToCases(document_, Now(), "targets"), "");
  Judged(Of("targets", machine.targets[0].id, Verdict::kRejected));
  EXPECT_THAT(ToCases(document_, Now(), "targets"), HasSubstr("--\nnone\n"));
  EXPECT_THAT(differences("targets"), ElementsAre(HasSubstr("0 records expected, 1 given")));
}

TEST_P(ReviewTest, FilesOfDaysAndUnitsHaveWhatPeopleMovedThere) {
  Add({Read("skill.txt", kSkill)});
  const ExportWording words = ExportWording::Load().value();
  std::vector<std::string> notes;
  const auto due = [&](const std::string& from, const std::string& to, bool as_read = false) {
    return ExportDue(*index_, {.from = from, .to = to}, {.form = ExportForm::kCalendar, .as_read = as_read}, words, notes).value();
  };
  const auto unit = [&](const UnitQuery& query, bool as_read = false) { return ExportUnit(*index_, query, {.form = ExportForm::kCalendar, .as_read = as_read}, words, notes).value(); };
  ASSERT_THAT(due("2026-12-01", "2026-12-31"), HasSubstr("20261215"));

  Judged(Of("deadlines", document_.extraction.deadlines[0].id, Verdict::kCorrected, R"({"date": "2027-02-20"})"));
  EXPECT_THAT(due("2026-12-01", "2026-12-31"), Not(HasSubstr("BEGIN:VEVENT")));
  EXPECT_THAT(due("2027-02-01", "2027-02-28"), HasSubstr("20270220"));
  EXPECT_THAT(due("2027-02-01", "2027-02-28", true), Not(HasSubstr("BEGIN:VEVENT")));
  EXPECT_THAT(unit({.unit = "so noi vu", .from = "2027-02-01", .to = "2027-02-28"}), HasSubstr("20270220"));

  Judged(Of("deadlines", "", Verdict::kAdded, R"({"kind": "date", "date": "2028-05-04", "span": )" + SpanOf("tổng hợp báo cáo") + "}"));
  EXPECT_THAT(due("2028-05-01", "2028-05-31"), HasSubstr("20280504"));

  Judged(Of("assignments", document_.extraction.assignments[1].id, Verdict::kCorrected, R"({"lead": ["Sở Y tế"]})"));
  EXPECT_THAT(unit({.unit = "so y te"}), HasSubstr("20260620"));
  EXPECT_THAT(unit({.unit = "so y te", .from = "2026-06-01", .to = "2026-06-30"}), HasSubstr("20260620"));
  EXPECT_THAT(unit({.unit = "so y te", .role = "with"}), Not(HasSubstr("BEGIN:VEVENT")));
  EXPECT_THAT(unit({.unit = "so y te"}, true), Not(HasSubstr("BEGIN:VEVENT")));
}

TEST_P(ReviewTest, ExportsHaveWhatPeopleLeft) {
  Add({Read("skill.txt", kSkill)});
  Judged(Of("deadlines", document_.extraction.deadlines[0].id, Verdict::kCorrected, R"({"date": "2026-12-24"})"));
  const ExportWording words = ExportWording::Load().value();
  std::vector<std::string> notes;
  const auto calendar = [&](const IndexQuery& query, bool as_read) { return ExportFound(*index_, query, {.form = ExportForm::kCalendar, .as_read = as_read}, words, notes).value(); };
  EXPECT_THAT(calendar({.unit = "so noi vu"}, false), HasSubstr("20261224"));
  EXPECT_THAT(calendar({.unit = "so noi vu"}, true), Not(HasSubstr("20261224")));
  EXPECT_THAT(calendar({.words = "khéo"}, false), Not(HasSubstr("20261224")));
  const std::int64_t plan = index_->Named("plan.txt")->front();
  EXPECT_EQ(*ExportDocument(*index_, plan, {.form = ExportForm::kCalendar}, words, notes), calendar({.unit = "so noi vu"}, false));
  EXPECT_TRUE(ExportFound(*index_, {}, {.form = ExportForm::kWorkbook}, words, notes)->starts_with("PK"));
  const Result<std::string> several = ExportFound(*index_, {}, {.form = ExportForm::kAkomaNtoso}, words, notes);
  ASSERT_FALSE(several);
  EXPECT_THAT(several.error().message, HasSubstr("one file for each document, and several fit"));
  EXPECT_FALSE(ExportFound(*index_, {.words = "tenlua"}, {.form = ExportForm::kAkomaNtoso}, words, notes));
  EXPECT_EQ(*ExportFound(*index_, {.words = "cây"}, {.form = ExportForm::kAkomaNtoso, .as_read = true}, words, notes), ToAkomaNtoso(document_.extraction));
  std::vector<std::int64_t> numbers;
  const auto all = [&](const IndexQuery& query) {
    numbers.clear();
    const auto fault = ForEachDocument(*index_, query, true, [&](std::int64_t number, const IndexedDocument&) {
      numbers.push_back(number);
      return true;
    });
    EXPECT_FALSE(fault);
    return numbers.size();
  };
  EXPECT_EQ(all({}), 2U);
  EXPECT_EQ(all({.limit = 1, .offset = 1}), 1U);
  EXPECT_EQ(numbers.front(), plan);  // the older one
  EXPECT_EQ(all({.offset = 5}), 0U);
}

// ---- many judgements --------------------------------------------------------------------------------------------------------------

// What one connection keeps of a document is what another one reads.
TEST_P(ReviewTest, JudgementsOneAfterTheOtherAreLikeEachByItself) {
  std::mt19937 random(Seed());
  const auto any = [&](const auto& list) { return list[random() % list.size()]; };
  const std::string other = place_.New(GetParam());
  ASSERT_TRUE(Index::Open(other, Index::Access::kWrite)->Add({document_}));
  Extraction now = document_.extraction;
  std::vector<std::pair<std::string, std::string>> records = {{"targets", now.targets[0].id}, {"assignments", now.assignments[0].id}, {"deadlines", now.deadlines[0].id}, {"deadlines", now.deadlines[1].id}};
  std::size_t kept = 0;
  for (int i = 0; i < 300; ++i) {
    if (i % 50 == 25) {  // some ids are others now
      now.deadlines[random() % 2].id = "d" + std::to_string(i);
      now.assignments[0].id = "a" + std::to_string(i);
      records.emplace_back("deadlines", "d" + std::to_string(i));
      records.emplace_back("assignments", "a" + std::to_string(i));
      ReadAnew(now);
      ASSERT_TRUE(Index::Open(other, Index::Access::kWrite)->Add({{now, "reader " + std::to_string(readers_), kPlan}}));
    }
    const auto [kind, id] = any(records);
    const auto verdict = any(std::vector<Verdict>{Verdict::kAccepted, Verdict::kCorrected, Verdict::kRejected, Verdict::kAdded, Verdict::kWithdrawn});
    const bool added = verdict == Verdict::kAdded;
    Review review = Of(added ? "deadlines" : kind, id, verdict);
    if (added) review.record = random() % 2 == 0 ? "" : id;
    if (added) review.fields = R"({"kind": "date", "relation": "before", "date": "2026-10-)" + std::to_string(10 + random() % 20) + R"(", "span": )" + SpanOf(any(std::vector<std::string>{"20/6/2026", "15/12/2026", "Sở Nội vụ"})) + "}";
    if (verdict == Verdict::kCorrected && kind == "deadlines") review.fields = R"({"date": "2026-11-)" + std::to_string(10 + random() % 20) + "\"}";
    if (verdict == Verdict::kCorrected && kind != "deadlines") review.fields = R"({"span": )" + SpanOf(any(std::vector<std::string>{"20/6/2026", "Sở Nội vụ"})) + "}";
    if (random() % 8 != 0) {  // who has looked knows the last one
      for (const Standing& standing : Now().standings) {
        if (standing.kind == review.kind && (standing.machine == review.record || standing.record == review.record)) review.previous = standing.review;
      }
    }
    Index fresh = Index::Open(other, Index::Access::kWrite).value();
    const Result<Review> one = Judge(*index_, review);
    const Result<Review> alone = Judge(fresh, review);
    ASSERT_EQ(one ? ToJsonLine(*one) : one.error().message, alone ? ToJsonLine(*alone) : alone.error().message) << i;
    if (!one) continue;
    ++kept;
    if (added) records.emplace_back("deadlines", one->record);
  }
  EXPECT_GT(kept, 60U);
}

// Somebody else's judgement counts, however it came there.
TEST_P(ReviewTest, WhatOthersJudgeBetweenTwoJudgementsIsSeen) {
  const std::string first = document_.extraction.deadlines[0].id;
  const std::string second = document_.extraction.deadlines[1].id;
  Judged(Of("deadlines", first, Verdict::kAccepted));
  Index other = Index::Open(address_, Index::Access::kWrite).value();
  ASSERT_TRUE(Judge(other, Of("deadlines", second, Verdict::kRejected)));
  EXPECT_THAT(Refused(Of("deadlines", second, Verdict::kAccepted)), HasSubstr("judged by Lê Thị Hạnh"));
  ASSERT_TRUE(*other.Remove(other.Search({})->hits.at(0).document));
  EXPECT_THAT(Refused(Of("deadlines", second, Verdict::kAccepted, "", 2)), HasSubstr("no document of that content"));
  ASSERT_TRUE(other.Add({document_}));
  EXPECT_EQ(Judged(Of("deadlines", second, Verdict::kAccepted, "", 2)).number, 3);
}

// A document of thousands of records is read for the first of many judgements.
TEST_P(ReviewTest, ManyJudgementsOfOneDocumentReadItOnce) {
  constexpr int kJudgements = 200;
  IndexedDocument large = document_;
  large.extraction.source.sha256 = ContentDigest("large");
  for (int i = 0; i < 3'000; ++i) {
    Deadline deadline = document_.extraction.deadlines[0];
    deadline.id = "d" + std::to_string(i);
    large.extraction.deadlines.push_back(deadline);
    large.extraction.assignments.push_back(document_.extraction.assignments[0]);
  }
  ASSERT_EQ(Add({large}).added, 1U);
  Review review = Of("deadlines", "d0", Verdict::kRejected);
  review.digest = large.extraction.source.sha256;
  const auto seconds_for = [&](int from, int to) {
    const auto begin = std::chrono::steady_clock::now();
    for (int i = from; i < to; ++i) {
      review.record = "d" + std::to_string(i);
      Judged(review);
    }
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  };
  const double first = seconds_for(0, 1);
  EXPECT_LT(seconds_for(1, 1 + kJudgements), kJudgements * first / 3);
}

INSTANTIATE_TEST_SUITE_P(Review, ReviewTest, ::testing::Values(Kind::kSqlite, Kind::kPostgres), KindName);

// ---- the whole corpus ---------------------------------------------------------------------------------------------------------------

// A review of each record of a document.
std::vector<Review> Accepted(const Extraction& extraction) {
  std::vector<Review> reviews;
  VisitJudged(extraction, [&](std::string_view kind, const auto& record) {
    reviews.push_back({.digest = extraction.source.sha256, .kind = std::string(kind), .record = record.id, .verdict = Verdict::kAccepted, .who = "a", .when = kNoon,
                       .number = static_cast<std::int64_t>(reviews.size()) + 1, .machine = RecordToJson(AnyRecord(record))});
  });
  return reviews;
}

TEST(ReviewedCorpus, WhatIsAcceptedAsAWholeIsTheGoldOfItself) {
  for (const IndexedDocument& document : ReadCorpus()) {
    SCOPED_TRACE(document.extraction.source.name);
    EXPECT_EQ(ToJson(Reviewed(document, {}).extraction), ToJson(document.extraction));
    const std::vector<Review> reviews = Accepted(document.extraction);
    const ReviewedDocument reviewed = Reviewed(document, reviews);
    EXPECT_EQ(reviewed.open, 0U);
    const Result<std::string> gold = ToGold(document, reviewed);
    ASSERT_TRUE(gold) << gold.error().message;
    const Result<Evaluation> score = Evaluate(document.text, *gold, ToJson(document.extraction));
    ASSERT_TRUE(score) << score.error().message;
    EXPECT_DOUBLE_EQ(score->overall(), 1);
    EXPECT_THAT(score->missed, IsEmpty());
    EXPECT_THAT(score->made_up, IsEmpty());
  }
}

// A case is read in another plan than its passage comes from: some words of the document stand elsewhere in it.
TEST(ReviewedCorpus, MostCasesOfAcceptedRecordsHold) {
  const TempFolder folder;
  for (const char* kind : {"references", "assignments", "targets", "deadlines"}) {
    std::size_t all = 0;
    std::size_t held = 0;
    for (const IndexedDocument& document : ReadCorpus()) {
      folder.Write("cases.txt", ToCases(document, Reviewed(document, Accepted(document.extraction)), kind));
      for (const RecordCase& one : ReadCases(folder.Path("cases.txt"))) {
        const std::string difference = Difference(one, kind, ToJson(Read("case", PlanAround(one)).extraction));
        ++all;
        held += difference.empty() ? 1 : 0;
        if (std::getenv("TRICHLUC_SHOW_CASES") != nullptr && !difference.empty()) std::cout << one.name << "\n" << one.passage << difference << "\n";
      }
    }
    std::cout << kind << ": " << held << " of " << all << " cases hold\n";
    EXPECT_GT(all, 20U) << kind;
    EXPECT_GE(held * 100, all * 98) << kind;
  }
}

TEST(ReviewedCorpus, RecordsAreFoundAgainWithoutTheirIds) {
  for (const IndexedDocument& document : ReadCorpus()) {
    SCOPED_TRACE(document.extraction.source.name);
    const std::vector<Review> reviews = Accepted(document.extraction);
    IndexedDocument anew = document;
    std::size_t count = 0;
    VisitJudged(anew.extraction, [&](std::string_view, auto& record) {
      record.id[0] = 'n';
      if (count++ % 3 == 0 && record.span.size() > 8) record.span.end -= 1;
    });
    const ReviewedDocument reviewed = Reviewed(anew, reviews);
    ASSERT_EQ(reviewed.standings.size(), reviews.size());
    for (std::size_t i = 0; i < reviews.size(); ++i) {
      EXPECT_EQ(reviewed.standings[i].machine.substr(1), reviews[i].record.substr(1)) << reviews[i].machine;
      EXPECT_EQ(reviewed.standings[i].state, State::kStands);
    }
    EXPECT_EQ(reviewed.open, 0U);
  }
}

TEST(ReviewedCorpus, RecordsComeBackFromTheirJson) {
  std::size_t count = 0;
  for (const IndexedDocument& document : ReadCorpus()) {
    VisitJudged(document.extraction, [&](std::string_view kind, const auto& record) {
      const std::string json = RecordToJson(AnyRecord(record));
      const Result<AnyRecord> back = RecordFromJson(kind, json);
      ASSERT_TRUE(back) << back.error().message;
      EXPECT_EQ(RecordToJson(*back), json);
      ++count;
    });
  }
  EXPECT_GT(count, 500U);
  CustomRecord custom;
  custom.kind = "funding";
  custom.id = "x0123456789";
  custom.span = {3, 9};
  custom.areas = {{2, {1, 2, 3, 4}}, {3, {5, 6, 7, 8}}};
  custom.fields = {{"amount", "1,2"}, {"text", "named as all have one"}, {"from", "a"}, {"from", "b"}};
  const Result<AnyRecord> back = RecordFromJson("funding", RecordToJson(AnyRecord(custom)));
  ASSERT_TRUE(back) << back.error().message;
  EXPECT_EQ(std::get<CustomRecord>(*back).fields, custom.fields);
  EXPECT_EQ(std::get<CustomRecord>(*back).areas, custom.areas);
}

TEST(ReviewedCorpus, WhatPeopleSaidIsThereWhereTheMachineReadsNothing) {
  for (const IndexedDocument& document : ReadCorpus()) {
    SCOPED_TRACE(document.extraction.source.name);
    const std::vector<Review> reviews = Accepted(document.extraction);
    IndexedDocument blank = document;
    blank.extraction.references.clear();
    blank.extraction.assignments.clear();
    blank.extraction.targets.clear();
    blank.extraction.deadlines.clear();
    blank.extraction.custom.clear();
    const ReviewedDocument reviewed = Reviewed(blank, reviews);
    for (const Standing& standing : reviewed.standings) EXPECT_EQ(standing.state, State::kOrphaned);
    Extraction wanted = document.extraction;
    VisitJudged(wanted, [](std::string_view, auto& record) { record.confidence = 1; });
    for (const char* kind : {"references", "assignments", "targets", "deadlines"}) {
      // Lists of the machine are by place; those of one place in its own order.
      EXPECT_EQ(ToCsv(reviewed.extraction, kind).size(), ToCsv(wanted, kind).size()) << kind;
    }
  }
}

// Writing JSON takes stack for each of its levels: what nobody wrote is refused before.
TEST(ReviewJsonTest, NestsNoDeeperThanReviewsDo) {
  const std::string deep = std::string(80'000, '[') + std::string(80'000, ']');
  const Result<Review> nested = ReviewFromJson(R"({"verdict": "corrected", "fields": {"task": )" + deep + "}}");
  ASSERT_FALSE(nested);
  EXPECT_THAT(nested.error().message, HasSubstr("lists within lists"));
  EXPECT_TRUE(ReviewFromJson(R"({"verdict": "corrected", "note": "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[\"", "fields": {"units": ["Sở Y tế"]}})"));
  const Result<Review> long_line = ReviewFromJson(R"({"verdict": "accepted", "note": ")" + std::string(1 << 20, 'a') + "\"}");
  ASSERT_FALSE(long_line);
  EXPECT_THAT(long_line.error().message, HasSubstr("longer than 1 MiB"));
}

// What is no number of a page is none, and no exception.
TEST(ReviewJsonTest, PagesAreNumbers) {
  const Result<AnyRecord> record = RecordFromJson("deadlines", R"({"id": "d1", "kind": "adhoc", "text": "a", "span": {"start": 0, "end": 5, "page": "x", "more": [{"page": null}, {"page": 3}]}})");
  ASSERT_TRUE(record) << record.error().message;
  const std::vector<PageArea>& areas = ProvenanceOf(*record).areas;
  ASSERT_EQ(areas.size(), 3U);
  EXPECT_EQ(areas[0].page, 1);
  EXPECT_EQ(areas[2].page, 3);
}

// What a person types for a number and is none, stays as it was typed, for Judge to say so.
TEST(ReviewFormTest, TakesNumbersAndNothingElseForNumbers) {
  const Result<std::vector<ReviewValue>> form = ReviewForm({}, "targets", "");
  ASSERT_TRUE(form) << form.error().message;
  const auto typed = [&](const std::string& value) { return FieldsTyped(*form, std::vector<std::pair<std::string, std::string>>{{"value", value}}); };
  EXPECT_EQ(typed(" 95 "), R"({"value":95})");
  EXPECT_EQ(typed("12.5"), R"({"value":12.5})");
  EXPECT_EQ(typed("1e300"), R"({"value":1e+300})");
  for (const char* none : {"inf", "nan", "-inf", "12a"}) EXPECT_EQ(typed(none), "{\"value\":\"" + std::string(none) + "\"}");
}

}  // namespace
}  // namespace trichluc::testing
