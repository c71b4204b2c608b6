// Writes a file that others may be reading.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "trichluc/result.h"

namespace trichluc {

// The file is written beside `path` and takes its place once it is whole: who has the old one open keeps it, and a failure
// leaves it as it was.
[[nodiscard]] std::optional<Error> ReplaceFile(const std::string& path, std::string_view bytes);

}  // namespace trichluc
