// What the standard output is.
#pragma once

#include <string>

namespace trichluc::cli {

enum class Colour { kAuto, kAlways, kNever };

// Whether to colour output to `path` (empty: the standard output). kAuto colours a terminal that is able to show it, unless
// the environment says NO_COLOR (https://no-color.org).
[[nodiscard]] bool UseColour(Colour colour, const std::string& path);

// The columns to wrap at: those of the terminal, within what is pleasant to read; 100 where the output is none.
[[nodiscard]] int TextWidth(const std::string& path);

}  // namespace trichluc::cli
