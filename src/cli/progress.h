// How far long work has come: one line on the standard error stream, written over itself, and gone at the end.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

namespace trichluc::cli {

class ProgressLine {
 public:
  // Where not `shown`, nothing is ever printed.
  explicit ProgressLine(bool shown) : shown_(shown), start_(Clock::now()) {}
  ~ProgressLine() { Clear(); }
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;

  // Whether it is time for another text; no more than ten times a second. Only then the text need be made.
  [[nodiscard]] bool Due() const { return shown_ && Clock::now() - last_ >= kInterval; }

  // Writes `text` over the last one, cut to the width of the terminal.
  void Show(std::string_view text);

  // Takes the line away. Before anything else is printed, or the two stand in one line.
  void Clear();

  // Since it was made.
  [[nodiscard]] double Seconds() const;

 private:
  using Clock = std::chrono::steady_clock;
  static constexpr std::chrono::milliseconds kInterval{100};  // faster than this nobody reads

  bool shown_;
  bool standing_ = false;
  Clock::time_point start_;
  Clock::time_point last_{};  // long ago: the first text is always due
};

// "12 s left", "7 min left", "2 h 05 min left": where `share` of the work (0 to 1) took `seconds`. Empty where nothing is
// done yet.
[[nodiscard]] std::string TimeLeft(double seconds, double share);

}  // namespace trichluc::cli
