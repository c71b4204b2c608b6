// Files that crash, hang or eat their decoder cost themselves and nothing else.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <fcntl.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "ingest/decoder_pool.h"
#include "pages/wire.h"
#include "trichluc/engine.h"

namespace trichluc {
namespace {

using ::testing::HasSubstr;

DecoderLimits Tight() {
  DecoderLimits limits;
  limits.stall = std::chrono::milliseconds(2000);
  limits.total = std::chrono::milliseconds(5000);
  limits.memory = 512ULL << 20;
  limits.result = 1 << 20;
  return limits;
}

Result<PagedText> Ask(DecoderPool& pool, const std::string& bytes) { return pool.Decode({.name = "plan.pdf", .bytes = bytes}); }

class DecoderPoolTest : public ::testing::Test {
 protected:
  // What is said of a file, and that the next file is read all the same.
  std::string ErrorOf(const std::string& order) {
    const Result<PagedText> answer = Ask(pool_, order);
    EXPECT_FALSE(answer) << order;
    const Result<PagedText> next = Ask(pool_, "the next file");
    EXPECT_TRUE(next && next->text == "the next file") << order;
    return answer ? "" : answer.error().message;
  }

  DecoderPool pool_{TRICHLUC_FAKE_DECODER, Tight()};
};

TEST_F(DecoderPoolTest, ReadsOneFileAfterTheOther) {
  for (int i = 0; i < 450; ++i) {
    const Result<PagedText> answer = Ask(pool_, std::to_string(i));
    ASSERT_TRUE(answer) << answer.error().message;
    EXPECT_EQ(answer->text, std::to_string(i));
  }
}

TEST_F(DecoderPoolTest, ACrashCostsOneFile) { EXPECT_THAT(ErrorOf("crash"), HasSubstr("plan.pdf: the decoder ended by signal 6")); }
TEST_F(DecoderPoolTest, AnEndCostsOneFile) { EXPECT_THAT(ErrorOf("exit"), HasSubstr("with status 3")); }
TEST_F(DecoderPoolTest, AHangIsEnded) { EXPECT_THAT(ErrorOf("hang"), HasSubstr("no progress")); }
TEST_F(DecoderPoolTest, ProgressWithoutEndIsEnded) { EXPECT_THAT(ErrorOf("crawl"), HasSubstr("took more than")); }
TEST_F(DecoderPoolTest, MemoryIsBounded) { EXPECT_THAT(ErrorOf("eat"), HasSubstr("the decoder ended")); }
TEST_F(DecoderPoolTest, OutputIsBounded) { EXPECT_THAT(ErrorOf("flood"), HasSubstr("more than 1048576 bytes")); }
// A socket of a server that a decoder held as well would not close when the server closes it.
TEST_F(DecoderPoolTest, ADecoderHasNoFilesOfItsUser) {
  const int file = open("/dev/null", O_RDONLY);
  ASSERT_GE(file, 0);
  EXPECT_THAT(ErrorOf("files"), HasSubstr("3 files are open"));
  close(file);
}
TEST_F(DecoderPoolTest, NonsenseIsNoText) { EXPECT_THAT(ErrorOf("nonsense"), HasSubstr("gave no sense")); }
TEST_F(DecoderPoolTest, AnUnknownAnswerIsNoText) { EXPECT_THAT(ErrorOf("unknown"), HasSubstr("gave no sense")); }
TEST_F(DecoderPoolTest, SpansOutsideTheTextAreNone) { EXPECT_THAT(ErrorOf("outside"), HasSubstr("gave no sense")); }
TEST_F(DecoderPoolTest, ARefusalIsToldAsItIs) { EXPECT_EQ(ErrorOf("refuse"), "plan.pdf: cannot be read: it is refused"); }

TEST_F(DecoderPoolTest, ManyThreadsEachGetTheirOwnAnswer) {
  std::vector<std::thread> threads;
  std::vector<int> wrong(8, 0);
  for (int t = 0; t < 8; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < 20; ++i) {
        const std::string text = std::to_string(t) + ":" + std::to_string(i);
        const bool crash = (i + t) % 7 == 0;
        const Result<PagedText> answer = Ask(pool_, crash ? "crash" : text);
        if (crash ? answer.ok() : !answer || answer->text != text) ++wrong[static_cast<std::size_t>(t)];
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_THAT(wrong, ::testing::Each(0));
}

TEST_F(DecoderPoolTest, PagesAreToldAsTheyAreDone) {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> told;
  const auto note = [&](std::uint32_t done, std::uint32_t all) { told.emplace_back(done, all); };
  EXPECT_TRUE(pool_.Decode({.name = "plan.pdf", .bytes = "pages", .progress = note}));
  EXPECT_THAT(told, ::testing::ElementsAre(std::pair(1U, 3U), std::pair(2U, 3U), std::pair(3U, 3U)));
}

TEST(DecoderPool, WhatTheKernelLacksIsSaid) {
  setenv("TRICHLUC_FAKE_WARNING", "Landlock (files)", 1);
  DecoderPool pool(TRICHLUC_FAKE_DECODER, Tight());
  EXPECT_EQ(pool.warning(), "");  // nobody has asked yet
  EXPECT_TRUE(Ask(pool, "a file"));
  EXPECT_EQ(pool.warning(), "Landlock (files)");
  const Result<Engine> engine = Engine::Create({.repair = RepairMode::kOff, .decoder = TRICHLUC_FAKE_DECODER});
  EXPECT_EQ(engine->DecoderWarning(), "");
  EXPECT_TRUE(engine->Extract({.name = "plan.pdf", .bytes = "%PDF-1.4"}));
  EXPECT_EQ(engine->DecoderWarning(), "Landlock (files)");
  unsetenv("TRICHLUC_FAKE_WARNING");
}

TEST(DecoderPool, AMissingProgramIsAnErrorThatNamesIt) {
  DecoderPool pool("/no/such/decoder", {});
  const Result<PagedText> answer = Ask(pool, "x");
  ASSERT_FALSE(answer);
  EXPECT_THAT(answer.error().message, HasSubstr("/no/such/decoder"));
}

TEST(Wire, GivesBackWhatWasSaid) {
  PagedText paged;
  paged.media_type = "application/pdf";
  paged.text = "một hai";
  paged.pages.push_back({{0, paged.text.size()}, 595, 842, true});
  paged.words.push_back({{0, 5}, 0, {1, 2, 3, 4}, 0.5F});
  paged.diagnostics.push_back({DiagnosticCode::kLostPage, Severity::kError, "trang", {1, 2}});
  const std::string bytes = ToWire(paged);
  const std::optional<PagedText> back = FromWire(bytes);
  ASSERT_TRUE(back);
  EXPECT_EQ(ToWire(*back), bytes);
  EXPECT_EQ(back->words[0].box, (Box{1, 2, 3, 4}));
  // Cut anywhere it is nothing.
  for (std::size_t size = 0; size < bytes.size(); ++size) EXPECT_FALSE(FromWire(std::string_view(bytes).substr(0, size))) << size;
  EXPECT_FALSE(FromWire(bytes + "x"));
}

}  // namespace
}  // namespace trichluc
