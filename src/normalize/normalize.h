// One form for every text: NFC, no look-alikes, no Markdown, single spaces; its lines as in the source.
//
// What the writer wrote stays: wording, capitals, tone placement, kinds of dash and quotation mark. What only a file format
// or a keyboard put there goes. Layout that later layers need is kept beside the text: emphasis, wide gaps, indents.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "grammar/charmap.h"
#include "text/alignment.h"
#include "trichluc/span.h"

namespace trichluc {

// One line of the normalized text.
struct Line {
  Span span;                 // without the line feed
  std::uint32_t indent = 0;  // white space before it in the source, in columns (a tab counts four)
  bool page_break = false;   // a form feed stands before it
  bool heading = false;      // a Markdown heading
};

struct NormalizedText {
  std::string text;
  Alignment alignment;             // with the text that was normalized
  std::vector<Line> lines;
  std::vector<Span> emphasis;      // stretches that were bold or italic, in order
  std::vector<std::size_t> gaps;   // where three spaces or a tab, or more, separated two words of a line
  bool read_by_machine = false;    // from a picture; set by who knows
  std::vector<std::size_t> escaped_bars;  // where a `|` stands that was written `\|`: it sets no cells apart

  [[nodiscard]] std::string_view View(Span span) const { return std::string_view(text).substr(span.start, span.size()); }
};

[[nodiscard]] NormalizedText Normalize(std::string_view text, const Charmap& charmap);

}  // namespace trichluc
