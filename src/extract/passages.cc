#include "extract/passages.h"

#include <algorithm>

#include "grammar/cascade.h"
#include "text/utf8.h"

namespace trichluc {
namespace {

constexpr std::size_t kLongestWhole = std::size_t{1} << 16;  // bytes of a text that is never cut
constexpr std::size_t kWindow = std::size_t{1} << 14;        // of a part
constexpr std::size_t kCutWithin = std::size_t{1} << 11;     // a part may end so much earlier, behind a sentence

// Where a part that may reach to `limit` ends: behind a sentence or a word, and never inside a character.
std::size_t CutBefore(std::string_view text, std::size_t limit) {
  const std::string_view tail = text.substr(limit - kCutWithin, kCutWithin);
  for (const std::string_view mark : {". ", "; ", " "}) {
    if (const std::size_t at = tail.rfind(mark); at != std::string_view::npos) return limit - kCutWithin + at + mark.size();
  }
  while (IsContinuation(text[limit])) --limit;
  return limit;
}

void FindSentences(const Analysis& analysis, std::vector<Span>& sentences) {
  sentences.clear();
  for (std::size_t i = 0; i < analysis.first_tape; ++i) {
    const Node& node = analysis.nodes[i];
    if (node.symbol != Symbols::kBoundary) continue;
    const std::size_t start = analysis.TokenSpan(node.first_token, node.first_token).start;
    if (!sentences.empty()) {
      std::size_t end = start;
      while (end > sentences.back().start && analysis.text[end - 1] == ' ') --end;
      sentences.back().end = end;
    }
    sentences.push_back({start, analysis.text.size()});
  }
}

// Semicolons inside brackets or quotation marks end no clause.
int DepthChange(std::string_view sign) {
  if (sign == "(" || sign == kOpeningQuote) return 1;
  if (sign == ")" || sign == kClosingQuote) return -1;
  return 0;
}

void FindSemicolons(const Analysis& analysis, const std::vector<Span>& sentences, std::vector<Span>& semicolons) {
  semicolons.clear();
  if (analysis.text.find(';') == std::string_view::npos) return;
  auto sentence = sentences.begin();
  int depth = 0;
  for (const Token& token : analysis.tokens) {
    if (sentence != sentences.end() && token.begin >= sentence->start) {
      depth = 0;  // a bracket that is never closed ends with its sentence
      ++sentence;
    }
    if (token.kind != Token::Kind::kSign) continue;
    const std::string_view sign = analysis.text.substr(token.begin, token.end - token.begin);
    depth = std::max(0, depth + DepthChange(sign));
    if (sign == ";" && depth == 0) semicolons.push_back({token.begin, token.end});
  }
}

}  // namespace

std::optional<int> DocumentContext::YearFor(std::optional<int> month) const {
  if (year || !written_in) return year;
  const bool over = month && written_in_month && *month < *written_in_month;
  return over ? *written_in + 1 : *written_in;
}

std::optional<std::string> PassageReading::SectionPath() const {
  if (section < 0) return std::nullopt;
  return document->outline->sections[static_cast<std::size_t>(section)].path;
}

Span PassageReading::SentenceAt(std::size_t offset) const {
  const auto sentence = std::upper_bound(sentences.begin(), sentences.end(), offset,
                                         [](std::size_t at, Span s) { return at < s.end; });
  return sentence == sentences.end() ? Span{0, text().size()} : *sentence;
}

void PassageReading::Ground(Provenance& record, Span span, const Rule* rule) const {
  record.span = ToSource(span);
  record.text = std::string(Text(span));
  if (rule != nullptr) record.rule = rule->id;
}

std::vector<std::string_view> ContextsOf(const Outline& outline, int section, int block) {
  std::vector<std::string_view> contexts;
  if (block < 0) {
    contexts.push_back("heading");
    if (outline.sections[static_cast<std::size_t>(section)].running) contexts.push_back("running");
    return contexts;
  }
  const OutlineBlock& it = outline.blocks[static_cast<std::size_t>(block)];
  if (it.footnote) contexts.push_back("footnote");
  else if (section < 0) contexts.push_back("opening");
  contexts.push_back(Name(it.kind));
  return contexts;
}

const Passage& PassageAt(const Outline& outline, int section, int block) {
  if (block < 0) return outline.sections[static_cast<std::size_t>(section)].heading;
  return outline.blocks[static_cast<std::size_t>(block)].passage;
}

std::vector<Span> WindowsOf(std::string_view text) {
  if (text.size() <= kLongestWhole) return {{0, text.size()}};
  std::vector<Span> windows;
  std::size_t start = 0;
  while (text.size() - start > kWindow) {
    const std::size_t end = CutBefore(text, start + kWindow);
    windows.push_back({start, end});
    start = end;
  }
  windows.push_back({start, text.size()});
  return windows;
}

void ReadPassage(Cascade& cascade, const DocumentContext& document, int section, int block, Span window,
                 PassageReading& reading) {
  reading.document = &document;
  reading.section = section;
  reading.block = block;
  reading.passage = &PassageAt(*document.outline, section, block);
  reading.window = window;
  cascade.Read(reading.text(), ContextsOf(*document.outline, section, block), reading.analysis);
  FindSentences(reading.analysis, reading.sentences);
  FindSemicolons(reading.analysis, reading.sentences, reading.semicolons);
}

}  // namespace trichluc
