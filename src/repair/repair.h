// One stretch of a text that is to be written otherwise.
#pragma once

#include <cstdint>
#include <string>

#include "trichluc/span.h"

namespace trichluc {

struct Repair {
  enum class Reason : std::uint8_t { kWord, kSign, kCode, kDate, kNumber, kLabel };
  Span span;              // of the text
  std::string meant;
  float probability = 1;  // that it was meant so, given all that was read
  Reason reason = Reason::kWord;
};

}  // namespace trichluc
