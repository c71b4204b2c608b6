// Numbers to be reached.
#pragma once

#include <vector>

#include "extract/passages.h"

namespace trichluc {

[[nodiscard]] std::vector<Target> ReadTargets(const PassageReading& reading);

}  // namespace trichluc
