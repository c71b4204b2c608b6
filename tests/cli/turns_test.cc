#include "cli/turns.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <future>
#include <memory>
#include <thread>
#include <vector>

namespace trichluc::cli {
namespace {

using namespace std::chrono_literals;

TEST(Turns, NoMoreReadThanWereAskedFor) {
  Turns turns(3);
  std::atomic<int> at_work = 0;
  std::atomic<int> most = 0;
  std::vector<std::thread> readers;
  for (int i = 0; i < 8; ++i) {
    readers.emplace_back([&] {
      for (int k = 0; k < 200; ++k) {
        const Turns::Turn turn = turns.ToRead();
        const int now = ++at_work;
        for (int seen = most; seen < now && !most.compare_exchange_weak(seen, now);) {}
        std::this_thread::yield();
        --at_work;
      }
    });
  }
  for (std::thread& reader : readers) reader.join();
  EXPECT_LE(most, 3);
  EXPECT_GE(most, 1);
}

TEST(Turns, AWriterBeginsAtOnceAndAReaderFewerWorks) {
  Turns turns(1);
  auto reading = std::unique_ptr<Turns::Turn>(new Turns::Turn(turns.ToRead()));
  auto writing = std::unique_ptr<Turns::Turn>(new Turns::Turn(turns.ToWrite()));  // though there is no turn left
  std::future<void> next = std::async(std::launch::async, [&] { const Turns::Turn turn = turns.ToRead(); });
  EXPECT_EQ(next.wait_for(20ms), std::future_status::timeout);
  reading.reset();
  EXPECT_EQ(next.wait_for(20ms), std::future_status::timeout) << "a reader began beside the writer";
  writing.reset();
  EXPECT_EQ(next.wait_for(60s), std::future_status::ready);
}

TEST(Turns, OneReadsWhereNoneWereAskedFor) {
  Turns turns(0);
  const Turns::Turn turn = turns.ToRead();
}

}  // namespace
}  // namespace trichluc::cli
