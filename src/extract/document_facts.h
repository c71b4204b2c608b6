// What the body and the title say of the document itself: who issued it, and which years it is for.
#pragma once

#include <optional>
#include <string>

#include "extract/passages.h"

namespace trichluc {

// The years that a title or an opening names, as the contract's `period`: "2024", "2021/2025", "../2030".
[[nodiscard]] std::optional<std::string> PeriodOf(const RuleSet& rules, std::string_view text);

// The gazetteer's id of the province that a document was issued in, at its date (provinces merge). None where the place is
// not the name of a province, or where the issuer is a body below one, whose commune or district may have the same name.
[[nodiscard]] std::optional<std::string> PlaceIdOf(const RuleSet& rules, const DocumentData& document);

// The issuer as the opening formula or the closing names it.
[[nodiscard]] std::optional<std::string> IssuerNamedIn(const PassageReading& reading);

}  // namespace trichluc
