// What is left of a document where only some of its tasks and deadlines are asked for.
#pragma once

#include "records/set_fields.h"
#include "trichluc/index_answers.h"
#include "trichluc/record.h"

namespace trichluc {

// Leaves the tasks that AskUnit would give, with their deadlines that are asked for; of other records nothing. False where none is left.
[[nodiscard]] bool Keep(const UnitQuery& query, Extraction& extraction);

// Leaves the deadlines that AskDue would give, with the tasks that they belong to; of other records nothing. False where none is left.
[[nodiscard]] bool Keep(const DueQuery& query, Extraction& extraction);

// May they leave something of a document because of this task or deadline?
[[nodiscard]] bool MayKeep(const UnitQuery& query, const AnyRecord& record);
[[nodiscard]] bool MayKeep(const DueQuery& query, const AnyRecord& record);

}  // namespace trichluc
