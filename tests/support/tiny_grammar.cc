#include "support/tiny_grammar.h"

#include <algorithm>
#include <stdexcept>

namespace trichluc::testing {
namespace {

std::vector<GrammarText> Texts(const std::vector<std::pair<std::string, std::string>>& files) {
  std::vector<GrammarText> texts;
  for (const auto& [name, text] : files) texts.push_back({name, name, text});
  return texts;
}

}  // namespace

std::shared_ptr<const RuleSet> MakeRules(const std::vector<std::pair<std::string, std::string>>& files) {
  std::vector<GrammarFault> faults;
  auto rules = LoadRules(Texts(files), faults);
  if (faults.empty()) return rules;
  throw std::logic_error(FaultLine(faults[0]));
}

std::shared_ptr<const RuleSet> MakeRules(std::string_view toml) { return MakeRules({{"t.toml", std::string(toml)}}); }

std::vector<std::string> FaultsOf(const std::vector<std::pair<std::string, std::string>>& files) {
  std::vector<GrammarFault> faults;
  LoadRules(Texts(files), faults);
  std::vector<std::string> shown;
  for (const GrammarFault& fault : faults) shown.push_back(FaultLine(fault));
  return shown;
}

std::vector<std::string> FaultsOf(std::string_view toml) { return FaultsOf({{"t.toml", std::string(toml)}}); }

std::vector<std::string> Recognized(const RuleSet& rules, std::string_view text, const Contexts& contexts) {
  const Analysis analysis = Analyse(rules, text, contexts);
  std::vector<NodeView> made;
  for (std::size_t i = 0; i < analysis.nodes.size(); ++i) {
    const NodeView node(analysis, static_cast<NodeId>(i));
    if (node.rule() != nullptr) made.push_back(node);
  }
  std::stable_sort(made.begin(), made.end(), [](const NodeView& a, const NodeView& b) {
    return a.span().start != b.span().start ? a.span().start < b.span().start : a.span().size() > b.span().size();
  });
  std::vector<std::string> shown;
  for (const NodeView& node : made) {
    std::string line = node.rule()->id + " \"" + std::string(node.text()) + '"';
    for (const std::string& name : node.rule()->pattern.captures) {
      if (const auto group = node.Capture(name)) line += ' ' + name + "=\"" + std::string(group->value()) + '"';
    }
    shown.push_back(std::move(line));
  }
  return shown;
}

}  // namespace trichluc::testing
