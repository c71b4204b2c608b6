// What is in an index, counted.
#pragma once

#include "index/database.h"
#include "trichluc/index.h"

namespace trichluc {

[[nodiscard]] Result<IndexFacts> CountIndex(Database& database);

}  // namespace trichluc
