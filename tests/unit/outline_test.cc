// The outline against the cases of corpus/cases/outline, and what holds for every document.
//
// A case is a text, a line `=====`, and its outline as Describe writes it. After a change that is meant, run with
// TRICHLUC_UPDATE_CASES=1 and read the differences.
#include "segment/outline.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "support/outline_patterns.h"
#include "text/unicode.h"
#include "text/utf8.h"

namespace trichluc {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kRuler = "\n=====\n";

std::string ReadFile(const fs::path& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

const PatternTable& Patterns() { return testing::OutlinePatterns(); }

std::vector<fs::path> FilesIn(const std::string& folder) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(std::string(TRICHLUC_SOURCE_DIR) + "/" + folder)) {
    if (entry.path().extension() == ".txt") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

NormalizedText NormalizeText(std::string_view text) { return Normalize(text, Charmap()); }

Outline Read(std::string_view text) { return ReadOutline(NormalizeText(text), Patterns()); }

void DescribeField(std::ostream& out, std::string_view name, const std::optional<std::string>& value) {
  if (value) out << name << ": " << *value << "\n";
}

std::string Describe(const Outline& outline) {
  std::ostringstream out;
  const DocumentData& data = outline.document;
  DescribeField(out, "type", data.type);
  DescribeField(out, "number", data.number);
  DescribeField(out, "symbol", data.symbol);
  DescribeField(out, "code", data.code);
  DescribeField(out, "place", data.place);
  DescribeField(out, "date", data.date);
  DescribeField(out, "title", data.title);
  DescribeField(out, "issuer", data.issuer);
  DescribeField(out, "on behalf", data.signer.on_behalf);
  DescribeField(out, "authority", data.signer.authority);
  DescribeField(out, "position", data.signer.position);
  DescribeField(out, "name", data.signer.name);
  for (const std::string& recipient : data.recipients) out << "recipient: " << recipient << "\n";
  for (const OutlineItem& item : outline.order) {
    const auto index = static_cast<std::size_t>(item.index);
    if (item.is_section) {
      const OutlineSection& section = outline.sections[index];
      out << section.path << " (" << section.kind << ") " << section.label << " | " << section.heading.text << "\n";
      continue;
    }
    const OutlineBlock& block = outline.blocks[index];
    out << "    ";
    if (block.kind == OutlineBlock::Kind::kBullet) out << "bullet " << block.bullet_level << ": ";
    if (block.kind == OutlineBlock::Kind::kRow) out << (block.table_head ? "head: " : "row: ");
    if (block.footnote) out << "footnote: ";
    if (block.continues_heading) out << "goes on: ";
    out << block.passage.text << "\n";
  }
  for (const Diagnostic& diagnostic : outline.diagnostics) {
    out << "! " << Name(diagnostic.code) << ": " << diagnostic.message << "\n";
  }
  return out.str();
}

TEST(Outline, Cases) {
  int cases = 0;
  for (const fs::path& path : FilesIn("corpus/cases/outline")) {
    SCOPED_TRACE(path.filename().string());
    const std::string file = ReadFile(path);
    const std::size_t ruler = file.rfind(kRuler);
    ASSERT_NE(ruler, std::string::npos) << "a case needs a line =====";
    const std::string text = file.substr(0, ruler + 1);
    const std::string described = Describe(Read(text));
    ++cases;
    if (std::getenv("TRICHLUC_UPDATE_CASES") != nullptr) {
      std::ofstream(path, std::ios::binary) << text << kRuler.substr(1) << described;
      continue;
    }
    EXPECT_EQ(described, file.substr(ruler + kRuler.size()));
  }
  EXPECT_GT(cases, 0);
}

// The characters of `text` that a passage or a label covers, counted.
std::vector<int> Coverage(const NormalizedText& text, const Outline& outline) {
  std::vector<int> covered(text.text.size(), 0);
  const auto cover = [&](const Passage& passage) {
    for (std::size_t at = 0; at < passage.text.size();) {
      std::size_t next = at;
      if (IsLetter(ClassOf(NextChar(passage.text, next)))) {
        const Span source = passage.alignment.ToSource({at, next});
        EXPECT_EQ(text.View(source), passage.text.substr(at, next - at));
        ++covered[source.start];
      }
      at = next;
    }
  };
  for (const OutlineSection& section : outline.sections) {
    cover(section.heading);
    for (std::size_t at = section.span.start; at < section.span.start + section.label.size(); ++at) ++covered[at];
  }
  for (const OutlineBlock& block : outline.blocks) cover(block.passage);
  return covered;
}

// Where the recipients begin, as this test finds them; the end of the text where there are none.
std::size_t ClosingStart(const NormalizedText& text) { return std::min(text.text.find("Nơi nhận"), text.text.size()); }

// Is the line around `at` a row that stands word for word further above, as a table's head does that each page repeats?
bool RepeatsARow(const NormalizedText& text, std::size_t at) {
  const std::size_t start = text.text.rfind('\n', at) + 1;
  const std::string line = text.text.substr(start, text.text.find('\n', at) - start);
  return line.find('|') != std::string::npos && text.text.find(line) < start;
}

// Running heads of the cases name their page.
bool IsInRunningHead(const NormalizedText& text, std::size_t at) {
  const auto line = std::find_if(text.lines.begin(), text.lines.end(), [&](const Line& l) { return l.span.Contains(at); });
  const std::string_view words = line == text.lines.end() ? std::string_view() : text.View(line->span);
  return words.find(" - trang ") != std::string_view::npos || words.ends_with("/4");
}

TEST(Outline, EveryLetterOfTheBodyStandsInOnePlace) {
  int documents = 0;
  std::vector<fs::path> files = FilesIn("corpus/cases/outline");
  for (const fs::path& path : FilesIn("corpus/documents")) files.push_back(path);
  for (const fs::path& path : files) {
    SCOPED_TRACE(path.filename().string());
    const NormalizedText text = NormalizeText(ReadFile(path));
    const Outline outline = ReadOutline(text, Patterns());
    if (outline.order.empty()) continue;
    ++documents;
    const std::vector<int> covered = Coverage(text, outline);
    const OutlineItem first = outline.order.front();
    const auto index = static_cast<std::size_t>(first.index);
    std::size_t at = first.is_section ? outline.sections[index].span.start : outline.blocks[index].passage.span.start;
    for (const std::size_t end = ClosingStart(text); at < end;) {
      std::size_t next = at;
      const bool letter = IsLetter(ClassOf(NextChar(text.text, next)));
      ASSERT_LE(covered[at], 1) << "twice: " << text.text.substr(at, 60);
      if (letter && covered[at] == 0 && !RepeatsARow(text, at) && !IsInRunningHead(text, at)) {
        // Above the recipients stands at most the signature.
        const std::size_t line_end = text.text.find('\n', at);
        ASSERT_GE(end - at, 0U);
        ASSERT_LT(end - at, 400U) << "lost: " << text.text.substr(at, line_end - at);
      }
      at = next;
    }
  }
  EXPECT_GT(documents, 10);
}

// What a machine read may be another label than it seems, and of a signature it may make a name.
TEST(Outline, ReadByMachine) {
  const std::string plan =
      "KẾ HOẠCH\nThực hiện công tác năm 2024\n\nI. MỤC ĐÍCH\nNâng cao nhận thức.\nII. CHỈ TIÊU\nĐạt 90%.\n"
      "II. TỔ CHỨC THỰC HIỆN\nGiao Sở Nội vụ báo cáo.\n\nCHỦ TỊCH\n\nSN TÊN\n\nNguyễn Văn An\n";
  NormalizedText text = NormalizeText(plan);
  EXPECT_EQ(ReadOutline(text, Patterns()).sections.back().path, "II");
  text.read_by_machine = true;
  const Outline outline = ReadOutline(text, Patterns());
  EXPECT_EQ(outline.sections.back().path, "III");
  EXPECT_EQ(outline.document.signer.name, "Nguyễn Văn An");
}

// Under a seal the authority's abbreviation is read as something else, and the seal's own letters stand between.
TEST(Outline, ASealOverASignatureHidesNoName) {
  NormalizedText text = NormalizeText(
      "KẾ HOẠCH\nThực hiện công tác năm 2024\n\nI. MỤC ĐÍCH\nNâng cao nhận thức.\n\nNơi nhận:    1T, CỤC TRƯỞNG\n- Như trên;    YXZ)\n- Lưu: VT.    4N\n\n"
      "Đại tá Nguyễn Thanh An\n");
  text.read_by_machine = true;
  const Outline outline = ReadOutline(text, Patterns());
  EXPECT_EQ(outline.document.signer.position, "CỤC TRƯỞNG");
  EXPECT_EQ(outline.document.signer.name, "Đại tá Nguyễn Thanh An");
  EXPECT_EQ(outline.document.recipients, (std::vector<std::string>{"Như trên", "Lưu: VT"}));
}

// The bytes of a dash are parts of letters too.
TEST(Outline, NamesThatEndInAnyLetterAreWhole) {
  for (const char* name : {"THANH HÀ", "BỒ ĐỀ", "SƠN TRÀ", "TÂY HỒ", "ĐẠI LÓ", "ĐỒNG CỪ"}) {
    const Outline outline = Read(std::string("ỦY BAN NHÂN DÂN\nXÃ ") + name + "\n–––\nSố: 5/KH-UBND\nTây Hồ, ngày 5 tháng 1 năm 2026\n\nKẾ HOẠCH\nTrồng cây\n\nI. MỤC TIÊU\n- Đạt 80%.\n");
    EXPECT_EQ(outline.document.issuer, std::string("ỦY BAN NHÂN DÂN XÃ ") + name);
    EXPECT_EQ(outline.document.place, "Tây Hồ");
  }
}

// Columns so narrow that the emblem and the body's name are broken.
TEST(Outline, ANarrowLetterheadIsToldByItsColumns) {
  const auto issuer = [](const std::string& head) {
    return Read(head + "Số: 5/KH-BV    Hà Giang, ngày 5 tháng 1 năm 2026\n\nKẾ HOẠCH\nTrồng cây\n\nI. MỤC TIÊU\n- Đạt 80%.\n").document.issuer;
  };
  EXPECT_EQ(issuer("SỞ Y TẾ HÀ GIANG    CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT\nBỆNH VIỆN ĐA KHOA TỈNH    NAM\n    Độc lập - Tự do - Hạnh phúc\n"), "BỆNH VIỆN ĐA KHOA TỈNH");
  EXPECT_EQ(issuer("MẶT TRẬN TỔ QUỐC VIỆT    CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT\nNAM    NAM\nBAN THƯỜNG TRỰC ỦY    Độc lập - Tự do - Hạnh phúc\nBAN MTTQ VIỆT NAM XÃ\nĐỒNG VĂN\n"),
            "BAN THƯỜNG TRỰC ỦY BAN MTTQ VIỆT NAM XÃ ĐỒNG VĂN");
}

TEST(Outline, ARunningHeadOfOnePageIsNoCode) {
  EXPECT_EQ(Read("KẾ HOẠCH số 45/KH-SYT - trang 1\n\nSỞ Y TẾ\nSố: 45/KH-SYT\n\nKẾ HOẠCH\nPhòng dịch\n\nI. MỤC TIÊU\n- Đạt 80%.\n").document.code, "45/KH-SYT");
}

// `I.` read as `II.`, and the full stop of the next one not read: it is no level of its own.
TEST(Outline, AMarkThatWasNotReadTellsOfNoOtherLevel) {
  NormalizedText text = NormalizeText(
      "KẾ HOẠCH\nThực hiện công tác năm 2024\n\nII. MỤC TIÊU\nĐạt 90%.\nII NHIỆM VỤ\nNâng cao nhận thức.\nII. TỔ CHỨC THỰC HIỆN\n"
      "Giao Sở Nội vụ báo cáo.\n");
  text.read_by_machine = true;
  std::vector<std::string> paths;
  for (const OutlineSection& section : ReadOutline(text, Patterns()).sections) paths.push_back(section.path);
  EXPECT_EQ(paths, (std::vector<std::string>{"I", "II", "III"}));
}

TEST(Outline, AnEmptyTextHasNoShape) {
  const Outline outline = Read("");
  EXPECT_TRUE(outline.order.empty());
  ASSERT_EQ(outline.diagnostics.size(), 1U);
  EXPECT_EQ(outline.diagnostics[0].code, DiagnosticCode::kUnknownStructure);
  EXPECT_EQ(outline.diagnostics[0].message, "no text was found");
}

TEST(Outline, RunningTextHasNoShapeButIsKept) {
  const Outline outline = Read("Một câu văn.\n\nMột câu khác.\n");
  EXPECT_EQ(outline.blocks.size(), 2U);
  ASSERT_EQ(outline.diagnostics.size(), 1U);
  EXPECT_EQ(outline.diagnostics[0].code, DiagnosticCode::kUnknownStructure);
}

std::vector<std::string> CellsOf(const OutlineBlock& row) {
  std::vector<std::string> cells;
  for (const Cell& cell : row.cells) cells.push_back(row.passage.text.substr(cell.span.start, cell.span.size()));
  return cells;
}

TEST(Outline, AnEscapedBarIsAWordOfItsCell) {
  const Outline outline = Read(
      "I. NHIỆM VỤ\n"
      "| TT | Việc | Chủ trì | Phối hợp | Thời hạn |\n"
      "|---|---|---|---|---|\n"
      "| 1 | Sửa \\| đổi | Vụ A | Vụ B | 30/6/2031 |\n"
      "| 2 | Bổ sung | Vụ A | Vụ B | 30/6/2031 \\| |\n");
  ASSERT_EQ(outline.blocks.size(), 3U);
  EXPECT_EQ(CellsOf(outline.blocks[1]), (std::vector<std::string>{"1", "Sửa | đổi", "Vụ A", "Vụ B", "30/6/2031"}));
  EXPECT_EQ(CellsOf(outline.blocks[2]), (std::vector<std::string>{"2", "Bổ sung", "Vụ A", "Vụ B", "30/6/2031 |"}));
}

TEST(Outline, ABreakWithinACellPartsItsLines) {
  const Outline outline = Read("I. A\n| TT | Việc |\n|---|---|\n| 1 | <br>Sửa<br/>đổi <b> <br><br> lại<br> |\n");
  ASSERT_EQ(outline.blocks.size(), 2U);
  EXPECT_EQ(CellsOf(outline.blocks[1]), (std::vector<std::string>{"1", "Sửa đổi <b> lại"}));
}

std::string Repeat(std::string_view unit, std::size_t count) {
  std::string out;
  out.reserve(unit.size() * count);
  for (std::size_t i = 0; i < count; ++i) out += unit;
  return out;
}

// Texts that would take hours if any step were not linear.
TEST(Outline, OddTextsTakeLinearTime) {
  EXPECT_EQ(Read(Repeat("\n", 300000)).order.size(), 0U);
  EXPECT_EQ(Read(Repeat("từ ", 1000000)).blocks.size(), 1U);
  EXPECT_EQ(Read(Repeat("1.\n", 100000)).sections.size(), 100000U);
  EXPECT_EQ(Read(Repeat("- a\n", 100000)).blocks.size(), 100000U);
  EXPECT_EQ(Read(Repeat("abc def\n", 100000)).blocks.size(), 1U);
  Read(Repeat("|\n", 100000));
  Read(Repeat("|\nA\n", 50000));
  Read(Repeat("| a | b |\n", 30000));
  Read(Repeat("TT    Nội dung\n", 40000));
  Read(Repeat("KT. GIÁM ĐỐC\n", 30000));
  Read(Repeat("Nơi nhận:\n- A;\n", 20000));
  Read(Repeat("1L TO CHUC\n", 30000));
  Read(Repeat("\fA - trang 2\n1 A\n2 B\n", 30000));
  Read("\f" + Repeat("a b c\n", 100000) + Repeat("7 A\n8 B\n", 50000) + "\fA\n");
  Read("\f" + Repeat("- 1 -\n", 100000) + Repeat("\f- 1 -\n", 100000));
}

}  // namespace
}  // namespace trichluc
