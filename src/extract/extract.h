// From an outline to records.
#pragma once

#include "grammar/rules.h"
#include "segment/outline.h"
#include "text/alignment.h"
#include "trichluc/record.h"

namespace trichluc {

// Fills document, sections and blocks from the outline. `to_source` maps the normalized text to the original bytes.
void AddOutline(const Outline& outline, const Alignment& to_source, Extraction& out);

// Adds references, assignments, targets, deadlines and a user's own records, and completes the document's data.
void AddRecords(const RuleSet& rules, const Outline& outline, const Alignment& to_source, Extraction& out);

}  // namespace trichluc
