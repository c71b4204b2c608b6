// Which runs of words are made one.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <random>
#include <span>
#include <vector>

#include "index/word_runs.h"

namespace trichluc::testing {
namespace {

constexpr std::int64_t kMost = 1000;

class Runs {
 public:
  Runs& Add(std::int64_t level, std::int64_t bytes, int count = 1) {
    for (int i = 0; i < count; ++i, ++next_) runs_.push_back({.id = next_, .level = level, .first = 10 * next_, .last = 10 * next_ + 9, .things = 10, .list_bytes = bytes / 2, .place_bytes = bytes - bytes / 2});
    return *this;
  }
  // The ids of the first and the last one that are joined, and how many they are.
  [[nodiscard]] std::vector<std::int64_t> Joined() const {
    const std::span<const WordRun> some = RunsToJoin(runs_, kMost);
    return some.empty() ? std::vector<std::int64_t>() : std::vector<std::int64_t>{some.front().id, some.back().id, static_cast<std::int64_t>(some.size())};
  }

 private:
  std::vector<WordRun> runs_;
  std::int64_t next_ = 1;
};

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(RunsToJoin, SixteenOfOneLevelAreJoined) {
  EXPECT_THAT(Runs().Joined(), IsEmpty());
  EXPECT_THAT(Runs().Add(0, 10, 15).Joined(), IsEmpty());
  EXPECT_THAT(Runs().Add(0, 10, 16).Joined(), ElementsAre(1, 16, 16));
  EXPECT_THAT(Runs().Add(2, 90, 3).Add(1, 50, 2).Add(0, 10, 16).Joined(), ElementsAre(6, 21, 16));
}

TEST(RunsToJoin, ThoseOfAnotherLevelKeepThemApart) {
  EXPECT_THAT(Runs().Add(0, 10, 9).Add(1, 10).Add(0, 10, 9).Joined(), IsEmpty());
  EXPECT_THAT(Runs().Add(0, 10, 16).Add(1, 10).Add(0, 10, 9).Joined(), ElementsAre(1, 16, 16));
}

TEST(RunsToJoin, TheLatestAreJoinedThatTogetherAreNotTooLarge) {
  EXPECT_THAT(Runs().Add(1, 62, 16).Joined(), ElementsAre(1, 16, 16));
  EXPECT_THAT(Runs().Add(1, 66, 16).Joined(), ElementsAre(2, 16, 15));
  EXPECT_THAT(Runs().Add(1, 250, 16).Joined(), ElementsAre(13, 16, 4));
  EXPECT_THAT(Runs().Add(1, 251, 20).Joined(), IsEmpty());
  EXPECT_THAT(Runs().Add(1, 950).Add(1, 10, 16).Joined(), ElementsAre(2, 17, 16));
  EXPECT_THAT(Runs().Add(1, 10, 16).Add(1, 2000).Joined(), ElementsAre(1, 16, 16));
  EXPECT_THAT(Runs().Add(1, 251, 20).Add(0, 10, 16).Joined(), ElementsAre(21, 36, 16));
}

// As adds of any sizes come, runs stay few, none is joined above the limit, and numbers stay in order.
TEST(RunsToJoin, RunsStayFew) {
  const unsigned seed = 7;
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  std::vector<WordRun> runs;
  std::int64_t all_bytes = 0;
  for (std::int64_t number = 1; number <= 20'000; ++number) {
    const std::int64_t bytes = 1 + static_cast<std::int64_t>(random() % 5);
    all_bytes += bytes;
    runs.push_back({.id = number, .first = number, .last = number, .things = 1, .list_bytes = bytes});
    for (std::span<const WordRun> some = RunsToJoin(runs, kMost); !some.empty(); some = RunsToJoin(runs, kMost)) {
      WordRun joined = {.level = some.front().level + 1, .first = some.front().first, .last = some.back().last};
      for (const WordRun& run : some) joined.list_bytes += run.bytes();
      ASSERT_LE(joined.list_bytes, kMost);
      const auto at = runs.begin() + (some.data() - runs.data());
      *at = joined;
      runs.erase(at + 1, at + static_cast<std::ptrdiff_t>(some.size()));
    }
    for (std::size_t i = 1; i < runs.size(); ++i) ASSERT_EQ(runs[i - 1].last + 1, runs[i].first);
  }
  EXPECT_LT(runs.size(), static_cast<std::size_t>(16 * all_bytes / kMost + 15 * 4));
}

}  // namespace
}  // namespace trichluc::testing
