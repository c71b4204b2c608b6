// A record as the fields of a form.
#pragma once

#include <string_view>
#include <vector>

#include "records/set_fields.h"
#include "trichluc/review.h"

namespace trichluc {

[[nodiscard]] std::vector<ReviewValue> FormOf(std::string_view kind, const AnyRecord& record);

}  // namespace trichluc
