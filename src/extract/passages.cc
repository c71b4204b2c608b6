#include "extract/passages.h"

#include "grammar/cascade.h"

namespace trichluc {
namespace {

std::vector<Span> SentencesOf(const Analysis& analysis) {
  std::vector<Span> sentences;
  for (const Node& node : analysis.nodes) {
    if (node.symbol != Symbols::kBoundary || node.rule != kNoId || node.first_token != node.last_token) continue;
    const std::size_t start = analysis.TokenSpan(node.first_token, node.first_token).start;
    if (!sentences.empty()) {
      std::size_t end = start;
      while (end > sentences.back().start && analysis.text[end - 1] == ' ') --end;
      sentences.back().end = end;
    }
    sentences.push_back({start, analysis.text.size()});
  }
  return sentences;
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
  for (const Span sentence : sentences) {
    if (offset < sentence.end) return sentence;
  }
  return {0, text().size()};
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
  switch (it.kind) {
    case OutlineBlock::Kind::kBullet: contexts.push_back("bullet"); break;
    case OutlineBlock::Kind::kParagraph: contexts.push_back("paragraph"); break;
    case OutlineBlock::Kind::kRow: contexts.push_back("row"); break;
  }
  return contexts;
}

PassageReading ReadPassage(const DocumentContext& document, int section, int block) {
  PassageReading reading;
  reading.document = &document;
  reading.section = section;
  reading.block = block;
  reading.passage = block < 0 ? &document.outline->sections[static_cast<std::size_t>(section)].heading
                              : &document.outline->blocks[static_cast<std::size_t>(block)].passage;
  reading.analysis = Analyse(*document.rules, reading.passage->text, ContextsOf(*document.outline, section, block));
  reading.sentences = SentencesOf(reading.analysis);
  return reading;
}

}  // namespace trichluc
