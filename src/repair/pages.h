// The pages of a text: stretches that were read by one machine in one go.
#pragma once

#include <string_view>
#include <vector>

#include "trichluc/span.h"

namespace trichluc {

// Cuts at form feeds, and long pages at ends of lines, or at spaces where there are none. Together they are the whole text.
[[nodiscard]] std::vector<Span> CutPages(std::string_view text);

}  // namespace trichluc
