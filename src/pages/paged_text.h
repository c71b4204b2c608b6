// The text of a file that has pages, or that is no plain text: what every decoder of a file format makes, and what the layers
// above read. Where a word stands on its page, and how sure a reader was of it, stands beside the text and not in it.
//
// The text is laid out as people type plans into plain files, for that is what the layers above know: lines as on the page, a
// form feed before each page but the first, four spaces between the columns of a line, ` | ` between the cells of a row, `^^`
// for a cell that is one with the cell above it, `**` around what is bold. Spans are bytes of this text.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "trichluc/diagnostic.h"
#include "trichluc/span.h"

namespace trichluc {

// Spaces between two columns of a line.
inline constexpr std::size_t kColumnGap = 4;

// All that a cell holds which is one with the cell above it, as some kinds of Markdown write it: words stand in the first row only.
inline constexpr std::string_view kCellAbove = "^^";

// Where a word of the text stands.
struct WordPlace {
  Span span;
  std::uint32_t page = 0;  // from 0
  Box box;
  float confidence = 1;    // 0…1, the reader's own; 1 where nothing was read by a machine
};

struct PageText {
  Span span;               // of the text, without the form feed
  float width = 0;         // points; 0 where the format has no pages
  float height = 0;
  bool read = false;       // from a picture, by a machine
};

struct PagedText {
  std::string media_type;
  std::string text;        // valid UTF-8
  std::vector<PageText> pages;
  std::vector<WordPlace> words;  // in the order of the text; empty where the format has no places
  std::vector<Diagnostic> diagnostics;
};

}  // namespace trichluc
