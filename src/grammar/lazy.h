// A thing that is made when it is first needed.
//
// A short document wakes only some of the rules, and making all their programs takes longer than reading it. Any number of
// threads may use one; whoever comes first makes it, and the others wait.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <utility>

namespace trichluc {

template <typename T>
class Lazy {
 public:
  using Make = std::function<std::unique_ptr<const T>()>;

  explicit Lazy(Make make) : make_(std::move(make)) {}

  [[nodiscard]] const T& operator*() const {
    const T* made = made_.load(std::memory_order_acquire);  // std::call_once alone costs more than many a match
    return made != nullptr ? *made : MakeOnce();
  }
  [[nodiscard]] const T* operator->() const { return &**this; }

 private:
  const T& MakeOnce() const {
    std::call_once(once_, [this] {
      value_ = make_();
      made_.store(value_.get(), std::memory_order_release);
    });
    return *value_;
  }

  Make make_;
  mutable std::once_flag once_;
  mutable std::unique_ptr<const T> value_;
  mutable std::atomic<const T*> made_{nullptr};
};

}  // namespace trichluc
