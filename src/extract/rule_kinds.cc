#include "extract/rule_kinds.h"

#include <algorithm>
#include <array>

#include "segment/outline.h"
#include "trichluc/record.h"

namespace trichluc {
namespace {

// A kind and the captures (or constants) of which a rule must have at least one.
struct Kind {
  std::string_view name;
  std::string_view needs;
  std::string_view or_needs;
};

constexpr std::array<Kind, 13> kKinds = {
    Kind{"reference", "code", "name"}, Kind{"title", "title", ""},    Kind{"attached", "", ""},
    Kind{"reference_head", "type", ""},
    Kind{"assignment", "lead", ""},    Kind{"clause", "lead", ""},    Kind{"with", "with", ""},
    Kind{"unit_heading", "lead", ""},  Kind{"run_in_head", "lead", ""}, Kind{"field_units", "lead", ""},
    Kind{"target", "value", "per"},    Kind{"deadline", "form", ""},  Kind{"period", "years", ""},
};
// The other two name the issuer.
constexpr std::array<std::string_view, 2> kIssuerKinds = {"issuer", "closing_issuer"};

// Where a rule can stand: what ContextsOf gives, and the title of the document.
constexpr std::array<std::string_view, 8> kContexts = {"opening", "heading", "running", "bullet",
                                                       "paragraph", "row", "footnote", "title"};

template <typename List, typename Value>
bool Holds(const List& list, const Value& value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

bool Gives(const Rule& rule, std::string_view name) {
  const bool constant = std::any_of(rule.set.begin(), rule.set.end(), [&](const auto& field) { return field.first == name; });
  return constant || Holds(rule.pattern.captures, name);
}

std::string Missing(const Rule& rule) {
  if (Holds(kIssuerKinds, rule.emit)) return Gives(rule, "issuer") ? "" : "issuer";
  const auto kind = std::find_if(kKinds.begin(), kKinds.end(), [&](const Kind& k) { return k.name == rule.emit; });
  if (kind == kKinds.end() || kind->needs.empty()) return {};
  if (Gives(rule, kind->needs) || (!kind->or_needs.empty() && Gives(rule, kind->or_needs))) return {};
  return std::string(kind->needs) + (kind->or_needs.empty() ? "" : " or " + std::string(kind->or_needs));
}

// "opening, heading, …"
std::string KnownContexts() {
  std::string names;
  for (const std::string_view name : kContexts) names.append(names.empty() ? "" : ", ").append(name);
  return names;
}

}  // namespace

bool IsBuiltInKind(std::string_view emit) {
  return Holds(kIssuerKinds, emit) || std::any_of(kKinds.begin(), kKinds.end(), [&](const Kind& k) { return k.name == emit; });
}

std::vector<GrammarFault> CheckRuleKinds(const RuleSet& rules) {
  std::vector<GrammarFault> faults = MissingOutlinePatterns(rules.outline);
  for (const Rule& rule : rules.rules) {
    const auto fault = [&](std::string message) { faults.push_back({rule.file, rule.line, 1, "rule '" + rule.id + "': " + std::move(message)}); };
    if (const std::string missing = Missing(rule); !missing.empty()) {
      fault("a rule that emits '" + rule.emit + "' captures " + missing);
    }
    if (Holds(kContractKeys, rule.emit)) fault("'" + rule.emit + "' is a key of the record contract; give the kind another name");
    for (const auto* names : {&rule.where, &rule.not_where}) {
      for (const std::string& name : *names) {
        if (!Holds(kContexts, name)) fault("there is no context '" + name + "' (" + KnownContexts() + ")");
      }
    }
  }
  return faults;
}

}  // namespace trichluc
