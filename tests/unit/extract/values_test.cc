#include "extract/values.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "grammar/cascade.h"
#include "grammar/source.h"
#include "support/tiny_grammar.h"

namespace trichluc {
namespace {

using ::testing::ElementsAre;

const RuleSet& BuiltinRules() {
  static const std::shared_ptr<const RuleSet> rules = [] {
    std::vector<GrammarFault> faults;
    auto loaded = LoadRules(*LoadGrammarTexts(""), faults);
    EXPECT_TRUE(faults.empty());
    return loaded;
  }();
  return *rules;
}

// The widest node that one of these symbols names.
std::optional<NodeView> WidestOf(const Analysis& analysis, std::initializer_list<std::string_view> symbols) {
  std::optional<NodeView> widest;
  for (std::size_t i = 0; i < analysis.nodes.size(); ++i) {
    const NodeView node(analysis, static_cast<NodeId>(i));
    if (node.rule() == nullptr || std::find(symbols.begin(), symbols.end(), node.rule()->symbol) == symbols.end()) continue;
    if (!widest || node.span().size() > widest->span().size()) widest = node;
  }
  return widest;
}

TEST(Values, NumbersAreReadTheVietnameseWay) {
  const auto rules = testing::MakeRules(
      "levels = ['a']\n[lexicon.number_word]\n1 = ['một']\n10 = ['mười']\n[[rule]]\nid = 'n'\nlevel = 'a'\nemit = 'e'\n"
      "pattern = 'n:[%num %dotted @number_word]'\n");
  const struct {
    const char* text;
    std::optional<double> value;
  } cases[] = {
      {"15", 15},         {"05", 5},       {"1.500", 1500},   {"1.250.000", 1250000}, {"2,5", 2.5},
      {"1.234,5", 1234.5}, {"0,75", 0.75}, {"2.5", 2.5},      {"99.95", 99.95},       {"một", 1},
      {"mười", 10},
  };
  for (const auto& c : cases) {
    const Analysis analysis = Analyse(*rules, c.text, {});
    ASSERT_FALSE(analysis.emitted.empty()) << c.text;
    const auto group = analysis.View(analysis.emitted[0]).Capture("n");
    ASSERT_TRUE(group.has_value()) << c.text;
    EXPECT_EQ(NumberOf((*group)[0]), c.value) << c.text;
  }
}

TEST(Values, IntegersAndOrdinals) {
  EXPECT_EQ(IntegerOf("007"), 7);
  EXPECT_EQ(IntegerOf(""), std::nullopt);
  EXPECT_EQ(IntegerOf("7a"), std::nullopt);
  EXPECT_EQ(IntegerOf("99999999999999"), std::nullopt);
  const struct {
    const char* text;
    std::optional<int> value;
  } cases[] = {{"I", 1}, {"IV", 4}, {"IX", 9}, {"XIII", 13}, {"XXXIX", 39}, {"3", 3}, {"", std::nullopt}, {"A", std::nullopt}};
  for (const auto& c : cases) EXPECT_EQ(OrdinalOf(c.text), c.value) << c.text;
}

TEST(Values, DatesAreExtendedDateTimeFormat) {
  const struct {
    const char* text;
    const char* edtf;
  } cases[] = {
      {"ngày 05/5/2026", "2026-05-05"},
      {"20-12-2027", "2027-12-20"},
      {"ngày 9 tháng 3 năm 2026", "2026-03-09"},
      {"ngày 12.6.2026", "2026-06-12"},
      {"ngày 15 tháng 9", "XXXX-09-15"},
      {"15/12", "XXXX-12-15"},
      {"tháng 7 năm 2026", "2026-07"},
      {"tháng 11/2026", "2026-11"},
      {"tháng 4", "XXXX-04"},
      {"Quý IV năm 2026", "2026-36"},
      {"quý I/2027", "2027-33"},
      {"quí 2/2026", "2026-34"},
      {"năm 2030", "2030"},
  };
  for (const auto& c : cases) {
    const Analysis analysis = Analyse(BuiltinRules(), c.text, {});
    const auto node = WidestOf(analysis, {"date", "day", "month", "quarter", "year"});
    ASSERT_TRUE(node.has_value()) << c.text;
    const DateValue date = DateOf(*node);
    EXPECT_TRUE(date.IsPossible()) << c.text;
    EXPECT_EQ(date.Edtf(), c.edtf) << c.text;
  }
}

TEST(Values, ImpossibleDatesAreKnown) {
  const struct {
    DateValue date;
    bool possible;
  } cases[] = {
      {{.year = 2024, .month = 2, .day = 29}, true},  {{.year = 2025, .month = 2, .day = 29}, false},
      {{.year = 2025, .month = 4, .day = 31}, false}, {{.year = 2025, .month = 13}, false},
      {{.year = 2025, .month = 0, .day = 1}, false},  {{.year = 20217}, false},
      {{.year = 2025, .quarter = 5}, false},          {{.month = 2, .day = 29}, true},
      {{.year = 2025, .month = 1, .day = 0}, false},  {{.year = 2025}, true},
      {{.year = 1900, .month = 2, .day = 29}, false}, {{.year = 2000, .month = 2, .day = 29}, true},
      {{.day = 5}, false},
  };
  for (const auto& c : cases) EXPECT_EQ(c.date.IsPossible(), c.possible) << c.date.Edtf();
}

TEST(Values, HalvesAndLoneDaysHaveAFormToo) {
  EXPECT_EQ((DateValue{.year = 2026, .half = 1}).Edtf(), "2026-40");
  EXPECT_EQ((DateValue{.day = 25}).Edtf(), "XXXX-XX-25");
}

TEST(Values, Durations) {
  const struct {
    const char* text;
    const char* duration;
  } cases[] = {
      {"6 tháng", "P6M"}, {"một năm", "P1Y"}, {"02 quý", "P6M"}, {"05 ngày làm việc", "P5D"}, {"48 giờ", "PT48H"}, {"hai tuần", "P2W"},
  };
  for (const auto& c : cases) {
    const Analysis analysis = Analyse(BuiltinRules(), c.text, {});
    const auto node = WidestOf(analysis, {"duration"});
    ASSERT_TRUE(node.has_value()) << c.text;
    EXPECT_EQ(DurationOf(*node), c.duration) << c.text;
  }
}

TEST(Values, ListsOfUnitsAreExpanded) {
  const struct {
    const char* text;
    std::vector<std::string> units;
  } cases[] = {
      {"Sở Tài chính", {"Sở Tài chính"}},
      {"Sở Tài chính, Sở Y tế và Công an tỉnh", {"Sở Tài chính", "Sở Y tế", "Công an tỉnh"}},
      {"các Phòng Nghiệp vụ 2, 5 và 7", {"Phòng Nghiệp vụ 2", "Phòng Nghiệp vụ 5", "Phòng Nghiệp vụ 7"}},
      {"các Sở: Tài chính, Nội vụ, Y tế", {"Sở Tài chính", "Sở Nội vụ", "Sở Y tế"}},
      {"Các sở, ban, ngành", {"Các sở, ban, ngành"}},
      {"Ủy ban nhân dân các xã, phường", {"Ủy ban nhân dân các xã, phường"}},
      {"Ban Quản lý rừng phòng hộ; Hạt Kiểm lâm", {"Ban Quản lý rừng phòng hộ", "Hạt Kiểm lâm"}},
  };
  for (const auto& c : cases) {
    const Analysis analysis = Analyse(BuiltinRules(), c.text, {});
    const auto node = WidestOf(analysis, {"units"});
    ASSERT_TRUE(node.has_value()) << c.text;
    EXPECT_EQ(UnitsOf(*node), c.units) << c.text;
  }
}

TEST(Values, Trimming) {
  EXPECT_EQ(Trim("  a b \n"), "a b");
  EXPECT_EQ(Trim(" \n"), "");
  EXPECT_EQ(TrimPunctuation("; a, b./."), "a, b");
  EXPECT_EQ(TrimPunctuation(".,;"), "");
}

}  // namespace
}  // namespace trichluc
