#include "extract/clauses.h"

#include <algorithm>
#include <span>

#include "extract/values.h"
#include "text/utf8.h"

namespace trichluc {
namespace {

constexpr std::size_t kShortPart = 30;  // bytes: a verb and little more

// Semicolons inside brackets or quotation marks end no clause.
int DepthChange(std::string_view sign) {
  if (sign == "(" || sign == kOpeningQuote) return 1;
  if (sign == ")" || sign == kClosingQuote) return -1;
  return 0;
}

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

// The words and phrases of the first tape that begin at `from` or later, in order.
std::span<const Node> NodesFrom(const PassageReading& reading, std::size_t from) {
  const Analysis& analysis = reading.analysis;
  const auto end = analysis.nodes.begin() + static_cast<std::ptrdiff_t>(analysis.first_tape);
  const auto first = std::lower_bound(analysis.nodes.begin(), end, from, [&](const Node& node, std::size_t offset) {
    return analysis.tokens[node.first_token].begin < offset;
  });
  return {first, end};
}

template <typename Visit>
void ForEachPhrase(const PassageReading& reading, std::string_view lexicon, std::size_t from, Visit visit) {
  const auto id = reading.document->rules->lexicons.Find(lexicon);
  if (!id) return;
  for (const Node& node : NodesFrom(reading, from)) {
    if (IsPhraseIn(reading, node, *id) && !visit(reading.analysis.TokenSpan(node.first_token, node.last_token))) return;
  }
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
  Span clause = reading_.SentenceAt(span.start);
  int depth = 0;
  for (const Token& token : TokensFrom(reading_, clause.start)) {
    if (token.begin >= clause.end) break;
    if (token.kind != Token::Kind::kSign) continue;
    const std::string_view sign = reading_.Text({token.begin, token.end});
    depth = std::max(0, depth + DepthChange(sign));
    if (sign != ";" || depth > 0) continue;
    if (token.end <= span.start) {
      clause.start = token.end;
    } else if (token.begin >= span.end) {
      clause.end = token.begin;
      break;
    }
  }
  return clause;
}

Span Clauses::Part(Span clause, Span span) const {
  Span part = clause;
  for (const Token& token : TokensFrom(reading_, clause.start)) {
    if (token.begin >= clause.end) break;
    if (token.kind != Token::Kind::kSign || reading_.Text({token.begin, token.end}) != ",") continue;
    const bool divides = SkipLeading("verb", token.end, clause.end) > token.end;
    if (!divides) continue;
    if (token.end <= span.start) {
      // A run of verbs ("theo dõi, kiểm tra, đôn đốc") is no row of parts.
      if (token.begin - part.start > kShortPart) part.start = token.end;
    } else if (token.begin >= span.end) {
      part.end = token.begin;
      break;
    }
  }
  return part;
}

std::size_t Clauses::LastOf(std::string_view lexicon, Span range) const {
  std::size_t found = range.end;
  ForEachPhrase(reading_, lexicon, range.start, [&](Span phrase) {
    if (phrase.end <= range.end) found = phrase.start;
    return phrase.start < range.end;
  });
  return found;
}

std::size_t Clauses::FirstOf(std::string_view lexicon, Span range) const {
  std::size_t found = range.end;
  ForEachPhrase(reading_, lexicon, range.start, [&](Span phrase) {
    found = std::min(found, std::max(phrase.start, range.start));
    return false;
  });
  return std::min(found, range.end);
}

std::size_t Clauses::SkipLeading(std::string_view lexicon, std::size_t offset, std::size_t end) const {
  const auto id = reading_.document->rules->lexicons.Find(lexicon);
  if (!id) return offset;
  for (const Node& node : NodesFrom(reading_, offset)) {
    const Span span = reading_.analysis.TokenSpan(node.first_token, node.last_token);
    if (IsPhraseIn(reading_, node, *id)) {
      if (span.end > end) break;
      offset = span.end;
    } else if (!TrimPunctuation(reading_.Text(span)).empty()) {
      break;
    }
  }
  return offset;
}

std::size_t Clauses::TrimTrailing(std::string_view lexicon, Span range) const {
  std::vector<Span> phrases;
  ForEachPhrase(reading_, lexicon, range.start, [&](Span phrase) {
    if (phrase.end <= range.end) phrases.push_back(phrase);
    return phrase.start < range.end;
  });
  std::size_t end = range.end;
  for (auto phrase = phrases.rbegin(); phrase != phrases.rend(); ++phrase) {
    if (!TrimPunctuation(reading_.Text({phrase->end, end})).empty()) break;
    end = phrase->start;
  }
  return end;
}

std::string Without(const PassageReading& reading, Span range, const std::vector<Span>& holes) {
  std::string out;
  std::size_t at = range.start;
  for (const Span hole : holes) {
    if (hole.end <= at || hole.start >= range.end) continue;
    out += reading.Text({at, std::max(at, hole.start)});
    at = hole.end;
  }
  if (at < range.end) out += reading.Text({at, range.end});
  for (const std::string_view empty : {"()", "( )", "(,)"}) Drop(out, empty, empty.size());
  Drop(out, " ,", 1);
  Drop(out, "  ", 1);
  return std::string(TrimPunctuation(out));
}

}  // namespace trichluc
