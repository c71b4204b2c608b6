#include "cli/give_way.h"

#include <gtest/gtest.h>

#ifdef __linux__
#include <sys/resource.h>

#include <thread>

namespace trichluc::cli {
namespace {

TEST(GiveWay, TheThreadThatCallsAndNoOther) {
  const int mine = getpriority(PRIO_PROCESS, 0);
  if (mine >= 5) GTEST_SKIP() << "the tests run behind others already (nice " << mine << ")";
  int its = mine;
  std::thread([&] {
    GiveWay();
    its = getpriority(PRIO_PROCESS, 0);
  }).join();
  EXPECT_GT(its, mine);
  EXPECT_EQ(getpriority(PRIO_PROCESS, 0), mine);
}

}  // namespace
}  // namespace trichluc::cli
#endif
