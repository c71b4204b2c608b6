// Grammars of a few lines, written beside the test that needs them.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "grammar/cascade.h"
#include "grammar/rules.h"

namespace trichluc::testing {

// A grammar of one file, `t.toml`; a fault in it is an error of the test and throws.
[[nodiscard]] std::shared_ptr<const RuleSet> MakeRules(std::string_view toml);

// The same from several files: name and text.
[[nodiscard]] std::shared_ptr<const RuleSet> MakeRules(const std::vector<std::pair<std::string, std::string>>& files);

// The faults of such a grammar, "t.toml:3:7: …" each.
[[nodiscard]] std::vector<std::string> FaultsOf(const std::vector<std::pair<std::string, std::string>>& files);
[[nodiscard]] std::vector<std::string> FaultsOf(std::string_view toml);

// What the rules recognized in a text, a line each in order of place: `t:rule "words" name="captured"`.
[[nodiscard]] std::vector<std::string> Recognized(const RuleSet& rules, std::string_view text, const Contexts& contexts = {});

}  // namespace trichluc::testing
