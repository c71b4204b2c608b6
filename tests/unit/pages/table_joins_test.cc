// Tables over two pages. Pages are drawn with letters as in layout_test.cc; a line of dashes is a drawn line, and `|` a part of one
// that stands.
#include "pages/table_joins.h"

#include <gtest/gtest.h>

#include <sstream>
#include <string>
#include <vector>

#include "pages/layout.h"

namespace trichluc {
namespace {

constexpr float kColumn = 6;
constexpr float kLine = 16;
constexpr float kLetter = 12;

struct Drawing {
  std::vector<PlacedWord> words;
  std::vector<Box> rulings;
};

void AddRun(const std::string& run, float x, float y, Drawing& drawing) {
  const float end = x + static_cast<float>(run.size()) * kColumn;
  if (run == "|") {
    drawing.rulings.push_back({x + 2, y - kLine / 2, x + 2.5F, y + kLine / 2 + kLetter});
  } else if (run.find_first_not_of('-') == std::string::npos && run.size() > 1) {
    drawing.rulings.push_back({x + 2, y + kLetter / 2, end - 3.5F, y + kLetter / 2 + 0.5F});
  } else {
    PlacedWord word;
    word.text = run;
    word.box = {x, y, end, y + kLetter};
    word.size = kLetter;
    drawing.words.push_back(word);
  }
}

Drawing Drawn(const std::string& picture) {
  Drawing drawing;
  std::istringstream lines(picture);
  float y = 0;
  for (std::string line; std::getline(lines, line); y += kLine) {
    for (std::size_t at = line.find_first_not_of(' '); at < line.size(); at = line.find_first_not_of(' ', at)) {
      const std::size_t end = std::min(line.find(' ', at), line.size());
      AddRun(line.substr(at, end - at), static_cast<float>(at) * kColumn, y, drawing);
      at = end;
    }
  }
  return drawing;
}

PagedText Read(const std::vector<std::string>& pages) {
  TextLayout layout("application/pdf");
  for (const std::string& page : pages) {
    Drawing drawing = Drawn(page);
    layout.AddPage({600, 800}, std::move(drawing.words), drawing.rulings);
  }
  return std::move(layout).Finish();
}

constexpr const char* kFirstPage =
    "-------------------------------\n"
    "| TT | Viec        | Don vi   |\n"
    "-------------------------------\n"
    "| 1  | Lap so      | So Y te  |\n"
    "-------------------------------\n"
    "| 2  | Mo lop tap  | Cong an  |\n"
    "-------------------------------\n";

TEST(TableJoins, ACutRowIsOneRow) {
  const PagedText paged = Read({kFirstPage,
                                "                 2\n"
                                "-------------------------------\n"
                                "|    | huan cho    |          |\n"
                                "|    | can bo      |          |\n"
                                "-------------------------------\n"
                                "| 3  | In tai lieu | Cong an  |\n"
                                "-------------------------------\n"});
  EXPECT_EQ(paged.text,
            "| TT | Viec | Don vi |\n| 1 | Lap so | So Y te |\n| 2 | Mo lop tap huan cho can bo | Cong an |\n"
            "\f2\n\n| 3 | In tai lieu | Cong an |");
  for (const WordPlace& word : paged.words) {
    const std::string text = paged.text.substr(word.span.start, word.span.size());
    const bool rest = text == "huan" || text == "cho" || text == "can" || text == "bo";
    EXPECT_EQ(word.page, rest || word.span.start >= paged.pages[1].span.start ? 1U : 0U) << text;
  }
}

TEST(TableJoins, AHeadThatIsRepeatedStandsBetween) {
  EXPECT_EQ(Read({kFirstPage,
                  "-------------------------------\n"
                  "| TT | Viec        | Don vi   |\n"
                  "-------------------------------\n"
                  "|    | Huan luyen  |          |\n"
                  "-------------------------------\n"
                  "| 3  | In tai lieu | Cong an  |\n"
                  "-------------------------------\n"})
                .text,
            "| TT | Viec | Don vi |\n| 1 | Lap so | So Y te |\n| 2 | Mo lop tap Huan luyen | Cong an |\n"
            "\f| TT | Viec | Don vi |\n| 3 | In tai lieu | Cong an |");
}

TEST(TableJoins, ARowMayGoOnOverSeveralPages) {
  EXPECT_EQ(Read({kFirstPage,
                  "-------------------------------\n"
                  "|    | huan cho    |          |\n"
                  "-------------------------------\n",
                  "-------------------------------\n"
                  "|    | can bo      |          |\n"
                  "-------------------------------\n"
                  "| 3  | In tai lieu | Cong an  |\n"
                  "-------------------------------\n"})
                .text,
            "| TT | Viec | Don vi |\n| 1 | Lap so | So Y te |\n| 2 | Mo lop tap huan cho can bo | Cong an |\n"
            "\f\n\f| 3 | In tai lieu | Cong an |");
}

// Page by page the same rows: nothing was cut.
void ExpectApart(const std::vector<std::string>& pages) {
  std::string alone;
  for (const std::string& page : pages) alone += (alone.empty() ? "" : "\n\f") + Read({page}).text;
  EXPECT_EQ(Read(pages).text, alone);
}

TEST(TableJoins, ANumberedRowIsItsOwn) {
  ExpectApart({kFirstPage,
               "-------------------------------\n"
               "| 3  | in tai lieu | Cong an  |\n"
               "-------------------------------\n"});
}

TEST(TableJoins, TextBetweenPartsTables) {
  ExpectApart({std::string(kFirstPage) + "Ghi chu: so lieu nam 2025\n",
               "-------------------------------\n"
               "|    | huan cho    |          |\n"
               "-------------------------------\n"
               "| 3  | In tai lieu | Cong an  |\n"
               "-------------------------------\n"});
}

TEST(TableJoins, AnotherHeadBeginsAnotherTable) {
  ExpectApart({kFirstPage,
               "-------------------------------\n"
               "| TT | Muc tieu    | Ket qua  |\n"
               "-------------------------------\n"
               "| 1  | In tai lieu | Cong an  |\n"
               "-------------------------------\n"});
}

TEST(TableJoins, OtherColumnsAreAnotherTable) {
  ExpectApart({kFirstPage,
               "-------------------------------\n"
               "|             | huan | So     |\n"
               "-------------------------------\n"
               "| Lap so      | In   | Cong   |\n"
               "-------------------------------\n"});
}

TEST(TableJoins, RowsWithoutANumberMayBeTheirOwn) {
  ExpectApart({"-------------------------------\n"
               "| TT | Viec        | Don vi   |\n"
               "-------------------------------\n"
               "| 1  | Lap so      | So Y te  |\n"
               "-------------------------------\n"
               "|    | Mo lop tap  | Cong an  |\n"
               "-------------------------------\n",
               "-------------------------------\n"
               "|    | Huan luyen  |          |\n"
               "-------------------------------\n"
               "| 2  | In tai lieu | Cong an  |\n"
               "-------------------------------\n"});
  // As full as the row above, and nothing goes on.
  ExpectApart({kFirstPage,
               "-------------------------------\n"
               "|    | Huan luyen  | So Y te  |\n"
               "-------------------------------\n"
               "| 3  | In tai lieu | Cong an  |\n"
               "-------------------------------\n"});
}

TEST(TableJoins, AHighCellReachesOverThePageEnd) {
  EXPECT_EQ(Read({"-------------------------------\n"
                  "| TT | Viec        | Don vi   |\n"
                  "-------------------------------\n"
                  "| 1  | Lap so      | So Y te  |\n"
                  "-------------------------------\n",
                  "-------------------------------\n"
                  "| 2  | Mo lop      |          |\n"
                  "-------------------          |\n"
                  "| 3  | In tai lieu |          |\n"
                  "-------------------------------\n"})
                .text,
            "| TT | Viec | Don vi |\n| 1 | Lap so | So Y te |\n\f| 2 | Mo lop | ^^ |\n| 3 | In tai lieu | ^^ |");
}

}  // namespace
}  // namespace trichluc
