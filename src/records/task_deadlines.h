// Which deadlines belong to which task.
#pragma once

#include <vector>

#include "trichluc/record.h"

namespace trichluc {

// For each assignment the deadlines that belong to it: those inside its span, and those that fields or columns of the same item
// gave (they share section, task and units).
[[nodiscard]] std::vector<std::vector<const Deadline*>> DeadlinesOfAssignments(const Extraction& document);

}  // namespace trichluc
