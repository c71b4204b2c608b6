// How a batch goes: the progress line, the errors of inputs as they come, and the line of sums at the end.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "cli/input_reader.h"
#include "cli/progress.h"
#include "cli/work.h"

namespace trichluc::cli {

// Pages are told by the threads that read; all else by one thread.
class BatchReport {
 public:
  BatchReport(const Work& work, bool shows_progress);

  // So many inputs, the first ones, were done by an earlier run, with these errors.
  void TakeEarlier(std::size_t inputs, const std::vector<std::string>& errors);

  // Shows the progress line where it is time for it.
  void Show();

  // What the pages of input i are told to while it is read, on any thread.
  [[nodiscard]] PageProgress PagesOf(std::size_t i);

  // Input i is done.
  void Take(std::size_t i, const Outcome& outcome);

  // Are all inputs done?
  [[nodiscard]] bool IsWhole() const { return earlier_ + taken_ == work_.paths.size(); }

  // The exit code. `fault` is what was wrong with the output.
  int End(const Engine& engine, const std::optional<Error>& fault);

 private:
  struct Pages {
    std::uint32_t done = 0;
    std::uint32_t all = 0;  // 0: nobody knows
  };

  void ShowLocked();
  [[nodiscard]] double BytesInHand() const;
  [[nodiscard]] std::string PagesInHand(double seconds) const;
  [[nodiscard]] std::string Summary() const;

  const Work& work_;
  bool shows_progress_;
  std::mutex mutex_;  // of all below
  ProgressLine line_;
  std::map<std::size_t, Pages> in_hand_;  // inputs that are being read
  std::uint64_t pages_done_ = 0;
  std::size_t earlier_ = 0;         // inputs done by an earlier run
  std::size_t read_earlier_ = 0;    // of those the ones without an error
  std::size_t taken_ = 0;           // inputs done by this one
  std::size_t failed_ = 0;          // by both, and folders
  std::uint64_t bytes_read_ = 0;    // by this run
  std::uint64_t bytes_passed_ = 0;  // of the inputs that were taken, read or not
  std::uint64_t bytes_earlier_ = 0;
};

}  // namespace trichluc::cli
