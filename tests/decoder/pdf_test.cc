// A PDF's words, their places, and what becomes of broken ones. The decoder is the real one.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>

#include "files.h"
#include "support/program.h"
#include "trichluc/engine.h"

namespace trichluc {
namespace {

using ::testing::HasSubstr;

// A PDF of one page for each text; each line of a text is drawn at 72 points from the left, 20 points below the one before.
std::string MakePdf(const std::vector<std::string>& pages) {
  std::vector<std::string> contents;
  for (const std::string& page : pages) {
    std::string content = "BT /F1 10 Tf 72 742 Td 20 TL\n";
    std::size_t at = 0;
    while (at <= page.size()) {
      const std::size_t end = std::min(page.find('\n', at), page.size());
      content += "(" + page.substr(at, end - at) + ") Tj T*\n";
      at = end + 1;
    }
    contents.push_back(content + "ET");
  }
  return testing::Pdf(contents, {"<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>"});
}

class PdfTest : public ::testing::Test {
 protected:
  static const Engine& TheEngine() {
    static const Result<Engine> engine = Engine::Create({.repair = RepairMode::kOff});
    return *engine;
  }
};

TEST_F(PdfTest, EveryRecordHasItsPageAndItsBox) {
  const std::string pdf = MakePdf({"I. MUC TIEU\n- Theo Nghi dinh 30/2020/ND-CP", "II. TO CHUC\n- Theo 33/CT-TTg"});
  const Result<Extraction> plan = TheEngine().Extract({.name = "plan.pdf", .bytes = pdf});
  ASSERT_TRUE(plan) << plan.error().message;
  EXPECT_EQ(plan->source.media_type, "application/pdf");
  EXPECT_EQ(plan->source.pages, 2);
  EXPECT_EQ(plan->source.bytes, pdf.size());
  ASSERT_EQ(plan->sections.size(), 2U);
  ASSERT_EQ(plan->sections[1].areas.size(), 1U);
  const PageArea& area = plan->sections[1].areas[0];
  EXPECT_EQ(area.page, 2);
  // Eleven characters of six points from 72 on; the base line is 50 points below the upper edge.
  EXPECT_NEAR(area.box.x0, 72, 1);
  EXPECT_NEAR(area.box.x1, 72 + 11 * 6, 1);
  EXPECT_LT(area.box.y0, 50);
  EXPECT_GT(area.box.y1, 49);
  EXPECT_LT(area.box.height(), 16);
  EXPECT_EQ(plan->text.substr(plan->sections[1].span.start, 3), "II.");
}

TEST_F(PdfTest, ARaisedNumberIsTheMarkOfANote) {
  const std::string content = "BT /F1 10 Tf 72 742 Td (- Theo 33/CT-TTg ngay 19/6/2013) Tj /F1 6 Tf 4 Ts (1) Tj /F1 10 Tf 0 Ts ( va 5 km) Tj /F1 6 Tf 4 Ts (2) Tj ET\n"
                              "BT 72 100 Td /F1 5 Tf 3 Ts (1) Tj /F1 8 Tf 0 Ts (Theo Luat) Tj ET";
  const std::string pdf = testing::Pdf({content}, {"<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>"});
  EXPECT_EQ(testing::Decoded(pdf), "- Theo 33/CT-TTg ngay 19/6/2013[1] va 5 km2\n[1] Theo Luat");
}

TEST_F(PdfTest, TextThatRunsUpThePageIsRead) {
  // Set upright by a turn to the right: the page's text goes from bottom to top.
  const std::string content = "BT /F1 10 Tf 0 1 -1 0 100 72 Tm (I. MUC TIEU) Tj ET\nBT /F1 10 Tf 0 1 -1 0 120 72 Tm (II. TO CHUC) Tj ET";
  const std::string pdf = testing::Pdf({content}, {"<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>"});
  const Result<Extraction> plan = TheEngine().Extract({.name = "plan.pdf", .bytes = pdf});
  ASSERT_TRUE(plan) << plan.error().message;
  ASSERT_EQ(plan->sections.size(), 2U);
  EXPECT_EQ(plan->sections[0].heading, "MUC TIEU");
  const Box& box = plan->sections[0].areas.at(0).box;
  EXPECT_NEAR(box.x1, 102, 3);
  EXPECT_LT(box.width(), 16);
  EXPECT_NEAR(box.height(), 11 * 6, 1);
}

TEST_F(PdfTest, APasswordIsNamed) {
  std::string pdf = MakePdf({"I. MUC TIEU"});
  const std::size_t trailer = pdf.find("/Root");
  pdf.insert(trailer, "/Encrypt << /Filter /Standard /V 1 /R 2 /O (12345678901234567890123456789012) /U (12345678901234567890123456789012) /P -4 >> /ID [(a) (b)] ");
  const Result<Extraction> plan = TheEngine().Extract({.name = "plan.pdf", .bytes = pdf});
  ASSERT_FALSE(plan);
  EXPECT_THAT(plan.error().message, HasSubstr("plan.pdf: "));
}

TEST_F(PdfTest, BrokenFilesAreErrorsOrTexts) {
  const std::string pdf = MakePdf({"I. MUC TIEU\n- Theo 33/CT-TTg", "II. TO CHUC"});
  std::mt19937 random(7);
  for (int round = 0; round < 60; ++round) {
    SCOPED_TRACE("round " + std::to_string(round) + " of seed 7");
    std::string broken = pdf;
    for (int i = 0; i < 12; ++i) broken[8 + random() % (broken.size() - 8)] = static_cast<char>(random());
    if (round % 3 == 0) broken.resize(random() % broken.size());
    const Result<Extraction> plan = TheEngine().Extract({.name = "plan.pdf", .bytes = broken});
    if (!plan) {
      EXPECT_THAT(plan.error().message, HasSubstr("plan.pdf: "));
    }
  }
  EXPECT_TRUE(TheEngine().Extract({.name = "plan.pdf", .bytes = pdf}));
}

// Words that are Vietnamese as they stand in Latin-1, as a PDF writes them.
constexpr const char* kRightWords = "(C\\364ng an x\\343 v\\340 trung t\\342m h\\340nh ch\\355nh cho c\\341c ban trong th\\341ng n\\340y.) Tj T*\n";
constexpr const char* kWinAnsi = "<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman /Encoding /WinAnsiEncoding >>";

std::string Block(const std::string& lines) { return "BT /F1 14 Tf 72 742 Td 24 TL\n" + lines + "ET"; }

std::size_t CountReadAgain(const Extraction& plan) {
  return static_cast<std::size_t>(std::count_if(plan.diagnostics.begin(), plan.diagnostics.end(),
                                                [](const Diagnostic& diagnostic) { return diagnostic.code == DiagnosticCode::kReadAgain; }));
}

TEST(PdfReadAgain, TextThatIsNotWhatThePageShows) {
  const Result<Engine> engine = Engine::Create({});
  ASSERT_TRUE(engine) << engine.error().message;
  std::string shown;
  std::string wrong;
  for (int line = 0; line < 6; ++line) {
    shown += kRightWords;
    wrong += std::string("/Span << /ActualText (Cqng xn xz vrtng tzm hxnh chvnh cbo cxc bzn trqng thvng nzy) >> BDC\n") + kRightWords + "EMC\n";
  }
  const std::string hidden = Block(wrong);
  // More pages than are tried at first, and one whose text is right.
  const Result<Extraction> plan = engine->Extract({.name = "plan.pdf", .bytes = testing::Pdf({hidden, hidden, Block(shown), hidden, hidden}, {kWinAnsi})});
  ASSERT_TRUE(plan) << plan.error().message;
  EXPECT_EQ(CountReadAgain(*plan), 4U);
  EXPECT_THAT(plan->text, ::testing::Not(HasSubstr("hxnh")));
  std::size_t right = 0;
  for (std::size_t at = 0; (at = plan->text.find("hành chính", at)) != std::string::npos; ++at) ++right;
  EXPECT_EQ(right, 30U);
}

TEST(PdfReadAgain, TextThatWasTypedWithoutMarksStays) {
  const Result<Engine> engine = Engine::Create({});
  ASSERT_TRUE(engine) << engine.error().message;
  std::string shown;
  for (int line = 0; line < 12; ++line) shown += "(Uy ban nhan dan xa giao Cong an xa chu tri, phoi hop voi cac thon.) Tj T*\n";
  const Result<Extraction> plan = engine->Extract({.name = "plan.pdf", .bytes = testing::Pdf(std::vector<std::string>(5, Block(shown)), {kWinAnsi})});
  ASSERT_TRUE(plan) << plan.error().message;
  EXPECT_EQ(CountReadAgain(*plan), 0U);
  ASSERT_FALSE(plan->blocks.empty());
  EXPECT_THAT(plan->blocks.front().text, ::testing::StartsWith("Ủy ban nhân dân xã giao Công an xã chủ trì"));
}

// More pages than are read between two looks at the clock.
TEST(PdfProgress, PagesAreShownAsTheyAreRead) {
  const testing::TempFolder folder;
  const std::string path = folder.Write("long.pdf", MakePdf(std::vector<std::string>(1500, "I. MUC TIEU\n- Theo 33/CT-TTg")));
  const testing::Outcome outcome = testing::Run(TRICHLUC_PROGRAM, {"extract", "--progress", "always", "--repair", "off", "-o", folder.Path("out"), path}, {});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_THAT(outcome.err, HasSubstr(" of 1500 pages  "));
  EXPECT_THAT(outcome.err, HasSubstr(" pages/s  "));
}

}  // namespace
}  // namespace trichluc
