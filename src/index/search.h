// Answers what is asked of an index.
#pragma once

#include "index/database.h"
#include "trichluc/index.h"

namespace trichluc {

enum class Snippets : std::uint8_t { kShown, kLeftOut };
[[nodiscard]] Result<IndexAnswer> SearchIndex(Database& database, const IndexQuery& query, Snippets snippets = Snippets::kShown);

}  // namespace trichluc
