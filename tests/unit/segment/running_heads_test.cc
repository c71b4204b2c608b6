// What is taken for a running head, and what only looks like one. Pages are given as their lines.
#include "segment/running_heads.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "support/outline_patterns.h"

namespace trichluc {
namespace {

using testing::OutlinePatterns;

const std::string kBody = "Công an xã kiểm tra các ngầm tràn.\nTrạm Y tế xã chuẩn bị thuốc.\nVăn phòng tổng hợp.\nBan Chỉ huy họp.\n";

// The lines that are running heads, joined by ` | `.
std::string HeadsOf(const std::vector<std::string>& pages) {
  std::string bytes;
  for (const std::string& page : pages) bytes += (bytes.empty() ? "" : "\f") + page + "\n";
  const NormalizedText text = Normalize(bytes, Charmap());
  const std::vector<bool> heads = FindRunningHeads(text, OutlinePatterns(), Vocabulary(OutlinePatterns()));
  std::string out;
  for (std::size_t line = 0; line < heads.size(); ++line) {
    if (heads[line]) out += (out.empty() ? "" : " | ") + std::string(text.View(text.lines[line].span));
  }
  return out;
}

std::vector<std::string> Pages(std::size_t count, const std::string& above, const std::string& below = {}) {
  std::vector<std::string> pages;
  for (std::size_t i = 1; i <= count; ++i) {
    const auto counted = [&](std::string line) {
      if (const std::size_t at = line.find('#'); at != std::string::npos) line.replace(at, 1, std::to_string(i));
      return line;
    };
    const std::string other = std::string(i, 'x');
    pages.push_back(counted(above) + "\nViệc đầu " + other + "\n" + kBody + "Việc cuối " + other + "\n" + counted(below));
  }
  return pages;
}

TEST(RunningHeads, CountTheirPages) {
  EXPECT_EQ(HeadsOf(Pages(2, "KẾ HOẠCH số 12/KH-UBND - trang #")), "KẾ HOẠCH số 12/KH-UBND - trang 1 | KẾ HOẠCH số 12/KH-UBND - trang 2");
  EXPECT_EQ(HeadsOf(Pages(2, "", "UBND tỉnh X       #/2")), "UBND tỉnh X 1/2 | UBND tỉnh X 2/2");
  EXPECT_EQ(HeadsOf(Pages(2, "# - Kế hoạch năm 2026")), "1 - Kế hoạch năm 2026 | 2 - Kế hoạch năm 2026");
}

TEST(RunningHeads, MayNameOnePage) {
  EXPECT_EQ(HeadsOf({kBody, "KẾ HOẠCH số 12/KH-UBND - trang 2\n" + kBody}), "KẾ HOẠCH số 12/KH-UBND - trang 2");
  EXPECT_EQ(HeadsOf({kBody, "KẾ HOẠCH số 12/KH-UBND - trang 3\n" + kBody}), "");
}

TEST(RunningHeads, AreRepeated) {
  EXPECT_EQ(HeadsOf(Pages(3, "UBND xã An Dũng")), "UBND xã An Dũng | UBND xã An Dũng | UBND xã An Dũng");
  EXPECT_EQ(HeadsOf({"A trái\n1\n" + kBody, "B phải\n2\n" + kBody, "A trái\n3\n" + kBody, "B phải\n" + kBody, "A trái\n" + kBody}), "A trái | A trái | A trái");
  EXPECT_EQ(HeadsOf(Pages(3, "UBND xã\nAn Dũng")), "UBND xã | An Dũng | UBND xã | An Dũng | UBND xã | An Dũng");
}

TEST(RunningHeads, StandAtTheEdge) {
  std::vector<std::string> pages = Pages(3, "UBND xã An Dũng");
  pages[1] = "Dòng khác\n" + pages[1];
  EXPECT_EQ(HeadsOf(pages), "UBND xã An Dũng | UBND xã An Dũng");
}

TEST(RunningHeads, TwoPagesMayBeginAlike) { EXPECT_EQ(HeadsOf(Pages(2, "UBND xã An Dũng")), ""); }

TEST(RunningHeads, LetterheadsAreNone) {
  EXPECT_EQ(HeadsOf(Pages(4, "UBND XÃ AN DŨNG\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nAn Dũng, ngày 05 tháng 01 năm 2026", "Nguyễn Văn An")), "");
}

TEST(RunningHeads, WhatCountsSomethingElseIsNone) {
  EXPECT_EQ(HeadsOf(Pages(4, "LỊCH CÔNG TÁC TUẦN #")), "");
  EXPECT_EQ(HeadsOf(Pages(4, "PHỤ LỤC #")), "");
  EXPECT_EQ(HeadsOf(Pages(4, "#. Sở Y tế")), "");
  EXPECT_EQ(HeadsOf(Pages(4, "- Tháng #")), "");
}

TEST(RunningHeads, WhatTheBodyRepeatsIsNone) {
  const std::string field = "Thời gian: Quý I";
  std::vector<std::string> pages = Pages(4, field);
  for (std::string& page : pages) page.insert(page.find("Văn phòng"), field + "\n");
  EXPECT_EQ(HeadsOf(pages), "");
  EXPECT_EQ(HeadsOf(Pages(4, "Cơ quan chủ trì: Sở Y tế.")), "") << "no head is a sentence";
  EXPECT_EQ(HeadsOf(Pages(4, "| TT | Nội dung | Thời gian |")), "");
  EXPECT_EQ(HeadsOf(Pages(4, "STT   Nội dung   Thời gian")), "");
}

TEST(RunningHeads, NeedPages) { EXPECT_EQ(HeadsOf({"UBND xã\n" + kBody + "UBND xã\n" + kBody + "UBND xã\n"}), ""); }

}  // namespace
}  // namespace trichluc
