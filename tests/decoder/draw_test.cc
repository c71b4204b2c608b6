// Pages as pictures. The decoder is the real one.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstring>

#include "files.h"
#include "pages/format.h"
#include "pages/wire.h"
#include "trichluc/engine.h"

namespace trichluc {
namespace {

using ::testing::HasSubstr;

const Engine& TheEngine() {
  static const Result<Engine> engine = Engine::Create({.repair = RepairMode::kOff});
  return *engine;
}

std::string ThreePages() {
  return testing::Pdf({"BT /F1 40 Tf 72 700 Td (ONE) Tj ET", "1 0 0 rg 72 72 300 300 re f", "BT /F1 40 Tf 72 700 Td (THREE) Tj ET"},
                      {"<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>"});
}

// The width and height that a PNG says of itself.
std::pair<unsigned, unsigned> SizeOfPng(std::string_view bytes) {
  const auto number = [&](std::size_t at) {
    unsigned out = 0;
    for (std::size_t i = 0; i < 4; ++i) out = out << 8 | static_cast<unsigned char>(bytes[at + i]);
    return out;
  };
  return {number(16), number(20)};
}

TEST(DrawTest, EachPageIsAPictureOfItsSize) {
  const std::string pdf = ThreePages();
  const auto pictures = TheEngine().Draw({.name = "plan.pdf", .bytes = pdf}, {.dpi = 72});
  ASSERT_TRUE(pictures) << pictures.error().message;
  ASSERT_EQ(pictures->size(), 3U);
  for (std::size_t i = 0; i < 3; ++i) EXPECT_EQ((*pictures)[i].page, static_cast<int>(i) + 1);
  const PagePicture& first = pictures->front();
  EXPECT_EQ(first.media_type, "image/png");  // print in black
  const auto [width, height] = SizeOfPng(first.bytes);
  EXPECT_NEAR(static_cast<double>(width), first.width, 1.5);
  EXPECT_NEAR(static_cast<double>(height), first.height, 1.5);
  EXPECT_EQ((*pictures)[1].media_type, "image/jpeg");  // it has colours
}

TEST(DrawTest, PagesAreChosen) {
  const std::string pdf = ThreePages();
  const auto pictures = TheEngine().Draw({.name = "plan.pdf", .bytes = pdf}, {.pages = {2, 3, 9}});
  ASSERT_TRUE(pictures) << pictures.error().message;
  ASSERT_EQ(pictures->size(), 2U);
  EXPECT_EQ(pictures->front().page, 2);
}

TEST(DrawTest, TheSizeOfAllIsBounded) {
  const std::string pdf = ThreePages();
  const auto all = TheEngine().Draw({.name = "plan.pdf", .bytes = pdf});
  ASSERT_TRUE(all);
  const auto some = TheEngine().Draw({.name = "plan.pdf", .bytes = pdf}, {.max_bytes = all->front().bytes.size()});
  ASSERT_TRUE(some);
  EXPECT_EQ(some->size(), 1U);
}

TEST(DrawTest, PicturesAreDrawnToo) {
  const std::string pdf = ThreePages();
  const auto page = TheEngine().Draw({.name = "plan.pdf", .bytes = pdf}, {.dpi = 150});
  ASSERT_TRUE(page);
  const auto again = TheEngine().Draw({.name = "page.png", .bytes = page->front().bytes}, {.dpi = 36});
  ASSERT_TRUE(again) << again.error().message;
  ASSERT_EQ(again->size(), 1U);
  EXPECT_LT(again->front().bytes.size(), page->front().bytes.size());
  EXPECT_NEAR(again->front().height / again->front().width, page->front().height / page->front().width, 0.01);
}

TEST(DrawTest, WhatHasNoPagesIsRefused) {
  EXPECT_FALSE(HasPagesToDraw("KẾ HOẠCH"));
  const auto text = TheEngine().Draw({.name = "plan.txt", .bytes = "KẾ HOẠCH"});
  ASSERT_FALSE(text);
  EXPECT_THAT(text.error().message, HasSubstr("plan.txt: has no pages that could be drawn"));
  const std::string pdf = ThreePages();
  EXPECT_FALSE(TheEngine().Draw({.name = "plan.pdf", .bytes = pdf}, {.dpi = 7000}));
  EXPECT_FALSE(TheEngine().Draw({.name = "plan.pdf", .bytes = pdf}, {.pages = {0}}));
  const auto broken = TheEngine().Draw({.name = "plan.pdf", .bytes = "%PDF-1.4 nothing"});
  ASSERT_FALSE(broken);
  EXPECT_THAT(broken.error().message, HasSubstr("damaged"));
}

// What a decoder that was taken over might send is checked before anybody shows it.
TEST(DrawTest, OnlyPicturesComeBack) {
  const std::string png("\x89PNG\r\n\x1A\n????", 12);
  const auto back = [](const std::vector<PagePicture>& pictures) { return PicturesFromWire(ToWire(pictures)).has_value(); };
  ASSERT_EQ(DetectFormat(png), FileFormat::kPng);
  EXPECT_TRUE(back({{1, 10, 10, "", png}, {3, 10, 10, "", png}}));
  EXPECT_FALSE(back({{2, 10, 10, "", png}, {2, 10, 10, "", png}}));
  EXPECT_FALSE(back({{0, 10, 10, "", png}}));
  EXPECT_FALSE(back({{1, 0, 10, "", png}}));
  EXPECT_FALSE(back({{1, 10, 10, "", "<svg onload=\"alert(1)\"/>"}}));
  const std::string whole = ToWire(std::vector<PagePicture>{{1, 10, 10, "", png}});
  for (std::size_t size = 0; size < whole.size(); ++size) EXPECT_FALSE(PicturesFromWire(whole.substr(0, size)));
}

}  // namespace
}  // namespace trichluc
