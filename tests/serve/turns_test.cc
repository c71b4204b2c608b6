#include "serve/turns.h"

#include <gtest/gtest.h>

namespace trichluc::serve {
namespace {

class TurnsTest : public testing::Test {
 protected:
  bool Add(const std::string& client) { return turns_.Add(client, [] {}); }
  // Whose requests are begun now.
  std::string Begun() {
    std::string clients;
    while (const auto turn = turns_.Next()) clients += turn->client;
    return clients;
  }
  Turns turns_{{.threads = 3, .waiting = 5}};
};

TEST_F(TurnsTest, OneClientLeavesAThreadToOthers) {
  for (int i = 0; i < 5; ++i) EXPECT_TRUE(Add("a"));
  EXPECT_EQ(Begun(), "aa");
  EXPECT_TRUE(Add("b"));
  EXPECT_EQ(Begun(), "b");
}

TEST_F(TurnsTest, WhoHasLeastUnderWayIsNext) {
  for (int i = 0; i < 5; ++i) EXPECT_TRUE(Add("a"));
  EXPECT_EQ(Begun(), "aa");
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(Add("b"));
  EXPECT_TRUE(Add("c"));
  EXPECT_EQ(Begun(), "b");
  turns_.Done("a");
  EXPECT_EQ(Begun(), "c");  // who has had none yet
  turns_.Done("c");
  EXPECT_EQ(Begun(), "a");  // one each: whose turn was longest ago
  turns_.Done("a");
  turns_.Done("a");
  EXPECT_EQ(Begun(), "ab");
}

TEST_F(TurnsTest, SoManyOfOneClientWaitAndNoMore) {
  for (int i = 0; i < 5; ++i) EXPECT_TRUE(Add("a"));
  EXPECT_FALSE(Add("a"));
  EXPECT_TRUE(Add("b"));
  EXPECT_EQ(Begun(), "aba");
  EXPECT_TRUE(Add("a"));
}

TEST_F(TurnsTest, InTheEndNothingIsHeldBack) {
  for (int i = 0; i < 5; ++i) EXPECT_TRUE(Add("a"));
  turns_.End();
  EXPECT_EQ(Begun(), "aaaaa");
}

TEST(TurnsOfOneThreadTest, OneClientMayHaveIt) {
  Turns turns({.threads = 1, .waiting = 5});
  EXPECT_TRUE(turns.Add("a", [] {}));
  EXPECT_TRUE(turns.Next());
}

}  // namespace
}  // namespace trichluc::serve
