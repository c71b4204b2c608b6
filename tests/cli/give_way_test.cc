#include "cli/give_way.h"

#include <gtest/gtest.h>

#ifdef __linux__
#include <sys/resource.h>

#include <thread>

namespace trichluc::cli {
namespace {

// How far behind others a thread is that gives way, and was so far behind before.
int BehindAfter(int before) {
  int after = 0;
  std::thread([&] {
    setpriority(PRIO_PROCESS, 0, before);
    GiveWay();
    after = getpriority(PRIO_PROCESS, 0);
  }).join();
  return after;
}

TEST(GiveWay, TheThreadThatCallsAndNoOther) {
  const int mine = getpriority(PRIO_PROCESS, 0);
  if (mine >= 19) GTEST_SKIP() << "the tests run behind all others already";
  EXPECT_GT(BehindAfter(mine), mine);
  EXPECT_GT(BehindAfter(18), 18);
  EXPECT_EQ(BehindAfter(19), 19);
  EXPECT_EQ(getpriority(PRIO_PROCESS, 0), mine);
}

}  // namespace
}  // namespace trichluc::cli
#endif
