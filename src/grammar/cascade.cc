#include "grammar/cascade.h"

#include <algorithm>
#include <array>

#include "grammar/lazy.h"
#include "grammar/program.h"
#include "grammar/tape.h"

namespace trichluc {
namespace {

constexpr std::size_t kMaxGroups = 24;
constexpr int kStartsTried = 4;               // one by one, before a search
constexpr std::size_t kOverlapWindow = 1500;  // symbols that a rule with `overlap` may look at from one start

struct Match {
  int rule = kNoId;
  std::uint32_t first = 0;   // tape items
  std::uint32_t last = 0;
  std::uint32_t groups = 0;  // into Run::groups_: one for each capture of the rule
};

}  // namespace

class Cascade::Run {
 public:
  explicit Run(const RuleSet& rules)
      : rules_(rules), abbreviation_(rules.lexicons.Find("abbreviation")), candidates_(rules.rules.size(), 0) {}

  void Read(std::string_view passage, const Contexts& contexts, Analysis& out, std::vector<LevelTrace>* trace) {
    Begin(passage, contexts, out, trace);
    ReadTokens();
    out_.first_tape = out_.nodes.size();
    for (std::size_t i = 0; i < rules_.levels.size(); ++i) {
      const bool awake = (awake_ & LevelBit(i)) != 0 || !rules_.levels[i].always.empty();
      if (awake || trace_ != nullptr) RunLevel(rules_.levels[i]);
    }
    out_.top.swap(items_);
    std::stable_sort(out_.emitted.begin(), out_.emitted.end(), [this](NodeId a, NodeId b) {
      const Node& x = out_.nodes[a];
      const Node& y = out_.nodes[b];
      return x.first_token != y.first_token ? x.first_token < y.first_token : x.last_token > y.last_token;
    });
    std::swap(out_, out);
  }

 private:
  // Takes the memory of the analysis before.
  void Begin(std::string_view passage, const Contexts& contexts, Analysis& out, std::vector<LevelTrace>* trace) {
    std::swap(out_, out);
    out_.rules = &rules_;
    out_.text = passage;
    out_.nodes.clear();
    out_.children.clear();
    out_.captures.clear();
    out_.emitted.clear();
    out_.top.clear();
    items_.clear();
    symbols_.clear();
    contexts_ = &contexts;
    trace_ = trace;
    awake_ = 0;
    last_winner_ = kNoId;
  }

  // The first tape: phrases, other tokens, and a boundary before each sentence.
  void ReadTokens() {
    Tokenize(out_.text, out_.tokens);
    const std::vector<Token>& tokens = out_.tokens;
    rules_.lexicons.WordsOf(out_.text, tokens, cache_, words_);
    const std::vector<WordId>& words = words_;
    bool boundary = true;
    for (std::size_t i = 0; i < tokens.size();) {
      if (boundary) AddBoundary(i);
      boundary = false;
      Lexicons::Found found = rules_.lexicons.Longest(words, tokens, i);
      // A lone number is a number, even where some phrase holds it as a word.
      if (found.end == i + 1 && tokens[i].kind == Token::Kind::kNumber) found = {};
      const std::size_t end = found.phrase == kNoId ? i + 1 : found.end;
      Node node;
      node.first_token = static_cast<std::uint32_t>(i);
      node.last_token = static_cast<std::uint32_t>(end);
      node.phrase = found.phrase;
      const bool sign = tokens[i].kind == Token::Kind::kSign && end == i + 1;
      node.symbol = found.phrase == kNoId ? rules_.symbols.OfToken(TokenText(i), tokens[i])
                                          : rules_.symbols.OfPhrase(found.phrase, tokens[i], sign);
      AddItem(node);
      boundary = EndsSentence(end - 1);
      i = end;
    }
  }

  [[nodiscard]] std::string_view TokenText(std::size_t i) const {
    return out_.text.substr(out_.tokens[i].begin, out_.tokens[i].end - out_.tokens[i].begin);
  }

  // A full stop ends a sentence before a capital, unless it belongs to an abbreviation (TP. Hồ Chí Minh).
  [[nodiscard]] bool EndsSentence(std::size_t i) const {
    const std::vector<Token>& tokens = out_.tokens;
    const std::string_view sign = TokenText(i);
    const bool stop = sign == "." || sign == "!" || sign == "?" || sign == "\xE2\x80\xA6";
    if (!stop || i + 1 >= tokens.size() || !tokens[i].space_after) return false;
    const Token& next = tokens[i + 1];
    if (next.kind == Token::Kind::kWord && next.letters == Token::Case::kLower) return false;
    if (i == 0 || tokens[i].space_before) return true;
    const Token& before = tokens[i - 1];
    if (before.kind != Token::Kind::kWord) return true;
    const bool initial = before.end - before.begin == 1 && before.letters == Token::Case::kTitle;
    return !initial && !IsAbbreviation(i - 1);
  }

  // The item before the stop was read as a phrase: is it an abbreviation?
  [[nodiscard]] bool IsAbbreviation(std::size_t token) const {
    if (!abbreviation_ || items_.size() < 2) return false;
    const Node& before = out_.nodes[items_[items_.size() - 2]];
    return before.phrase != kNoId && before.last_token == token + 1 &&
           rules_.lexicons.EntryOf(before.phrase, *abbreviation_) != nullptr;
  }

  void AddBoundary(std::size_t token) {
    Node boundary;
    boundary.first_token = boundary.last_token = static_cast<std::uint32_t>(token);
    boundary.symbol = Symbols::kBoundary;
    AddItem(boundary);
  }

  NodeId AddItem(const Node& node) {
    const auto id = static_cast<NodeId>(out_.nodes.size());
    out_.nodes.push_back(node);
    items_.push_back(id);
    symbols_.push_back(node.symbol);
    awake_ |= rules_.wakes[node.symbol];
    return id;
  }

  void RunLevel(const Level& level) {
    tape_.Write(level.alphabet, symbols_);
    FindCandidates(level);
    if (trace_ != nullptr) trace_->push_back({items_, tape_.text(), tape_.Offsets(), {}});
    making_.clear();
    watching_.clear();
    groups_.clear();
    for (const int index : candidates_here_) {
      const Rule& rule = rules_.rules[static_cast<std::size_t>(index)];
      const auto& needs = rule.pattern.needs;
      const bool possible = std::all_of(needs.begin(), needs.end(), [this](const ClassSet& need) { return need.Meets(tape_.present()); });
      if (possible && Applies(rule, *contexts_)) FindMatches(index, rule, rule.symbol.empty() ? watching_ : making_);
    }
    EmitWatching(watching_);
    Reduce(making_);
  }

  // The rules for which the tape holds what they need most.
  void FindCandidates(const Level& level) {
    ++stamp_;
    candidates_here_.clear();
    for (const int rule : level.always) AddCandidate(rule);
    for (const Alphabet::Class c : tape_.distinct()) {
      for (const int rule : level.by_class[c]) AddCandidate(rule);
    }
  }

  void AddCandidate(int rule) {
    std::uint32_t& stamp = candidates_[static_cast<std::size_t>(rule)];
    if (stamp == stamp_) return;
    stamp = stamp_;
    candidates_here_.push_back(rule);
  }

  void FindMatches(int index, const Rule& rule, std::vector<Match>& out) {
    if (rule.overlap) return FindOverlapping(index, rule, out);
    const Program& program = **rule.program;
    int misses = 0;
    for (std::size_t i = program.NextStart(tape_.classes(), 0); i < tape_.size();) {
      Match match;
      match.rule = index;
      // RE2 is much quicker where it knows the start: a few starts are tried one by one before it searches.
      const bool search = misses == kStartsTried;
      if (RunRegex(rule, program, i, tape_.size(), search ? RE2::UNANCHORED : RE2::ANCHOR_START, match)) {
        misses = 0;
        out.push_back(match);
        if (!HoldsNeeds(rule, match.last)) return;
        i = program.NextStart(tape_.classes(), match.last);
      } else if (search) {
        return;
      } else {
        ++misses;
        i = program.NextStart(tape_.classes(), i + 1);
      }
    }
  }

  // Do the items from `item` on hold a symbol of each kind that a match must hold? In all linear for one rule: the next match
  // ends behind every symbol that is found here.
  [[nodiscard]] bool HoldsNeeds(const Rule& rule, std::size_t item) const {
    const std::vector<Alphabet::Class>& classes = tape_.classes();
    const auto from = classes.begin() + static_cast<std::ptrdiff_t>(item);
    return std::all_of(rule.pattern.needs.begin(), rule.pattern.needs.end(), [&](const ClassSet& need) {
      return std::any_of(from, classes.end(), [&](Alphabet::Class c) { return need.Contains(c); });
    });
  }

  void FindOverlapping(int index, const Rule& rule, std::vector<Match>& out) {
    const Program& program = **rule.program;
    const std::vector<Alphabet::Class>& classes = tape_.classes();
    for (std::size_t i = program.NextStart(classes, 0); i < classes.size(); i = program.NextStart(classes, i + 1)) {
      Match match;
      match.rule = index;
      if (RunRegex(rule, program, i, std::min(i + kOverlapWindow, classes.size()), RE2::ANCHOR_START, match)) out.push_back(match);
    }
  }

  // Looks for a match among the items [start, end).
  bool RunRegex(const Rule& rule, const Program& program, std::size_t start, std::size_t end, RE2::Anchor anchor, Match& match) {
    std::array<re2::StringPiece, kMaxGroups> groups;
    const std::size_t captures = rule.pattern.captures.size();
    const auto wanted = static_cast<int>(std::min(captures + 1, kMaxGroups));
    const bool matched = program.regex.Match(tape_.text(), tape_.OffsetOf(start), tape_.OffsetOf(end), anchor, groups.data(), wanted);
    if (!matched || groups[0].empty()) return false;
    match.first = tape_.ItemAt(groups[0].data());
    match.last = tape_.ItemAt(groups[0].data() + groups[0].size());
    match.groups = static_cast<std::uint32_t>(groups_.size());
    for (std::size_t i = 1; i <= captures; ++i) {
      CaptureRange range;
      if (i < kMaxGroups && groups[i].data() != nullptr && !groups[i].empty()) {
        range = {tape_.ItemAt(groups[i].data()) - match.first, tape_.ItemAt(groups[i].data() + groups[i].size()) - match.first};
      }
      groups_.push_back(range);
    }
    return true;
  }

  // Sorts by the rule that settles competition.
  void SortMatches(std::vector<Match>& matches) const {
    std::sort(matches.begin(), matches.end(), [this](const Match& a, const Match& b) {
      if (a.first != b.first) return a.first < b.first;
      if (a.last != b.last) return a.last > b.last;
      const Rule& x = rules_.rules[static_cast<std::size_t>(a.rule)];
      const Rule& y = rules_.rules[static_cast<std::size_t>(b.rule)];
      if (x.priority != y.priority) return x.priority > y.priority;
      return x.id < y.id;
    });
  }

  void EmitWatching(std::vector<Match>& matches) {
    SortMatches(matches);
    std::vector<std::pair<std::string_view, std::uint32_t>> ends;  // of the last match of each record kind
    for (const Match& match : matches) {
      const Rule& rule = rules_.rules[static_cast<std::size_t>(match.rule)];
      auto end = std::find_if(ends.begin(), ends.end(), [&](const auto& e) { return e.first == rule.emit; });
      if (end == ends.end()) end = ends.insert(ends.end(), {rule.emit, 0});
      if (match.first < end->second) {
        Lose(match);
        continue;
      }
      end->second = rule.overlap ? match.first + 1 : match.last;
      last_winner_ = match.rule;
      out_.emitted.push_back(MakeNode(match));
    }
  }

  void Reduce(std::vector<Match>& matches) {
    if (matches.empty()) return;
    SortMatches(matches);
    std::vector<NodeId>& reduced = reduced_;
    reduced.clear();
    std::uint32_t next = 0;
    std::uint32_t last_overlap = UINT32_MAX;
    for (const Match& match : matches) {
      const Rule& rule = rules_.rules[static_cast<std::size_t>(match.rule)];
      if (match.first < next) {
        // Within another match: an overlapping rule still makes its record there, one for each start.
        if (rule.overlap && !rule.emit.empty() && match.first != last_overlap) {
          last_overlap = match.first;
          out_.emitted.push_back(MakeNode(match));
        } else {
          Lose(match);
        }
        continue;
      }
      reduced.insert(reduced.end(), items_.begin() + next, items_.begin() + match.first);
      const NodeId id = MakeNode(match);
      reduced.push_back(id);
      if (!rule.emit.empty()) out_.emitted.push_back(id);
      if (rule.overlap) last_overlap = match.first;
      last_winner_ = match.rule;
      next = match.last;
    }
    reduced.insert(reduced.end(), items_.begin() + next, items_.end());
    items_.swap(reduced);
    symbols_.clear();
    for (const NodeId item : items_) symbols_.push_back(out_.nodes[item].symbol);
  }

  void Lose(const Match& match) {
    if (trace_ == nullptr) return;
    trace_->back().lost.push_back({match.rule, last_winner_, ItemsSpan(match.first, match.last)});
  }

  [[nodiscard]] Span ItemsSpan(std::uint32_t first, std::uint32_t last) const {
    return out_.TokenSpan(out_.nodes[items_[first]].first_token, out_.nodes[items_[last - 1]].last_token);
  }

  NodeId MakeNode(const Match& match) {
    const Rule& rule = rules_.rules[static_cast<std::size_t>(match.rule)];
    Node node;
    node.first_token = out_.nodes[items_[match.first]].first_token;
    node.last_token = out_.nodes[items_[match.last - 1]].last_token;
    node.rule = match.rule;
    if (rule.symbol_index >= 0) node.symbol = rules_.symbols.OfRule(static_cast<std::size_t>(rule.symbol_index));
    node.first_child = static_cast<std::uint32_t>(out_.children.size());
    node.child_count = match.last - match.first;
    out_.children.insert(out_.children.end(), items_.begin() + match.first, items_.begin() + match.last);
    node.first_capture = static_cast<std::uint32_t>(out_.captures.size());
    const auto groups = groups_.begin() + match.groups;
    out_.captures.insert(out_.captures.end(), groups, groups + static_cast<std::ptrdiff_t>(rule.pattern.captures.size()));
    awake_ |= rules_.wakes[node.symbol];
    const auto id = static_cast<NodeId>(out_.nodes.size());
    out_.nodes.push_back(node);
    return id;
  }

  const RuleSet& rules_;
  std::optional<LexiconId> abbreviation_;
  const Contexts* contexts_ = nullptr;
  std::vector<LevelTrace>* trace_ = nullptr;
  Analysis out_;
  WordCache cache_;
  std::vector<WordId> words_;                // of the tokens
  std::vector<NodeId> items_;
  std::vector<NodeId> reduced_;              // the items that a level leaves
  std::vector<Symbol> symbols_;              // of the items
  Tape tape_;
  std::uint32_t awake_ = 0;                  // levels that some symbol of the passage may set off
  std::vector<std::uint32_t> candidates_;    // per rule: the stamp of the level it may match at
  std::vector<int> candidates_here_;         // rules that may match on this tape
  std::uint32_t stamp_ = 0;
  std::vector<Match> making_;                // of rules that write the tape
  std::vector<Match> watching_;
  std::vector<CaptureRange> groups_;
  int last_winner_ = kNoId;
};

Cascade::Cascade(const RuleSet& rules) : run_(std::make_unique<Run>(rules)) {}
Cascade::~Cascade() = default;
Cascade::Cascade(Cascade&&) noexcept = default;
Cascade& Cascade::operator=(Cascade&&) noexcept = default;

void Cascade::Read(std::string_view passage, const Contexts& contexts, Analysis& out, std::vector<LevelTrace>* trace) {
  run_->Read(passage, contexts, out, trace);
}

bool Applies(const Rule& rule, const Contexts& contexts) {
  const auto holds = [&](const std::string& name) { return std::find(contexts.begin(), contexts.end(), name) != contexts.end(); };
  if (std::any_of(rule.not_where.begin(), rule.not_where.end(), holds)) return false;
  return rule.where.empty() || std::any_of(rule.where.begin(), rule.where.end(), holds);
}

Analysis Analyse(const RuleSet& rules, std::string_view passage, const Contexts& contexts, std::vector<LevelTrace>* trace) {
  Analysis analysis;
  Cascade(rules).Read(passage, contexts, analysis, trace);
  return analysis;
}

}  // namespace trichluc
