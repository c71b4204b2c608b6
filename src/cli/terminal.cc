#include "cli/terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <string_view>

namespace trichluc::cli {
namespace {

constexpr int kDefaultWidth = 100;
constexpr int kWidest = 120;  // longer lines are hard to follow

bool IsTerminal(const std::string& path) { return (path.empty() || path == "-") && isatty(STDOUT_FILENO) == 1; }

// Of a descriptor that may be no terminal.
int Columns(int descriptor) {
  winsize size{};
  return ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : kDefaultWidth;
}

std::string_view Environment(const char* name) {
  const char* value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): read before any thread starts
  return value == nullptr ? std::string_view() : std::string_view(value);
}

}  // namespace

bool UseColour(Colour colour, const std::string& path) {
  if (colour != Colour::kAuto) return colour == Colour::kAlways;
  return IsTerminal(path) && Environment("NO_COLOR").empty() && Environment("TERM") != "dumb";
}

int TextWidth(const std::string& path) {
  return IsTerminal(path) ? std::min(Columns(STDOUT_FILENO), kWidest) : kDefaultWidth;
}

bool ErrorsAreSeen() { return isatty(STDERR_FILENO) == 1; }

bool UseProgress(Progress progress, const std::string& path) {
  if (progress != Progress::kAuto) return progress == Progress::kAlways;
  return ErrorsAreSeen() && !IsTerminal(path) && Environment("TERM") != "dumb";
}

int ErrorWidth() { return Columns(STDERR_FILENO); }

}  // namespace trichluc::cli
