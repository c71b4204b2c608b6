// What an engine or a test says of a grammar set that has faults.
#pragma once

#include <vector>

#include "grammar/rules.h"
#include "trichluc/grammar.h"
#include "trichluc/result.h"

namespace trichluc {

// Reports what keeps the extraction from reading with these rules: those that CheckRuleKinds reports, and what the outline lacks.
void CheckContract(const RuleSet& rules, std::vector<GrammarFault>& faults);

// The first of the faults (there is one at least), and how many more there are.
[[nodiscard]] Error FaultError(const std::vector<GrammarFault>& faults);

}  // namespace trichluc
