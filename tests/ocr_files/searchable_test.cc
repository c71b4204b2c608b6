// Searchable PDFs, through the engine and its decoder process: what was written into one is read out of it again.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdio>

#include "trichluc/engine.h"

namespace trichluc {
namespace {

using ::testing::HasSubstr;

const Engine& TheEngine() {
  static const Result<Engine> engine = [] {
    EngineOptions options;
    options.repair = RepairMode::kOff;
    return Engine::Create(options);
  }();
  return *engine;
}

// A PDF of one empty page, 400 wide and 300 high before it is turned, whose own operators leave a scale of ten behind.
std::string EmptyPdf(int turn, int left = 0, int bottom = 0) {
  const std::string content = "q 10 0 0 10 7 7 cm";
  const std::string box = std::to_string(left) + " " + std::to_string(bottom) + " " + std::to_string(left + 400) + " " +
                          std::to_string(bottom + 300);
  const std::vector<std::string> objects = {
      "<< /Type /Catalog /Pages 2 0 R >>",
      "<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [" + box + "] /Rotate " + std::to_string(turn) +
          " /Resources << /Font << /TrichLucText 9 0 R >> >> >>",
      "<< /Type /Page /Parent 2 0 R /Contents 4 0 R >>",
      "<< /Length " + std::to_string(content.size()) + " >>\nstream\n" + content + "\nendstream"};
  std::string out = "%PDF-1.5\n";
  std::string table = "xref\n0 5\n0000000000 65535 f \n";
  for (std::size_t i = 0; i < objects.size(); ++i) {
    char entry[32];
    std::snprintf(entry, sizeof entry, "%010zu 00000 n \n", out.size());
    table += entry;
    out += std::to_string(i + 1) + " 0 obj\n" + objects[i] + "\nendobj\n";
  }
  const std::size_t at = out.size();
  return out + table + "trailer\n<< /Size 5 /Root 1 0 R >>\nstartxref\n" + std::to_string(at) + "\n%%EOF\n";
}

// An uncompressed TIFF of one white picture, 100 dots an inch.
std::string WhiteTiff(std::uint32_t width, std::uint32_t height) {
  std::string out("II*\0\x08\0\0\0", 8);
  const auto u16 = [&](std::uint32_t v) { out += {static_cast<char>(v & 0xFF), static_cast<char>(v >> 8 & 0xFF)}; };
  const auto u32 = [&](std::uint32_t v) {
    u16(v & 0xFFFF);
    u16(v >> 16);
  };
  constexpr std::uint32_t kEntries = 11;
  constexpr std::uint32_t kAfter = 8 + 2 + kEntries * 12 + 4;
  u16(kEntries);
  const auto entry = [&](std::uint32_t tag, std::uint32_t type, std::uint32_t value) {
    u16(tag);
    u16(type);
    u32(1);
    u32(value);
  };
  entry(256, 4, width);
  entry(257, 4, height);
  entry(258, 3, 8);
  entry(259, 3, 1);
  entry(262, 3, 1);
  entry(273, 4, kAfter + 16);
  entry(277, 3, 1);
  entry(278, 4, height);
  entry(279, 4, width * height);
  entry(282, 5, kAfter);
  entry(283, 5, kAfter + 8);
  u32(0);
  for (int i = 0; i < 2; ++i) {
    u32(100);
    u32(1);
  }
  return out + std::string(std::size_t{width} * height, '\xFF');
}

ReadWord Word(const std::string& text, const Box& box) {
  ReadWord out;
  out.text = text;
  out.box = box;
  return out;
}

ReadPages Words(float width, float height, bool read = true) {
  ReadPages out;
  const std::vector<ReadWord> first = {Word("Kế", {20, 30, 50, 44}), Word("hoạch", {55, 32, 110, 42}),
                                       Word("trồng", {115, 30, 160, 46})};
  const std::vector<ReadWord> second = {Word("Thừa", {20, 60, 70, 74}), Word("Thiên", {75, 60, 120, 74}),
                                        Word("Đường", {130, 60, 190, 74}), Word("(15/12)", {195, 60, 250, 74})};
  out.pages = {{width, height, read, {{{20, 30, 160, 46}, first}, {{20, 60, 250, 74}, second}}}};
  return out;
}

ReadPages ReadBack(const std::string& pdf) {
  Result<ReadPages> pages = TheEngine().Read({.name = "out.pdf", .bytes = pdf});
  EXPECT_TRUE(pages) << (pages ? "" : pages.error().message);
  return pages ? *pages : ReadPages{};
}

void ExpectWords(const ReadPages& found, const ReadPages& expected) {
  ASSERT_EQ(found.pages.size(), 1U);
  EXPECT_FALSE(found.pages[0].read) << "no text was found";
  EXPECT_NEAR(found.pages[0].width, expected.pages[0].width, 0.1);
  ASSERT_EQ(found.pages[0].lines.size(), 2U) << found.text;
  for (std::size_t l = 0; l < 2; ++l) {
    const std::vector<ReadWord>& words = expected.pages[0].lines[l].words;
    ASSERT_EQ(found.pages[0].lines[l].words.size(), words.size()) << found.text;
    for (std::size_t w = 0; w < words.size(); ++w) {
      const ReadWord& word = found.pages[0].lines[l].words[w];
      EXPECT_EQ(word.text, words[w].text);
      EXPECT_NEAR(word.box.x0, words[w].box.x0, 0.1);
      EXPECT_NEAR(word.box.x1, words[w].box.x1, 0.1);
      EXPECT_NEAR(word.box.y0, words[w].box.y0, 3);
      EXPECT_NEAR(word.box.y1, words[w].box.y1, 3);
    }
  }
}

TEST(Searchable, WordsComeBackFromAPdfHoweverItIsTurned) {
  for (const int turn : {0, 90, 180, 270, -90, 450}) {
    SCOPED_TRACE(turn);
    const bool sideways = turn % 180 != 0;
    const ReadPages words = Words(sideways ? 300 : 400, sideways ? 400 : 300);
    const Result<std::string> pdf = TheEngine().Searchable({.name = "in.pdf", .bytes = EmptyPdf(turn)}, words);
    ASSERT_TRUE(pdf) << pdf.error().message;
    ExpectWords(ReadBack(*pdf), words);
  }
}

TEST(Searchable, WordsComeBackFromAPageWhoseCornerIsElsewhere) {
  const Result<std::string> pdf =
      TheEngine().Searchable({.name = "in.pdf", .bytes = EmptyPdf(0, 30, -50)}, Words(400, 300));
  ASSERT_TRUE(pdf) << pdf.error().message;
  ReadPages found = ReadBack(*pdf);
  ASSERT_EQ(found.pages.size(), 1U);
  EXPECT_EQ(found.text, "Kế hoạch trồng\nThừa Thiên Đường (15/12)");
}

TEST(Searchable, WordsComeBackFromAPicture) {
  const ReadPages words = Words(288, 216);
  const Result<std::string> pdf = TheEngine().Searchable({.name = "in.tif", .bytes = WhiteTiff(400, 300)}, words);
  ASSERT_TRUE(pdf) << pdf.error().message;
  ExpectWords(ReadBack(*pdf), words);
}

TEST(Searchable, TheSameInputGivesTheSameBytes) {
  const std::string in = EmptyPdf(0);
  EXPECT_EQ(*TheEngine().Searchable({.name = "a.pdf", .bytes = in}, Words(400, 300)),
            *TheEngine().Searchable({.name = "b.pdf", .bytes = in}, Words(400, 300)));
}

TEST(Searchable, PagesWithATextOfTheirOwnStayAsTheyAre) {
  const Result<std::string> pdf =
      TheEngine().Searchable({.name = "in.pdf", .bytes = EmptyPdf(0)}, Words(400, 300, false));
  ASSERT_TRUE(pdf) << pdf.error().message;
  EXPECT_EQ(pdf->find("GlyphlessFont"), std::string::npos);
}

TEST(Searchable, IsRefusedWhereNothingCanBeShown) {
  const auto refused = [](std::string_view bytes, const ReadPages& words) {
    const Result<std::string> pdf = TheEngine().Searchable({.name = "in", .bytes = bytes}, words);
    return pdf ? std::string("not refused") : pdf.error().message;
  };
  EXPECT_THAT(refused("<alto><Layout/></alto>", Words(1, 1)), HasSubstr("shows no pages"));
  EXPECT_THAT(refused(EmptyPdf(0), ReadPages{}), HasSubstr("0 pages"));
  EXPECT_THAT(refused("%PDF-1.7\nnothing", Words(1, 1)), HasSubstr("in: "));
  ReadPages two = Words(100, 100);
  EXPECT_THAT(refused(WhiteTiff(10, 10), ReadPages{}), HasSubstr("fewer pages"));
}

TEST(Searchable, OddWordsDoNotBreakThePage) {
  ReadPages words = Words(400, 300);
  words.pages[0].lines[0].words.push_back(Word("\U0001F600", {170, 30, 190, 44}));
  words.pages[0].lines[0].words.push_back(Word("mất", {}));
  words.pages[0].lines.push_back({{}, {Word("hết", {})}});
  words.pages[0].lines.push_back({{-5, -5, 1e9F, 1e9F}, {Word("khổng", {-5, -5, 1e9F, 1e9F})}});
  const Result<std::string> pdf = TheEngine().Searchable({.name = "in.pdf", .bytes = EmptyPdf(0)}, words);
  ASSERT_TRUE(pdf) << pdf.error().message;
  EXPECT_THAT(ReadBack(*pdf).text, HasSubstr("Thừa Thiên Đường (15/12)"));
}

}  // namespace
}  // namespace trichluc
