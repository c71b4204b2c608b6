// What exports call documents, dates and times, in the language of their wording.
#pragma once

#include <string>
#include <string_view>

#include "exports/wording.h"
#include "records/edtf.h"
#include "trichluc/record.h"

namespace trichluc {

// The text with a capital at its beginning.
[[nodiscard]] std::string Capitalized(const std::string& text);

[[nodiscard]] std::string DayWords(Day day, const Wording& words);

// A date (EDTF) as people write it: "15/12/2031", "quý II/2026", "từ 15/5/2026 đến 30/9/2026". What has no words stays.
[[nodiscard]] std::string DateWords(std::string_view edtf, const Wording& words);

// When something is due: "Trước 15/12/2031", "Quý I/2026". What is no date or range is told as the writer did.
[[nodiscard]] std::string DueWords(const Deadline& deadline, const Wording& words);

// What a target sets: "≥ 95%", "20–30 mô hình".
[[nodiscard]] std::string AmountWords(const Target& target, const Wording& words);

// "Kế hoạch số 86-KH/HU", "Kế hoạch số …/KH-UBND"; the name of the file where it has neither.
[[nodiscard]] std::string Called(const Extraction& document, const Wording& words);
// The code alone, as short as it can be told: "86-KH/HU".
[[nodiscard]] std::string CalledShortly(const Extraction& document);

// The page that a record begins on, as text; empty where nobody knows.
[[nodiscard]] std::string PageOf(const Provenance& record);

}  // namespace trichluc
