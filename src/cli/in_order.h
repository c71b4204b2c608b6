// Work on many inputs at a time whose results come out in the order of the inputs.
#pragma once

#include <algorithm>
#include <condition_variable>
#include <cstddef>
#include <exception>
#include <mutex>
#include <optional>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

namespace trichluc::cli {

// Calls work(i) for each i below `count` on `threads` threads, and take(i, result) in the order of i on the calling thread.
// Stops early when take returns false. No more than two results for each thread wait to be taken: one slow input holds the
// others up instead of letting the memory fill with what comes after it. What work throws is thrown on to the caller.
template <typename Work, typename Take>
void InOrder(std::size_t count, std::size_t threads, const Work& work, const Take& take) {
  using Result = decltype(work(std::size_t{}));
  threads = std::min(threads, count);
  if (threads <= 1) {
    for (std::size_t i = 0; i < count; ++i) {
      if (!take(i, work(i))) return;
    }
    return;
  }

  const std::size_t window = 2 * threads;
  std::vector<std::optional<Result>> waiting(window);
  std::mutex mutex;
  std::condition_variable room;   // a result was taken, or it is over
  std::condition_variable ready;  // a result came, or work failed
  std::size_t next = 0;           // to be worked on
  std::size_t taken = 0;
  bool over = false;
  std::exception_ptr failure;

  const auto run = [&] {
    std::unique_lock lock(mutex);
    for (;;) {
      room.wait(lock, [&] { return over || next == count || next < taken + window; });
      if (over || next == count) return;
      const std::size_t i = next++;
      lock.unlock();
      std::optional<Result> result;
      std::exception_ptr thrown;
      try {
        result.emplace(work(i));
      } catch (...) {
        thrown = std::current_exception();
      }
      lock.lock();
      if (thrown) {
        failure = thrown;
        over = true;
        room.notify_all();
      } else {
        waiting[i % window] = std::move(result);
      }
      ready.notify_one();
    }
  };

  std::vector<std::thread> pool;
  const auto finish = [&] {
    {
      const std::lock_guard lock(mutex);
      over = true;
    }
    room.notify_all();
    for (std::thread& thread : pool) thread.join();
  };
  try {
    try {
      for (std::size_t i = 0; i < threads; ++i) pool.emplace_back(run);
    } catch (const std::system_error&) {
      if (pool.empty()) throw;  // the system gives no more: those that started do the work
    }
    for (std::size_t i = 0; i < count; ++i) {
      std::unique_lock lock(mutex);
      ready.wait(lock, [&] { return failure || waiting[i % window].has_value(); });
      if (failure) break;
      Result result = *std::exchange(waiting[i % window], std::nullopt);
      lock.unlock();
      const bool go_on = take(i, std::move(result));
      lock.lock();
      ++taken;
      lock.unlock();
      room.notify_all();
      if (!go_on) break;
    }
  } catch (...) {
    finish();
    throw;
  }
  finish();
  if (failure) std::rethrow_exception(failure);
}

}  // namespace trichluc::cli
