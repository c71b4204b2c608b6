// Making passages: stretches of the normalized text joined into running text, with the alignment kept.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "normalize/normalize.h"
#include "segment/outline.h"

namespace trichluc {

// Joins `parts`, in order, by `separator`: single spaces, or " | " between cells. A code that a line's end cut behind its
// hyphen or slash is joined without space.
[[nodiscard]] Passage MakePassage(const NormalizedText& text, const std::vector<Span>& parts);

// The pieces of `parts` before and from `offset` bytes into the passage that they make (spaces between parts count one).
struct SplitParts {
  std::vector<Span> head;
  std::vector<Span> tail;
};
[[nodiscard]] SplitParts SplitAt(const NormalizedText& text, const std::vector<Span>& parts, std::size_t offset);

// A row: the parts of each cell, cells joined by " | ". The cells' places in the passage go to `cells`.
struct CellParts {
  int column = 0;
  std::vector<Span> parts;
};
[[nodiscard]] Passage MakeRow(const NormalizedText& text, const std::vector<CellParts>& row, std::vector<Cell>& cells);

// The joined words only.
[[nodiscard]] std::string JoinWords(const NormalizedText& text, const std::vector<Span>& parts);

}  // namespace trichluc
