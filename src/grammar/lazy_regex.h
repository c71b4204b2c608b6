// An RE2 program that is made when it is first needed.
//
// A short document wakes only some of the rules, and making all their programs takes longer than reading it. Any number of
// threads may use one.
#pragma once

#include <cstdlib>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

#include <re2/re2.h>

namespace trichluc {

// For tests and benchmarks (TRICHLUC_LOG_REGEX_ERRORS): RE2 then says on stderr where it runs short of memory.
[[nodiscard]] inline bool RegexErrorsAreLogged() { return std::getenv("TRICHLUC_LOG_REGEX_ERRORS") != nullptr; }

class LazyRegex {
 public:
  LazyRegex(std::string regex, const RE2::Options& options) : regex_(std::move(regex)), options_(options) {}

  [[nodiscard]] const RE2& operator*() const {
    std::call_once(made_, [this] { program_ = std::make_unique<RE2>(regex_, options_); });
    return *program_;
  }
  [[nodiscard]] const RE2* operator->() const { return &**this; }

 private:
  std::string regex_;
  RE2::Options options_;
  mutable std::once_flag made_;
  mutable std::unique_ptr<RE2> program_;
};

}  // namespace trichluc
