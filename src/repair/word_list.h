// A table that is a list: one entry a line.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "trichluc/grammar.h"

namespace trichluc {

// `path` stands in the faults only; a faulty line is left out.
[[nodiscard]] std::vector<std::string> ParseWordList(const std::string& path, std::string_view text,
                                                     std::vector<GrammarFault>& faults);

}  // namespace trichluc
