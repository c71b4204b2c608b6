// The outline in three steps: lines are read and measured; head and closings are taken out; what is left is the body.
#include "segment/outline.h"

#include <optional>

#include "segment/body.h"
#include "segment/closing.h"
#include "segment/letterhead.h"
#include "segment/lines.h"
#include "segment/paragraphs.h"
#include "segment/vocabulary.h"

namespace trichluc {
namespace {

constexpr std::size_t kManySections = 2000;  // more than any plan has: long ones have some hundreds

void TakeClosing(const Closing& closing, DocumentData& data) {
  if (data.recipients.empty()) data.recipients = closing.recipients;
  const Signer& signer = data.signer;
  if (!signer.authority && !signer.position && !signer.name) data.signer = closing.signer;
}

bool HasNoShape(const Outline& outline) {
  return outline.sections.empty() && !outline.document.type && !outline.document.symbol && !outline.document.issuer;
}

}  // namespace

std::string_view Name(OutlineBlock::Kind kind) {
  switch (kind) {
    case OutlineBlock::Kind::kBullet: return "bullet";
    case OutlineBlock::Kind::kParagraph: return "paragraph";
    case OutlineBlock::Kind::kRow: return "row";
  }
  return "unknown";
}

Outline ReadOutline(const NormalizedText& text, const PatternTable& patterns) {
  Outline outline;
  const Vocabulary words(patterns);
  const DocumentLines document = ReadLines(text, patterns, words);
  std::vector<Paragraph> paragraphs;
  std::size_t line = ReadHead(text, document, patterns, words, outline);
  while (line < document.lines.size()) {
    const std::optional<Closing> closing = FindClosing(text, document, patterns, words, line);
    const std::size_t end = closing ? closing->begin : document.lines.size();
    ReadParagraphs(text, document, patterns, words, line, end, paragraphs);
    if (!closing) break;
    TakeClosing(*closing, outline.document);
    Paragraph reset;
    reset.kind = Paragraph::Kind::kReset;
    paragraphs.push_back(reset);
    line = SkipAttachedHead(text, document, patterns, words, closing->end);
  }
  ReadBody(text, document, patterns, words, paragraphs, outline);
  if (document.lines.empty()) {
    outline.diagnostics.push_back({DiagnosticCode::kUnknownStructure, Severity::kWarning, "no text was found", {0, text.text.size()}});
  } else if (HasNoShape(outline)) {
    outline.diagnostics.push_back({DiagnosticCode::kUnknownStructure, Severity::kWarning,
                                   "no heading and no letterhead: the text does not look like a plan", {0, text.text.size()}});
  } else if (outline.sections.size() > kManySections && !outline.document.type && !outline.document.title) {
    outline.diagnostics.push_back({DiagnosticCode::kUnknownStructure, Severity::kWarning,
                                   "no letterhead and no title above " + std::to_string(outline.sections.size()) +
                                       " sections: the text does not look like a plan", {0, text.text.size()}});
  }
  return outline;
}

std::vector<GrammarFault> MissingOutlinePatterns(const PatternTable& patterns) { return Vocabulary::Missing(patterns); }

}  // namespace trichluc
