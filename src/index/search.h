// Answers what is asked of an index.
#pragma once

#include "index/database.h"
#include "trichluc/index.h"

namespace trichluc {

[[nodiscard]] Result<IndexAnswer> SearchIndex(Database& database, const IndexQuery& query);

}  // namespace trichluc
