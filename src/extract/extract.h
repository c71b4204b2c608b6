// From an outline to records.
#pragma once

#include "grammar/rules.h"
#include "segment/outline.h"
#include "text/alignment.h"
#include "trichluc/record.h"

namespace trichluc {

// Fills what the outline says of the document as a whole, with its diagnostics. `to_source` maps the normalized text to the
// original bytes.
void AddDocument(const Outline& outline, const Alignment& to_source, Extraction& out);

// Adds references, assignments, targets, deadlines and a user's own records, and completes the document's data.
void AddRecords(const RuleSet& rules, const Outline& outline, const Alignment& to_source, Extraction& out);

// Adds sections and blocks, which take over the outline's texts: call it last.
void AddOutline(Outline outline, const Alignment& to_source, Extraction& out);

}  // namespace trichluc
