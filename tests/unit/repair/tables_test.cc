// The tables that a person may write: confusions, labels, parts of codes.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "repair/addresses.h"
#include "repair/codes.h"
#include "repair/confusions.h"
#include "repair/repairer.h"
#include "repair/word_list.h"
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

// What a table cannot hold is left out; the rest is read back as it was.
TEST(Confusions, SignsOfTheTableAreNotWritten) {
  const std::vector<Confusion> given = {{U"#", U"H", 0.5F},  {U"a", U"∅", 0.1F},   {U"␠", U"b", 0.1F},
                                        {U"a", U"\t", 0.1F}, {U"b\n", U"c", 0.1F}, {U"ơ b", U"", 0.1F},
                                        {U"ô", U"o ", 0.48F}};
  std::vector<GrammarFault> faults;
  const auto read = ParseConfusions("t.tsv", FormatConfusions({given.back()}, ""), faults);
  EXPECT_TRUE(faults.empty());
  ASSERT_EQ(read.size(), 1U);
  EXPECT_EQ(read[0].read, U"o ");
  EXPECT_EQ(FormatConfusions({given.begin(), given.begin() + 5}, ""), "");
  EXPECT_EQ(FormatConfusions({given.back()}, "# head\n"), "# head\nô\to␠\t0.48000\n");
}

TEST(Confusions, RowsThatContradictAreFaults) {
  std::vector<GrammarFault> faults;
  EXPECT_EQ(
      ParseConfusions(
          "t.tsv", "\xEF\xBB\xBF# a mark before the text\no\t0\t0.5\no\t0\t0.1\no\tO\t0.6\no\tQ\t0.4\n\xFF\t0\t0.1\n",
          faults)
          .size(),
      2U);
  ASSERT_EQ(faults.size(), 3U);
  EXPECT_EQ(faults[0].line, 3);
  EXPECT_THAT(faults[0].message, HasSubstr("earlier line"));
  EXPECT_EQ(faults[1].line, 4);
  EXPECT_THAT(faults[1].message, HasSubstr("more than 1"));
  EXPECT_EQ(faults[2].line, 6);
  EXPECT_THAT(faults[2].message, HasSubstr("UTF-8"));
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

TEST(CodeParts, CommonnessMayBeAnyNumber) {
  std::vector<GrammarFault> faults;
  const auto parts = ParseCodeParts(
      "c.tsv", "KH\ttype\t3e38\nNQ\ttype\t3e38\nUBND\tissuer\t1e-30\nKH\ttype\t1\nKH\tissuer\t1\n", faults);
  ASSERT_EQ(parts.size(), 4U);
  for (const CodePart& part : parts) EXPECT_TRUE(part.rarity >= 0 && part.rarity < 1000) << part.form;
  ASSERT_EQ(faults.size(), 1U);
  EXPECT_EQ(faults[0].line, 4);
}

TEST(WordLists, HoldOneEntryALine) {
  std::vector<GrammarFault> faults;
  EXPECT_EQ(ParseWordList("w.tsv", "# endings\nvn\npdf\nvn\na\tb\n", faults), (std::vector<std::string>{"vn", "pdf"}));
  ASSERT_EQ(faults.size(), 2U);
  EXPECT_EQ(faults[0].line, 4);
  EXPECT_EQ(faults[1].line, 5);
}

TEST(Addresses, AreNamesWithAnEndingThatIsKnown) {
  const AddressReader reader({"vn", "pdf", "doc"});
  for (const char* address : {"ab@c.vn", "a@b.vn", "tt.hue.vn", "ke_hoach.pdf", "(thon.doc),", "“tinh.vn”",
                              "tinh.vn/ke-hoach", "WWW.", "(www.", "http://tinh", "vănthư@tinh.gov"})
    EXPECT_TRUE(reader.IsAddress(address)) << address;
  for (const char* word : {"hành.Nay", "hành.", "h@nh.", "th@nh.Nay", "chuy@n.Nay", "thôn.doc", "thon.Doc", "a.b",
                           "v.v.", "", "...", "12.5"})
    EXPECT_FALSE(reader.IsAddress(word)) << word;
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
