// Lines that hold no words of the document: rulers, page numbers, what a program printed between the writer's lines.
#pragma once

#include <string_view>

#include "grammar/pattern_table.h"
#include "segment/vocabulary.h"

namespace trichluc {

// "-----", "____"
[[nodiscard]] bool IsRuler(std::string_view line);

[[nodiscard]] bool IsPageFurniture(std::string_view line, const PatternTable& patterns, const Vocabulary& words);

}  // namespace trichluc
