// The line patterns of grammars/outline, as the engine reads them.
#pragma once

#include "grammar/pattern_table.h"

namespace trichluc::testing {

const PatternTable& OutlinePatterns();

}  // namespace trichluc::testing
