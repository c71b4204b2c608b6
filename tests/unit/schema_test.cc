// The JSON Schema, and that what is written holds to it.
#include <gtest/gtest.h>

#include <fstream>
#include <functional>
#include <iterator>
#include <set>

#include "support/sample.h"
#include "support/schema_check.h"
#include "trichluc/output.h"

namespace trichluc {
namespace {

using Json = nlohmann::json;
using testing::SchemaCheck;

// Everything that is wrong with the sample after a change.
std::vector<std::string> FaultsAfter(const std::function<void(Json&)>& change) {
  Json json = Json::parse(ToJson(testing::SampleExtraction()));
  change(json);
  return SchemaCheck(JsonSchema()).Faults(json);
}

TEST(SchemaTest, TheSampleHolds) {
  EXPECT_EQ(FaultsAfter([](Json&) {}), std::vector<std::string>{});
}

TEST(SchemaTest, AnEmptyExtractionHolds) {
  Extraction empty;
  empty.source.sha256 = std::string(64, '0');
  EXPECT_EQ(SchemaCheck(JsonSchema()).Faults(Json::parse(ToJson(empty))), std::vector<std::string>{});
}

TEST(SchemaTest, EveryRecordOfTheSampleIsStrict) {
  const Json sample = Json::parse(ToJson(testing::SampleExtraction()));
  for (const char* kind : {"sections", "blocks", "references", "assignments", "targets", "deadlines", "diagnostics"}) {
    EXPECT_EQ(FaultsAfter([&](Json& json) { json[kind][0]["more"] = 1; }).size(), 1U) << kind;
    for (const auto& [key, value] : sample[kind][0].items()) {
      EXPECT_EQ(FaultsAfter([&, name = key](Json& json) { json[kind][0].erase(name); }).size(), 1U)
          << kind << "." << key;
    }
  }
  EXPECT_EQ(FaultsAfter([](Json& json) { json["source"]["more"] = 1; }).size(), 1U);
  EXPECT_EQ(FaultsAfter([](Json& json) { json["document"]["signer"].erase("name"); }).size(), 1U);
  EXPECT_EQ(FaultsAfter([](Json& json) { json["targets"][0]["span"]["length"] = 1; }).size(), 1U);
}

struct Slip {
  const char* pointer;
  Json value;
};

class SchemaSlipTest : public ::testing::TestWithParam<Slip> {};

TEST_P(SchemaSlipTest, IsFound) {
  const Slip& slip = GetParam();
  EXPECT_EQ(FaultsAfter([&](Json& json) { json[Json::json_pointer(slip.pointer)] = slip.value; }).size(), 1U)
      << slip.pointer << " = " << slip.value;
}

INSTANTIATE_TEST_SUITE_P(Values, SchemaSlipTest,
                         ::testing::Values(Slip{"/schema", "trichluc.record/2"}, Slip{"/source/sha256", "0"},
                                           Slip{"/source/repair", "some"}, Slip{"/document/date", "14/02/2031"},
                                           Slip{"/document/date", "2031-13"}, Slip{"/document/period", "2031/"},
                                           Slip{"/document/recipients", nullptr}, Slip{"/sections/0/kind", "heading"},
                                           Slip{"/sections/0/id", "I."}, Slip{"/sections/0/id", ""},
                                           Slip{"/blocks/0/kind", "line"}, Slip{"/blocks/0/id", "b12"},
                                           Slip{"/references/0/relation", "cites"}, Slip{"/references/0/year", "2031"},
                                           Slip{"/references/0/date", "2031-1-3"}, Slip{"/assignments/0/via", "list"},
                                           Slip{"/assignments/0/lead", Json::array({""})},
                                           Slip{"/targets/0/comparator", ">"}, Slip{"/targets/0/value", "80"},
                                           Slip{"/targets/0/confidence", 1.5}, Slip{"/deadlines/0/kind", "day"},
                                           Slip{"/deadlines/0/relation", "until"}, Slip{"/deadlines/0/every", "6M"},
                                           Slip{"/deadlines/0/date", "2031-12-40"}, Slip{"/deadlines/0/span/start", -1},
                                           Slip{"/diagnostics/0/code", "odd"}, Slip{"/diagnostics/0/severity", "fatal"},
                                           Slip{"/budgets/0/amount", 120}));

class SchemaDateTest : public ::testing::TestWithParam<const char*> {};

TEST_P(SchemaDateTest, Holds) {
  EXPECT_EQ(FaultsAfter([](Json& json) { json["deadlines"][0]["date"] = GetParam(); }), std::vector<std::string>{});
}

INSTANTIATE_TEST_SUITE_P(Edtf, SchemaDateTest,
                         ::testing::Values("2031", "2031-06", "2031-06-30", "2031-33", "2031-36/..",
                                           "2031-12-01/2032-01-31", "../2030", "XXXX-12-15", "XXXX-XX-15", "203X",
                                           "2031/2035"));

TEST(SchemaTest, EveryDiagnosticCodeIsNamed) {
  const Json schema = Json::parse(JsonSchema());
  std::set<std::string> named;
  for (const Json& code : schema["$defs"]["diagnostic"]["properties"]["code"]["enum"])
    named.insert(code.get<std::string>());
  std::set<std::string> known;
  for (int code = 0; code <= static_cast<int>(DiagnosticCode::kOverlongText); ++code) {
    known.insert(std::string(Name(static_cast<DiagnosticCode>(code))));
  }
  EXPECT_EQ(named, known);
}

TEST(SchemaTest, TheCopyInTheDocumentationIsTheSame) {
  std::ifstream file(std::string(TRICHLUC_SOURCE_DIR) + "/docs/record.schema.json", std::ios::binary);
  ASSERT_TRUE(file) << "docs/record.schema.json is missing: make it with `trichluc schema`";
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  EXPECT_EQ(text, JsonSchema()) << "make it again with `trichluc schema > docs/record.schema.json`";
}

TEST(SchemaCheckTest, AnUnknownKeywordIsAFault) {
  EXPECT_EQ(SchemaCheck(R"({"multipleOf": 2})").Faults(Json(4)),
            std::vector<std::string>{"/: the validator does not know the keyword multipleOf"});
}

TEST(SchemaCheckTest, FaultsNameTheirPlace) {
  SchemaCheck check(
      R"({"properties": {"a": {"items": {"type": "integer", "minimum": 3}}}, "additionalProperties": false})");
  EXPECT_EQ(
      check.Faults(Json::parse(R"({"a": [5, 2, "x"], "b": 1})")),
      (std::vector<std::string>{"/a/1: 2 is less than 3", "/a/2: not of type \"integer\"", "/: may not have \"b\""}));
}

}  // namespace
}  // namespace trichluc
