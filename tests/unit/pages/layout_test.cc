// From words on a page to text. Pages are drawn with letters: a column is 6 points wide, a line 16 points high, letters are of 12
// points. A run of letters without a space is a word;
#include "pages/layout.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <sstream>
#include <string>
#include <vector>

namespace trichluc {
namespace {

constexpr float kColumn = 6;
constexpr float kLine = 16;
constexpr float kLetter = 12;

std::vector<PlacedWord> Drawn(const std::string& picture) {
  std::vector<PlacedWord> words;
  std::istringstream lines(picture);
  float y = 0;
  for (std::string line; std::getline(lines, line); y += kLine) {
    for (std::size_t at = line.find_first_not_of(' '); at < line.size(); at = line.find_first_not_of(' ', at)) {
      const std::size_t end = std::min(line.find(' ', at), line.size());
      PlacedWord word;
      word.text = line.substr(at, end - at);
      word.box = {static_cast<float>(at) * kColumn, y, static_cast<float>(end) * kColumn, y + kLetter};
      word.size = kLetter;
      words.push_back(word);
      at = end;
    }
  }
  return words;
}

std::string TextOf(std::vector<PlacedWord> words, const std::vector<Box>& rulings = {}, PageSize size = {600, 800}) {
  TextLayout layout("application/pdf");
  layout.AddPage(size, std::move(words), rulings);
  return std::move(layout).Finish().text;
}

// Lines around the cells of a grid.
std::vector<Box> Grid(const std::vector<float>& xs, const std::vector<float>& ys) {
  std::vector<Box> rulings;
  for (const float x : xs) rulings.push_back({x, ys.front(), x + 0.5F, ys.back()});
  for (const float y : ys) rulings.push_back({xs.front(), y, xs.back(), y + 0.5F});
  return rulings;
}

TEST(TextLayout, WordsOfOneLineStandInOrder) {
  std::vector<PlacedWord> words = Drawn("one two three\nfour five");
  std::reverse(words.begin(), words.end());
  EXPECT_EQ(TextOf(words), "one two three\nfour five");
}

TEST(TextLayout, ColumnsOfALetterheadAreApart) {
  EXPECT_EQ(TextOf(Drawn("UY BAN NHAN DAN        CONG HOA XA HOI\n"
                         "  TINH KIEN         Doc lap - Tu do\n")),
            "UY BAN NHAN DAN    CONG HOA XA HOI\n  TINH KIEN    Doc lap - Tu do");
}

TEST(TextLayout, ATightGapIsOneBetweenColumnsWhereTheNextLineShowsIt) {
  EXPECT_EQ(TextOf(Drawn("Noi nhan:                 GIAM DOC\n"
                         "- Van phong tinh, cac so  NGUYEN VAN AN\n")),
            "Noi nhan:    GIAM DOC\n- Van phong tinh, cac so    NGUYEN VAN AN");
}

TEST(TextLayout, WideSpacesOfAJustifiedLineAreSpaces) {
  EXPECT_EQ(TextOf(Drawn("cac  so,  ban,  nganh,  dia  phuong\n"
                         "bao  cao  dung  han  cho  Uy  ban\n")),
            "cac so, ban, nganh, dia phuong\nbao cao dung han cho Uy ban");
}

TEST(TextLayout, TheTabBehindALabelIsASpace) {
  EXPECT_EQ(TextOf(Drawn("1.      So Noi vu chu tri\n-       Bao cao")), "1. So Noi vu chu tri\n- Bao cao");
}

TEST(TextLayout, ColumnsThatAreNotQuiteLevelArePaired) {
  std::vector<PlacedWord> words = Drawn("TINH                            CONG HOA");
  for (PlacedWord& word : words) {
    if (word.box.x0 < 100) word.box.y0 -= 7, word.box.y1 -= 7;
  }
  EXPECT_EQ(TextOf(words), "TINH    CONG HOA");
}

// Poppler gives each word the height of its font's highest and deepest letter.
TEST(TextLayout, LinesWhoseBoxesTouchAreNotPaired) {
  std::vector<PlacedWord> words = Drawn("      2. Ngan chan viec lua chon\nnhi");
  for (PlacedWord& word : words) word.box.y0 -= 2.5F, word.box.y1 += 2.5F;
  EXPECT_EQ(TextOf(words), "     2. Ngan chan viec lua chon\nnhi");
}

TEST(TextLayout, AWiderGapBetweenLinesIsABlankLine) {
  EXPECT_EQ(TextOf(Drawn("one\ntwo\nthree\n\nfour\nfive")), "one\ntwo\nthree\n\nfour\nfive");
}

TEST(TextLayout, JoinedWordsAreOne) {
  std::vector<PlacedWord> words = Drawn("tai n an xong");
  words[2].joined = true;
  EXPECT_EQ(TextOf(words), "tai nan xong");
}

// The digit of `picture` as a font of half the size would raise it, or set it on the line.
std::vector<PlacedWord> WithSmall(const std::string& picture, std::size_t word, bool raised) {
  std::vector<PlacedWord> words = Drawn(picture);
  words[word].size = kLetter / 2;
  (raised ? words[word].box.y1 : words[word].box.y0) -= raised ? kLetter / 2 : -kLetter / 2;
  if (word > 0) words[word].box.x0 = words[word - 1].box.x1;
  words[word].joined = word > 0;
  return words;
}

TEST(TextLayout, ARaisedNumberIsTheMarkOfANote) {
  EXPECT_EQ(TextOf(WithSmall("ngay 19/6/2013 1 , va", 2, true)), "ngay 19/6/2013[1] , va");
  EXPECT_EQ(TextOf(WithSmall("ngay 19/6/2013 1 , va", 2, false)), "ngay 19/6/20131 , va");
  EXPECT_EQ(TextOf(WithSmall("rong 5 km 2 va", 3, true)), "rong 5 km2 va");
  std::vector<PlacedWord> parted = WithSmall("rong 5 km 2 , va", 3, true);
  parted[3].joined = false;
  parted[4].box.x0 = parted[3].box.x1 + 1;
  EXPECT_EQ(TextOf(parted), "rong 5 km2, va") << "no space is so narrow";
  std::vector<PlacedWord> note = WithSmall("1 Theo Luat", 0, true);
  note[1].joined = true;
  EXPECT_EQ(TextOf(note), "[1] Theo Luat");
}

// Two columns of running text: what stands on each line of the left one and of the right one.
std::string InColumns(const std::vector<std::string>& left, const std::vector<std::string>& right, std::size_t gap = 4) {
  std::string picture;
  std::size_t width = 0;
  for (const std::string& line : left) width = std::max(width, line.size());
  for (std::size_t i = 0; i < std::max(left.size(), right.size()); ++i) {
    std::string line = i < left.size() ? left[i] : "";
    line.resize(width + gap, ' ');
    picture += line + (i < right.size() ? right[i] : "") + "\n";
  }
  return picture;
}

std::vector<std::string> Running(const std::string& word, std::size_t lines) {
  std::vector<std::string> out;
  for (std::size_t i = 0; i < lines; ++i) out.push_back(word + std::to_string(10 + i) + " chu tri phoi hop voi cac so");
  return out;
}

TEST(TextLayout, ColumnsOfRunningTextAreReadOneAfterTheOther) {
  std::vector<std::string> left = Running("a", 12);
  std::vector<std::string> right = Running("b", 12);
  left[4] = "a14 het.";  // a paragraph's end
  left[5] = "  " + left[5].substr(0, left[5].size() - 3);
  right.resize(11);
  const std::string text = TextOf(Drawn("KE HOACH chung cho tat ca cac so, ban, nganh va dia phuong trong nam\n" + InColumns(left, right)));
  std::string expected = "KE HOACH chung cho tat ca cac so, ban, nganh va dia phuong trong nam";
  for (const std::string& line : left) expected += "\n" + line;
  for (const std::string& line : right) expected += "\n" + line;
  EXPECT_EQ(text, expected);
}

TEST(TextLayout, ThreeColumnsToo) {
  const std::vector<std::string> a = Running("a", 12);
  const std::vector<std::string> b = Running("b", 12);
  const std::vector<std::string> c = Running("c", 12);
  std::vector<std::string> right;
  for (std::size_t i = 0; i < b.size(); ++i) right.push_back(b[i] + "    " + c[i]);
  std::string expected;
  for (const auto* column : {&a, &b, &c}) {
    for (const std::string& line : *column) expected += line + "\n";
  }
  EXPECT_EQ(TextOf(Drawn(InColumns(a, right))) + "\n", expected);
}

TEST(TextLayout, RowsWithoutLinesStayRows) {
  // The cells of the right column are short.
  const std::vector<std::string> tasks = Running("a", 14);
  std::vector<std::string> units(tasks.size(), "So Noi vu");
  units[3] = "Van phong Uy ban nhan dan tinh";
  const std::string text = TextOf(Drawn(InColumns(tasks, units)));
  EXPECT_EQ(text.substr(0, text.find('\n')), tasks[0] + "    " + units[0]);
  // And so are a few lines side by side, however long.
  const std::string few = TextOf(Drawn(InColumns(Running("a", 6), Running("b", 6))));
  EXPECT_EQ(few.substr(0, few.find('\n')), Running("a", 1)[0] + "    " + Running("b", 1)[0]);
}

TEST(TextLayout, ARuledTableBecomesRows) {
  const std::string picture =
      "TT  Viec phai       Don vi\n"
      "    lam\n"
      "\n"
      "1   Lap ke          So Noi vu,\n"
      "    hoach           cac xa\n";
  const std::vector<Box> rulings = Grid({-2, 20, 110, 200}, {-2, 40, 80});
  EXPECT_EQ(TextOf(Drawn(picture), rulings), "| TT | Viec phai lam | Don vi |\n| 1 | Lap ke hoach | So Noi vu, cac xa |");
}

TEST(TextLayout, AMergedCellStandsInItsFirstColumn) {
  const std::string picture =
      "I   NHIEM VU\n"
      "\n"
      "1   Lap         Nam 2026\n";
  std::vector<Box> rulings = Grid({-2, 20, 90, 160}, {22, 60});
  rulings.push_back({-2, -2, 160, -1.5F});
  rulings.push_back({-2, -2, -1.5F, 24});
  rulings.push_back({20, -2, 20.5F, 24});
  rulings.push_back({160, -2, 160.5F, 24});
  EXPECT_EQ(TextOf(Drawn(picture), rulings), "| I | NHIEM VU | |\n| 1 | Lap | Nam 2026 |");
}

TEST(TextLayout, AHighCellHoldsForTheRowsThatItReachesOver) {
  const std::string picture =
      "1   Lap        So Y te\n"
      "\n"
      "2   In\n"
      "\n"
      "3   Mo\n";
  std::vector<Box> rulings = Grid({-2, 20, 80, 160}, {-2, 76});
  for (const float y : {24.0F, 52.0F}) rulings.push_back({-2, y, 80, y + 0.5F});
  EXPECT_EQ(TextOf(Drawn(picture), rulings), "| 1 | Lap | So Y te |\n| 2 | In | ^^ |\n| 3 | Mo | ^^ |");
  rulings.push_back({80, 52, 160, 52.5F});
  EXPECT_EQ(TextOf(Drawn(picture), rulings), "| 1 | Lap | So Y te |\n| 2 | In | ^^ |\n| 3 | Mo | |");
}

TEST(TextLayout, TheFootOfAWordIsNoLine) {
  const std::string picture =
      "1   Lap ke\n"
      "    hoach\n";
  std::vector<Box> rulings = Grid({-2, 20, 90}, {-2, 40});
  rulings.push_back({22, 14, 42, 14.5F});  // close to one side of its cell
  EXPECT_EQ(TextOf(Drawn(picture), rulings), "| 1 | Lap ke hoach |");
}

TEST(TextLayout, ALineMaySlant) {
  std::vector<Box> rulings = {{-2, -4, 90, 0}, {-2, 22, 90, 32}, {-2, 50, 90, 56}};
  for (const float x : {-2.0F, 20.0F, 90.0F}) rulings.push_back({x, -2, x + 0.5F, 52});
  EXPECT_EQ(TextOf(Drawn("1   Lap\n\n2   In"), rulings), "| 1 | Lap |\n| 2 | In |");
}

TEST(TextLayout, TextAroundATableStaysWhereItWas) {
  const std::string picture =
      "above the table\n"
      "\n"
      "a      b\n"
      "\n"
      "below it\n";
  EXPECT_EQ(TextOf(Drawn(picture), Grid({-2, 30, 90}, {28, 48})), "above the table\n\n| a | b |\n\nbelow it");
}

TEST(TextLayout, ItemsOfACellAreLines) {
  const std::string picture =
      "1   - Lap\n"
      "    - Trinh\n";
  EXPECT_EQ(TextOf(Drawn(picture), Grid({-2, 20, 90}, {-2, 40})), "| 1 | - Lap<br>- Trinh |");
}

TEST(TextLayout, NarrowColumnsBreakCodesAndLabels) {
  const std::string picture =
      "T   02/TT-\n"
      "T   BTNMT\n";
  EXPECT_EQ(TextOf(Drawn(picture), Grid({-2, 20, 90}, {-2, 40})), "| TT | 02/TT-BTNMT |");
}

TEST(TextLayout, AFrameIsNoTable) {
  EXPECT_EQ(TextOf(Drawn("one\ntwo"), Grid({-2, 60}, {-2, 40})), "one\ntwo");
}

TEST(TextLayout, LinesThatTouchNothingMakeNoTable) {
  EXPECT_EQ(TextOf(Drawn("one two"), {{0, 20, 60, 20.5F}, {100, 0, 100.5F, 40}}), "one two");
}

TEST(TextLayout, APageOnItsSideKeepsItsPlaces) {
  TextLayout layout("application/pdf");
  // Upright it is 800 wide and 600 high; it lies turned to the left.
  layout.AddPage({600, 800, true, 1}, {{"word", {100, 50, 160, 62}}});
  const PagedText paged = std::move(layout).Finish();
  ASSERT_EQ(paged.words.size(), 1U);
  EXPECT_EQ(paged.words.front().box, (Box{50, 640, 62, 700}));
}

TEST(TextLayout, ManyWordsInOnePlaceTakeNoLongerThanOthers) {
  std::vector<PlacedWord> words(200000, {"word", {10, 10, 40, 22}});
  EXPECT_FALSE(TextOf(std::move(words)).empty());
}

TEST(TextLayout, PlacesOutsideOfEveryPageAreStood) {
  const float infinite = std::numeric_limits<float>::infinity();
  std::vector<PlacedWord> words = {{"a", {-infinite, 0, infinite, 1e30F}}, {"b", {std::nanf(""), 5, 7, 9}}, {"c", {1, 2, 3, 4}}};
  const std::string text = TextOf(std::move(words));
  for (const char* word : {"a", "b", "c"}) EXPECT_NE(text.find(word), std::string::npos);
}

}  // namespace
}  // namespace trichluc
