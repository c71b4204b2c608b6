// What a reader of pages passes over in tables, and how the numbers of their rows are told.
#include <gtest/gtest.h>

#include <leptonica/allheaders.h>

#include <string>
#include <vector>

#include "decoder/counted_columns.h"
#include "decoder/lost_ink.h"
#include "decoder/picture.h"

namespace trichluc::decoder {
namespace {

using Texts = std::vector<std::string>;

// A cell that is written with a question mark was not read surely; the mark is no part of it.
Texts Counted(const Texts& read) {
  std::vector<CountedCell> column;
  for (const std::string& text : read) {
    const bool sure = !text.ends_with('?');
    column.push_back({{}, sure ? text : text.substr(0, text.size() - 1), sure});
  }
  ReadCount(column);
  Texts out;
  for (const CountedCell& cell : column) out.push_back(cell.text);
  return out;
}

TEST(CountedColumns, NumbersBetweenOthersAreWhatTheCountDemands) {
  EXPECT_EQ(Counted({"TT", "1", "2", "3", "A?", "5", "s", "7"}), (Texts{"TT", "1", "2", "3", "4", "5", "6", "7"}));
  EXPECT_EQ(Counted({"6", "H?", "8", "8.", "10", "là", "12"}), (Texts{"6", "7", "8", "9", "10", "11", "12"}));
  EXPECT_EQ(Counted({"1.", "2.", "8.", "4."}), (Texts{"1.", "2.", "3.", "4."}));
}

TEST(CountedColumns, BehindTheLastOnlyWhatWasNotReadSurelyIsCounted) {
  EXPECT_EQ(Counted({"1", "2", "3", "?", "?"}), (Texts{"1", "2", "3", "4", "5"}));
  EXPECT_EQ(Counted({"1", "2", "3", "Tổng", "?"}), (Texts{"1", "2", "3", "Tổng", ""}));
  EXPECT_EQ(Counted({"1", "2", "3", "7?"}), (Texts{"1", "2", "3", "7"}));
}

TEST(CountedColumns, WhatDoesNotCountStays) {
  EXPECT_EQ(Counted({"I", "II", "a", "b"}), (Texts{"I", "II", "a", "b"}));
  EXPECT_EQ(Counted({"80", "90", "100"}), (Texts{"80", "90", "100"}));
  EXPECT_EQ(Counted({"1", "2"}), (Texts{"1", "2"}));
  EXPECT_EQ(Counted({}), Texts{});
}

// A page of 200 by 200 dots with these boxes in black.
PixPointer Page(const std::vector<Box>& ink) {
  PixPointer page(pixCreate(200, 200, 1));
  for (const Box& box : ink) {
    pixRasterop(page.get(), static_cast<int>(box.x0), static_cast<int>(box.y0), static_cast<int>(box.width()), static_cast<int>(box.height()), PIX_SET, nullptr, 0, 0);
  }
  return page;
}

// Lines around one cell, from 10 to 60 across and from 10 to 90 down.
std::vector<Box> Cell() { return {{10, 10, 60, 11}, {10, 90, 60, 91}, {10, 10, 11, 91}, {60, 10, 61, 91}}; }

TEST(LostInk, SignsInACellThatNoWordCovers) {
  const std::vector<Box> ink = {{20, 30, 27, 42}, {30, 30, 37, 42}, {20, 60, 27, 72}};
  EXPECT_EQ(FindLostInk(Page(ink).get(), Cell(), {{18, 58, 29, 74}}, 12), (std::vector<Box>{{20, 30, 37, 42}}));
}

TEST(LostInk, IsNoDirtAndStandsInNoOpenPlace) {
  EXPECT_TRUE(FindLostInk(Page({{20, 30, 22, 32}}).get(), Cell(), {}, 12).empty());
  EXPECT_TRUE(FindLostInk(Page({{120, 30, 127, 42}}).get(), Cell(), {}, 12).empty());
  EXPECT_TRUE(FindLostInk(Page({{20, 20, 50, 80}}).get(), Cell(), {}, 12).empty());
  EXPECT_TRUE(FindLostInk(Page({{20, 30, 27, 42}}).get(), {}, {}, 12).empty());
}

}  // namespace
}  // namespace trichluc::decoder
