// The outline of a document: what stands in its letterhead, its sections, its blocks, its closing.
//
// Headings and blocks together, in order, are the whole body: no word of it is lost and none is in two places. All spans
// here are in the normalized text.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "grammar/pattern_table.h"
#include "normalize/normalize.h"
#include "text/alignment.h"
#include "trichluc/diagnostic.h"
#include "trichluc/record.h"

namespace trichluc {

// A stretch of running text: the lines it stands on joined by single spaces, page breaks and page numbers taken out.
struct Passage {
  std::string text;
  Alignment alignment;  // `text` with the normalized text
  Span span;            // from its first to its last character, in the normalized text
};

struct OutlineSection {
  std::string path;       // "III.1.a"
  int parent = -1;        // index into Outline::sections
  std::string kind;       // roman, arabic, letter, part, chapter, division, article, clause, point, annex
  std::string label;      // as written
  Passage heading;        // without the label
  Span span;              // from the label to the end of the heading
  bool running = false;   // a labelled paragraph of running text: the heading is its first sentence
};

// A cell of a table row: where it stands in the row's passage, and which column it belongs to.
struct Cell {
  Span span;       // in Passage::text
  int column = 0;
};

struct OutlineBlock {
  enum class Kind : std::uint8_t { kBullet, kParagraph, kRow };
  Kind kind = Kind::kParagraph;
  int section = -1;          // index into Outline::sections; -1 before the first
  Passage passage;           // without bullet mark
  int bullet_level = 0;      // 1 for the outer kind of bullet in its section, 2 for the next …; 0 for no bullet
  bool footnote = false;
  bool continues_heading = false;  // the rest of a labelled paragraph, after its first sentence
  std::vector<Cell> cells;   // of a row: those with words
  std::vector<int> above;    // … and the columns in which the words of the row above hold: a merged cell, written once
  int table = -1;            // rows of one table share a number
  bool table_head = false;   // the row that names the columns
};

// The name of a kind of block in the record contract, which is also the context that rules ask for: "bullet".
[[nodiscard]] std::string_view Name(OutlineBlock::Kind kind);

// Sections and blocks in the order of the text.
struct OutlineItem {
  bool is_section = false;
  int index = 0;
};

struct Outline {
  DocumentData document;     // what letterhead, title and closing say; `issuer` and `period` may still be open
  std::optional<Span> code_span;   // of the number line, for diagnostics
  std::optional<Span> date_span;
  std::optional<Span> title_span;
  std::vector<OutlineSection> sections;
  std::vector<OutlineBlock> blocks;
  std::vector<OutlineItem> order;
  std::vector<Diagnostic> diagnostics;  // spans in the normalized text
};

// Reads the outline of one document. `patterns` are the line patterns of grammars/outline.
[[nodiscard]] Outline ReadOutline(const NormalizedText& text, const PatternTable& patterns);

// One fault for each pattern or list that the outline needs and the table lacks. Check once, when grammars are loaded.
[[nodiscard]] std::vector<GrammarFault> MissingOutlinePatterns(const PatternTable& patterns);

}  // namespace trichluc
