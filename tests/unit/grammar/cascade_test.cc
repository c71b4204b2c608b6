// How rules compete, nest, watch and depend on where the passage stands.
#include "grammar/cascade.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/tiny_grammar.h"

namespace trichluc {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::MakeRules;
using testing::Recognized;

constexpr const char* kWords = R"(
levels = ["one", "two"]
[lexicon]
unit = ["Sở Y tế", "Công an", "UBND xã"]
)";

std::string Rule(const std::string& id, const std::string& pattern, const std::string& more = "symbol = 's'",
                 const std::string& level = "one") {
  return "[[rule]]\nid = '" + id + "'\nlevel = '" + level + "'\npattern = '''" + pattern + "'''\n" + more + "\n";
}

std::vector<std::string> Made(const std::string& rules, std::string_view text, const Contexts& contexts = {}) {
  return Recognized(*MakeRules(kWords + rules), text, contexts);
}

TEST(Competition, TheFirstMatchWins) {
  EXPECT_THAT(Made(Rule("a", "giao cho") + Rule("b", "cho @unit"), "giao cho Công an"), ElementsAre("t:a \"giao cho\""));
}

TEST(Competition, ThenTheLongest) {
  EXPECT_THAT(Made(Rule("a", "giao", "symbol = 's'\npriority = 9") + Rule("b", "giao cho"), "giao cho Công an"),
              ElementsAre("t:b \"giao cho\""));
}

TEST(Competition, ThenTheHigherPriority) {
  EXPECT_THAT(Made(Rule("a", "giao") + Rule("b", "giao", "symbol = 's'\npriority = 1"), "giao"), ElementsAre("t:b \"giao\""));
}

TEST(Competition, ThenTheIdThatSortsFirst) {
  EXPECT_THAT(Made(Rule("b", "giao") + Rule("a", "giao"), "giao"), ElementsAre("t:a \"giao\""));
}

TEST(Competition, MatchesThatDoNotMeetAllStand) {
  EXPECT_THAT(Made(Rule("a", "@unit"), "Công an và Sở Y tế"), ElementsAre("t:a \"Công an\"", "t:a \"Sở Y tế\""));
}

TEST(Levels, AnUpperLevelReadsWhatALowerMade) {
  const std::string rules = Rule("list", "@unit (, @unit)*", "symbol = 'units'") +
                            Rule("charge", "giao lead:@units", "emit = 'e'", "two");
  EXPECT_THAT(Made(rules, "giao Công an, Sở Y tế"),
              ElementsAre("t:charge \"giao Công an, Sở Y tế\" lead=\"Công an, Sở Y tế\"", "t:list \"Công an, Sở Y tế\""));
}

TEST(Levels, WhatWasReadIsOneSymbolAbove) {
  const std::string rules = Rule("list", "@unit", "symbol = 'u'") + Rule("raw", "@unit", "emit = 'e'", "two");
  EXPECT_THAT(Made(rules, "Công an"), ElementsAre("t:list \"Công an\""));
}

TEST(Watchers, LeaveTheTapeAsItIs) {
  const std::string rules = Rule("watch", "giao @unit", "emit = 'e'") + Rule("make", "@unit", "symbol = 'u'");
  EXPECT_THAT(Made(rules, "giao Công an"), ElementsAre("t:watch \"giao Công an\"", "t:make \"Công an\""));
}

TEST(Watchers, CompeteWithinOneRecordKindOnly) {
  EXPECT_THAT(Made(Rule("a", "giao cho", "emit = 'e'") + Rule("b", "cho @unit", "emit = 'f'"), "giao cho Công an"),
              ElementsAre("t:a \"giao cho\"", "t:b \"cho Công an\""));
  EXPECT_THAT(Made(Rule("a", "giao cho", "emit = 'e'") + Rule("b", "cho @unit", "emit = 'e'"), "giao cho Công an"),
              ElementsAre("t:a \"giao cho\""));
}

TEST(Overlap, ARuleMayMatchWithinItsOwnMatch) {
  const std::string rules = Rule("plain", "@unit %any* $", "emit = 'e'");
  EXPECT_THAT(Made(rules, "Công an và Sở Y tế"), ElementsAre("t:plain \"Công an và Sở Y tế\""));
  const std::string overlapping = Rule("over", "@unit %any* $", "emit = 'e'\noverlap = true");
  EXPECT_THAT(Made(overlapping, "Công an và Sở Y tế"),
              ElementsAre("t:over \"Công an và Sở Y tế\"", "t:over \"Sở Y tế\""));
}

TEST(Overlap, AMakingRuleMakesARecordForEachStart) {
  const std::string rules = Rule("over", "@unit %any*", "emit = 'e'\nsymbol = 's'\noverlap = true");
  EXPECT_THAT(Made(rules, "Công an và Sở Y tế"), ElementsAre("t:over \"Công an và Sở Y tế\"", "t:over \"Sở Y tế\""));
}

TEST(Contexts, WhereAndNotWhereHold) {
  const std::string rules = Rule("in", "giao", "emit = 'e'\nwhere = ['heading', 'row']") +
                            Rule("out", "giao", "emit = 'f'\nnot_where = 'opening'");
  EXPECT_THAT(Made(rules, "giao"), ElementsAre("t:out \"giao\""));
  EXPECT_THAT(Made(rules, "giao", {"heading"}), ElementsAre("t:in \"giao\"", "t:out \"giao\""));
  EXPECT_THAT(Made(rules, "giao", {"opening"}), IsEmpty());
  EXPECT_THAT(Made(rules, "giao", {"opening", "row"}), ElementsAre("t:in \"giao\""));
}

TEST(Values, AreThoseOfTheNamedLexicon) {
  const std::string lexicon = "[lexicon.time]\nY = ['năm']\n[lexicon.count]\n5 = ['năm']\n";
  EXPECT_THAT(Recognized(*MakeRules(kWords + lexicon + Rule("r", "n:@count u:@time")), "năm năm"),
              ElementsAre("t:r \"năm năm\" n=\"5\" u=\"Y\""));
}

TEST(Values, ARuleMayGiveItsOwn) {
  const std::string rules = Rule("year", "hằng năm", "symbol = 'every'\nvalue = 'P1Y'") + Rule("r", "e:@every", "emit = 'e'", "two");
  EXPECT_THAT(Made(rules, "hằng năm"), ElementsAre("t:year \"hằng năm\"", "t:r \"hằng năm\" e=\"P1Y\""));
}

TEST(Sentences, EndBeforeACapitalButNotAfterAnAbbreviation) {
  const std::string rules = "[lexicon]\nabbreviation = ['TP']\n" + Rule("start", "%bos first:%any", "emit = 'e'");
  const struct {
    const char* text;
    int sentences;
  } cases[] = {
      {"Một. Hai", 2}, {"Một. hai", 1}, {"TP. Huế", 1}, {"Nguyễn V. An", 1}, {"Một! Hai? Ba", 3}, {"Số 1.500 Hộ", 1},
  };
  // A grammar has one table [lexicon]: this one stands alone.
  const auto set = MakeRules("levels = ['one']\n" + rules);
  for (const auto& c : cases) EXPECT_EQ(Recognized(*set, c.text).size(), static_cast<std::size_t>(c.sentences)) << c.text;
}

TEST(Analysis, AnEmptyPassageHasNothing) { EXPECT_THAT(Made(Rule("a", "@unit"), ""), IsEmpty()); }

// Spans of everything recognized lie within the passage and within the span of what holds it.
TEST(Analysis, PartsLieWithinTheirWhole) {
  const auto rules = MakeRules(kWords + Rule("list", "@unit (, @unit)*", "symbol = 'units'") +
                               Rule("charge", "giao lead:@units task:%low+", "emit = 'e'", "two"));
  const std::string text = "giao Công an, Sở Y tế làm ngay";
  const Analysis analysis = Analyse(*rules, text, {});
  for (std::size_t i = 0; i < analysis.nodes.size(); ++i) {
    const NodeView node(analysis, static_cast<NodeId>(i));
    EXPECT_LE(node.span().end, text.size());
    for (std::size_t c = 0; c < node.size(); ++c) EXPECT_TRUE(node.span().Contains(node[c].span()));
  }
}

// Rules that begin everywhere and go on to the end: still linear.
TEST(Analysis, LongPassagesTakeLinearTime) {
  const auto rules = MakeRules(kWords + Rule("a", "giao %any* ngay", "emit = 'e'") + Rule("b", "giao [^ ;]{1,40} ;"));
  std::string text;
  for (int i = 0; i < 200000; ++i) text += "giao ";
  EXPECT_THAT(Recognized(*rules, text), IsEmpty());
}

}  // namespace
}  // namespace trichluc
