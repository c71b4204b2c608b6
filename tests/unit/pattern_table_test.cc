#include "grammar/pattern_table.h"

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "segment/outline.h"

namespace trichluc {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr std::string_view kFile = R"toml(
[[pattern]]
id = "greeting"
match = '''^(?i:xin chào) (\p{L}+)'''
yes = ["Xin chào Lan"]
no = ["Chào"]

[list.season]
"Mùa xuân" = ["xuân"]
"Mùa hòa" = []
)toml";

PatternTable Table(std::string_view toml) {
  PatternTable table;
  EXPECT_THAT(table.Add("test.toml", toml), IsEmpty());
  table.Finish();
  return table;
}

TEST(PatternTable, FindsPatternsByNameAndCaptures) {
  const PatternTable table = Table(kFile);
  const PatternId greeting = table.FindPattern("greeting");
  ASSERT_NE(greeting, PatternId::kNone);
  EXPECT_TRUE(table.FindAll("XIN CHÀO Lan").Has(greeting));
  EXPECT_FALSE(table.FindAll("Tạm biệt").Has(greeting));
  const auto match = table.Match(greeting, "Xin chào Lan và Mai");
  ASSERT_TRUE(match.has_value());
  EXPECT_EQ((*match)[1], "Lan");
}

TEST(PatternTable, AnUnknownPatternMatchesNothing) {
  const PatternTable table = Table(kFile);
  EXPECT_EQ(table.FindPattern("farewell"), PatternId::kNone);
  EXPECT_FALSE(table.Matches(PatternId::kNone, "Xin chào Lan"));
  EXPECT_FALSE(table.FindAll("Xin chào Lan").Has(PatternId::kNone));
}

TEST(PatternTable, ListsCompareWordsWithoutCaseAndTonePlacement) {
  const PatternTable table = Table(kFile);
  const ListId season = table.FindList("season");
  EXPECT_EQ(table.Value(season, "XUÂN"), "Mùa xuân");
  EXPECT_EQ(table.Value(season, "mùa hoà:"), "Mùa hòa");
  EXPECT_EQ(table.Value(season, "mùa"), std::nullopt);
}

TEST(PatternTable, LongestPrefixTakesWholeWords) {
  const PatternTable table = Table(kFile);
  const auto prefix = table.LongestPrefix(table.FindList("season"), "Mùa xuân năm nay");
  ASSERT_TRUE(prefix.has_value());
  EXPECT_EQ(prefix->value, "Mùa xuân");
  EXPECT_EQ(prefix->bytes, std::string_view("Mùa xuân").size());
}

TEST(PatternTable, RunsItsExamples) {
  const PatternTable table = Table(R"toml(
[[pattern]]
id = "digits"
match = '''^[0-9]+$'''
yes = ["12", "mười hai"]
no = ["x", "7"]
)toml");
  const PatternTable::Examples examples = table.RunExamples();
  EXPECT_EQ(examples.run, 4);
  ASSERT_THAT(examples.failures, SizeIs(2));
  EXPECT_EQ(examples.failures[0].example, "mười hai");
  EXPECT_EQ(examples.failures[0].rule, "digits");
  EXPECT_EQ(examples.failures[1].example, "7");
}

TEST(PatternTable, FaultsHaveTheirPlace) {
  PatternTable table;
  const std::vector<GrammarFault> faults = table.Add("bad.toml", R"toml([[pattern]]
id = "open"
match = '''('''

[[pattern]]
id = "silent"

[other]
a = 1
)toml");
  ASSERT_THAT(faults, SizeIs(3));
  EXPECT_EQ(faults[0].file, "bad.toml");
  EXPECT_THAT(faults[0].message, HasSubstr("open"));
  EXPECT_EQ(faults[0].line, 3);
  EXPECT_THAT(faults[1].message, HasSubstr("`match`"));
  EXPECT_THAT(faults[2].message, HasSubstr("unknown entry `other`"));
}

TEST(PatternTable, AMacroStandsForItsText) {
  const PatternTable table = Table("[macro]\nup = 'A-ZĐ'\n[[pattern]]\nid = 'x'\nmatch = '^[{up}]{2,3} \\p{Lu}\\{up}$'\n");
  EXPECT_TRUE(table.Matches(table.FindPattern("x"), "ĐA Đ{up}"));
}

TEST(PatternTable, AMacroThatIsNotThereIsAFault) {
  PatternTable table;
  const std::vector<GrammarFault> faults = table.Add(
      "bad.toml", "[macro]\nup = 'A-Z'\nn = 5\ntwo = '{up}a'\n[[pattern]]\nid = 'x'\nmatch = '^[{upp}]'\n");
  ASSERT_THAT(faults, SizeIs(3));
  EXPECT_EQ(FaultLine(faults[0]), "bad.toml:3:5: a macro is a text in quotes");
  EXPECT_EQ(FaultLine(faults[1]), "bad.toml:4:7: macro `two` holds `{up}`; a macro of the outline holds no other: write it out");
  EXPECT_EQ(FaultLine(faults[2]), "bad.toml:7:9: pattern `x`: this file has no macro `upp`; define it under [macro]");
}

TEST(PatternTable, BrokenTomlIsAFault) {
  PatternTable table;
  const std::vector<GrammarFault> faults = table.Add("bad.toml", "[[pattern]\n");
  ASSERT_THAT(faults, SizeIs(1));
  EXPECT_EQ(faults[0].line, 1);
}

TEST(PatternTable, ASecondPatternOfOneNameIsAFault) {
  PatternTable table;
  EXPECT_THAT(table.Add("a.toml", kFile), IsEmpty());
  EXPECT_THAT(table.Add("b.toml", kFile), SizeIs(1));
}

TEST(OutlinePatterns, AnEmptyTableLacksThemAll) {
  const PatternTable table;
  const std::vector<GrammarFault> missing = MissingOutlinePatterns(table);
  EXPECT_GT(missing.size(), 30U);
  EXPECT_THAT(missing.front().message, HasSubstr("no file defines the pattern"));
}

TEST(OutlinePatterns, TheFilesAreSoundAndTheirExamplesHold) {
  PatternTable table;
  int files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(TRICHLUC_SOURCE_DIR "/grammars/outline")) {
    if (entry.path().extension() != ".toml") continue;
    ++files;
    std::ostringstream text;
    text << std::ifstream(entry.path()).rdbuf();
    for (const GrammarFault& fault : table.Add(entry.path().filename().string(), text.str())) {
      ADD_FAILURE() << FaultLine(fault);
    }
  }
  EXPECT_GT(files, 0);
  EXPECT_THAT(MissingOutlinePatterns(table), IsEmpty());
  const PatternTable::Examples examples = table.RunExamples();
  EXPECT_GT(examples.run, 100);
  for (const GrammarTest::Failure& failure : examples.failures) {
    ADD_FAILURE() << failure.file << ":" << failure.line << ": " << failure.rule << ": " << failure.example << ": "
                  << failure.message;
  }
}

}  // namespace
}  // namespace trichluc
