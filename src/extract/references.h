// Mentions of other documents.
#pragma once

#include <vector>

#include "extract/passages.h"

namespace trichluc {

// The references of one passage, in order; problems with dates and types go to `diagnostics` (spans in the source).
[[nodiscard]] std::vector<Reference> ReadReferences(const PassageReading& reading, std::vector<Diagnostic>& diagnostics);

// Gives short mentions (Decree 30, Annex I, II.6b) the id of the full one before them, and every mention its key.
void LinkReferences(std::vector<Reference>& references);

}  // namespace trichluc
