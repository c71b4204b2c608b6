// The tables that a person may write: confusions, labels, parts of codes.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "repair/codes.h"
#include "repair/confusions.h"
#include "repair/repairer.h"
#include "trichluc/train.h"

namespace trichluc {
namespace {

using ::testing::HasSubstr;

TEST(Confusions, AreWrittenAsTheyAreRead) {
  std::vector<GrammarFault> faults;
  const auto read = ParseConfusions("t.tsv", "# a comment\nướ\tué\t0.25\nđ\t∅\t0.00100\na b\ta␠b\t1.00000\n", faults);
  ASSERT_TRUE(faults.empty());
  ASSERT_EQ(read.size(), 3U);
  EXPECT_EQ(read[0].meant, U"ướ");
  EXPECT_EQ(read[0].read, U"ué");
  EXPECT_FLOAT_EQ(read[0].share, 0.25F);
  EXPECT_TRUE(read[1].read.empty());
  std::vector<GrammarFault> again;
  const auto twice = ParseConfusions("t.tsv", FormatConfusions(read, "# head\n"), again);
  ASSERT_EQ(twice.size(), read.size());
  for (std::size_t i = 0; i < read.size(); ++i) {
    EXPECT_EQ(twice[i].meant, read[i].meant);
    EXPECT_EQ(twice[i].read, read[i].read);
  }
}

TEST(Confusions, FaultsNameTheirLines) {
  std::vector<GrammarFault> faults;
  const auto read = ParseConfusions("t.tsv", "ơ\to\t0.9\nơ o 0.9\nabcd\te\t0.5\na\tb\t1.5\nab\t∅\t0.1\n", faults);
  EXPECT_EQ(read.size(), 1U);
  ASSERT_EQ(faults.size(), 4U);
  EXPECT_EQ(faults[0].line, 2);
  EXPECT_THAT(faults[1].message, HasSubstr("one to three"));
  EXPECT_THAT(faults[2].message, HasSubstr("at most 1"));
  EXPECT_THAT(faults[3].message, HasSubstr("one letter at a time"));
}

TEST(Confusions, ShapesAreOfOneLetter) {
  std::vector<GrammarFault> faults;
  EXPECT_EQ(ParseShapes("s.tsv", "# shapes\no\t0\t0.1\nrn\tm\t0.1\n", faults).size(), 1U);
  ASSERT_EQ(faults.size(), 1U);
  EXPECT_EQ(faults[0].line, 3);
}

TEST(Confusions, ATableThatNobodyReadsIsAFault) {
  std::vector<GrammarFault> faults;
  CheckConfusions({{"confusions/foriegn_reader.tsv", "my/confusions/foriegn_reader.tsv", "o\t0\t0.1\n"}}, faults);
  ASSERT_EQ(faults.size(), 1U);
  EXPECT_EQ(faults[0].file, "my/confusions/foriegn_reader.tsv");
  EXPECT_THAT(faults[0].message, HasSubstr("confusions/foreign_reader.tsv"));
}

TEST(CodeParts, FaultsNameTheirLines) {
  std::vector<GrammarFault> faults;
  const auto parts = ParseCodeParts("c.tsv", "part\trole\tcommonness\nKH\ttype\t10\nUBND\tissuer\t20\nXX\tother\t1\nYY\ttype\tmany\n", faults);
  EXPECT_EQ(parts.size(), 2U);
  ASSERT_EQ(faults.size(), 2U);
  EXPECT_EQ(faults[0].line, 4);
  EXPECT_EQ(faults[1].line, 5);
  EXPECT_LT(parts[1].rarity, parts[0].rarity);
}

// What is no pair costs time and memory by its length, not by the square of the difference.
TEST(Learning, TextsThatAreNoPairCostLittle) {
  std::string longer;
  for (int i = 0; i < 60000; ++i) longer += "thôn bản mới ";
  const ConfusionReport report = LearnConfusionTable({{"thôn bản", longer}, {longer, "thon ban"}}, "");
  EXPECT_LE(report.words, 8U);
  const RepairScore score = ScoreRepair("thôn bản", longer, longer);
  EXPECT_EQ(score.syllables, 2U);
  EXPECT_EQ(score.errors_before, 180000U - 2U);
}

TEST(Learning, FindsWhatWasMisreadMoreThanOnce) {
  std::vector<ReadingPair> pairs;
  std::string meant;
  std::string read;
  for (int i = 0; i < 12; ++i) {
    meant += "thôn bản mới ";
    read += i % 2 == 0 ? "thon ban m6i " : "thôn bản mới ";
  }
  pairs.push_back({meant, read});
  const ConfusionReport report = LearnConfusionTable(pairs, "");
  EXPECT_EQ(report.words, 36U);
  EXPECT_EQ(report.wrong, 18U);
  EXPECT_THAT(report.table, HasSubstr("ô\to\t0.48"));
  EXPECT_THAT(report.table, HasSubstr("ớ\t6\t0.48"));
}

}  // namespace
}  // namespace trichluc
