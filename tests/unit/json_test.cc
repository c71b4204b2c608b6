// What ToJson and ToJsonLine write.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <nlohmann/json.hpp>

#include "records/json_writer.h"
#include "text/number_text.h"
#include "support/sample.h"
#include "trichluc/output.h"

namespace trichluc {
namespace {

using Json = nlohmann::ordered_json;

std::vector<std::string> Keys(const Json& object) {
  std::vector<std::string> keys;
  for (const auto& [key, value] : object.items()) keys.push_back(key);
  return keys;
}

using Names = std::vector<std::string>;

TEST(JsonTest, TopLevelHasTheContractsKeysInOrder) {
  const Json json = Json::parse(ToJson(testing::SampleExtraction()));
  EXPECT_EQ(Keys(json), (Names{"schema", "source", "document", "sections", "blocks", "references", "assignments",
                               "targets", "deadlines", "budgets", "diagnostics"}));
  EXPECT_EQ(json["schema"], "trichluc.record/1");
  const Json without_own_kinds = Json::parse(ToJson(Extraction{}));
  EXPECT_EQ(Keys(without_own_kinds), Names(kContractKeys.begin(), kContractKeys.end()));
}

TEST(JsonTest, RecordsHaveTheContractsKeysInOrder) {
  const Json json = Json::parse(ToJson(testing::SampleExtraction()));
  EXPECT_EQ(Keys(json["source"]), (Names{"name", "media_type", "bytes", "sha256", "encoding", "pages", "repair"}));
  EXPECT_EQ(Keys(json["document"]), (Names{"type", "number", "symbol", "code", "place", "place_id", "date", "title", "issuer",
                                           "period", "signer", "recipients"}));
  EXPECT_EQ(Keys(json["document"]["signer"]), (Names{"on_behalf", "authority", "position", "name"}));
  EXPECT_EQ(Keys(json["sections"][0]),
            (Names{"id", "parent", "kind", "label", "heading", "span", "text", "rule", "confidence"}));
  EXPECT_EQ(Keys(json["blocks"][0]), (Names{"id", "section", "kind", "text", "span", "rule", "confidence"}));
  EXPECT_EQ(Keys(json["references"][0]),
            (Names{"id", "type", "number", "year", "symbol", "code", "name", "title", "issuer", "date", "provision",
                   "relation", "section", "span", "key", "first", "text", "rule", "confidence"}));
  EXPECT_EQ(Keys(json["assignments"][0]),
            (Names{"id", "lead", "with", "task", "via", "section", "span", "text", "rule", "confidence"}));
  EXPECT_EQ(Keys(json["targets"][0]), (Names{"id", "comparator", "value", "value_max", "unit", "subject", "predicate",
                                             "section", "span", "text", "rule", "confidence"}));
  EXPECT_EQ(Keys(json["deadlines"][0]), (Names{"id", "kind", "relation", "date", "every", "label", "task", "units",
                                               "section", "span", "text", "rule", "confidence"}));
  EXPECT_EQ(Keys(json["budgets"][0]), (Names{"id", "amount", "unit", "section", "span", "text", "rule", "confidence"}));
  EXPECT_EQ(Keys(json["diagnostics"][0]), (Names{"code", "severity", "message", "span"}));
}

TEST(JsonTest, ValuesAreThoseOfTheRecords) {
  const Extraction all = testing::SampleExtraction();
  const Json json = Json::parse(ToJson(all));
  EXPECT_EQ(json["source"]["bytes"], testing::SampleText().size());
  EXPECT_EQ(json["document"]["signer"]["name"], "Trần Thị Mai");
  EXPECT_EQ(json["sections"][2]["id"], "II.1");
  EXPECT_EQ(json["sections"][2]["parent"], "II");
  EXPECT_EQ(json["blocks"][0]["id"], all.blocks[0].id);
  EXPECT_EQ(json["references"][0]["confidence"], 0.75);
  EXPECT_EQ(json["assignments"][0]["with"], Json::array({"Hội Nông dân huyện"}));
  EXPECT_EQ(json["deadlines"][0]["span"]["start"], all.deadlines[0].span.start);
  EXPECT_EQ(json["diagnostics"][0]["code"], "inferred-year");
}

TEST(JsonTest, WhatIsAbsentIsNullOrEmpty) {
  const Json json = Json::parse(ToJson(Extraction{}));
  EXPECT_TRUE(json["document"]["type"].is_null());
  EXPECT_TRUE(json["source"]["pages"].is_null());
  EXPECT_EQ(json["document"]["recipients"], Json::array());
  EXPECT_EQ(json["deadlines"], Json::array());
  const Json sample = Json::parse(ToJson(testing::SampleExtraction()));
  EXPECT_TRUE(sample["sections"][0]["rule"].is_null());
  EXPECT_TRUE(sample["sections"][0]["parent"].is_null());
  EXPECT_TRUE(sample["references"][0]["first"].is_null());
}

TEST(JsonTest, LinesAndLayout) {
  const std::string json = ToJson(testing::SampleExtraction());
  const std::string line = ToJsonLine(testing::SampleExtraction());
  EXPECT_EQ(json.substr(0, 36), "{\n  \"schema\": \"trichluc.record/1\",\n ");
  EXPECT_EQ(json.substr(json.size() - 3), "\n}\n");
  EXPECT_NE(json.find("\"span\": {\"start\": 3, \"end\": 9}"), std::string::npos) << "a span stays on one line";
  EXPECT_EQ(line.find('\n'), line.size() - 1);
  EXPECT_EQ(Json::parse(line), Json::parse(json));
}

TEST(JsonTest, CharactersAreWrittenAsTheyAreAndControlsEscaped) {
  Extraction all;
  all.document.title = "Đường \"bờ\\kênh\"\n\t\x01 \xF0\x9F\x8C\xB3";
  const std::string json = ToJson(all);
  EXPECT_NE(json.find("Đường \\\"bờ\\\\kênh\\\"\\n\\t\\u0001 \xF0\x9F\x8C\xB3"), std::string::npos) << json;
  EXPECT_EQ(Json::parse(json)["document"]["title"], *all.document.title);
}

TEST(JsonTest, IllFormedTextIsReplaced) {
  Extraction all;
  all.source.name = "k\xE1\xBAnh\xFF.txt";
  EXPECT_EQ(Json::parse(ToJson(all))["source"]["name"], "k\uFFFDnh\uFFFD.txt");
}

TEST(JsonTest, NumbersAreShort) {
  EXPECT_EQ(NumberText(80), "80");
  EXPECT_EQ(NumberText(2.5), "2.5");
  EXPECT_EQ(NumberText(0), "0");
  EXPECT_EQ(NumberText(-0.0), "0");
  EXPECT_EQ(NumberText(-3), "-3");
  EXPECT_EQ(NumberText(0.1), "0.1");
  EXPECT_EQ(NumberText(100000), "100000");
  EXPECT_EQ(NumberText(1500000000000), "1500000000000");
  EXPECT_EQ(NumberText(1e300), "1e+300");
  EXPECT_EQ(NumberText(std::numeric_limits<double>::infinity()), "");
  EXPECT_EQ(NumberText(std::nan("")), "");
}

TEST(JsonTest, NumbersReadBackAsTheyWere) {
  for (const double value : {1.0 / 3, 98.6, 99.99, 1e-9, 123456789.125, 2e16, 5e-324}) {
    EXPECT_EQ(std::strtod(NumberText(value).c_str(), nullptr), value) << NumberText(value);
  }
}

TEST(JsonTest, CapturesThatOccurTwiceAreAListAndNoKeyStandsTwice) {
  Extraction all;
  CustomRecord record;
  record.kind = "sources";
  record.fields = {{"of", "tỉnh"}, {"section", "x"}, {"of", "huyện"}};
  all.custom.push_back(record);
  const Json json = Json::parse(ToJson(all));
  EXPECT_EQ(json["sources"][0]["of"], Json::array({"tỉnh", "huyện"}));
  EXPECT_EQ(json["sources"][0]["section_"], "x");
  EXPECT_TRUE(json["sources"][0]["section"].is_null());
}

TEST(JsonTest, CustomKindsKeepTheOrderOfFirstOccurrenceAndNeverHideTheContract) {
  Extraction all;
  for (const char* kind : {"zones", "areas", "zones", "blocks"}) {
    CustomRecord record;
    record.kind = kind;
    all.custom.push_back(record);
  }
  const Json json = Json::parse(ToJson(all));
  const Names keys = Keys(json);
  EXPECT_EQ(Names(keys.begin() + 9, keys.end()), (Names{"zones", "areas", "blocks_", "diagnostics"}));
  EXPECT_EQ(json["zones"].size(), 2U);
}

TEST(JsonWriterTest, EmptyAndNested) {
  std::string out;
  JsonWriter json(out, JsonWriter::Layout::kOneLine);
  json.BeginObject();
  json.Key("a").BeginArray();
  json.EndArray();
  json.Key("b").BeginArray();
  json.Value(1);
  json.BeginObject();
  json.EndObject();
  json.Null();
  json.EndArray();
  json.EndObject();
  EXPECT_EQ(out, R"({"a":[],"b":[1,{},null]})");
}

TEST(JsonTest, PiecesMakeTheSameDocument) {
  Extraction extraction = testing::SampleExtraction();
  for (int i = 0; i < 2000; ++i) extraction.blocks.push_back(extraction.blocks.front());
  std::vector<std::string> pieces;
  EXPECT_TRUE(WriteJson(extraction, [&](std::string_view piece) { pieces.emplace_back(piece); return true; }));
  EXPECT_GT(pieces.size(), 2U);
  std::string whole;
  for (const std::string& piece : pieces) whole += piece;
  EXPECT_EQ(whole, ToJson(extraction));

  int asked = 0;
  EXPECT_FALSE(WriteJson(extraction, [&](std::string_view) { return ++asked < 2; }));
  EXPECT_EQ(asked, 2) << "a sink that refused is asked no more";
}

TEST(NameTest, EveryCodeHasItsOwnName) {
  std::vector<std::string_view> names;
  for (int code = 0; code <= static_cast<int>(DiagnosticCode::kUnknownStructure); ++code) {
    names.push_back(Name(static_cast<DiagnosticCode>(code)));
    EXPECT_NE(names.back(), "unknown");
  }
  std::sort(names.begin(), names.end());
  EXPECT_EQ(std::unique(names.begin(), names.end()), names.end());
  EXPECT_EQ(Name(DiagnosticCode::kTypeSymbolMismatch), "type-symbol-mismatch");
  EXPECT_EQ(Name(Severity::kWarning), "warning");
}

}  // namespace
}  // namespace trichluc
