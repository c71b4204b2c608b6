#include "engine/explain.h"

#include <algorithm>

#include "extract/passages.h"
#include "grammar/near_misses.h"
#include "segment/outline.h"

namespace trichluc {
namespace {

constexpr std::size_t kMaxNearMisses = 12;

// The passage that holds an offset of the normalized text: a heading or a block.
struct Place {
  int section = -1;
  int block = -1;
  bool found = false;
  std::size_t offset = 0;  // in the passage's text
};

// A bullet mark stands one or two characters before its passage.
bool BeforeBlock(const OutlineBlock& block, std::size_t offset, Place& place) {
  constexpr std::size_t kMarkBytes = 4;
  const std::size_t start = block.passage.span.start;
  return place.found = block.kind == OutlineBlock::Kind::kBullet && offset < start && start - offset <= kMarkBytes;
}

Place Locate(const Outline& outline, std::size_t offset) {
  Place place;
  const auto holds = [&](const Passage& passage) {
    if (!passage.span.Contains(offset)) return false;
    place.offset = passage.alignment.ToTarget({offset, offset + 1}).start;
    return place.found = true;
  };
  // A footnote may stand inside what goes on over the end of its page.
  for (std::size_t i = 0; i < outline.blocks.size() && !place.found; ++i) {
    if (outline.blocks[i].footnote && holds(outline.blocks[i].passage)) place.block = static_cast<int>(i);
  }
  for (std::size_t i = 0; i < outline.sections.size() && !place.found; ++i) {
    const OutlineSection& section = outline.sections[i];
    // The label stands before the heading's passage: there the heading's first word is meant.
    const bool label = section.span.Contains(offset) && offset < section.heading.span.start;
    if (label ? (place.found = true) : holds(section.heading)) place.section = static_cast<int>(i);
  }
  for (std::size_t i = 0; i < outline.blocks.size() && !place.found; ++i) {
    if (!holds(outline.blocks[i].passage) && !BeforeBlock(outline.blocks[i], offset, place)) continue;
    place.block = static_cast<int>(i);
    place.section = outline.blocks[i].section;
  }
  return place;
}

class Explainer {
 public:
  // Reads the part of the passage that the extraction reads around a place.
  Explainer(const RuleSet& rules, const Passage& passage, Span window, const Alignment& to_source, const Contexts& contexts)
      : rules_(rules), passage_(passage), window_(window), to_source_(to_source), contexts_(contexts),
        analysis_(Analyse(rules, std::string_view(passage.text).substr(window.start, window.size()), contexts, &trace_)) {}

  void Run(std::size_t place_in_passage, Explanation& out) const {
    out.text = passage_.text;
    const std::size_t place = place_in_passage - window_.start;
    // Later nodes are made of earlier ones: backwards, so that of two equally long the outer comes first.
    for (std::size_t i = analysis_.nodes.size(); i-- > 0;) {
      const NodeView node(analysis_, static_cast<NodeId>(i));
      if (node.rule() != nullptr && node.span().Contains(place)) out.fired.push_back(StepOf(node));
    }
    std::stable_sort(out.fired.begin(), out.fired.end(), [](const auto& a, const auto& b) { return a.span.size() > b.span.size(); });
    for (const NearMiss& miss : NearMissesAt(rules_, analysis_, trace_, contexts_, place, kMaxNearMisses)) {
      out.missed.push_back({miss.rule->id, miss.reason});
    }
  }

 private:
  [[nodiscard]] Span ToSource(Span span) const {
    return to_source_.ToSource(passage_.alignment.ToSource({window_.start + span.start, window_.start + span.end}));
  }

  [[nodiscard]] Explanation::Step StepOf(NodeView node) const {
    const Rule& rule = *node.rule();
    Explanation::Step step;
    step.rule = rule.id;
    step.emits = rule.emit.empty() ? "@" + rule.symbol : rule.emit;
    step.span = ToSource(node.span());
    step.text = std::string(node.text());
    for (const std::string& name : rule.pattern.captures) {
      const auto group = node.Capture(name);
      const auto known = [&](const Explanation::Part& part) { return part.name == name; };
      if (!group || std::any_of(step.parts.begin(), step.parts.end(), known)) continue;
      step.parts.push_back({name, std::string(group->text()), ToSource(group->span())});
    }
    return step;
  }

  const RuleSet& rules_;
  const Passage& passage_;
  Span window_;
  const Alignment& to_source_;
  const Contexts& contexts_;
  std::vector<LevelTrace> trace_;
  Analysis analysis_;
};

}  // namespace

Explanation ExplainAt(const RuleSet& rules, const DocumentReading& reading, std::size_t offset) {
  Explanation out;
  const Outline outline = ReadOutline(reading.text, rules.outline);
  const Place place = Locate(outline, reading.text.alignment.ToTarget({offset, offset + 1}).start);
  out.offset = offset;
  if (!place.found) return out;
  if (place.section >= 0) {
    const OutlineSection& section = outline.sections[static_cast<std::size_t>(place.section)];
    out.section = section.path;
    out.heading = section.heading.text;
  }
  const Passage& passage = PassageAt(outline, place.section, place.block);
  out.kind = place.block < 0 ? "heading" : Name(outline.blocks[static_cast<std::size_t>(place.block)].kind);
  out.span = reading.text.alignment.ToSource(passage.span);
  out.place = place.offset;
  const Contexts contexts = ContextsOf(outline, place.section, place.block);
  const std::vector<Span> windows = WindowsOf(passage.text);
  const auto window = std::find_if(windows.begin(), windows.end() - 1, [&](Span w) { return place.offset < w.end; });
  Explainer(rules, passage, *window, reading.text.alignment, contexts).Run(place.offset, out);
  return out;
}

}  // namespace trichluc
