#include "grammar/near_misses.h"

#include <algorithm>

#include "grammar/program.h"

namespace trichluc {
namespace {

std::string Join(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

// How far a rule came at one place of its level's tape.
class Prober {
 public:
  Prober(const RuleSet& rules, const Analysis& analysis, const LevelTrace& level, std::size_t place)
      : rules_(rules), analysis_(analysis), level_(level), place_(place) {}

  // The longest beginning of the pattern that matches around the place.
  [[nodiscard]] NearMiss Probe(const Rule& rule) const {
    NearMiss miss{&rule, {}, 0};
    const Alphabet& alphabet = rules_.levels[static_cast<std::size_t>(rule.level)].alphabet;
    const std::vector<PatternPrefix> prefixes = rule.source->Prefixes(alphabet);
    for (std::size_t parts = prefixes.size(); parts-- > 1;) {
      const std::string matched = MatchAround(rule, prefixes[parts - 1].regex);
      if (matched.empty()) continue;
      miss.nearness = static_cast<double>(parts) / static_cast<double>(prefixes.size() + 1);
      miss.reason = "read \"" + matched + "\", then wanted " + prefixes[parts].text;
      return miss;
    }
    return miss;
  }

 private:
  // The text of a match of `regex` that holds the place, if there is one.
  [[nodiscard]] std::string MatchAround(const Rule& rule, const std::string& regex) const {
    const RE2 program(regex, TapeOptions(rules_.levels[static_cast<std::size_t>(rule.level)].alphabet));
    if (!program.ok()) return {};
    for (std::size_t at = 0; at < level_.tape.size();) {
      re2::StringPiece found;
      if (!program.Match(level_.tape, at, level_.tape.size(), RE2::UNANCHORED, &found, 1) || found.empty()) return {};
      const auto start = static_cast<std::size_t>(found.data() - level_.tape.data());
      const Span span = SpanOf(start, start + found.size());
      if (span.Contains(place_)) return std::string(analysis_.text.substr(span.start, span.size()));
      if (span.start > place_) return {};
      at = start + found.size();
    }
    return {};
  }

  [[nodiscard]] Span SpanOf(std::size_t from, std::size_t to) const {
    const auto item = [&](std::size_t offset) {
      return static_cast<std::size_t>(std::lower_bound(level_.offsets.begin(), level_.offsets.end(), offset) - level_.offsets.begin());
    };
    const Node& first = analysis_.nodes[level_.items[item(from)]];
    const Node& last = analysis_.nodes[level_.items[item(to) - 1]];
    return analysis_.TokenSpan(first.first_token, last.last_token);
  }

  const RuleSet& rules_;
  const Analysis& analysis_;
  const LevelTrace& level_;
  std::size_t place_;
};

bool FiredAt(const Analysis& analysis, const Rule& rule, std::size_t place) {
  return std::any_of(analysis.nodes.begin(), analysis.nodes.end(), [&](const Node& node) {
    return node.rule != kNoId && &analysis.rules->rules[static_cast<std::size_t>(node.rule)] == &rule &&
           analysis.TokenSpan(node.first_token, node.last_token).Contains(place);
  });
}

}  // namespace

std::vector<NearMiss> NearMissesAt(const RuleSet& rules, const Analysis& analysis, const std::vector<LevelTrace>& trace,
                                   const Contexts& contexts, std::size_t place, std::size_t limit) {
  std::vector<NearMiss> misses;
  for (std::size_t l = 0; l < trace.size(); ++l) {
    const Prober prober(rules, analysis, trace[l], place);
    for (const int index : rules.levels[l].rules) {
      const Rule& rule = rules.rules[static_cast<std::size_t>(index)];
      if (FiredAt(analysis, rule, place)) continue;
      const auto lost = std::find_if(trace[l].lost.begin(), trace[l].lost.end(), [&](const LevelTrace::Lost& loss) {
        return loss.rule == index && loss.span.Contains(place);
      });
      NearMiss miss = prober.Probe(rule);
      if (lost != trace[l].lost.end() && lost->winner != kNoId) {
        miss = {&rule, "matched, but the place went to " + rules.rules[static_cast<std::size_t>(lost->winner)].id, 1};
      } else if (!Applies(rule, contexts)) {
        miss.reason = rule.where.empty() ? "does not apply here (not_where = " + Join(rule.not_where) + ")"
                                         : "applies only in: " + Join(rule.where);
      }
      if (miss.nearness > 0) misses.push_back(std::move(miss));
    }
  }
  std::stable_sort(misses.begin(), misses.end(), [](const NearMiss& a, const NearMiss& b) { return a.nearness > b.nearness; });
  if (misses.size() > limit) misses.resize(limit);
  return misses;
}

}  // namespace trichluc
