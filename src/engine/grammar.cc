#include "trichluc/grammar.h"

#include <algorithm>

#include "engine/faults.h"
#include "exports/wording.h"
#include "extract/rule_kinds.h"
#include "grammar/cascade.h"
#include "grammar/rules.h"
#include "ingest/charset.h"
#include "repair/repairer.h"
#include "segment/outline.h"

namespace trichluc {
namespace {

// A rule's own match in an example, and what its captures hold.
struct Trial {
  bool fired = false;
  std::string wrong;  // what an expectation found instead
};

std::string Shown(std::string_view text) { return std::string(1, '\'').append(text).append(1, '\''); }

// Is the group one phrase that has the value in some lexicon?
bool Means(const GroupView& group, std::string_view wanted) {
  if (group.size() != 1 || group[0].node().phrase == kNoId) return false;
  const auto& entries = group[0].Entries();
  return std::any_of(entries.begin(), entries.end(), [&](const LexiconEntry& entry) { return entry.value == wanted; });
}

// Does the node hold what the example expects of it? A capture may be expected by its text or by its value.
std::string Mismatch(NodeView node, const Example& example) {
  for (const auto& [name, wanted] : example.expect) {
    const auto group = node.Capture(name);
    const std::string_view constant = node.Constant(name);
    if (!group && constant == wanted) continue;
    if (!group) return name + " is missing, " + Shown(wanted) + " was expected";
    if (group->text() != wanted && group->value() != wanted && !Means(*group, wanted)) {
      return name + " is " + Shown(group->text()) + ", " + Shown(wanted) + " was expected";
    }
  }
  return {};
}

Trial Run(const RuleSet& rules, const Rule& rule, const Example& example) {
  Contexts contexts(rule.where.begin(), rule.where.end());
  const Analysis analysis = Analyse(rules, example.text, contexts);
  Trial trial;
  for (std::size_t i = 0; i < analysis.nodes.size(); ++i) {
    const NodeView node(analysis, static_cast<NodeId>(i));
    if (node.rule() != &rule) continue;
    const std::string wrong = Mismatch(node, example);
    trial.fired = true;
    if (wrong.empty()) return {true, {}};
    if (trial.wrong.empty()) trial.wrong = wrong;
  }
  return trial;
}

}  // namespace

std::string FaultLine(const GrammarFault& fault) {
  return fault.file + ':' + std::to_string(fault.line) + ':' + std::to_string(fault.column) + ": " + fault.message;
}

void CheckContract(const RuleSet& rules, std::vector<GrammarFault>& faults) {
  CheckRuleKinds(rules, faults);
  CheckConfusions(rules.confusions, faults);
  for (GrammarFault& missing : MissingOutlinePatterns(rules.outline)) faults.push_back(std::move(missing));
}

Error FaultError(const std::vector<GrammarFault>& faults) {
  std::string text = FaultLine(faults.front());
  if (faults.size() > 1) text += " (and " + std::to_string(faults.size() - 1) + " more; `trichluc grammar check` lists them)";
  return {Error::Code::kBadGrammar, std::move(text)};
}

Result<GrammarCheck> CheckGrammar(const std::string& folder, const std::vector<std::string>& extra) {
  Result<std::vector<GrammarText>> texts = LoadGrammarTexts(folder, extra);
  if (!texts) return texts.error();
  GrammarCheck check;
  const auto rules = LoadRules(*texts, check.faults);
  CheckPrograms(*rules, check.faults);
  CheckContract(*rules, check.faults);
  CheckCharsets(rules->encodings, check.faults);
  CheckWording(rules->wording, check.faults);
  check.files = static_cast<int>(texts->size());
  check.rules = static_cast<int>(rules->rules.size() + rules->outline.pattern_count());
  check.phrases = static_cast<int>(rules->lexicons.phrase_count());
  return check;
}

Result<GrammarTest> TestGrammar(const std::string& folder, const std::vector<std::string>& extra) {
  Result<std::vector<GrammarText>> texts = LoadGrammarTexts(folder, extra);
  if (!texts) return texts.error();
  std::vector<GrammarFault> faults;
  const auto rules = LoadRules(*texts, faults);
  CheckPrograms(*rules, faults);
  CheckRuleKinds(*rules, faults);
  // Rules that are not what they seem would hold, or fail, for another reason than their own. An outline they do without.
  if (!faults.empty()) return FaultError(faults);
  GrammarTest test;
  for (const Rule& rule : rules->rules) {
    for (const Example& example : rule.examples) {
      ++test.examples;
      const Trial trial = Run(*rules, rule, example);
      if (trial.fired == example.accept && trial.wrong.empty()) continue;
      const std::string message = !example.accept ? "fired, but must not" : !trial.fired ? "did not fire" : trial.wrong;
      test.failures.push_back({rule.file, example.line, rule.id, example.text, message});
    }
  }
  PatternTable::Examples outline = rules->outline.RunExamples();
  test.examples += outline.run;
  test.failures.insert(test.failures.end(), outline.failures.begin(), outline.failures.end());
  return test;
}

}  // namespace trichluc
