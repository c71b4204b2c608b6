// What the rules recognized in one passage: a forest of nodes over its tokens.
//
// A node is a token, a phrase, or what a rule recognized, with the nodes it is made of and the captures among them: the
// derivation of a record is the node it was made from. Nodes are numbered; views (NodeView, GroupView) read them and stay
// valid as long as the analysis.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "grammar/rules.h"
#include "text/tokens.h"
#include "trichluc/span.h"

namespace trichluc {

using NodeId = std::uint32_t;

struct Node {
  std::uint32_t first_token = 0;
  std::uint32_t last_token = 0;    // behind the last; equal to first_token for a sentence boundary
  Symbol symbol = 0;
  PhraseId phrase = kNoId;         // a phrase of the lexicons
  int rule = kNoId;                // or what this rule recognized
  std::uint32_t first_child = 0;   // into Analysis::children
  std::uint32_t child_count = 0;
  std::uint32_t first_capture = 0; // into Analysis::captures, as many as the rule's pattern names
};

// The children [first, last) of a node that one capture holds; first > last where it took no part.
struct CaptureRange {
  std::uint32_t first = 1;
  std::uint32_t last = 0;
};

class NodeView;

struct Analysis {
  const RuleSet* rules = nullptr;
  std::string_view text;               // the passage; must outlive the analysis
  std::vector<Token> tokens;
  std::vector<Node> nodes;
  std::size_t first_tape = 0;          // the nodes of the first tape, in order, stand before this one
  std::vector<NodeId> children;
  std::vector<CaptureRange> captures;
  std::vector<NodeId> emitted;         // the nodes of rules that make records, by place, outer before inner
  std::vector<NodeId> top;             // the tape after the last level: what the passage was reduced to

  [[nodiscard]] Span TokenSpan(std::uint32_t first, std::uint32_t last) const;
  [[nodiscard]] NodeView View(NodeId id) const;
};

// Neighbouring children of a node: what a capture holds.
class GroupView {
 public:
  GroupView(const Analysis& analysis, NodeId node, std::uint32_t first, std::uint32_t last, std::string_view source)
      : analysis_(&analysis), node_(node), first_(first), last_(last), source_(source) {}

  [[nodiscard]] Span span() const;             // bytes of the passage
  [[nodiscard]] std::string_view text() const;
  [[nodiscard]] std::size_t size() const { return last_ - first_; }
  [[nodiscard]] NodeView operator[](std::size_t i) const;
  // What the words mean: the value of a phrase in the lexicon that the pattern named, or of the rule; else the text itself.
  [[nodiscard]] std::string_view value() const;

 private:
  const Analysis* analysis_;
  NodeId node_;
  std::uint32_t first_;
  std::uint32_t last_;
  std::string_view source_;
};

class NodeView {
 public:
  NodeView(const Analysis& analysis, NodeId id) : analysis_(&analysis), id_(id) {}

  [[nodiscard]] const Node& node() const { return analysis_->nodes[id_]; }
  [[nodiscard]] NodeId id() const { return id_; }
  [[nodiscard]] const Rule* rule() const;
  [[nodiscard]] Span span() const;
  [[nodiscard]] std::string_view text() const;
  // Is it what rules with this symbol recognize, or a phrase of a lexicon of this name?
  [[nodiscard]] bool Is(std::string_view name) const;
  // The value of a phrase in one lexicon; empty if it is not in it.
  [[nodiscard]] std::string_view ValueIn(std::string_view lexicon) const;
  // All that the lexicons say of a phrase.
  [[nodiscard]] const std::vector<LexiconEntry>& Entries() const { return analysis_->rules->lexicons.EntriesOf(node().phrase); }
  [[nodiscard]] std::optional<GroupView> Capture(std::string_view name) const;
  // A field that the rule itself sets, else empty.
  [[nodiscard]] std::string_view Constant(std::string_view field) const;
  [[nodiscard]] std::size_t size() const { return node().child_count; }
  [[nodiscard]] NodeView operator[](std::size_t i) const {
    return {*analysis_, analysis_->children[node().first_child + i]};
  }
  // The outermost nodes at or below this one for which `name` holds, in order.
  [[nodiscard]] std::vector<NodeView> Find(std::string_view name) const;

 private:
  const Analysis* analysis_;
  NodeId id_;
};

}  // namespace trichluc
