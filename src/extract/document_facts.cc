#include "extract/document_facts.h"

#include "extract/values.h"
#include "grammar/cascade.h"

namespace trichluc {

std::optional<std::string> PeriodOf(const RuleSet& rules, std::string_view text) {
  const Analysis analysis = Analyse(rules, text, {"title"});
  for (const NodeId id : analysis.emitted) {
    const NodeView node = analysis.View(id);
    if (node.rule()->emit != "period") continue;
    const auto years = node.Capture("years");
    if (!years || years->size() != 1) continue;
    const NodeView time = (*years)[0];
    const auto from = time.Capture("from");
    const auto to = time.Capture("to");
    if (from && to) return std::string(from->text()) + '/' + std::string(to->text());
    if (time.Is("period") && to) return "../" + std::string(to->text());
    const auto year = time.Capture("year");
    if (year) return (node.Capture("to_mark") ? "../" : "") + std::string(year->text());
  }
  return std::nullopt;
}

std::optional<std::string> PlaceIdOf(const RuleSet& rules, std::string_view place, const std::optional<std::string>& date) {
  const auto gazetteer = rules.lexicons.Find("place");
  if (!gazetteer) return std::nullopt;
  // "Thành phố Hồ Chí Minh" is looked up as "Hồ Chí Minh": the last words that the gazetteer knows.
  for (std::size_t start = 0; start < place.size();) {
    const std::string_view name = place.substr(start);
    if (const LexiconEntry* entry = rules.lexicons.LookAt(*gazetteer, name, date.value_or(""))) {
      return entry->value == name ? std::nullopt : std::optional(entry->value);
    }
    const std::size_t space = place.find(' ', start);
    if (space == std::string_view::npos) break;
    start = space + 1;
  }
  return std::nullopt;
}

std::optional<std::string> IssuerNamedIn(const PassageReading& reading) {
  for (const NodeId id : reading.analysis.emitted) {
    const NodeView node = reading.analysis.View(id);
    if (node.rule()->emit != "issuer" && node.rule()->emit != "closing_issuer") continue;
    if (const auto issuer = node.Capture("issuer")) return std::string(TrimPunctuation(issuer->text()));
  }
  return std::nullopt;
}

}  // namespace trichluc
