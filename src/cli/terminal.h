// What the standard output and the standard error stream are.
#pragma once

#include <string>

namespace trichluc::cli {

enum class Colour { kAuto, kAlways, kNever };

// Whether to colour output to `path` (empty: the standard output). kAuto colours a terminal that is able to show it, unless
// the environment says NO_COLOR (https://no-color.org).
[[nodiscard]] bool UseColour(Colour colour, const std::string& path);

// The columns to wrap at: those of the terminal, within what is pleasant to read; 100 where the output is none.
[[nodiscard]] int TextWidth(const std::string& path);

// Whether the standard error stream is a terminal.
[[nodiscard]] bool ErrorsAreSeen();

enum class Progress { kAuto, kAlways, kNever };

// Whether to show how far work with output to `path` has come. kAuto shows it on a standard error stream that is a terminal,
// and where no output goes to a terminal: the two would write into each other.
[[nodiscard]] bool UseProgress(Progress progress, const std::string& path);

// The columns of a line on the standard error stream; 100 where that is no terminal.
[[nodiscard]] int ErrorWidth();

}  // namespace trichluc::cli
