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
  winsize size{};
  if (!IsTerminal(path) || ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return kDefaultWidth;
  return std::min<int>(size.ws_col, kWidest);
}

}  // namespace trichluc::cli
