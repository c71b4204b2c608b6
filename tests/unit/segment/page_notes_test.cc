// What is taken for a footnote at the foot of a page, and what only looks like one.
#include "segment/page_notes.h"

#include <gtest/gtest.h>

#include <string>

#include "support/outline_patterns.h"

namespace trichluc {
namespace {

using testing::OutlinePatterns;

// The lines of footnotes on the first of two pages, joined by ` | `, with `*` where one begins.
std::string NotesOf(const std::string& page) {
  const NormalizedText text = Normalize(page + "\n\fTrang sau.\n", Charmap());
  const DocumentLines document = ReadLines(text, OutlinePatterns(), Vocabulary(OutlinePatterns()));
  std::string out;
  for (const TextLine& line : document.lines) {
    if (line.page_note) out += (out.empty() ? "" : " | ") + std::string(line.footnote ? "*" : "") + std::string(text.View(line.span));
  }
  return out;
}

TEST(PageNotes, BracketsSaySo) {
  EXPECT_EQ(NotesOf("Công an xã kiểm tra\n\n[1] Theo Luật\n[2] Theo Nghị định\n\n2"), "*[1] Theo Luật | *[2] Theo Nghị định");
  EXPECT_EQ(NotesOf("Công an xã kiểm tra\n¹ Theo Luật"), "*¹ Theo Luật");
}

TEST(PageNotes, GoOnOverTheirLines) {
  EXPECT_EQ(NotesOf("Công an xã kiểm tra\n[1] Theo Quyết định số 100/QĐ-UBND của Ủy ban nhân dân\nTỉnh Y và Luật\nphòng, chống"),
            "*[1] Theo Quyết định số 100/QĐ-UBND của Ủy ban nhân dân | Tỉnh Y và Luật | phòng, chống");
}

TEST(PageNotes, AreTheLastOnTheirPage) {
  EXPECT_EQ(NotesOf("Công an xã kiểm tra\n[1] Theo Luật\n\nTrạm Y tế xã chuẩn bị"), "");
  EXPECT_EQ(NotesOf("Công an xã kiểm tra\n[1] Theo Luật\n- Trạm Y tế xã chuẩn bị"), "");
}

TEST(PageNotes, ABareNumberNeedsItsMarkOrALine) {
  EXPECT_EQ(NotesOf("Công an xã[1] kiểm tra\n1 Theo Luật"), "*1 Theo Luật");
  EXPECT_EQ(NotesOf("Công an xã [1] kiểm tra\n1 Theo Luật"), "*1 Theo Luật");
  EXPECT_EQ(NotesOf("Công an xã¹ kiểm tra\n1 Theo Luật"), "*1 Theo Luật");
  EXPECT_EQ(NotesOf("Công an xã1 kiểm tra\n1 Theo Luật\n2Theo Nghị định"), "*1 Theo Luật | *2Theo Nghị định");
  EXPECT_EQ(NotesOf("Công an xã(1) kiểm tra\n(1) Theo Luật"), "*(1) Theo Luật");
  EXPECT_EQ(NotesOf("Công an xã kiểm tra\n_______\n1 Theo Luật"), "*1 Theo Luật");
  EXPECT_EQ(NotesOf("Công an xã kiểm tra\n1 Theo Luật"), "");
}

TEST(PageNotes, ItemsOfListsAreNone) {
  EXPECT_EQ(NotesOf("Công an xã báo cáo, gồm: (1) số vụ; (2) số người\n(1) Số vụ được ghi hằng ngày\n(2) Số người"), "");
  EXPECT_EQ(NotesOf("Công an xã[1] kiểm tra\n1. Theo Luật"), "");
  EXPECT_EQ(NotesOf("Công an xã kiểm tra theo điều[2] 1\n1 Theo Luật"), "");
}

}  // namespace
}  // namespace trichluc
