// The documents of an index that a word of the command line means.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "trichluc/index.h"
#include "trichluc/result.h"

namespace trichluc::cli {

// `number:2` is a number as search shows them, `name:2` the name that documents were added under; `2` is either of them. Fails
// (kBadArgument) where it is the number of one document and the name of another. None where no document is named so; whether there is
// one of a number is not asked.
[[nodiscard]] Result<std::vector<std::int64_t>> DocumentsMeant(const Index& index, const std::string& word);

}  // namespace trichluc::cli
