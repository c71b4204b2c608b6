// One name for a document in all writers' forms: what Reference::key holds, and what the document itself goes by.
#pragma once

#include <string>
#include <string_view>

#include "trichluc/record.h"

namespace trichluc {

// Type, number and the parts of the symbol in any writer's order and case: 33/CT-TTg and 33-CT/TTg are one.
[[nodiscard]] std::string KeyWithoutYear(const Reference& record);

// The year; empty where neither code nor date tells it. Numbers recur each year, or each congress term.
[[nodiscard]] std::string EpochOf(const Reference& record);

// Both together.
[[nodiscard]] std::string JoinKey(std::string_view base, std::string_view epoch);

// A key without its year.
[[nodiscard]] std::string BaseOf(std::string_view key);

// The key without the year of a code as anybody writes it ("33/CT-TTg", "04/2015/NĐ-CP"), and with it where the code holds one;
// empty where it is no code.
[[nodiscard]] std::string KeyOfCode(std::string_view code);

// The key that a full mention of the document has; empty where it has no code.
[[nodiscard]] std::string KeyOf(const DocumentData& document);

}  // namespace trichluc
