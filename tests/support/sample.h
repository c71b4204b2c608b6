// A small plan with one record of each kind, made by hand: for the tests of what is written from records.
#pragma once

#include <string>

#include "trichluc/record.h"

namespace trichluc::testing {

// The text that the spans of SampleExtraction stand in.
[[nodiscard]] const std::string& SampleText();

[[nodiscard]] Extraction SampleExtraction();

}  // namespace trichluc::testing
