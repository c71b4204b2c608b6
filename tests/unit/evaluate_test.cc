// The scorer: what counts as a match, and what is counted.
#include "trichluc/evaluate.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "records/similarity.h"
#include "text/utf8.h"

namespace trichluc {
namespace {

using Json = nlohmann::json;

constexpr const char* kText =
    "I. Mục tiêu\n"
    "- Trên 80% hộ dân có nước sạch.\n"
    "- Giao Phòng Nông nghiệp rà soát Quyết định số 5/QĐ-UBND ngày 02/3/2031.\n"
    "II. Thực hiện\n"
    "- Báo cáo trước ngày 10/6/2031.\n";

Json Place(const std::string& words) {
  const std::size_t at = std::string(kText).find(words);
  EXPECT_NE(at, std::string::npos) << words;
  return {{"start", at}, {"end", at + words.size()}};
}

// Gold with one record of each kind, and an output that agrees with it.
Json Gold() {
  Json gold;
  gold["document"] = {
      {"type", "Kế hoạch"}, {"date", "2031-03"}, {"signer", {{"name", "Lê Văn Tám"}}}, {"recipients", {"Lưu: VT"}}};
  gold["sections"] = {{{"id", "I"}, {"heading", "Mục tiêu"}, {"quote", "I. Mục tiêu"}},
                      {{"id", "II"}, {"heading", "Thực hiện"}, {"quote", "II. Thực hiện"}}};
  gold["blocks"] = {
      {{"section", "I"}, {"text", "Trên 80% hộ dân có nước sạch."}, {"quote", "- Trên 80% hộ dân có nước sạch."}}};
  gold["references"] = {{{"type", "Quyết định"},
                         {"code", "5/QĐ-UBND"},
                         {"date", "2031-03-02"},
                         {"relation", "cite"},
                         {"quote", "Quyết định số 5/QĐ-UBND ngày 02/3/2031"}}};
  gold["assignments"] = {{{"lead", {"Phòng Nông nghiệp"}},
                          {"with", Json::array()},
                          {"task", "rà soát Quyết định số 5/QĐ-UBND ngày 02/3/2031"},
                          {"quote", "Giao Phòng Nông nghiệp rà soát Quyết định số 5/QĐ-UBND ngày 02/3/2031."}}};
  gold["targets"] = {{{"comparator", "gt"},
                      {"value", 80},
                      {"unit", "%"},
                      {"subject", "hộ dân"},
                      {"predicate", "có nước sạch"},
                      {"quote", "Trên 80%"}}};
  gold["deadlines"] = {{{"kind", "date"},
                        {"relation", "before"},
                        {"date", "2031-06-10"},
                        {"task", "Báo cáo"},
                        {"units", Json::array()},
                        {"quote", "trước ngày 10/6/2031"}}};
  return gold;
}

Json Output() {
  Json output = Gold();
  for (auto& [kind, records] : output.items()) {
    if (kind == "document") continue;
    for (Json& record : records) {
      record["span"] = Place(record["quote"]);
      record.erase("quote");
    }
  }
  return output;
}

Evaluation Score(const Json& gold, const Json& output) {
  const auto evaluation = Evaluate(kText, gold.dump(), output.dump());
  EXPECT_TRUE(evaluation.ok()) << (evaluation.ok() ? "" : evaluation.error().message);
  return evaluation.ok() ? *evaluation : Evaluation{};
}

// Hits, expected and given of one kind.
using Counts = std::array<int, 3>;
Counts Of(const Evaluation& evaluation, const char* kind) {
  const trichluc::Score& score = evaluation.kinds.at(kind);
  return {score.hits, score.expected, score.given};
}

TEST(EvaluateTest, EqualRecordsScoreOne) {
  const Evaluation evaluation = Score(Gold(), Output());
  EXPECT_DOUBLE_EQ(evaluation.overall(), 1.0);
  EXPECT_EQ(Of(evaluation, "document"), (Counts{13, 13, 13}));
  EXPECT_EQ(Of(evaluation, "sections"), (Counts{2, 2, 2}));
  EXPECT_EQ(evaluation.kinds.at("references").fields.at("relation"), std::pair(1, 1));
  EXPECT_TRUE(evaluation.missed.empty() && evaluation.made_up.empty());
}

TEST(EvaluateTest, CaseSpacingEmphasisAndEdgePunctuationDoNotCount) {
  Json output = Output();
  output["document"]["type"] = " **KẾ  HOẠCH**.";
  output["blocks"][0]["text"] = "trên 80% hộ dân\ncó nước sạch";
  output["assignments"][0]["lead"] = {"PHÒNG NÔNG NGHIỆP;"};
  output["references"][0]["code"] = "5/ qđ-ubnd";
  EXPECT_DOUBLE_EQ(Score(Gold(), output).overall(), 1.0);
}

TEST(EvaluateTest, WhatDecidesEachKind) {
  const auto misses = [](const char* kind, const char* field, const Json& value) {
    Json output = Output();
    output[kind][0][field] = value;
    return Of(Score(Gold(), output), kind)[0] < static_cast<int>(output[kind].size());
  };
  EXPECT_TRUE(misses("sections", "id", "III"));
  EXPECT_TRUE(misses("blocks", "text", "Trên 80% hộ dân có điện."));
  EXPECT_TRUE(misses("references", "type", "Chỉ thị"));
  EXPECT_TRUE(misses("references", "code", "6/QĐ-UBND"));
  EXPECT_TRUE(misses("references", "date", "2031-03-03"));
  EXPECT_TRUE(misses("assignments", "lead", {"Phòng Nội vụ"}));
  EXPECT_TRUE(misses("targets", "comparator", "ge"));
  EXPECT_TRUE(misses("targets", "value", 81));
  EXPECT_TRUE(misses("targets", "unit", "hộ"));
  EXPECT_TRUE(misses("deadlines", "relation", "by"));
  EXPECT_TRUE(misses("deadlines", "every", "P1M"));
  EXPECT_FALSE(misses("targets", "value", 80.0));
  EXPECT_FALSE(misses("sections", "heading", "Khác"));
  EXPECT_FALSE(misses("deadlines", "task", "Khác"));
}

TEST(EvaluateTest, FieldsBesideTheMatchAreCounted) {
  Json output = Output();
  output["sections"][1]["heading"] = "Khác hẳn";
  output["deadlines"][0]["units"] = {"Phòng Nông nghiệp"};
  const Evaluation evaluation = Score(Gold(), output);
  EXPECT_EQ(evaluation.kinds.at("sections").fields.at("heading"), std::pair(1, 2));
  EXPECT_EQ(evaluation.kinds.at("deadlines").fields.at("units"), std::pair(0, 1));
  EXPECT_EQ(evaluation.kinds.at("deadlines").fields.at("task"), std::pair(1, 1));
  EXPECT_DOUBLE_EQ(evaluation.overall(), 1.0);
}

TEST(EvaluateTest, PlaceCounts) {
  Json output = Output();
  output["targets"][0]["span"] = Place("10/6/2031");
  output["deadlines"][0]["span"] = {{"start", 0}, {"end", 5000}};  // covers everything
  output["references"][0]["span"] = Json();
  output["sections"][1]["span"]["start"] = output["sections"][1]["span"]["start"].get<int>() + 5;
  const Evaluation evaluation = Score(Gold(), output);
  EXPECT_EQ(Of(evaluation, "targets"), (Counts{0, 1, 1}));
  EXPECT_EQ(Of(evaluation, "deadlines"), (Counts{0, 1, 1}));
  EXPECT_EQ(Of(evaluation, "references"), (Counts{0, 1, 1}));
  EXPECT_EQ(Of(evaluation, "sections"), (Counts{1, 2, 2}));
}

TEST(EvaluateTest, ABulletBelongsToItsBlockOrNot) {
  Json output = Output();
  output["blocks"][0]["span"] = Place("Trên 80% hộ dân có nước sạch.");
  EXPECT_EQ(Of(Score(Gold(), output), "blocks"), (Counts{1, 1, 1}));
}

TEST(EvaluateTest, DoublesAreMadeUp) {
  Json output = Output();
  output["targets"].push_back(output["targets"][0]);
  output["targets"].push_back("no record");
  const Evaluation evaluation = Score(Gold(), output);
  EXPECT_EQ(Of(evaluation, "targets"), (Counts{1, 1, 3}));
  EXPECT_EQ(evaluation.made_up.size(), 1U);
}

TEST(EvaluateTest, OtherAcceptedVersions) {
  Json gold = Gold();
  gold["targets"][0]["alt"] = {{{"value", 79}}, {{"comparator", "ge"}, {"quote", "not in this form of the document"}}};
  gold["document"]["alt"] = {{{"date", "2031"}}};
  Json output = Output();
  output["targets"][0]["value"] = 79;
  output["document"]["date"] = "2031";
  const Evaluation evaluation = Score(gold, output);
  EXPECT_DOUBLE_EQ(evaluation.overall(), 1.0);
  output["targets"][0]["value"] = 80;
  output["targets"][0]["comparator"] = "ge";
  EXPECT_EQ(Of(Score(gold, output), "targets"), (Counts{0, 1, 1}))
      << "an alternative whose quote is absent does not count";
}

TEST(EvaluateTest, OptionalRecordsCostNothing) {
  Json gold = Gold();
  gold["targets"][0]["optional"] = true;
  Json output = Output();
  EXPECT_EQ(Of(Score(gold, output), "targets"), (Counts{0, 0, 0}));
  output["targets"][0]["value"] = 70;
  EXPECT_EQ(Of(Score(gold, output), "targets"), (Counts{0, 0, 0})) << "another version of it is excused";
  output["targets"].push_back(output["targets"][0]);
  EXPECT_EQ(Of(Score(gold, output), "targets"), (Counts{0, 0, 1})) << "once";
  output["targets"].clear();
  EXPECT_EQ(Of(Score(gold, output), "targets"), (Counts{0, 0, 0}));
}

TEST(EvaluateTest, TheLargestMatchingIsFound) {
  // The first gold record agrees with both given ones, the second with the first only: taking the nearest one for the first
  // must not leave the second without.
  Json gold;
  gold["targets"] = {
      {{"comparator", "gt"}, {"value", 80}, {"unit", "%"}, {"quote", "Trên 80%"}, {"alt", {{{"value", 81}}}}},
      {{"comparator", "gt"}, {"value", 80}, {"unit", "%"}, {"quote", "80%"}}};
  Json output;
  for (const int value : {80, 81}) {
    output["targets"].push_back({{"comparator", "gt"}, {"value", value}, {"unit", "%"}, {"span", Place("Trên 80%")}});
  }
  EXPECT_EQ(Of(Score(gold, output), "targets"), (Counts{2, 2, 2}));
}

TEST(EvaluateTest, WhatWasMissedAndMadeUpIsListed) {
  Json output = Output();
  output["targets"][0]["value"] = 90;
  output["document"]["type"] = nullptr;
  const Evaluation evaluation = Score(Gold(), output);
  EXPECT_EQ(evaluation.missed, (std::vector<std::string>{
                                   R"(document.type: want "Kế hoạch", have null)",
                                   R"(targets: "Trên 80%" {"comparator":"gt","value":80,"unit":"%"})",
                               }));
  EXPECT_EQ(evaluation.made_up,
            std::vector<std::string>{R"(targets: "Trên 80%" {"comparator":"gt","value":90,"unit":"%"})"});
}

TEST(EvaluateTest, AMissingOutputScoresNothing) {
  const auto evaluation = Evaluate(kText, Gold().dump(), "");
  ASSERT_TRUE(evaluation.ok());
  EXPECT_DOUBLE_EQ(evaluation->overall(), 0.0);
  EXPECT_EQ(Of(*evaluation, "document"), (Counts{0, 13, 13}));
}

TEST(EvaluateTest, WhatCannotBeReadIsAnError) {
  EXPECT_EQ(Evaluate(kText, "{", Output().dump()).error().code, Error::Code::kBadArgument);
  EXPECT_EQ(Evaluate(kText, "{}", "[1]").error().code, Error::Code::kUnsupported);
  EXPECT_EQ(Evaluate(kText, "{}", "{\"a\": ").error().code, Error::Code::kUnsupported);
  Json gold = Gold();
  gold["targets"][0]["quote"] = "not there";
  EXPECT_NE(Evaluate(kText, gold.dump(), "{}").error().message.find("not there"), std::string::npos);
  gold["targets"][0].erase("quote");
  EXPECT_EQ(Evaluate(kText, gold.dump(), "{}").error().code, Error::Code::kBadArgument);
}

TEST(EvaluateTest, OddOutputsAreScoredAndNoMore) {
  for (const char* output : {R"({"targets": {}})", R"({"targets": [[], 1, null, {}]})",
                             R"({"document": 3, "sections": [{"span": {"start": 1e300}}]})",
                             R"({"blocks": [{"span": {"start": -5, "end": 18446744073709551615}, "text": [1]}]})"}) {
    EXPECT_TRUE(Evaluate(kText, Gold().dump(), output).ok()) << output;
  }
}

TEST(EvaluateTest, AddSumsTheCounts) {
  Evaluation sum = Score(Gold(), Output());
  sum.Add(Score(Gold(), Json::object()));
  EXPECT_EQ(Of(sum, "sections"), (Counts{2, 4, 2}));
  EXPECT_EQ(sum.kinds.at("sections").fields.at("heading"), std::pair(2, 2));
  EXPECT_DOUBLE_EQ(sum.kinds.at("sections").precision(), 1.0);
  EXPECT_DOUBLE_EQ(sum.kinds.at("sections").recall(), 0.5);
  EXPECT_NEAR(sum.kinds.at("sections").f1(), 2.0 / 3, 1e-12);
}

TEST(EvaluateTest, NothingExpectedAndNothingGivenIsRight) {
  const trichluc::Score none;
  EXPECT_DOUBLE_EQ(none.f1(), 1.0);
  trichluc::Score wrong;
  wrong.given = 2;
  EXPECT_DOUBLE_EQ(wrong.f1(), 0.0);
}

std::u32string Wide(std::string_view text) {
  std::u32string out;
  for (std::size_t at = 0; at < text.size();) out += NextChar(text, at);
  return out;
}

// The numbers are those of Python's difflib.
TEST(SimilarityTest, IsThatOfDifflib) {
  EXPECT_DOUBLE_EQ(Similarity(U"", U""), 1.0);
  EXPECT_DOUBLE_EQ(Similarity(U"abcd", U"bcde"), 0.75);
  EXPECT_DOUBLE_EQ(Similarity(U"abxcd", U"abcd"), 8.0 / 9);
  EXPECT_DOUBLE_EQ(Similarity(Wide("phòng nội vụ huyện"), Wide("phòng nội vụ")), 0.8);
  EXPECT_DOUBLE_EQ(Similarity(U"qabxcd", U"abycdf"), 2.0 / 3);
  // The longest block comes first, and what it parts is not matched across it: the common "ab" is lost.
  EXPECT_DOUBLE_EQ(Similarity(U"cdeab", U"abcde"), 0.6);
  EXPECT_DOUBLE_EQ(Similarity(U"private Thread currentThread;", U"private volatile Thread currentThread;"),
                   0.8656716417910447);
}

TEST(SimilarityTest, AlikeNeverContradictsTheRatio) {
  const std::vector<std::u32string> texts = {
      U"", U"a", U"abcd", U"bcde", U"edcb", Wide("phòng nội vụ"), Wide("phòng nông vụ"), Wide("vụ nội phòng")};
  for (const auto& a : texts) {
    for (const auto& b : texts) {
      for (const double least : {0.5, 0.8, 0.95}) {
        const bool expected = a == b || (!a.empty() && !b.empty() && Similarity(a, b) >= least);
        EXPECT_EQ(Alike(a, b, least), expected);
      }
    }
  }
}

TEST(SimilarityTest, FoldingForScores) {
  EXPECT_EQ(FoldForScore("  **Phòng\u00A0Nội  vụ**;"), Wide("phòng nội vụ"));
  EXPECT_EQ(FoldForScore("“Dân vận khéo”, “x” y"), Wide("dân vận khéo\", \"x\" y"));
  EXPECT_EQ(FoldForScore("2025 – 2030 - xa, KH-UBND"), Wide("2025-2030-xa, kh-ubnd"));
  EXPECT_EQ(FoldForScore("hoa\u0300"), Wide("hoà"));
  EXPECT_EQ(FoldForScore(" ;. "), U"");
  EXPECT_EQ(ExactForScore(" 33 / CT-TTg\u00A0"), U"33/ct-ttg");
}

}  // namespace
}  // namespace trichluc
