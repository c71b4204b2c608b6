// Values of records as words that a person reads.
#pragma once

#include <string>
#include <string_view>

#include "trichluc/record.h"

namespace trichluc {

// An EDTF date or interval: "quarter 2 of 2026", "January to March 2031", "2026-05-15 to 2026-09-30", "from 2031 on",
// "until 2030". A whole day stays 2026-05-15; what is no such date stays as it is.
[[nodiscard]] std::string DateWords(std::string_view edtf);

// When something is due: "before 2025-05-05", "every year, before 06-01", "the 25th of each month", "every 6 months".
[[nodiscard]] std::string DueWords(const Deadline& deadline);

// "≥ 95%", "= 20–30 mô hình".
[[nodiscard]] std::string AmountWords(const Target& target);

// "Chỉ thị 33/CT-TTg", "Luật Thanh tra", "Quyết định (no number)".
[[nodiscard]] std::string Called(const Reference& reference);
[[nodiscard]] std::string Called(const DocumentData& document);

}  // namespace trichluc
