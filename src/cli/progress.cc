#include "cli/progress.h"

#include <algorithm>
#include <cstdio>

#include "cli/terminal.h"

namespace trichluc::cli {

void ProgressLine::Show(std::string_view text) {
  if (!shown_) return;
  last_ = Clock::now();
  standing_ = true;
  // A line that the terminal wraps cannot be written over. The texts are ASCII: a byte is a column.
  const auto room = static_cast<std::size_t>(std::max(ErrorWidth() - 1, 1));
  const std::string line = "\r\x1B[K" + std::string(text.substr(0, room));
  std::fwrite(line.data(), 1, line.size(), stderr);
  std::fflush(stderr);
}

void ProgressLine::Clear() {
  if (!standing_) return;
  standing_ = false;
  std::fputs("\r\x1B[K", stderr);
}

double ProgressLine::Seconds() const { return std::chrono::duration<double>(Clock::now() - start_).count(); }

std::string TimeLeft(double seconds, double share) {
  if (share <= 0) return {};
  const double left = seconds * (1 - std::min(share, 1.0)) / share;
  char out[48];
  if (left < 100) {
    std::snprintf(out, sizeof out, "%.0f s left", left);
  } else if (left < 100 * 60.0) {
    std::snprintf(out, sizeof out, "%.0f min left", left / 60);
  } else {
    const long minutes = static_cast<long>(left / 60);
    std::snprintf(out, sizeof out, "%ld h %02ld min left", minutes / 60, minutes % 60);
  }
  return out;
}

}  // namespace trichluc::cli
