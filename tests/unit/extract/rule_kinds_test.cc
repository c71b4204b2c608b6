// What rules must hold to before the extraction reads what they emit.
#include "extract/rule_kinds.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/tiny_grammar.h"

namespace trichluc {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// The faults of one rule; those of an outline that a tiny grammar does not have are left out.
std::vector<std::string> FaultsOfRule(const std::string& fields) {
  const auto rules = testing::MakeRules("levels = ['a']\n[[rule]]\nid = 'r'\nlevel = 'a'\n" + fields);
  std::vector<GrammarFault> found;
  CheckRuleKinds(*rules, found);
  std::vector<std::string> faults;
  for (const GrammarFault& fault : found) {
    if (fault.file == "t.toml") faults.push_back(FaultLine(fault));
  }
  return faults;
}

TEST(RuleKinds, ARecordHasWhatTheExtractionReads) {
  EXPECT_THAT(FaultsOfRule("emit = 'target'\npattern = 'value:%num'\n"), IsEmpty());
  EXPECT_THAT(FaultsOfRule("emit = 'target'\npattern = 'per:%num'\n"), IsEmpty());
  EXPECT_THAT(FaultsOfRule("emit = 'target'\npattern = '%num'\n"),
              ElementsAre("t.toml:2:1: rule 't:r': a rule that emits 'target' captures value or per"));
  EXPECT_THAT(FaultsOfRule("emit = 'issuer'\npattern = '%num'\n"),
              ElementsAre("t.toml:2:1: rule 't:r': a rule that emits 'issuer' captures issuer"));
}

TEST(RuleKinds, AFormIsOneThatIsRead) {
  EXPECT_THAT(FaultsOfRule("emit = 'deadline'\npattern = '%num'\nset = { form = 'set' }\n"), IsEmpty());
  EXPECT_THAT(FaultsOfRule("emit = 'deadline'\npattern = '%num'\nset = { form = 'sett' }\n"),
              ElementsAre("t.toml:2:1: rule 't:r': there is no form 'sett' of a deadline (one, alone, list, range, open, years, "
                          "every, set, days, condition, stated, adhoc, day_of_quarter, short)"));
  EXPECT_THAT(FaultsOfRule("emit = 'deadline'\npattern = 'form:%num'\n"),
              ElementsAre("t.toml:2:1: rule 't:r': the form of a deadline is not captured; write set = { form = \"…\" }"));
  EXPECT_THAT(FaultsOfRule("emit = 'target'\npattern = 'value:%num'\nset = { form = 'next_count' }\n"), IsEmpty());
  EXPECT_THAT(FaultsOfRule("emit = 'target'\npattern = 'value:%num'\nset = { form = 'cuont' }\n"),
              ElementsAre("t.toml:2:1: rule 't:r': there is no form 'cuont' of a target (count, next_count, bare_count, time_rate)"));
  EXPECT_THAT(FaultsOfRule("emit = 'budget'\npattern = '%num'\nset = { form = 'any' }\n"), IsEmpty());
}

TEST(RuleKinds, ARoleOfAFieldIsOneThatIsRead) {
  const auto rules = testing::MakeRules({{"t.toml", "levels = ['a']\n"},
                                         {"outline/roles.toml", "[list.field_role]\nlead = ['đơn vị']\nlaed = ['cơ quan']\n"}});
  std::vector<GrammarFault> found;
  CheckRuleKinds(*rules, found);
  std::vector<std::string> faults;
  for (const GrammarFault& fault : found) {
    if (fault.file == "outline/roles.toml") faults.push_back(FaultLine(fault));
  }
  EXPECT_THAT(faults, ElementsAre("outline/roles.toml:3:1: there is no role 'laed' of a field (lead, with, time, content, product, other)"));
}

TEST(RuleKinds, AKindOfAUsersOwnIsNamedLikeNoKeyOfTheContract) {
  EXPECT_THAT(FaultsOfRule("emit = 'budget'\npattern = '%num'\n"), IsEmpty());
  EXPECT_THAT(FaultsOfRule("emit = 'targets'\npattern = '%num'\n"),
              ElementsAre("t.toml:2:1: rule 't:r': 'targets' is a key of the record contract; give the kind another name"));
}

TEST(RuleKinds, AContextIsOneThatPassagesHave) {
  EXPECT_THAT(FaultsOfRule("emit = 'budget'\npattern = '%num'\nwhere = 'row'\n"), IsEmpty());
  EXPECT_THAT(FaultsOfRule("emit = 'budget'\npattern = '%num'\nnot_where = ['bullet', 'cell']\n"),
              ElementsAre("t.toml:2:1: rule 't:r': there is no context 'cell' (opening, heading, running, bullet, paragraph, "
                          "row, footnote, title)"));
}

}  // namespace
}  // namespace trichluc
