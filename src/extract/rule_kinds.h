// What the extraction reads from the rules' emissions: the contract between grammars and code.
//
// `docs/grammar.md` describes the kinds. A rule that emits one of them must capture what the code reads; any other kind is a
// user's own and becomes a custom record.
#pragma once

#include <string_view>
#include <vector>

#include "grammar/rules.h"
#include "trichluc/grammar.h"

namespace trichluc {

// Is `emit` a kind that the extraction itself reads?
[[nodiscard]] bool IsBuiltInKind(std::string_view emit);

// Reports roles of fields that do not exist; rules that emit a kind without capturing what it needs, or with a form that
// nothing reads, ask for a context that does not exist, or name a record kind that the contract keeps for itself.
void CheckRuleKinds(const RuleSet& rules, std::vector<GrammarFault>& faults);

}  // namespace trichluc
