// Inputs that nobody means well with: a clear error or a diagnostic, within a time that grows with the input alone.
//
// The times are ten times what a slow machine needs; sanitizers are slower still, and get the factor below.
#include <gtest/gtest.h>

#include <algorithm>
#include <ctime>
#include <nlohmann/json.hpp>

#include "support/builtin.h"
#include "trichluc/trichluc.h"

namespace trichluc {
namespace {

using namespace std::string_literals;
using testing::Builtin;

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr double kSlowness = 30;
#else
constexpr double kSlowness = 1;
#endif

Result<Extraction> Read(std::string_view bytes) { return Builtin().Extract({.name = "odd.txt", .bytes = bytes}); }

std::string Repeated(std::string_view unit, std::size_t bytes) {
  std::string text;
  text.reserve(bytes + unit.size());
  while (text.size() < bytes) text += unit;
  return text;
}

bool Has(const Extraction& plan, DiagnosticCode code) {
  return std::any_of(plan.diagnostics.begin(), plan.diagnostics.end(), [&](const Diagnostic& d) { return d.code == code; });
}

// Of this process: what else the machine does does not count.
double CpuSeconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

double SecondsToRead(std::string_view bytes) {
  const double start = CpuSeconds();
  EXPECT_TRUE(Read(bytes));
  return CpuSeconds() - start;
}

// Reads `bytes` within `seconds` and gives JSON.
Extraction ReadWithin(double seconds, std::string_view bytes) {
  const double start = CpuSeconds();
  const Result<Extraction> plan = Read(bytes);
  EXPECT_LT(CpuSeconds() - start, seconds * kSlowness) << bytes.size() << " bytes";
  EXPECT_TRUE(plan) << (plan ? "" : plan.error().message);
  return plan ? *plan : Extraction{};
}

TEST(Hostile, EmptyAndBlankInputsGiveADiagnostic) {
  for (const std::string& bytes : {""s, "\n"s, " \t \r\n\r\n"s, "\xEF\xBB\xBF"s, "\f\f"s, "\u200B\u00A0"s}) {
    const Result<Extraction> plan = Read(bytes);
    ASSERT_TRUE(plan);
    EXPECT_TRUE(plan->sections.empty() && plan->blocks.empty());
    EXPECT_TRUE(Has(*plan, DiagnosticCode::kUnknownStructure)) << ::testing::PrintToString(bytes);
    EXPECT_TRUE(nlohmann::json::accept(ToJson(*plan)));
  }
}

TEST(Hostile, BinaryInputIsRefusedWithItsName) {
  std::string noise(4096, '\0');
  for (std::size_t i = 0; i < noise.size(); ++i) noise[i] = static_cast<char>(i * 2654435761U >> 13);
  const Result<Extraction> plan = Read(noise);
  ASSERT_FALSE(plan);
  EXPECT_EQ(plan.error().code, Error::Code::kUnsupported);
  EXPECT_NE(plan.error().message.find("odd.txt"), std::string::npos);
}

TEST(Hostile, ACutCharacterIsReported) {
  const Result<Extraction> plan = Read("I. MỤC TIÊU\n- Phấn đấu 90% số hộ dùng nước sạch \xE1\xBB");
  ASSERT_TRUE(plan);
  EXPECT_TRUE(Has(*plan, DiagnosticCode::kTruncatedInput));
  EXPECT_EQ(plan->targets.size(), 1U);
}

TEST(Hostile, OneLongLine) {
  const Extraction plan = ReadWithin(60, Repeated("Sở Y tế chủ trì, phối hợp với Công an tỉnh báo cáo trước ngày 15/12/2026; ", 20 << 20));
  EXPECT_FALSE(plan.blocks.empty());
}

TEST(Hostile, OneLongLineWithoutSpaces) { ReadWithin(30, Repeated("KH/", 4 << 20)); }

TEST(Hostile, OneLongWord) { ReadWithin(30, std::string(20 << 20, 'a')); }

TEST(Hostile, AMillionLabels) {
  ReadWithin(30, Repeated("1. \n", 1 << 20));
  ReadWithin(30, Repeated("I. A\n1. B\na) C\n- D\n", 1 << 20));
  ReadWithin(30, Repeated("1.1.1.1.1.1.1.1.", 1 << 20));
  ReadWithin(30, Repeated("Điều 1. ", 1 << 20));
}

TEST(Hostile, AMillionSigns) {
  for (const char* unit :
       {"|", "*", "**a", "(", "“", "- ", "|\n", "\\", "\\|", "\r", "#", "%", ";", "số ", "\xCC\x81", "/"}) {
    SCOPED_TRACE(unit);
    ReadWithin(30, "I. A\n- " + Repeated(unit, 1 << 20));
  }
}

TEST(Hostile, OneLineOfStars) { ReadWithin(10, Repeated("* ", 1 << 19)); }

TEST(Hostile, OneLetterWithManyMarks) {
  for (const char* unit : {"\u0323\u0302", "\u0302\u0323", "\u0F73"}) {
    SCOPED_TRACE(unit);
    ReadWithin(10, "I. A\n- e" + Repeated(unit, 1 << 20));
  }
}

TEST(Hostile, ACellOfManyLines) {
  for (const char* unit : {"a<br>", "a<br/>", "a<"}) {
    SCOPED_TRACE(unit);
    ReadWithin(10, "I. A\n| TT | Việc |\n|---|---|\n| 1 | " + Repeated(unit, 1 << 20) + " |\n");
  }
}

// Rows of words that may be any of a dozen others.
TEST(Hostile, TwiceTheRowsAreRepairedInTwiceTheTime) {
  const std::string half = Repeated("a | a | a\n", 200'000);
  const std::string whole = Repeated("a | a | a\n", 400'000);
  ReadWithin(20, whole);
  double half_time = 1e9;
  double whole_time = 1e9;
  for (int run = 0; run < 3; ++run) {
    half_time = std::min(half_time, SecondsToRead(half));
    whole_time = std::min(whole_time, SecondsToRead(whole));
  }
  EXPECT_LT(whole_time, 3 * half_time);
}

TEST(Hostile, ManyMentionsInOneBlock) {
  ReadWithin(30, "I. A\n- " + Repeated("Quyết định số 15/QĐ-UBND, ", 1 << 20));
  ReadWithin(30, "I. A\n- Giao " + Repeated("Sở Y tế, ", 1 << 20));
  ReadWithin(30, "I. A\n- " + Repeated("khoản 1 Điều 2 ", 1 << 20));
}

// Sixteen kilobytes stand for any size: what grows with the square of a block shows here already.
TEST(Hostile, ManyTargetsInOneBlock) { ReadWithin(1, "I. A\n- " + Repeated("90% xã, ", 16 << 10)); }

TEST(Hostile, ManyDeadlinesInOneBlock) { ReadWithin(1, "I. A\n- " + Repeated("trước ngày 15/12, ", 16 << 10)); }

// The passage is as long as one is read whole. The shortest of some runs each: what else the machine does only adds.
TEST(Hostile, TwiceTheTargetsTakeTwiceTheTime) {
  constexpr std::size_t kLongest = 60 << 10;
  for (const char* unit : {"90% xã, ", "90% xã ", "trên 90% hồ sơ được xử lý; ", "xây dựng 25 mô hình, ", "có ít nhất 04 tin "}) {
    const std::string half = "I. A\n- " + Repeated(unit, kLongest / 2);
    const std::string whole = "I. A\n- " + Repeated(unit, kLongest);
    double half_time = 1e9;
    double whole_time = 1e9;
    for (int run = 0; run < 5; ++run) {
      half_time = std::min(half_time, SecondsToRead(half));
      whole_time = std::min(whole_time, SecondsToRead(whole));
    }
    EXPECT_LT(whole_time, 3 * half_time) << unit;
  }
}

TEST(Hostile, BadBytesEverywhereElse) {
  const Extraction plan = ReadWithin(30, "I. A\n" + Repeated("- Sở Y tế thực hiện \xFF\n", 2 << 20));
  EXPECT_TRUE(Has(plan, DiagnosticCode::kUndecodableBytes));
  EXPECT_LT(plan.diagnostics.size(), 1000U);
}

}  // namespace
}  // namespace trichluc
