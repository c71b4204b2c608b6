// Why there is a record at a place, or none.
#pragma once

#include "engine/reading.h"
#include "grammar/rules.h"
#include "trichluc/engine.h"

namespace trichluc {

[[nodiscard]] Explanation ExplainAt(const RuleSet& rules, const DocumentReading& reading, std::size_t offset);

}  // namespace trichluc
