// What repair makes of damaged lines, with the model and the tables of the project.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <map>

#include "repair/pages.h"
#include "support/builtin.h"
#include "support/documents.h"
#include "text/unicode.h"
#include "text/utf8.h"
#include "trichluc/train.h"

namespace trichluc {
namespace {

using testing::Builtin;
using ::testing::HasSubstr;

const Engine& With(RepairMode mode) {
  static std::map<RepairMode, Engine> engines;
  auto found = engines.find(mode);
  if (found == engines.end()) {
    Result<Engine> engine = Engine::Create({.repair = mode});
    found = engines.emplace(mode, std::move(engine).value()).first;
  }
  return found->second;
}

std::string Repaired(const Engine& engine, std::string_view text) {
  const auto lines = engine.Normalize({.name = "t", .bytes = text});
  std::string out;
  for (std::size_t i = 0; lines && i < lines->size(); ++i) out += (i > 0 ? "\n" : "") + (*lines)[i].text;
  return out;
}

std::string WithoutMarks(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = NextChar(text, at);
    const char32_t bare = BareLetter(c);
    AppendChar(out, IsLetter(ClassOf(c)) && ToLower(c) != c ? ToUpper(bare) : IsLetter(ClassOf(c)) ? bare : c);
  }
  return out;
}

struct Case {
  const char* read;
  const char* meant;
};

TEST(Repair, PutsMarksBack) {
  for (const auto& [read, meant] : std::initializer_list<Case>{
           {"Uy ban nhan dan tinh ban hanh ke hoach trien khai thuc hien", "Ủy ban nhân dân tỉnh ban hành kế hoạch triển khai thực hiện"},
           {"TO CHUC THUC HIEN", "TỔ CHỨC THỰC HIỆN"},
           {"Quyet dinh so 12/QD-UBND ngay 03/02/2025", "Quyết định số 12/QĐ-UBND ngày 03/02/2025"},
           {"theo Nghi dinh so 30/2020/ND-CP cua Chinh phu", "theo Nghị định số 30/2020/NĐ-CP của Chính phủ"}}) {
    EXPECT_EQ(Repaired(With(RepairMode::kMarks), read), meant);
  }
}

TEST(Repair, ReadsWhatAMachineWithoutVietnameseRead) {
  for (const auto& [read, meant] : std::initializer_list<Case>{
           {"Tang cudng céng tac tuyén truyén, van dong nhan dan", "Tăng cường công tác tuyên truyền, vận động nhân dân"},
           {"S6: 12/KH-UBND", "Số: 12/KH-UBND"},
           {"cac co’ quan, don vi", "các cơ quan, đơn vị"}}) {
    EXPECT_EQ(Repaired(With(RepairMode::kOcr), read), meant);
  }
}

TEST(Repair, MendsCodesDatesNumbersAndLabels) {
  for (const auto& [read, meant] : std::initializer_list<Case>{
           {"Kế hoạch số 68“KH-UBND ngày 25⁄02:2025 của tỉnh", "Kế hoạch số 68/KH-UBND ngày 25/02/2025 của tỉnh"},
           {"Chỉ thị số 33:CT-TTg ngày 2611/2021", "Chỉ thị số 33/CT-TTg ngày 26/11/2021"},
           {"Kết luận số 114-KL./TW ngày 14/7/2015", "Kết luận số 114-KL/TW ngày 14/7/2015"},
           {"Quyết định số 11-QÐ/TW ngày 18/02/2019", "Quyết định số 11-QĐ/TW ngày 18/02/2019"},
           {"Pháp lệnh số 34/2007/PL-UBTVQHI1 ngày 20/4/2007", "Pháp lệnh số 34/2007/PL-UBTVQH11 ngày 20/4/2007"},
           {"đạt trên B0% số hộ", "đạt trên 80% số hộ"},
           {"H. NHIỆM VỤ VÀ GIẢI PHÁP", "II. NHIỆM VỤ VÀ GIẢI PHÁP"},
           {"HỊ. TỔ CHỨC THỰC HIỆN", "III. TỔ CHỨC THỰC HIỆN"},
           {"4, Phòng Nội vụ thành phố", "4. Phòng Nội vụ thành phố"}}) {
    EXPECT_EQ(Repaired(With(RepairMode::kLight), read), meant);
  }
}

TEST(Repair, ACodeThatALineCutsIsJoinedAndTheLinesStay) {
  EXPECT_EQ(Repaired(With(RepairMode::kLight), "thực hiện Nghị quyết số 18-NQ/\nTW của Trung ương"), "thực hiện Nghị quyết số 18-NQ/TW\ncủa Trung ương");
}

TEST(Repair, LeavesWhatItDoesNotKnow) {
  for (const char* text : {"Công văn số 4127/BXD-QLN ngày 05/6/2024", "giai đoạn 2021-2025", "24.12.TT.10 và 39.7.NĐ", "khoản 1 Điều 24", "theo QCVN 03:2023/BCA về phương tiện", "- Đ/c Cục trưởng (để báo cáo);", "V/v thu thập", "địa chỉ http://example.vn/a_b"}) {
    EXPECT_EQ(Repaired(With(RepairMode::kLight), text), text);
  }
}

TEST(Repair, NothingIsLostOrDoubled) {
  EXPECT_EQ(Repaired(With(RepairMode::kLight), "11.KH-UBND"), "11/KH-UBND");
  for (const char* text : {"30/\n2020/NĐ-CP ngày\n", "Kế hoạch số 45/\n\n\nKH-UBND ngày 3\ncủa\n", "Lớp 5\"A, 5\"B\n30/\n2020/NĐ-CP ngày 3\n11.KH-UBND\n"}) {
    const std::string_view given = text;
    const std::string repaired = Repaired(With(RepairMode::kLight), given);
    EXPECT_EQ(std::count(repaired.begin(), repaired.end(), '\n'), std::count(given.begin(), given.end(), '\n') - 1) << repaired;
  }
}

TEST(Repair, LettersAndFormulasAreNoNumerals) {
  for (const char* text : {"K. PHỤ LỤC CHUNG", "M. DANH SÁCH ĐƠN VỊ", "nồng độ SO2% và O3%", "dân tộc H'Mông, K'Ho"}) {
    EXPECT_EQ(Repaired(With(RepairMode::kLight), text), text);
  }
  EXPECT_EQ(Repaired(With(RepairMode::kLight), "G. ĐƠN VỊ PHỐI HỢP\nH. ĐƠN VỊ KHÁC THAM GIA"), "G. ĐƠN VỊ PHỐI HỢP\nH. ĐƠN VỊ KHÁC THAM GIA");
}

TEST(Repair, ALetterThatGoesOnARowIsNoNumeral) {
  for (const char* text :
       {"K. PHỤ LỤC CHUNG\nL. DANH SÁCH ĐƠN VỊ", "G. ĐƠN VỊ PHỐI HỢP\n1. Phòng Nội vụ\nH. ĐƠN VỊ KHÁC THAM GIA"}) {
    EXPECT_EQ(Repaired(With(RepairMode::kLight), text), text);
  }
  EXPECT_EQ(Repaired(With(RepairMode::kLight), "B. NỘI DUNG KẾ HOẠCH\nI. MỤC ĐÍCH CHUNG\nH. NHIỆM VỤ CHÍNH"),
            "B. NỘI DUNG KẾ HOẠCH\nI. MỤC ĐÍCH CHUNG\nII. NHIỆM VỤ CHÍNH");
}

TEST(Repair, AnAddressIsNoNumberedLine) {
  for (const char* text : {"12, Nguyễn Văn Cừ", "12, Nguyễn Văn Cừ, phường Tân Lập"})
    EXPECT_EQ(Repaired(With(RepairMode::kLight), text), text);
  EXPECT_EQ(Repaired(With(RepairMode::kLight), "11. Sở Tư Pháp\n12, Sở Nội Vụ"), "11. Sở Tư Pháp\n12. Sở Nội Vụ");
}

TEST(Repair, FiguresAreDatesAndSharesOnlyWhereOneIsExpected) {
  for (const char* text : {"có 1112/2015 hộ nghèo", "Quyết định số 1210/2020 của tỉnh", "đạt 2912/2000 lượt",
                           "theo TCVN 6.1:2009", "tỷ lệ 1.5:2000", "Vitamin B1%", "B1%% và B0%%", "lúc 10:12:2024"}) {
    EXPECT_EQ(Repaired(With(RepairMode::kLight), text), text);
  }
  for (const auto& [read, meant] : std::initializer_list<Case>{{"ngày 10:12:2024", "ngày 10/12/2024"},
                                                               {"Ngày 26/112021", "Ngày 26/11/2021"},
                                                               {"Trên B0% số hộ", "Trên 80% số hộ"}}) {
    EXPECT_EQ(Repaired(With(RepairMode::kLight), read), meant);
  }
  // A right page, on which one code was misread.
  const char* right = "Kế hoạch số 68“KH-UBND của tỉnh, lúc ngày 10:12:2024, ngày 2611/2021, đạt B0% số hộ";
  EXPECT_EQ(Repaired(Builtin(), right),
            "Kế hoạch số 68/KH-UBND của tỉnh, lúc ngày 10:12:2024, ngày 2611/2021, đạt B0% số hộ");
}

TEST(Repair, UnitsFormulasAddressesAndNamesStay) {
  for (const RepairMode mode : {RepairMode::kLight, RepairMode::kOcr}) {
    for (const char* text :
         {"rộng 12 m², 5 m³ và 7 µg/m³", "công suất 5 kW và 10 kWh", "nhiệt độ 37 °C (hay 310°K)", "khí CO₂, ion Na⁺",
          "công thức v=s/t", "a=b, f(x)=ax+b", "(K'Ho), ‘H'rê’, (H'Mông, H’Mông", "ab@c.vn, a@b.vn, tt.hue.vn",
          "“ke_hoach.pdf” và thon.doc", "trang tinh.vn; WWW.tinh.vn (www.tinh.vn)", "WWW. (www."}) {
      EXPECT_EQ(Repaired(With(mode), text), text);
    }
  }
}

TEST(Repair, WordsBesideAUnitAreMended) {
  EXPECT_EQ(Repaired(With(RepairMode::kMarks), "binh quan tinh m²/nguoi tang"), "bình quân tính m²/người tăng");
}

TEST(Repair, TheLastWordOfALineInCapitalsKeepsThem) {
  for (const char* text : {"TRUNG TÂM Y TẾ\nNguyễn Văn A", "TRUNG TÂM Y TẾ\r\nNguyễn Văn A"}) {
    EXPECT_EQ(Repaired(With(RepairMode::kLight), text), "TRUNG TÂM Y TẾ\nNguyễn Văn A");
  }
}

TEST(Repair, BothEndsOfLinesAreRepairedAlike) {
  EXPECT_EQ(Repaired(With(RepairMode::kLight), "thực hiện Nghị quyết số 18-NQ/\r\nTW của Trung ương"),
            "thực hiện Nghị quyết số 18-NQ/TW\ncủa Trung ương");
  EXPECT_EQ(Repaired(With(RepairMode::kLight), "Kế hoạch số 45:KH-\r\nUBND của tỉnh"),
            Repaired(With(RepairMode::kLight), "Kế hoạch số 45:KH-\nUBND của tỉnh"));
}

// Names and a typist's slips are the writer's; letters that Vietnamese does not have are the machine's.
TEST(Repair, OnRightPagesOnlyWhatAMachineDoesIsMended) {
  const std::string plan = testing::CorpusDocuments().front().bytes;
  for (const char* text :
       {"Các xã Púng Bánh, Pánh, Dợ, Séo Mý Tỷ, Khal, Nhoong tổ chức thực hiện kế hoạch này.",
        "Học sinh không mang ngùa vào lớp trong giờ học.", "Các thôn không có thủy lỡi phải báo cáo."}) {
    const std::string whole = plan + "\n" + text + "\nHết.\n";
    const auto repairs = Builtin().Repair({.name = "t", .bytes = whole});
    ASSERT_TRUE(repairs);
    for (const RepairEdit& edit : repairs->edits) ADD_FAILURE() << edit.read << " → " << edit.meant;
  }
}

TEST(Repair, RowsOfDigitsAndSignsTakeNoLonger) {
  std::string numbers;
  for (int i = 0; i < 200000; ++i) numbers += std::to_string(i % 1000) + ",";
  std::string leaders;
  for (int i = 0; i < 4000; ++i)
    leaders += "Họ tên: " + std::string(static_cast<std::size_t>(5 + i % 60), '_') + "…|\nxã" +
               std::string(static_cast<std::size_t>(4 + i % 70), '.') + "\n";
  const auto start = std::chrono::steady_clock::now();
  for (const std::string& text : {std::string(1 << 20, '1'), numbers, leaders})
    EXPECT_FALSE(Repaired(With(RepairMode::kLight), text).empty());
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(10));
}

TEST(Repair, TabsAndForeignWordsTakeNoLonger) {
  std::string text;
  for (int i = 0; i < 6000; ++i) text += "qwx" + std::to_string(i % 7) + "\tzzkq\t";
  const auto start = std::chrono::steady_clock::now();
  EXPECT_FALSE(Repaired(Builtin(), text).empty());
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(5));
}

TEST(Repair, OffRepairsNothing) {
  const char* text = "Uy ban nhan dan tinh ban hanh ke hoach trien khai thuc hien cong tac dan van";
  EXPECT_EQ(Repaired(With(RepairMode::kOff), text), text);
}

TEST(Repair, RightPlansAreNotTouched) {
  for (const testing::Document& document : testing::CorpusDocuments()) {
    const auto repairs = Builtin().Repair({.name = document.name, .bytes = document.bytes});
    ASSERT_TRUE(repairs) << repairs.error().message;
    EXPECT_EQ(repairs->damage, Damage::kNone) << document.name;
    for (const RepairEdit& edit : repairs->edits) ADD_FAILURE() << document.name << ": " << edit.read << " → " << edit.meant;
  }
}

TEST(Repair, PlansWithoutMarksAreRecognizedAndRepaired) {
  std::size_t syllables = 0;
  std::size_t errors = 0;
  for (const testing::Document& document : testing::CorpusDocuments()) {
    const std::string bare = WithoutMarks(document.bytes);
    const auto repairs = Builtin().Repair({.name = document.name, .bytes = bare});
    ASSERT_TRUE(repairs);
    EXPECT_EQ(repairs->damage, Damage::kMarks) << document.name;
    const RepairScore score = ScoreRepair(document.bytes, bare, Repaired(Builtin(), bare));
    syllables += score.syllables;
    errors += score.errors_after;
  }
  EXPECT_LT(static_cast<double>(errors), 0.03 * static_cast<double>(syllables));
}

TEST(Repair, EditsSayWhatWasReadWhereAndWhy) {
  const std::string text = "Kế hoạch số 68“KH-UBND của Uỷ ban\n";
  const auto repairs = With(RepairMode::kLight).Repair({.name = "t", .bytes = text});
  ASSERT_TRUE(repairs);
  ASSERT_EQ(repairs->edits.size(), 1U);
  const RepairEdit& edit = repairs->edits[0];
  EXPECT_EQ(text.substr(edit.span.start, edit.span.size()), edit.read);
  EXPECT_EQ(edit.read, "68“KH-UBND");
  EXPECT_EQ(edit.meant, "68/KH-UBND");
  EXPECT_EQ(Name(edit.reason), "code");
  EXPECT_GT(edit.probability, 0.9);
}

TEST(Repair, PagesAreJudgedByThemselves) {
  const std::string right = testing::CorpusDocuments().front().bytes;
  const std::string mixed = right + "\f" + WithoutMarks(right);
  const auto repairs = Builtin().Repair({.name = "t", .bytes = mixed});
  ASSERT_TRUE(repairs);
  ASSERT_FALSE(repairs->edits.empty());
  EXPECT_GT(repairs->edits.front().span.start, right.size());
}

TEST(Repair, DecomposedTextLeadsBackToItsBytes) {
  const std::string text = "Quyết định số 12:QĐ-UBND của Ủy ban nhân dân";
  // NFD of the first words: the marks stand behind their letters.
  const std::string decomposed = "Quye\xCC\x82\xCC\x81t \xC4\x91i\xCC\xA3nh so\xCC\x82\xCC\x81 12:Q\xC4\x90-UBND c\xE1\xBB\xA7" "a t\xE1\xBB\x89nh";
  const auto repairs = With(RepairMode::kLight).Repair({.name = "t", .bytes = decomposed});
  ASSERT_TRUE(repairs);
  ASSERT_EQ(repairs->edits.size(), 1U);
  const RepairEdit& edit = repairs->edits[0];
  EXPECT_EQ(decomposed.substr(edit.span.start, edit.span.size()), "12:Q\xC4\x90-UBND");
}

TEST(Pages, AreTheWholeText) {
  std::string text;
  for (int i = 0; i < 3000; ++i) text += "một dòng chữ\n";
  text += "\f" + std::string(40000, 'x');
  std::size_t at = 0;
  for (const Span& page : CutPages(text)) {
    EXPECT_EQ(page.start, at);
    EXPECT_GT(page.end, page.start);
    at = page.end;
  }
  EXPECT_EQ(at, text.size());
  EXPECT_TRUE(CutPages("").empty());
}

TEST(Pages, AreTheSameWhateverEndsTheLines) {
  std::string text;
  std::string returns;
  for (int i = 0; i < 2000; ++i) {
    text += "một dòng chữ\n";
    returns += "một dòng chữ\r\n";
  }
  const auto pages = CutPages(text);
  const auto others = CutPages(returns);
  ASSERT_EQ(pages.size(), others.size());
  for (std::size_t p = 0; p < pages.size(); ++p) {
    const std::string_view other = std::string_view(returns).substr(others[p].start, others[p].size());
    EXPECT_EQ(pages[p].size(), other.size() - static_cast<std::size_t>(std::count(other.begin(), other.end(), '\r')));
  }
}

TEST(RepairScore, CountsAsTheScorerDoes) {
  const RepairScore score = ScoreRepair("Một hai, ba bốn.", "mot hai ba", "một HAI bà bốn");
  EXPECT_EQ(score.syllables, 4U);
  EXPECT_EQ(score.errors_before, 2U);
  EXPECT_EQ(score.errors_after, 1U);
  EXPECT_EQ(score.harmed, 1U);
}

TEST(Repair, AMissingModelIsAnErrorOnlyWhereRepairWasAskedFor) {
  const auto engine = Engine::Create({.repair = RepairMode::kOcr, .model = "/nowhere/model.lm"});
  ASSERT_FALSE(engine);
  EXPECT_THAT(engine.error().message, HasSubstr("/nowhere/model.lm"));
}

}  // namespace
}  // namespace trichluc
