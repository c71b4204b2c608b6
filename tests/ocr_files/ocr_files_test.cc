// hOCR, ALTO and PAGE XML: words, boxes, confidences and pages, from files that are whole and from files that are not.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "decoder/decode.h"
#include "trichluc/engine.h"

namespace trichluc {
namespace {

using ::testing::HasSubstr;

decoder::Options Quiet() {
  decoder::Options options;
  options.progress = [](std::uint32_t, std::uint32_t) {};
  return options;
}

PagedText Decoded(const std::string& file, const decoder::Options& options = Quiet()) {
  Result<PagedText> paged = decoder::DecodeOcrFile(file, options);
  EXPECT_TRUE(paged) << (paged ? "" : paged.error().message);
  return paged ? *paged : PagedText{};
}

std::string WordAt(const PagedText& paged, std::size_t i) {
  return paged.text.substr(paged.words.at(i).span.start, paged.words.at(i).span.size());
}

void ExpectBox(const Box& box, const Box& expected) {
  EXPECT_NEAR(box.x0, expected.x0, 0.05);
  EXPECT_NEAR(box.y0, expected.y0, 0.05);
  EXPECT_NEAR(box.x1, expected.x1, 0.05);
  EXPECT_NEAR(box.y1, expected.y1, 0.05);
}

std::string Hocr(const std::string& body) {
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<html "
         "xmlns=\"http://www.w3.org/1999/xhtml\"><head><title>x</title>"
         "<meta name='ocr-system' content='some' /></head><body>" +
         body + "</body></html>";
}

std::string Alto(const std::string& pages, const std::string& unit = "pixel", const std::string& styles = "") {
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<alto "
         "xmlns=\"http://www.loc.gov/standards/alto/ns-v4#\"><Description><MeasurementUnit>" +
         unit + "</MeasurementUnit></Description>" + styles + "<Layout>" + pages + "</Layout></alto>";
}

std::string PageXml(const std::string& body, const std::string& more = "") {
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<PcGts "
         "xmlns=\"http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15\">"
         "<Page imageFilename=\"a.png\" imageWidth=\"600\" imageHeight=\"900\" imageResolutionUnit=\"PPI\" "
         "imageXResolution=\"72\" imageYResolution=\"72\"" +
         more + ">" + body + "</Page></PcGts>";
}

// ---- hOCR ---------------------------------------------------------------------------------------------------------------

TEST(Hocr, WordsWithBoxesConfidencesAndBold) {
  const PagedText paged =
      Decoded(Hocr("<div class='ocr_page' title='image \"a;b.png\"; bbox 0 0 2480 3508; ppageno 0; scan_res 300 "
                   "300'><div class='ocr_carea'><p class='ocr_par'>"
                   "<span class='ocr_line' title=\"bbox 300 200 900 250; baseline 0 -8\"><span class='ocrx_word' "
                   "title='bbox 300 200 420 250; x_wconf 96'>Số:</span>"
                   " <span class='ocrx_word' title='bbox 450 200 900 250; x_wconf "
                   "40'><strong>15/KH-UBND</strong></span></span></p></div></div>"));
  EXPECT_EQ(paged.media_type, "text/vnd.hocr+html");
  EXPECT_EQ(paged.text, "Số: **15/KH-UBND**");
  ASSERT_EQ(paged.pages.size(), 1U);
  EXPECT_NEAR(paged.pages[0].width, 2480 * 72 / 300.0, 0.01);
  EXPECT_NEAR(paged.pages[0].height, 3508 * 72 / 300.0, 0.01);
  EXPECT_TRUE(paged.pages[0].read);
  ASSERT_EQ(paged.words.size(), 2U);
  EXPECT_EQ(WordAt(paged, 1), "15/KH-UBND");
  ExpectBox(paged.words[0].box, {72, 48, 100.8F, 60});
  ExpectBox(paged.words[1].box, {108, 48, 216, 60});
  EXPECT_FLOAT_EQ(paged.words[0].confidence, 0.96F);
  EXPECT_FLOAT_EQ(paged.words[1].confidence, 0.40F);
}

TEST(Hocr, WithoutAResolutionThePageIsA4) {
  const PagedText paged =
      Decoded(Hocr("<div class='ocr_page' title='bbox 0 0 1654 2339'><span class='ocrx_word' title='bbox 200 200 400 "
                   "240'>a</span></div>"));
  EXPECT_NEAR(paged.pages.at(0).width, 8.27 * 72, 0.1);
  ExpectBox(paged.words.at(0).box, {72, 72, 144, 86.4F});
}

TEST(Hocr, PagesComeInTheOrderOfTheirNumbers) {
  const PagedText paged =
      Decoded(Hocr("<div class='ocr_page' title='bbox 0 0 600 900; ppageno 1'><span class='ocr_line' title='bbox 9 9 "
                   "90 20'>sau</span></div>"
                   "<div class='ocr_page' title='bbox 0 0 600 900; ppageno 0'><span class='ocr_line' title='bbox 9 9 "
                   "90 20'>đầu</span></div>"));
  EXPECT_EQ(paged.text, "đầu\n\fsau");
  ASSERT_EQ(paged.pages.size(), 2U);
  EXPECT_EQ(paged.words.at(1).page, 1U);
}

TEST(Hocr, LinesWithoutWordsShareTheirBoxOut) {
  const PagedText paged =
      Decoded(Hocr("<div class='ocr_page' title='bbox 0 0 600 900; scan_res 72 72'><span class='ocr_line' title='bbox "
                   "100 100 200 110'>Kế hoạch</span></div>"));
  EXPECT_EQ(paged.text, "Kế hoạch");
  ASSERT_EQ(paged.words.size(), 2U);
  ExpectBox(paged.words[0].box, {100, 100, 125, 110});
  ExpectBox(paged.words[1].box, {137.5F, 100, 200, 110});
}

TEST(Hocr, CharactersWithElementsOfTheirOwnAreOneWord) {
  const PagedText paged =
      Decoded(Hocr("<div class='ocr_page' title='bbox 0 0 600 900'><span class='ocr_line' title='bbox 9 9 90 20'><span "
                   "class='ocrx_word' title='bbox 9 9 90 20'>\n"
                   "<span class='ocrx_cinfo'>Đ</span>\n<span class='ocrx_cinfo'>i</span>\n</span></span></div>"));
  EXPECT_EQ(paged.text, "Đi");
}

TEST(Hocr, WordsWithoutBoxesStandInTheRoomThatIsLeft) {
  const PagedText paged =
      Decoded(Hocr("<div class='ocr_page' title='bbox 0 0 600 900; scan_res 72 72'><span class='ocr_line' title='bbox "
                   "100 100 200 110'>"
                   "<span class='ocrx_word' title='bbox 100 100 130 110'>một</span> <span class='ocrx_word'>hai</span> "
                   "<span class='ocrx_word' title='bbox 180 100 200 110'>ba</span></span></div>"));
  EXPECT_EQ(paged.text, "một hai ba");
  ExpectBox(paged.words.at(1).box, {130, 100, 180, 110});
}

TEST(Hocr, AFileWithoutAnyBoxKeepsItsTextInOrder) {
  const PagedText paged =
      Decoded(Hocr("<div class='ocr_page'><p class='ocr_par'><span class='ocr_line'>I. MỤC TIÊU</span><span "
                   "class='ocr_line'>Trồng cây</span></p>"
                   "<p class='ocr_par'>II. KINH PHÍ</p></div>"));
  EXPECT_EQ(paged.text, "I. MỤC TIÊU\nTrồng cây\nII. KINH PHÍ");
  for (const WordPlace& word : paged.words) EXPECT_TRUE(word.box.empty());
}

TEST(Hocr, IsRefusedWhereItHasNoPage) {
  EXPECT_FALSE(decoder::DecodeOcrFile("<html><meta name='ocr-system'><body>ocr_page</body></html>", Quiet()));
}

// ---- ALTO ---------------------------------------------------------------------------------------------------------------

constexpr const char* kAltoStyles =
    "<Styles><TextStyle ID=\"T1\" FONTSIZE=\"13\" FONTSTYLE=\"bold\"/><TextStyle ID=\"T2\" FONTSIZE=\"13\"/></Styles>";

TEST(AltoFile, WordsOfNestedBlocksWithStyles) {
  const std::string body =
      "<Page WIDTH=\"2100\" HEIGHT=\"2970\"><PrintSpace><ComposedBlock><TextBlock STYLEREFS=\"T1\"><TextLine "
      "HPOS=\"254\" VPOS=\"254\" WIDTH=\"508\" HEIGHT=\"50\">"
      "<String CONTENT=\"KẾ\" HPOS=\"254\" VPOS=\"254\" WIDTH=\"127\" HEIGHT=\"50.8\" WC=\"0.5\"/><SP/>"
      "<String CONTENT=\"HOẠCH\" HPOS=\"400\" VPOS=\"254\" WIDTH=\"254\" HEIGHT=\"50.8\" "
      "STYLEREFS=\"T2\"/></TextLine></TextBlock></ComposedBlock></PrintSpace></Page>";
  const PagedText paged = Decoded(Alto(body, "mm10", kAltoStyles));
  EXPECT_EQ(paged.media_type, "application/alto+xml");
  EXPECT_EQ(paged.text, "**KẾ** HOẠCH");
  EXPECT_NEAR(paged.pages.at(0).width, 2100 / 254.0 * 72, 0.01);
  ExpectBox(paged.words.at(0).box, {72, 72, 108, 86.4F});
  EXPECT_FLOAT_EQ(paged.words.at(0).confidence, 0.5F);
  EXPECT_FLOAT_EQ(paged.words.at(1).confidence, 1);
}

TEST(AltoFile, OtherUnitsAndPrefixes) {
  std::string file = Alto(
      "<a:Page WIDTH=\"9924\" HEIGHT=\"14028\"><a:PrintSpace><a:TextBlock><a:TextLine><a:String CONTENT=\"a\" "
      "HPOS=\"1200\" VPOS=\"1200\" WIDTH=\"600\" "
      "HEIGHT=\"200\"/></a:TextLine></a:TextBlock></a:PrintSpace></a:Page>",
      "inch1200");
  ExpectBox(Decoded(file).words.at(0).box, {72, 72, 108, 84});
}

TEST(AltoFile, AWordCutAtALineEndIsWhole) {
  const std::string lines =
      "<TextLine HPOS=\"10\" VPOS=\"10\" WIDTH=\"90\" HEIGHT=\"10\"><String CONTENT=\"đồng\" HPOS=\"10\" VPOS=\"10\" "
      "WIDTH=\"30\" HEIGHT=\"10\"/><SP/>"
      "<String CONTENT=\"chuyên\" SUBS_TYPE=\"HypPart1\" SUBS_CONTENT=\"chuyên-gia\" HPOS=\"50\" VPOS=\"10\" "
      "WIDTH=\"40\" HEIGHT=\"10\"/><HYP CONTENT=\"-\"/></TextLine>"
      "<TextLine HPOS=\"10\" VPOS=\"30\" WIDTH=\"90\" HEIGHT=\"10\"><String CONTENT=\"gia\" SUBS_TYPE=\"HypPart2\" "
      "SUBS_CONTENT=\"chuyên-gia\" HPOS=\"10\" VPOS=\"30\" "
      "WIDTH=\"20\" HEIGHT=\"10\"/><SP/><String CONTENT=\"về\" HPOS=\"40\" VPOS=\"30\" WIDTH=\"20\" "
      "HEIGHT=\"10\"/><HYP CONTENT=\"-\"/></TextLine>";
  EXPECT_EQ(Decoded(Alto("<Page WIDTH=\"600\" HEIGHT=\"900\"><PrintSpace><TextBlock>" + lines +
                         "</TextBlock></PrintSpace></Page>"))
                .text,
            "đồng chuyên-gia\n"
            "     về-");
}

TEST(AltoFile, WholeLinesForWordsAreCut) {
  const PagedText paged =
      Decoded(Alto("<Page WIDTH=\"600\" HEIGHT=\"900\"><PrintSpace><TextBlock><TextLine><String CONTENT=\"Kế hoạch\" "
                   "HPOS=\"100\" VPOS=\"100\" WIDTH=\"100\" "
                   "HEIGHT=\"20\" WC=\"0.8\"/></TextLine></TextBlock></PrintSpace></Page>"));
  ASSERT_EQ(paged.words.size(), 2U);
  EXPECT_LT(paged.words[0].box.x1, paged.words[1].box.x0);
  EXPECT_FLOAT_EQ(paged.words[1].confidence, 0.8F);
}

TEST(AltoFile, ThatBreaksOffIsRefused) {
  const Result<PagedText> paged = decoder::DecodeOcrFile("<alto><Layout><Page WIDTH=\"1\"", Quiet());
  ASSERT_FALSE(paged);
  EXPECT_THAT(paged.error().message, HasSubstr("XML"));
}

// ---- PAGE XML -----------------------------------------------------------------------------------------------------------

TEST(PageXmlFile, WordsOfLines) {
  const PagedText paged = Decoded(PageXml(
      "<TextRegion><Coords points=\"0,0 9,9\"/><TextLine><Coords points=\"100,100 200,100 200,110 100,110\"/>"
      "<Word><Coords points=\"100,100 140,101 140,110 100,110\"/><TextEquiv "
      "index=\"1\"><Unicode>xấu</Unicode></TextEquiv><TextEquiv index=\"0\" "
      "conf=\"0.75\"><Unicode>Số</Unicode></TextEquiv>"
      "<TextStyle bold=\"true\"/></Word>"
      "<Word><Coords points=\"150,100 200,100 200,110 150,110\"/><TextEquiv><Unicode>05</Unicode></TextEquiv></Word>"
      "<TextEquiv><Unicode>cả dòng</Unicode></TextEquiv></TextLine></TextRegion>"));
  EXPECT_EQ(paged.media_type, "application/vnd.prima.page+xml");
  EXPECT_EQ(paged.text, "**Số** 05");
  ExpectBox(paged.words.at(0).box, {100, 100, 140, 110});
  EXPECT_FLOAT_EQ(paged.words.at(0).confidence, 0.75F);
  EXPECT_FLOAT_EQ(paged.pages.at(0).width, 600);
}

TEST(PageXmlFile, LinesWithoutWordsAndRegionsWithoutLines) {
  const PagedText paged =
      Decoded(PageXml("<TableRegion><TextRegion><TextLine><Coords><Point x=\"100\" y=\"100\"/><Point x=\"200\" "
                      "y=\"110\"/></Coords><TextEquiv conf=\"0.5\"><Unicode>Kế hoạch</Unicode></TextEquiv>"
                      "</TextLine></TextRegion></TableRegion>"
                      "<TextRegion><Coords points=\"100,200 150,200 150,220 100,220\"/><TextEquiv><Unicode>Nơi "
                      "nhận:\nLưu</Unicode></TextEquiv></TextRegion>"));
  EXPECT_EQ(paged.text, "Kế hoạch\n\nNơi nhận:\nLưu");
  ExpectBox(paged.words.at(0).box, {100, 100, 125, 110});
  EXPECT_FLOAT_EQ(paged.words.at(1).confidence, 0.5F);
  ExpectBox(paged.words.back().box, {100, 210, 150, 220});
}

// ---- hostile files ------------------------------------------------------------------------------------------------------

void ExpectSane(const PagedText& paged) {
  for (const WordPlace& word : paged.words) {
    for (const float side : {word.box.x0, word.box.y0, word.box.x1, word.box.y1, word.confidence})
      EXPECT_TRUE(std::isfinite(side));
    EXPECT_GE(word.box.x0, 0);
    EXPECT_LE(word.box.x0, word.box.x1);
    EXPECT_LE(word.box.x1, paged.pages.at(word.page).width);
    EXPECT_GE(word.confidence, 0);
    EXPECT_LE(word.confidence, 1);
  }
}

TEST(HostileOcrFile, NumbersThatAreNone) {
  for (const std::string bad :
       {"NaN", "-5", "inf", "1e308", "-1e308", "99999999999999999999", "", "0x10", "1.5.2", "--3"}) {
    const std::string quad = bad + " " + bad + " " + bad + " " + bad;
    for (const std::string& file :
         {Hocr("<div class='ocr_page' title='bbox " + quad + "; scan_res " + bad + " " + bad + "; ppageno " + bad +
               "'><span class='ocr_line' title='bbox " + quad + "'><span class='ocrx_word' title='bbox " + quad +
               "; x_wconf " + bad + "'>chữ</span></span></div>"),
          Alto("<Page WIDTH=\"" + bad + "\" HEIGHT=\"" + bad +
               "\"><PrintSpace><TextBlock><TextLine><String CONTENT=\"chữ\" HPOS=\"" + bad + "\" VPOS=\"" + bad +
               "\" WIDTH=\"" + bad + "\" HEIGHT=\"" + bad + "\" WC=\"" + bad +
               "\"/></TextLine></TextBlock></PrintSpace></Page>"),
          PageXml("<TextRegion><TextLine><Coords points=\"" + bad + "," + bad + " " + bad + "," + bad +
                  "\"/><TextEquiv conf=\"" + bad + "\"><Unicode>chữ</Unicode></TextEquiv></TextLine></TextRegion>")}) {
      const PagedText paged = Decoded(file);
      EXPECT_EQ(paged.text, "chữ") << file;
      ExpectSane(paged);
    }
  }
}

TEST(HostileOcrFile, DepthIsLimited) {
  const auto nested = [](const std::string& open, const std::string& close, int depth) {
    std::string out;
    for (int i = 0; i < depth; ++i) out += open;
    for (int i = 0; i < depth; ++i) out += close;
    return out;
  };
  for (const int depth : {1000, 300'000}) {
    for (const std::string& file :
         {Hocr("<div class='ocr_page'>" + nested("<div>", "</div>", depth) + "</div>"),
          Alto("<Page>" + nested("<ComposedBlock>", "</ComposedBlock>", depth) + "</Page>"),
          Alto(nested("<x>", "</x>", depth)), PageXml(nested("<TextRegion>", "</TextRegion>", depth))}) {
      const Result<PagedText> paged = decoder::DecodeOcrFile(file, Quiet());
      ASSERT_FALSE(paged);
      EXPECT_EQ(paged.error().code, Error::Code::kTooLarge);
      EXPECT_THAT(paged.error().message, HasSubstr("256"));
    }
  }
}

TEST(HostileOcrFile, PagesAndTextAreLimited) {
  std::string pages;
  for (int i = 0; i < 4; ++i)
    pages += "<Page WIDTH=\"600\" HEIGHT=\"900\"><TextLine><String CONTENT=\"a\"/></TextLine></Page>";
  decoder::Options few = Quiet();
  few.limits.max_pages = 3;
  EXPECT_THAT(decoder::DecodeOcrFile(Alto(pages), few).error().message, HasSubstr("3 pages"));
  decoder::Options little = Quiet();
  little.limits.max_text = 4;
  EXPECT_EQ(decoder::DecodeOcrFile(Alto(pages), little).error().code, Error::Code::kTooLarge);
}

TEST(HostileOcrFile, ControlsAndBytesThatAreNoTextStayOut) {
  const PagedText paged =
      Decoded(Hocr("<div class='ocr_page'><span class='ocr_line'>a\x01"
                   "b&#12;c \xFF\xE1\xBB d\xC2\x85</span></div>"));
  EXPECT_EQ(paged.text.find('\x01'), std::string::npos);
  EXPECT_EQ(paged.text.find('\f'), std::string::npos);
  EXPECT_EQ(paged.pages.size(), 1U);
}

TEST(HostileOcrFile, DamagedFilesNeverBreakAnything) {
  const std::vector<std::string> files = {
      Hocr("<div class='ocr_page' title='image \"x\"; bbox 0 0 600 900; ppageno 0; scan_res 72 72'><p "
           "class='ocr_par'><span class='ocr_line' title='bbox 9 9 90 20'>"
           "<span class='ocrx_word' title='bbox 9 9 40 20; x_wconf 90'><strong>Số:</strong></span> x <span "
           "class='ocrx_word'>15</span></span></p></div>"),
      Alto("<Page WIDTH=\"600\" HEIGHT=\"900\"><TextBlock><TextLine HPOS=\"1\" VPOS=\"1\" WIDTH=\"99\" "
           "HEIGHT=\"10\"><String CONTENT=\"a\" SUBS_TYPE=\"HypPart1\" SUBS_CONTENT=\"ab\"/><HYP/>"
           "</TextLine><TextLine><String SUBS_TYPE=\"HypPart2\" SUBS_CONTENT=\"ab\" "
           "CONTENT=\"b\"/></TextLine></TextBlock></Page>"),
      PageXml("<TextRegion><TextLine><Coords points=\"1,2 3,4\"/><Word><TextEquiv><Unicode>a "
              "b</Unicode></TextEquiv></Word></TextLine></TextRegion>")};
  std::mt19937 random(20260101);
  SCOPED_TRACE("seed 20260101");
  for (int round = 0; round < 3000; ++round) {
    std::string file = files[round % files.size()];
    const std::size_t changes = 1 + random() % 4;
    for (std::size_t i = 0; i < changes; ++i) {
      const std::size_t at = 60 + random() % (file.size() - 60);
      switch (random() % 3) {
        case 0: file[at] = static_cast<char>(random()); break;
        case 1: file.erase(at, random() % 20); break;
        default: file.insert(at, file.substr(random() % file.size(), random() % 40)); break;
      }
    }
    const Result<PagedText> paged = decoder::DecodeOcrFile(file, Quiet());
    if (paged) ExpectSane(*paged);
  }
}

// ---- through the engine -------------------------------------------------------------------------------------------------

// One line of words, of which `doubtful` was read with the confidence given and the others surely.
std::string LineRead(const std::vector<std::string>& words, const std::string& doubtful, const std::string& confidence) {
  std::string line = "<TextLine HPOS=\"100\" VPOS=\"100\" WIDTH=\"1500\" HEIGHT=\"40\">";
  int x = 100;
  for (const std::string& word : words) {
    line += "<String CONTENT=\"" + word + "\" HPOS=\"" + std::to_string(x) + "\" VPOS=\"100\" WIDTH=\"100\" HEIGHT=\"40\" WC=\"" +
            (word == doubtful ? confidence : "0.97") + "\"/>";
    x += 110;
  }
  return Alto("<Page WIDTH=\"1654\" HEIGHT=\"2339\">" + line + "</TextLine></Page>");
}

TEST(OcrFileThroughTheEngine, WhatTheReaderDoubtedIsRepairedTheSooner) {
  const Result<Engine> engine = Engine::Create();
  ASSERT_TRUE(engine);
  const auto read = [&](const std::vector<std::string>& words, const std::string& doubtful, const std::string& confidence) {
    const std::string file = LineRead(words, doubtful, confidence);
    const Result<ReadPages> pages = engine->Read({.name = "line.xml", .bytes = file});
    return pages ? pages->text : pages.error().message;
  };
  // A rare word stays where the reader was sure of it.
  const std::vector<std::string> rare = {"Hộ", "ông", "Tư", "được", "hỗ", "trợ", "con", "giống", "và", "vốn", "sản", "xuất"};
  EXPECT_EQ(read(rare, "Tư", "0.97"), "Hộ ông Tư được hỗ trợ con giống và vốn sản xuất");
  EXPECT_EQ(read(rare, "Tư", "0.3"), "Hộ ông Tú được hỗ trợ con giống và vốn sản xuất");
  // One that fits nowhere is mended all the same, and one that fits stays.
  const std::vector<std::string> wrong = {"Giao", "Sở", "Tài", "chính", "bố", "trí", "kinh", "phi", "cho", "các", "xã"};
  for (const char* confidence : {"0.3", "0.97"}) {
    EXPECT_EQ(read(wrong, "phi", confidence), "Giao Sở Tài chính bố trí kinh phí cho các xã");
    EXPECT_EQ(read(wrong, "kinh", confidence), "Giao Sở Tài chính bố trí kinh phí cho các xã");
  }
}

TEST(OcrFileThroughTheEngine, ARecordHasThePageAndTheBoxOfItsWords) {
  const std::vector<std::vector<std::string>> lines = {{"KẾ", "HOẠCH"},
                                                       {"Trồng", "cây", "năm", "2031"},
                                                       {"I.", "THỰC", "HIỆN"},
                                                       {"-", "Báo", "cáo", "trước", "ngày", "15/12/2031."}};
  std::string body;
  int y = 100;
  for (const auto& line : lines) {
    body += "<TextLine HPOS=\"100\" VPOS=\"" + std::to_string(y) + "\" WIDTH=\"900\" HEIGHT=\"40\">";
    for (std::size_t i = 0; i < line.size(); ++i) {
      body += "<String CONTENT=\"" + line[i] + "\" HPOS=\"" + std::to_string(100 + 110 * i) + "\" VPOS=\"" +
              std::to_string(y) + "\" WIDTH=\"100\" HEIGHT=\"40\" WC=\"0.9\"/>";
    }
    body += "</TextLine>";
    y += 100;
  }
  const std::string file = Alto(
      "<Page WIDTH=\"1654\" HEIGHT=\"2339\"><TextLine><String CONTENT=\"1\" HPOS=\"800\" VPOS=\"10\" WIDTH=\"20\" "
      "HEIGHT=\"40\"/></TextLine></Page>"
      "<Page WIDTH=\"1654\" HEIGHT=\"2339\">" +
      body + "</Page>");
  const Result<Engine> engine = Engine::Create();
  ASSERT_TRUE(engine);
  const Result<Extraction> plan = engine->Extract({.name = "plan.xml", .bytes = file});
  ASSERT_TRUE(plan) << plan.error().message;
  EXPECT_EQ(plan->source.media_type, "application/alto+xml");
  EXPECT_EQ(plan->source.pages, 2);
  ASSERT_EQ(plan->deadlines.size(), 1U);
  const Deadline& due = plan->deadlines[0];
  EXPECT_EQ(due.date, "2031-12-15");
  EXPECT_LE(due.confidence, 0.9 + 1e-6);
  ASSERT_EQ(due.areas.size(), 1U);
  EXPECT_EQ(due.areas[0].page, 2);
  const float scale = static_cast<float>(8.27 * 72 / 1654);
  // From the word before the date, at least, to the end of the date.
  ExpectBox(Around(due.areas[0].box, {540 * scale, 400 * scale, 541 * scale, 440 * scale}), due.areas[0].box);
  EXPECT_NEAR(due.areas[0].box.x1, 750 * scale, 0.1);
  EXPECT_NEAR(due.areas[0].box.y0, 400 * scale, 0.1);
  EXPECT_NEAR(due.areas[0].box.y1, 440 * scale, 0.1);
}

}  // namespace
}  // namespace trichluc
