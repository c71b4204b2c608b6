// The lines of a page: which words stand beside each other, and where one column of a line ends and the next begins.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "pages/placed_word.h"

namespace trichluc {

struct PageLine {
  std::vector<PlacedWord> words;     // from left to right
  std::vector<std::size_t> columns;  // the words that begin a column, the first of the line aside; in order
  Box box;
  std::optional<float> left;         // where its column of text begins, if that is not where the page's does
};

// How large the letters of most words are, in points.
[[nodiscard]] float LetterSize(const std::vector<PlacedWord>& words);

// From top to bottom. Words that stand in columns side by side are in one line, even where they are not quite on one level.
[[nodiscard]] std::vector<PageLine> FindLines(std::vector<PlacedWord> words, float letter_size);

// Which lines stand further below the one before than the lines of a paragraph do.
[[nodiscard]] std::vector<bool> StandApart(const std::vector<PageLine>& lines);

// May some words stand in the cells of a table? Cheap, and rather too often than too seldom.
[[nodiscard]] bool MayHaveTables(const std::vector<PlacedWord>& words);

}  // namespace trichluc
