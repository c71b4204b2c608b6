// How many of several threads work at a time.
#pragma once

#include <algorithm>
#include <condition_variable>
#include <cstddef>
#include <mutex>

namespace trichluc::cli {

// For readers that come again and again, and for a writer whose work they would wait for in the end: it begins at once, and as long as it
// works one reader fewer does. So all threads together take no more of the machine than was asked for, and none has to wait for a
// writer that shares its processor with too many readers. Any thread may call.
class Turns {
 public:
  // At least one reader has a turn where nobody writes.
  explicit Turns(std::size_t most) : most_(std::max<std::size_t>(most, 1)) {}

  // A turn that ends with it.
  class Turn {
   public:
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;
    ~Turn() { turns_.End(); }

   private:
    friend class Turns;
    explicit Turn(Turns& turns) : turns_(turns) {}
    Turns& turns_;
  };

  [[nodiscard]] Turn ToRead() {
    std::unique_lock lock(mutex_);
    free_.wait(lock, [&] { return at_work_ < most_; });
    ++at_work_;
    return Turn(*this);
  }
  [[nodiscard]] Turn ToWrite() {
    const std::lock_guard lock(mutex_);
    ++at_work_;
    return Turn(*this);
  }

 private:
  void End() {
    {
      const std::lock_guard lock(mutex_);
      --at_work_;
    }
    free_.notify_one();
  }

  std::mutex mutex_;
  std::condition_variable free_;
  std::size_t at_work_ = 0;
  const std::size_t most_;
};

}  // namespace trichluc::cli
