// Reading grammar files: what is accepted, and each fault with its file, line and column.
#include "grammar/rules.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "grammar/near_misses.h"
#include "support/tiny_grammar.h"

namespace trichluc {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;
using testing::FaultsOf;
using testing::MakeRules;
using testing::Recognized;

constexpr const char* kSound = "levels = ['a']\n[[rule]]\nid = 'r'\nlevel = 'a'\nemit = 'e'\npattern = 'giao'\n";

TEST(GrammarFaults, EachIsToldWithItsPlace) {
  const struct {
    const char* toml;
    const char* fault;
  } cases[] = {
      {"levels = ['a'", "t.toml:1:"},
      {"levels = 5", "t.toml:1:10: levels is a list of names"},
      {"levels = ['a']\nother = 1", "t.toml:2:9: unknown key 'other' (levels, macro, lexicon or rule)"},
      {"levels = ['a']\n[macro]\nx = 1", "t.toml:3:5: a macro is a string"},
      {"levels = ['a']\n[lexicon]\nx = 'một'", "t.toml:3:5: a lexicon is a list of phrases, or a table of value = [phrases]"},
      {"levels = ['a']\n[lexicon]\nx = ['']", "t.toml:3:6: a phrase is a string that is not empty"},
      {"levels = ['a']\n[lexicon.x]\ny = 'một'", "t.toml:3:5: the forms of a value are a list of phrases"},
      {"levels = ['a']\nrule = 5", "t.toml:2:8: a rule is written [[rule]]"},
      {"levels = ['a']\n[[rule]]\nlevel = 'a'", "t.toml:2:1: this rule has no id"},
      {"levels = ['a']\n[[rule]]\nid = 'r'", "t.toml:2:1: rule 'r' has no pattern"},
      {"levels = ['a']\n[[rule]]\nid = 'r'\npattern = 'giao'", "t.toml:2:1: rule 'r' makes neither a symbol nor a record"},
      {"levels = ['a']\n[[rule]]\nid = 'r'\nlevel = 'b'\nemit = 'e'\npattern = 'giao'",
       "t.toml:2:1: rule 't:r' stands at the unknown level 'b'"},
      {"levels = ['a']\n[[rule]]\nid = 'r'\nlevel = 'a'\nemit = 'e'\npattern = 'giao'\nwhen = 'x'",
       "t.toml:7:8: unknown key 'when' in a rule"},
      {"levels = ['a']\n[[rule]]\nid = 'r'\nlevel = 'a'\nemit = 'e'\npattern = 'giao'\nyes = 'x'", "t.toml:7:7: examples are a list"},
      {"levels = ['a']\n[[rule]]\nid = 'r'\nlevel = 'a'\nemit = 'e'\npattern = 'giao'\nyes = [{ lead = 'x' }]",
       "t.toml:7:8: an example is a string, or a table with 'text'"},
      {"levels = ['a']\n[[rule]]\nid = 'r'\nlevel = 'a'\nemit = 'e'\npattern = 'giao'\nyes = [5]",
       "t.toml:7:8: an example is a string, or a table with 'text'"},
      {"levels = ['a']\n[[rule]]\nid = 'r'\nlevel = 'a'\nemit = 'e'\npattern = 'giao'\nyes = [{ text = 'giao', n = 5 }]",
       "t.toml:7:29: 'n' is to be a string (in quotes)"},
      {"levels = ['a']\n[[rule]]\nid = 'r'\nlevel = 'a'\nemit = 'e'\npattern = 'giao'\nset = { k = 5 }",
       "t.toml:7:13: 'k' is to be a string (in quotes)"},
      {"levels = ['a']\n[[rule]]\nid = 'r'\nlevel = 'a'\nemit = 'e'\npattern = 'giao'\nset = 'k'",
       "t.toml:7:7: this is to be a table: { name = \"value\" }"},
      {"levels = ['a']\n[[rule]]\nid = 'r'\nlevel = 'a'\nemit = 'e'\npattern = 'giao'\nwhere = 5",
       "t.toml:7:9: this is to be a string, or a list of strings"},
      {"levels = ['a']\n[[rule]]\nid = 'r'\nlevel = 'a'\nemit = 'e'\npattern = 'giao'\nnot_where = ['row', 5]",
       "t.toml:7:21: this is to be a string"},
      {"levels = ['a', 5]", "t.toml:1:16: this is to be a string"},
      {"levels = ['a']\nrule = [5]", "t.toml:2:9: a rule is written [[rule]]"},
      {"levels = ['a']\n[[rule]]\nid = 'r'\nlevel = 'a'\nemit = 'e'\npattern = '''giao @b'''", "t.toml:6:19: no lexicon and no rule makes @b"},
      {"[[rule]]\nid = 'r'\nlevel = 'a'\nemit = 'e'\npattern = 'giao'", "cascade.toml:1:1: no file names the levels of the cascade"},
  };
  for (const auto& c : cases) {
    const auto faults = FaultsOf(c.toml);
    EXPECT_THAT(faults, Contains(StartsWith(c.fault))) << c.toml;
  }
}

TEST(GrammarFaults, APatternOfSeveralLinesIsToldByItsLine) {
  const auto faults = FaultsOf("levels = ['a']\n[[rule]]\nid = 'r'\nlevel = 'a'\nemit = 'e'\npattern = '''giao\n  cho @b'''\n");
  EXPECT_THAT(faults, ElementsAre("t.toml:7:7: no lexicon and no rule makes @b"));
}

TEST(GrammarFaults, ThePlaceInAPatternDependsOnItsQuotes) {
  const struct {
    const char* pattern;
    const char* place;
  } cases[] = {
      {"'giao @b'", "t.toml:6:17: "},
      {"\"giao @b\"", "t.toml:6:17: "},
      {"'''giao @b'''", "t.toml:6:19: "},
      {"\"\"\"giao @b\"\"\"", "t.toml:6:19: "},
      // A line end right behind three quotation marks is no part of the text.
      {"'''\ngiao @b'''", "t.toml:7:6: "},
      {"'''\r\ngiao @b'''", "t.toml:7:6: "},
      {"\"\"\"\ngiao\n @b\"\"\"", "t.toml:8:2: "},
  };
  for (const auto& c : cases) {
    const auto faults = FaultsOf(std::string("levels = ['a']\n[[rule]]\nid = 'r'\nlevel = 'a'\nemit = 'e'\npattern = ") + c.pattern + "\n");
    EXPECT_THAT(faults, ElementsAre(std::string(c.place) + "no lexicon and no rule makes @b")) << c.pattern;
  }
  // Columns are bytes, also behind letters of several.
  EXPECT_THAT(FaultsOf("levels = ['a']\nrule = [{ emit = 'đề', id = 'r', level = 'a', pattern = '@b' }]\n"),
              ElementsAre("t.toml:2:61: no lexicon and no rule makes @b"));
}

TEST(GrammarFaults, AllAreToldNotOnlyTheFirst) {
  EXPECT_EQ(FaultsOf("levels = ['a']\nb = 1\nc = 2\n[[rule]]\nid = 'r'\n").size(), 3U);
}

TEST(GrammarFaults, TwoRulesOfOneNameInOneFile) {
  EXPECT_THAT(FaultsOf(std::string(kSound) + "[[rule]]\nid = 'r'\nlevel = 'a'\nemit = 'e'\npattern = 'nhận'\n"),
              ElementsAre(HasSubstr("defined twice")));
}

TEST(GrammarFaults, AGazetteerNeedsItsHeadAndPhrases) {
  const auto faults = FaultsOf({{"t.toml", kSound}, {"gazetteers/x.tsv", "name\tvalue\nHuế\t1\n"}, {"gazetteers/y.tsv", "phrase\tvalue\n\t1\n"}});
  EXPECT_THAT(faults, ElementsAre(StartsWith("gazetteers/x.tsv:1:1: the head line of a gazetteer"),
                                  StartsWith("gazetteers/y.tsv:2:1: this line has no phrase")));
}

TEST(GrammarFaults, ACharmapNeedsCodePoints) {
  const auto faults = FaultsOf({{"t.toml", kSound}, {"charmaps/x.tsv", "# note\nD0\t110\nxyz\t41\nC1\tQQ\n"}});
  EXPECT_THAT(faults, ElementsAre(StartsWith("charmaps/x.tsv:3:1: a line of a charmap is"),
                                  StartsWith("charmaps/x.tsv:4:1: 'QQ' is no hexadecimal code point")));
}

TEST(GrammarFaults, ACharmapHasNoSurrogatesAndNoAscii) {
  const auto faults = FaultsOf({{"t.toml", kSound},
                                {"charmaps/x.tsv", "D800\t41\n110000\t41\nC1\tDFFF\n10FFFF\t41\nC1\t110000\n7F\t41\n80\t20\n"}});
  EXPECT_THAT(faults, ElementsAre(StartsWith("charmaps/x.tsv:1:1: a line of a charmap is"),
                                  StartsWith("charmaps/x.tsv:2:1: a line of a charmap is"),
                                  StartsWith("charmaps/x.tsv:3:1: 'DFFF' is no hexadecimal code point"),
                                  StartsWith("charmaps/x.tsv:5:1: '110000' is no hexadecimal code point"),
                                  StartsWith("charmaps/x.tsv:6:1: a charmap does not change ASCII; '7F' is to be 80 or above")));
}

// Editors on Windows end lines with a carriage return.
TEST(GrammarFiles, MayHaveLineEndsOfWindows) {
  EXPECT_THAT(FaultsOf({{"t.toml", "levels = ['a']\r\n"}, {"gazetteers/x.tsv", "phrase\tvalue\r\nHuế\tvn:46\r\n"}}), IsEmpty());
  EXPECT_THAT(FaultsOf({{"t.toml", "levels = ['a']\r\n"}, {"gazetteers/x.tsv", "phrase\r\nHuế\r\n"}}), IsEmpty());
  EXPECT_THAT(FaultsOf({{"t.toml", "levels = ['a']\r\n"}, {"charmaps/x.tsv", "D0\t110\r\n0430\t61\tword\r\n"}}), IsEmpty());
  // A blank line is blank.
  EXPECT_THAT(FaultsOf({{"t.toml", "levels = ['a']\r\n"}, {"gazetteers/x.tsv", "\r\nphrase\r\n\r\nHuế\r\n\r\n"}}), IsEmpty());
  EXPECT_THAT(FaultsOf({{"t.toml", "levels = ['a']\r\n"}, {"charmaps/x.tsv", "\r\nD0\t110\r\n\r\n"}}), IsEmpty());
}

TEST(GrammarFiles, ALaterFileReplacesARuleOfTheSameName) {
  const auto rules = MakeRules({{"x/t.toml", kSound},
                                {"x/t.toml ", "[[rule]]\nid = 'r'\nlevel = 'a'\nemit = 'e'\npattern = 'nhận'\n"}});
  EXPECT_EQ(rules->rules.size(), 1U);
  EXPECT_THAT(Recognized(*rules, "giao"), IsEmpty());
  EXPECT_EQ(Recognized(*rules, "nhận").size(), 1U);
}

TEST(GrammarFiles, ALaterFileAddsToALexicon) {
  const auto rules = MakeRules({{"a.toml", "levels = ['a']\n[lexicon]\nunit = ['Sở Y tế']\n"},
                                {"b.toml", "[lexicon]\nunit = ['Ban Quản lý Chợ']\n[[rule]]\nid = 'r'\nlevel = 'a'\nemit = 'e'\npattern = '@unit'\n"}});
  EXPECT_EQ(Recognized(*rules, "Sở Y tế, Ban Quản lý Chợ").size(), 2U);
}

TEST(GrammarFiles, AGazetteerIsALexiconOfItsName) {
  const auto rules = MakeRules({{"a.toml", "levels = ['a']\n[[rule]]\nid = 'r'\nlevel = 'a'\nemit = 'e'\npattern = 'at:@place'\n"},
                                {"gazetteers/place.tsv", "# note\nphrase\tvalue\tfrom\nHuế\tvn:46\t2025-01-01\nSa Pa\n"}});
  EXPECT_THAT(Recognized(*rules, "Huế và Sa Pa"), ElementsAre("a:r \"Huế\" at=\"vn:46\"", "a:r \"Sa Pa\" at=\"Sa Pa\""));
}

// ---- near misses --------------------------------------------------------------------------------------------------------

std::vector<std::string> Near(const RuleSet& rules, std::string_view text, std::string_view word, const Contexts& contexts = {}) {
  std::vector<LevelTrace> trace;
  const Analysis analysis = Analyse(rules, text, contexts, &trace);
  std::vector<std::string> shown;
  for (const NearMiss& miss : NearMissesAt(rules, analysis, trace, contexts, text.find(word), 9)) {
    shown.push_back(miss.rule->id + ": " + miss.reason);
  }
  return shown;
}

TEST(NearMisses, SayWhatWasStillWanted) {
  const auto rules = MakeRules("levels = ['a']\n[lexicon]\nunit = ['Công an']\n[[rule]]\nid = 'r'\nlevel = 'a'\nemit = 'e'\n"
                               "pattern = 'giao cho @unit chủ trì'\n");
  const auto near = Near(*rules, "giao cho Công an phối hợp", "Công an");
  ASSERT_EQ(near.size(), 1U);
  EXPECT_THAT(near[0], HasSubstr("read \"giao cho Công an\", then wanted chủ trì"));
}

TEST(NearMisses, SayWhichRuleWonThePlace) {
  const auto rules = MakeRules("levels = ['a']\n[[rule]]\nid = 'r'\nlevel = 'a'\nsymbol = 's'\npattern = 'giao cho'\n"
                               "[[rule]]\nid = 'q'\nlevel = 'a'\nsymbol = 's'\npattern = 'giao'\n");
  EXPECT_THAT(Near(*rules, "giao cho", "giao"), ElementsAre("t:q: matched, but the place went to t:r"));
}

TEST(NearMisses, SayWhereTheRuleApplies) {
  const auto rules = MakeRules("levels = ['a']\n[[rule]]\nid = 'r'\nlevel = 'a'\nemit = 'e'\nwhere = ['heading']\npattern = 'giao [cho] %low'\n");
  EXPECT_THAT(Near(*rules, "giao cho ai", "giao"), ElementsAre("t:r: applies only in: heading"));
}

}  // namespace
}  // namespace trichluc
