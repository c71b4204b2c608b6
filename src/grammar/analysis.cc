#include "grammar/analysis.h"

namespace trichluc {

Span Analysis::TokenSpan(std::uint32_t first, std::uint32_t last) const {
  if (first == last) {
    const std::size_t at = first < tokens.size() ? tokens[first].begin : text.size();
    return {at, at};
  }
  return {tokens[first].begin, tokens[last - 1].end};
}

NodeView Analysis::View(NodeId id) const { return {*this, id}; }

Span GroupView::span() const {
  const NodeView parent(*analysis_, node_);
  if (first_ == last_) return {parent.span().start, parent.span().start};
  return {parent[first_].span().start, parent[last_ - 1].span().end};
}

std::string_view GroupView::text() const {
  const Span s = span();
  return analysis_->text.substr(s.start, s.size());
}

NodeView GroupView::operator[](std::size_t i) const { return NodeView(*analysis_, node_)[first_ + i]; }

std::string_view GroupView::value() const {
  if (size() == 1) {
    const NodeView only = (*this)[0];
    if (only.node().rule != kNoId && !only.rule()->value.empty()) return only.rule()->value;
    if (only.node().phrase != kNoId && !source_.empty()) {
      if (const std::string_view value = only.ValueIn(source_); !value.empty()) return value;
    }
  }
  return text();
}

const Rule* NodeView::rule() const {
  return node().rule == kNoId ? nullptr : &analysis_->rules->rules[static_cast<std::size_t>(node().rule)];
}

Span NodeView::span() const { return analysis_->TokenSpan(node().first_token, node().last_token); }

std::string_view NodeView::text() const {
  const Span s = span();
  return analysis_->text.substr(s.start, s.size());
}

bool NodeView::Is(std::string_view name) const {
  if (const Rule* made_by = rule()) return made_by->symbol == name;
  return node().phrase != kNoId && !ValueIn(name).empty();
}

std::string_view NodeView::ValueIn(std::string_view lexicon) const {
  if (node().phrase == kNoId) return {};
  const auto id = analysis_->rules->lexicons.Find(lexicon);
  if (!id) return {};
  const LexiconEntry* entry = analysis_->rules->lexicons.EntryOf(node().phrase, *id);
  if (entry == nullptr) return {};
  const bool capital = analysis_->tokens[node().first_token].letters != Token::Case::kLower;
  return entry->capital && !capital ? std::string_view() : std::string_view(entry->value);
}

std::optional<GroupView> NodeView::Capture(std::string_view name) const {
  const Rule* made_by = rule();
  if (made_by == nullptr) return std::nullopt;
  const auto& names = made_by->pattern.captures;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i] != name) continue;
    const CaptureRange range = analysis_->captures[node().first_capture + i];
    if (range.first < range.last) {
      return GroupView(*analysis_, id_, range.first, range.last, made_by->pattern.capture_sources[i]);
    }
  }
  return std::nullopt;
}

std::string_view NodeView::Constant(std::string_view field) const {
  if (const Rule* made_by = rule()) {
    for (const auto& [name, value] : made_by->set) {
      if (name == field) return value;
    }
  }
  return {};
}

std::vector<NodeView> NodeView::Find(std::string_view name) const {
  if (Is(name)) return {*this};
  std::vector<NodeView> found;
  for (std::size_t i = 0; i < size(); ++i) {
    for (const NodeView view : (*this)[i].Find(name)) found.push_back(view);
  }
  return found;
}

}  // namespace trichluc
