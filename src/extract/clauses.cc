#include "extract/clauses.h"

#include <algorithm>
#include <span>

#include "extract/values.h"

namespace trichluc {
namespace {

constexpr std::size_t kShortPart = 30;  // bytes: a verb and little more

// Semicolons inside brackets or quotation marks end no clause.
int DepthChange(std::string_view sign) {
  if (sign == "(" || sign == "\xE2\x80\x9C") return 1;
  if (sign == ")" || sign == "\xE2\x80\x9D") return -1;
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

// The phrases of the first tape that begin at `from` or later, in order.
template <typename Visit>
void ForEachPhrase(const PassageReading& reading, std::string_view lexicon, std::size_t from, Visit visit) {
  const auto id = reading.document->rules->lexicons.Find(lexicon);
  if (!id) return;
  const Analysis& analysis = reading.analysis;
  const auto end = analysis.nodes.begin() + static_cast<std::ptrdiff_t>(analysis.first_tape);
  auto node = std::lower_bound(analysis.nodes.begin(), end, from, [&](const Node& n, std::size_t offset) {
    return analysis.tokens[n.first_token].begin < offset;
  });
  for (; node != end; ++node) {
    if (IsPhraseIn(reading, *node, *id) && !visit(analysis.TokenSpan(node->first_token, node->last_token))) return;
  }
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
  ForEachPhrase(reading_, lexicon, offset, [&](Span phrase) {
    if (phrase.start < offset) return true;
    const bool gap = TrimPunctuation(reading_.Text({offset, phrase.start})).empty();
    if (!gap || phrase.end > end) return false;
    offset = phrase.end;
    return true;
  });
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
  for (const std::string_view empty : {"()", "( )", "(,)"}) {
    for (std::size_t found = out.find(empty); found != std::string::npos; found = out.find(empty)) out.erase(found, empty.size());
  }
  for (std::size_t found = out.find(" ,"); found != std::string::npos; found = out.find(" ,")) out.erase(found, 1);
  for (std::size_t found = out.find("  "); found != std::string::npos; found = out.find("  ")) out.erase(found, 1);
  return std::string(TrimPunctuation(out));
}

}  // namespace trichluc
