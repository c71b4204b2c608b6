#include "extract/rule_kinds.h"

#include <algorithm>
#include <array>

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

// The forms that the readers of deadlines and targets tell apart.
constexpr std::array<std::string_view, 14> kDeadlineForms = {"one", "alone", "list",      "range",  "open",  "years",          "every",
                                                             "set", "days",  "condition", "stated", "adhoc", "day_of_quarter", "short"};
constexpr std::array<std::string_view, 4> kTargetForms = {"count", "next_count", "bare_count", "time_rate"};

// What labels of fields and heads of columns can say.
constexpr std::array<std::string_view, 6> kFieldRoles = {"lead", "with", "time", "content", "product", "other"};

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
template <typename List>
std::string Listed(const List& list) {
  std::string names;
  for (const std::string_view name : list) names.append(names.empty() ? "" : ", ").append(name);
  return names;
}

// A form that no reader knows makes no record. It is a constant: what is captured under the name is not read.
template <typename List>
std::string UnknownForm(const Rule& rule, const List& forms) {
  if (!Gives(rule, "form")) return {};
  const auto form = std::find_if(rule.set.begin(), rule.set.end(), [](const auto& field) { return field.first == "form"; });
  if (form == rule.set.end()) return "the form of a " + rule.emit + " is not captured; write set = { form = \"…\" }";
  if (Holds(forms, form->second)) return {};
  return "there is no form '" + form->second + "' of a " + rule.emit + " (" + Listed(forms) + ")";
}

std::vector<GrammarFault> UnknownFieldRoles(const PatternTable& outline) {
  std::vector<GrammarFault> faults;
  for (const PatternTable::Entry& entry : outline.Entries(outline.FindList("field_role"))) {
    if (Holds(kFieldRoles, entry.value)) continue;
    faults.push_back(entry.place);
    faults.back().message = "there is no role '" + entry.value + "' of a field (" + Listed(kFieldRoles) + ")";
  }
  return faults;
}

}  // namespace

bool IsBuiltInKind(std::string_view emit) {
  return Holds(kIssuerKinds, emit) || std::any_of(kKinds.begin(), kKinds.end(), [&](const Kind& k) { return k.name == emit; });
}

void CheckRuleKinds(const RuleSet& rules, std::vector<GrammarFault>& faults) {
  for (GrammarFault& unknown : UnknownFieldRoles(rules.outline)) faults.push_back(std::move(unknown));
  for (const Rule& rule : rules.rules) {
    const auto fault = [&](std::string message) { faults.push_back({rule.file, rule.line, 1, "rule '" + rule.id + "': " + std::move(message)}); };
    // What a rule captures is not known where its pattern has a fault of its own.
    if (const std::string missing = rule.source == nullptr ? std::string() : Missing(rule); !missing.empty()) {
      fault("a rule that emits '" + rule.emit + "' captures " + missing);
    }
    if (rule.emit == "deadline") {
      if (const std::string unknown = UnknownForm(rule, kDeadlineForms); !unknown.empty()) fault(unknown);
    } else if (rule.emit == "target") {
      if (const std::string unknown = UnknownForm(rule, kTargetForms); !unknown.empty()) fault(unknown);
    }
    if (Holds(kContractKeys, rule.emit)) fault("'" + rule.emit + "' is a key of the record contract; give the kind another name");
    for (const auto* names : {&rule.where, &rule.not_where}) {
      for (const std::string& name : *names) {
        if (!Holds(kContexts, name)) fault("there is no context '" + name + "' (" + Listed(kContexts) + ")");
      }
    }
  }
}

}  // namespace trichluc
