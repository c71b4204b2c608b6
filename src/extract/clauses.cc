#include "extract/clauses.h"

#include <algorithm>
#include <iterator>

#include "extract/values.h"
#include "text/note_marks.h"

namespace trichluc {
namespace {

constexpr std::size_t kShortPart = 30;  // bytes: a verb and little more

bool IsPhraseIn(const PassageReading& reading, const Node& node, LexiconId lexicon) {
  const RuleSet& rules = *reading.document->rules;
  return node.phrase != kNoId && rules.lexicons.EntryOf(node.phrase, lexicon) != nullptr;
}

std::span<const Token> TokensFrom(const PassageReading& reading, std::size_t from) {
  const std::vector<Token>& tokens = reading.analysis.tokens;
  const auto first = std::lower_bound(tokens.begin(), tokens.end(), from,
                                      [](const Token& token, std::size_t offset) { return token.begin < offset; });
  return {first, tokens.end()};
}

// The words and phrases of the first tape that begin in `range`, in order.
std::span<const Node> NodesIn(const PassageReading& reading, Span range) {
  const Analysis& analysis = reading.analysis;
  const auto end = analysis.nodes.begin() + static_cast<std::ptrdiff_t>(analysis.first_tape);
  const auto begins_before = [&](const Node& node, std::size_t offset) {
    return analysis.tokens[node.first_token].begin < offset;
  };
  const auto first = std::lower_bound(analysis.nodes.begin(), end, range.start, begins_before);
  return {first, std::lower_bound(first, end, std::max(range.start, range.end), begins_before)};
}

Span SpanOf(const PassageReading& reading, const Node& node) {
  return reading.analysis.TokenSpan(node.first_token, node.last_token);
}

// Takes the first `bytes` of each `what` out of `text`, in one pass.
void Drop(std::string& text, std::string_view what, std::size_t bytes) {
  std::size_t kept = text.find(what);
  if (kept == std::string::npos) return;
  for (std::size_t at = kept; at < text.size();) {
    if (text.compare(at, what.size(), what) == 0) {
      at += bytes;
    } else {
      text[kept++] = text[at++];
    }
  }
  text.resize(kept);
}

}  // namespace

Span Clauses::Around(Span span) const {
  const Span sentence = reading_.SentenceAt(span.start);
  const std::vector<Span>& semicolons = reading_.semicolons;
  const auto behind = std::lower_bound(semicolons.begin(), semicolons.end(), span.end,
                                       [](Span semicolon, std::size_t end) { return semicolon.start < end; });
  const auto before = std::partition_point(semicolons.begin(), behind, [&](Span s) { return s.end <= span.start; });
  Span clause = sentence;
  if (before != semicolons.begin()) clause.start = std::max(clause.start, std::prev(before)->end);
  if (behind != semicolons.end()) clause.end = std::min(clause.end, behind->start);
  return clause;
}

void Clauses::Divide(Span clause) const {
  divided_ = clause;
  divisions_.clear();
  std::size_t part = clause.start;
  for (const Token& token : TokensFrom(reading_, clause.start)) {
    if (token.begin >= clause.end) break;
    if (token.kind != Token::Kind::kSign || reading_.Text({token.begin, token.end}) != ",") continue;
    if (SkipLeading("verb", token.end, clause.end) == token.end) continue;
    // A run of verbs ("theo dõi, kiểm tra, đôn đốc") is no row of parts.
    if (token.begin - part > kShortPart) part = token.end;
    divisions_.push_back({{token.begin, token.end}, part});
  }
}

Span Clauses::Part(Span clause, Span span) const {
  if (!(clause == divided_)) Divide(clause);
  const auto before = std::partition_point(divisions_.begin(), divisions_.end(),
                                           [&](const Division& d) { return d.comma.end <= span.start; });
  const auto behind = std::partition_point(before, divisions_.end(),
                                           [&](const Division& d) { return d.comma.start < span.end; });
  Span part = clause;
  if (before != divisions_.begin()) part.start = std::prev(before)->part;
  if (behind != divisions_.end()) part.end = behind->comma.start;
  return part;
}

const std::vector<Span>& Clauses::PhrasesOf(LexiconId lexicon) const {
  const auto known = std::find_if(phrases_.begin(), phrases_.end(), [&](const auto& met) { return met.first == lexicon; });
  if (known != phrases_.end()) return known->second;
  std::vector<Span>& phrases = phrases_.emplace_back(lexicon, std::vector<Span>()).second;
  for (const Node& node : NodesIn(reading_, {0, reading_.text().size()})) {
    if (IsPhraseIn(reading_, node, lexicon)) phrases.push_back(SpanOf(reading_, node));
  }
  return phrases;
}

std::size_t Clauses::FirstOf(std::string_view lexicon, Span range) const {
  const auto id = reading_.document->rules->lexicons.Find(lexicon);
  if (!id) return range.end;
  const std::vector<Span>& phrases = PhrasesOf(*id);
  const auto first = std::partition_point(phrases.begin(), phrases.end(), [&](Span p) { return p.start < range.start; });
  return first == phrases.end() ? range.end : std::min(first->start, range.end);
}

std::size_t Clauses::LastOf(std::string_view lexicon, Span range) const {
  const auto id = reading_.document->rules->lexicons.Find(lexicon);
  if (!id) return range.end;
  const std::vector<Span>& phrases = PhrasesOf(*id);
  const auto behind = std::partition_point(phrases.begin(), phrases.end(), [&](Span p) { return p.end <= range.end; });
  if (behind == phrases.begin() || std::prev(behind)->start < range.start) return range.end;
  return std::prev(behind)->start;
}

std::size_t Clauses::SkipLeading(std::string_view lexicon, std::size_t offset, std::size_t end) const {
  const auto id = reading_.document->rules->lexicons.Find(lexicon);
  if (!id) return offset;
  for (const Node& node : NodesIn(reading_, {offset, end})) {
    const Span span = SpanOf(reading_, node);
    if (IsPhraseIn(reading_, node, *id)) {
      if (span.end > end) break;
      offset = span.end;
    } else if (!TrimPunctuation(reading_.Text(span)).empty()) {
      break;
    }
  }
  return offset;
}

// From the end backwards: what is to be cut stands there, however long the range is.
std::size_t Clauses::TrimTrailing(std::string_view lexicon, Span range) const {
  const auto id = reading_.document->rules->lexicons.Find(lexicon);
  if (!id) return range.end;
  const std::span<const Node> nodes = NodesIn(reading_, range);
  std::size_t end = range.end;
  for (auto node = nodes.rbegin(); node != nodes.rend(); ++node) {
    const Span span = SpanOf(reading_, *node);
    if (span.end <= range.end && IsPhraseIn(reading_, *node, *id)) {
      end = span.start;
    } else if (!TrimPunctuation(reading_.Text({span.start, std::min(span.end, range.end)})).empty()) {
      break;
    }
  }
  return end;
}

std::string Without(const PassageReading& reading, Span range, std::span<const Span> holes) {
  std::string out;
  std::size_t at = range.start;
  for (const Span hole : holes) {
    if (hole.end <= at || hole.start >= range.end) continue;
    out += reading.Text({at, std::max(at, hole.start)});
    at = hole.end;
    while (const std::size_t mark = NoteMarkBytes(reading.text(), at)) at += mark;
  }
  if (at < range.end) out += reading.Text({at, range.end});
  for (const std::string_view empty : {"()", "( )", "(,)"}) Drop(out, empty, empty.size());
  Drop(out, " ,", 1);
  Drop(out, "  ", 1);
  return std::string(TrimPunctuation(out));
}

}  // namespace trichluc
