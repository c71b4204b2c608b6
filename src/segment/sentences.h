// Where sentences end.
#pragma once

#include <cstddef>
#include <string_view>

#include "grammar/pattern_table.h"
#include "segment/vocabulary.h"

namespace trichluc {

// The offset behind the first sentence of `text`: behind its full stop and a closing quote or bracket; the size of the
// text if it holds one sentence only.
[[nodiscard]] std::size_t FirstSentenceEnd(std::string_view text, const PatternTable& patterns, const Vocabulary& words);

}  // namespace trichluc
