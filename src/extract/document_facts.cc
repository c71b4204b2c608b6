#include "extract/document_facts.h"

#include <algorithm>

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

namespace {

bool HoldsPhraseOf(const Lexicons& lexicons, std::string_view lexicon, std::string_view text) {
  const auto id = lexicons.Find(lexicon);
  if (!id) return false;
  const std::vector<Token> tokens = Tokenize(text);
  const std::vector<WordId> words = lexicons.WordsOf(text, tokens);
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const Lexicons::Found found = lexicons.Longest(words, tokens, i);
    if (found.phrase != kNoId && lexicons.EntryOf(found.phrase, *id) != nullptr) return true;
  }
  return false;
}

}  // namespace

std::optional<std::string> PlaceIdOf(const RuleSet& rules, const DocumentData& document) {
  const auto gazetteer = rules.lexicons.Find("place");
  if (!gazetteer || !document.place) return std::nullopt;
  const LexiconEntry* entry = rules.lexicons.LookAt(*gazetteer, *document.place, document.date.value_or(""));
  // Districts share their names with others of other provinces; only a province is known by its name alone.
  const bool province = entry != nullptr && std::count(entry->value.begin(), entry->value.end(), ':') == 1;
  if (!province || HoldsPhraseOf(rules.lexicons, "below_province", document.issuer.value_or(""))) return std::nullopt;
  return entry->value;
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
