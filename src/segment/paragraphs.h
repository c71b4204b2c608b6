// Paragraphs: the lines that belong together, before it is known which of their labels are labels.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "segment/labels.h"
#include "segment/lines.h"
#include "segment/passage.h"

namespace trichluc {

struct Paragraph {
  enum class Kind : std::uint8_t {
    kText,
    kRow,
    kEnterTable,  // a table begins
    kLeaveTable,
    kReset,       // another document begins
  };

  Kind kind = Kind::kText;
  std::vector<Span> parts;               // its lines, with label or bullet mark
  std::size_t first_line = 0;
  std::size_t last_line = 0;
  std::size_t mark_bytes = 0;            // of a bullet mark and the space behind it
  char32_t bullet = 0;
  std::optional<LabelCandidate> label;   // offsets into the first part
  std::uint32_t width = 0;               // of its widest line
  bool goes_on = false;                  // would continue the paragraph above if mark or label were words
  bool emphasised = false;
  bool caps = false;
  bool footnote = false;
  bool page_note = false;                // a footnote at the foot of a page, over which the text above goes on
  std::vector<CellParts> row;            // of a row: the cells with words
  std::vector<int> above;                // columns of its cells that are one with those above them
  int table = -1;
  int row_index = 0;
};

// Groups the lines [begin, end) into paragraphs and rows.
void ReadParagraphs(const NormalizedText& text, const DocumentLines& document, const PatternTable& patterns,
                    const Vocabulary& words, std::size_t begin, std::size_t end, std::vector<Paragraph>& paragraphs);

}  // namespace trichluc
