// How failing tests show values of the library.
#pragma once

#include <ostream>

#include "trichluc/span.h"

namespace trichluc {

inline void PrintTo(const Span& span, std::ostream* out) { *out << '[' << span.start << ", " << span.end << ')'; }

}  // namespace trichluc
