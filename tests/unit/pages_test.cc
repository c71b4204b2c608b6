// Pages with their words as repaired, and what is written of them.
#include "trichluc/pages.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/page_words.h"

namespace trichluc {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

// A text whose words stand side by side on lines of 10 points, each letter 10 points wide.
DocumentReading Reading(const std::string& text, std::vector<RepairEdit> edits) {
  DocumentReading out;
  out.media_type = "application/pdf";
  out.source_text = text;
  out.repairs.edits = std::move(edits);
  float x = 0;
  float y = 0;
  std::uint32_t page = 0;
  std::size_t page_start = 0;
  const auto end_page = [&](std::size_t end) { out.pages.push_back({{page_start, end}, 600, 800, true}); };
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] == '\f') {
      end_page(at - 1);
      page_start = at + 1;
      ++page;
    }
    if (text[at] == '\n') {
      y += 20;
      x = -10;
    }
    if (text[at] == ' ' || text[at] == '\n' || text[at] == '\f' || text[at] == '*') {
      x += text[at] == '*' ? 0 : 10;
      ++at;
      continue;
    }
    const std::size_t start = at;
    const float from = x;
    for (; at < text.size() && std::string_view(" \n\f*").find(text[at]) == std::string_view::npos; ++at)
      x += (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80 ? 0 : 10;
    out.words.push_back({{start, at}, page, {from, y, x, y + 10}, 0.5F});
  }
  end_page(text.size());
  return out;
}

RepairEdit Meant(const std::string& text, const std::string& read, const std::string& meant, double probability = 0.9) {
  const std::size_t at = text.find(read);
  RepairEdit edit;
  edit.span = {at, at + read.size()};
  edit.read = read;
  edit.meant = meant;
  edit.probability = probability;
  return edit;
}

ReadPages Read(const std::string& text, const std::vector<RepairEdit>& edits = {}) {
  ReadPages out;
  AddPageWords(Reading(text, edits), out);
  return out;
}

std::vector<std::string> Texts(const ReadLine& line) {
  std::vector<std::string> out;
  for (const ReadWord& word : line.words) out.push_back(word.text);
  return out;
}

// The rest of a row that a page's end cut: its words stand in the text of the page before.
TEST(PageWords, StandOnTheirOwnPageWhereverTheirTextStands) {
  DocumentReading reading = Reading("một hai ba\nbốn\n\fnăm", {});
  reading.words[1].page = 1;
  ReadPages pages;
  AddPageWords(reading, pages);
  EXPECT_EQ(pages.text, "một hai ba\nbốn\n\fnăm");
  ASSERT_EQ(pages.pages.size(), 2U);
  ASSERT_EQ(pages.pages[0].lines.size(), 3U);
  EXPECT_EQ(Texts(pages.pages[0].lines[0]), std::vector<std::string>{"một"});
  EXPECT_EQ(Texts(pages.pages[0].lines[1]), std::vector<std::string>{"ba"});
  ASSERT_EQ(pages.pages[1].lines.size(), 2U);
  EXPECT_EQ(Texts(pages.pages[1].lines[0]), std::vector<std::string>{"hai"});
  EXPECT_EQ(pages.pages[1].lines[0].box, reading.words[1].box);
  EXPECT_EQ(Texts(pages.pages[1].lines[1]), std::vector<std::string>{"năm"});
}

TEST(PageWords, StandWhereTheyWereRead) {
  const ReadPages pages = Read("  **Số:** 15\n\fhai");
  EXPECT_EQ(pages.text, "  Số: 15\n\fhai");
  ASSERT_EQ(pages.pages.size(), 2U);
  ASSERT_EQ(pages.pages[0].lines.size(), 1U);
  const ReadLine& line = pages.pages[0].lines[0];
  EXPECT_EQ(Texts(line), (std::vector<std::string>{"Số:", "15"}));
  EXPECT_EQ(line.words[0].box, (Box{20, 0, 50, 10}));
  EXPECT_EQ(line.words[1].box, (Box{60, 0, 80, 10}));
  EXPECT_EQ(line.box, (Box{20, 0, 80, 10}));
  EXPECT_EQ(line.words[0].read, "");
  EXPECT_DOUBLE_EQ(line.words[0].confidence, 0.5);
  EXPECT_EQ(pages.pages[1].lines.at(0).words.at(0).text, "hai");
  EXPECT_TRUE(pages.HasPlaces());
}

TEST(PageWords, AWordThatWasRepairedKeepsItsBox) {
  const std::string text = "Kê hoach năm";
  const ReadPages pages = Read(text, {Meant(text, "Kê", "Kế"), Meant(text, "oach", "oạch", 0.7)});
  const ReadLine& line = pages.pages.at(0).lines.at(0);
  EXPECT_EQ(Texts(line), (std::vector<std::string>{"Kế", "hoạch", "năm"}));
  EXPECT_EQ(line.words[1].box, (Box{30, 0, 80, 10}));
  EXPECT_EQ(line.words[1].read, "hoach");
  EXPECT_DOUBLE_EQ(line.words[1].confidence, 0.7);
  EXPECT_DOUBLE_EQ(line.words[2].confidence, 0.5);
}

TEST(PageWords, JoinedWordsHaveABoxAroundBoth) {
  const std::string text = "kế ho ạch năm";
  const ReadPages pages = Read(text, {Meant(text, "ho ạch", "hoạch")});
  const ReadLine& line = pages.pages.at(0).lines.at(0);
  EXPECT_EQ(Texts(line), (std::vector<std::string>{"kế", "hoạch", "năm"}));
  EXPECT_EQ(line.words[1].box, (Box{30, 0, 90, 10}));
  EXPECT_EQ(line.words[1].read, "ho ạch");
}

TEST(PageWords, SplitWordsShareTheBoxByLetters) {
  const std::string text = "kếhoạch năm";
  for (const auto& edit : {Meant(text, "kếhoạch", "kế hoạch"), Meant(text, "hoạch", " hoạch")}) {
    const ReadPages pages = Read(text, {edit});
    const ReadLine& line = pages.pages.at(0).lines.at(0);
    EXPECT_EQ(Texts(line), (std::vector<std::string>{"kế", "hoạch", "năm"}));
    EXPECT_NEAR(line.words[0].box.x1, 20, 3);
    EXPECT_NEAR(line.words[1].box.x0, 24, 4.5);
    EXPECT_FLOAT_EQ(line.words[0].box.x0, 0);
    EXPECT_FLOAT_EQ(line.words[1].box.x1, 70);
  }
}

TEST(PageWords, ASpaceThatWasInsertedOrTakenOutMakesTwoWordsOrOne) {
  std::string text = "kếhoạch";
  RepairEdit insert;
  insert.span = {4, 4};  // kế has four bytes
  insert.meant = " ";
  EXPECT_EQ(Texts(Read(text, {insert}).pages.at(0).lines.at(0)), (std::vector<std::string>{"kế", "hoạch"}));
  text = "ho ạch";
  RepairEdit remove;
  remove.span = {2, 3};
  const ReadPages joined = Read(text, {remove});
  EXPECT_EQ(Texts(joined.pages.at(0).lines.at(0)), (std::vector<std::string>{"hoạch"}));
  EXPECT_EQ(joined.pages[0].lines[0].words[0].box, (Box{0, 0, 60, 10}));
}

TEST(PageWords, ColumnsAreLinesOfTheirOwn) {
  const ReadPages pages = Read("UBND XÃ    CỘNG HÒA\nhai");
  ASSERT_EQ(pages.pages.at(0).lines.size(), 3U);
  EXPECT_EQ(Texts(pages.pages[0].lines[1]), (std::vector<std::string>{"CỘNG", "HÒA"}));
}

TEST(PageWords, AFileWithoutPlacesHasItsText) {
  DocumentReading reading;
  reading.source_text = "Ke hoach | 1";
  reading.repairs.edits = {Meant(reading.source_text, "Ke", "Kế")};
  ReadPages pages;
  AddPageWords(reading, pages);
  EXPECT_EQ(pages.text, "Kế hoach | 1");
  EXPECT_FALSE(pages.HasPlaces());
}

TEST(PageWords, GoToTheDecoderLineByLine) {
  const PagedText paged = AsPagedText(Read("Số: 15\nhai\n\fba"));
  EXPECT_EQ(paged.text, "Số: 15 \nhai \n\fba \n");
  ASSERT_EQ(paged.words.size(), 4U);
  EXPECT_EQ(paged.words[3].page, 1U);
  EXPECT_EQ(paged.text.substr(paged.words[3].span.start, paged.words[3].span.size()), "ba");
  EXPECT_EQ(paged.pages.at(1).span.end, paged.text.size());
}

ReadPages Sample() {
  ReadPages pages;
  pages.name = "a \"b\" & <c>.pdf";
  ReadWord word;
  word.text = "<Kế&\"";
  word.read = "<Ke&\"";
  word.box = {72, 72, 108, 84};
  word.confidence = 0.875;
  ReadWord lost;
  lost.text = "hoạch";
  pages.pages = {{595, 842, true, {{word.box, {word, lost}}}}, {595, 842, true, {}}};
  return pages;
}

TEST(PagesOutput, Alto) {
  const std::string alto = ToAlto(Sample());
  EXPECT_THAT(alto, HasSubstr("<fileName>a &quot;b&quot; &amp; &lt;c&gt;.pdf</fileName>"));
  EXPECT_THAT(alto, HasSubstr("<Page ID=\"page_1\" PHYSICAL_IMG_NR=\"1\" WIDTH=\"9917\" HEIGHT=\"14033\">"));
  EXPECT_THAT(alto, HasSubstr("<String ID=\"string_1_1_1\" CONTENT=\"&lt;Kế&amp;&quot;\" HPOS=\"1200\" VPOS=\"1200\" "
                              "WIDTH=\"600\" HEIGHT=\"200\" WC=\"0.88\">"
                              "<ALTERNATIVE PURPOSE=\"read\">&lt;Ke&amp;&quot;</ALTERNATIVE></String>"));
  EXPECT_THAT(alto, HasSubstr("<String ID=\"string_1_1_2\" CONTENT=\"hoạch\" WC=\"1.00\"/>"));
  EXPECT_THAT(alto, HasSubstr("<Page ID=\"page_2\""));
  EXPECT_THAT(alto, Not(HasSubstr("block_2")));
}

TEST(PagesOutput, Hocr) {
  const std::string hocr = ToHocr(Sample());
  EXPECT_THAT(
      hocr,
      HasSubstr(
          "title=\"image &quot;a _b_ &amp; &lt;c&gt;.pdf&quot;; bbox 0 0 2479 3508; ppageno 0; scan_res 300 300\""));
  EXPECT_THAT(hocr, HasSubstr("<span class=\"ocrx_word\" id=\"word_1_1_1\" title=\"bbox 300 300 450 350; x_wconf "
                              "88\">&lt;Kế&amp;&quot;</span>"));
  EXPECT_THAT(hocr, HasSubstr("title=\"x_wconf 100\">hoạch</span>"));
}

}  // namespace
}  // namespace trichluc
