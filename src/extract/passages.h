// A passage on its way through extraction: what was recognized in it, and where it stands in document and source.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "grammar/analysis.h"
#include "segment/outline.h"
#include "text/alignment.h"
#include "trichluc/record.h"

namespace trichluc {

class Cascade;

// What extraction knows of the whole document while it reads one passage.
struct DocumentContext {
  const RuleSet* rules = nullptr;
  const Outline* outline = nullptr;
  const Alignment* to_source = nullptr;  // normalized text → original bytes
  std::optional<int> year;               // the one year that the plan is for, for dates that leave theirs out
  std::optional<int> written_in;         // year and month of the document's own date
  std::optional<int> written_in_month;

  // The year that a month without one belongs to: the plan's, else the first such month after the plan was written.
  [[nodiscard]] std::optional<int> YearFor(std::optional<int> month) const;
};

struct PassageReading {
  const DocumentContext* document = nullptr;
  const Passage* passage = nullptr;
  Span window;                   // the part of the passage's text that was read: all of it, but for very long ones
  Analysis analysis;
  int section = -1;              // index into Outline::sections
  int block = -1;                // index into Outline::blocks; -1 for a heading
  std::vector<Span> sentences;   // in `text()`, as all spans here
  std::vector<Span> semicolons;  // those that end clauses: outside brackets and quotation marks of their sentence

  [[nodiscard]] std::string_view text() const { return std::string_view(passage->text).substr(window.start, window.size()); }
  [[nodiscard]] std::string_view Text(Span span) const { return text().substr(span.start, span.size()); }
  [[nodiscard]] Span ToSource(Span span) const {
    const Span in_passage{window.start + span.start, window.start + span.end};
    return document->to_source->ToSource(passage->alignment.ToSource(in_passage));
  }
  [[nodiscard]] bool IsWhole() const { return window.size() == passage->text.size(); }
  [[nodiscard]] std::optional<std::string> SectionPath() const;
  // The sentence around an offset of the passage.
  [[nodiscard]] Span SentenceAt(std::size_t offset) const;
  // Fills what every record carries. The id is given later, when all fields are known.
  void Ground(Provenance& record, Span span, const Rule* rule) const;
  [[nodiscard]] const OutlineBlock* Block() const {
    return block < 0 ? nullptr : &document->outline->blocks[static_cast<std::size_t>(block)];
  }
};

// The heading (block < 0) or block.
[[nodiscard]] const Passage& PassageAt(const Outline& outline, int section, int block);

// The parts in which a text is read: one, but for a text so long that no writer made it a paragraph. Those are cut behind
// sentences, or else between words, so that neither memory nor time grows with more than their length.
[[nodiscard]] std::vector<Span> WindowsOf(std::string_view text);

// Reads a part of a heading (block < 0) or of a block with all rules into `reading`, whose memory is used again.
void ReadPassage(Cascade& cascade, const DocumentContext& document, int section, int block, Span window,
                 PassageReading& reading);

// The contexts that rules can ask for: opening, heading, bullet, paragraph, row, footnote.
[[nodiscard]] std::vector<std::string_view> ContextsOf(const Outline& outline, int section, int block);

}  // namespace trichluc
