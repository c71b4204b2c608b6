// When two texts count as the same in an evaluation.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace trichluc {

// Text without case, emphasis, spacing and edge punctuation, with plain quotes and dashes: what is left to compare.
[[nodiscard]] std::u32string FoldForScore(std::string_view utf8);

// Dates, durations and codes: case and spaces aside, as they are.
[[nodiscard]] std::u32string ExactForScore(std::string_view utf8);

// The share of characters two texts have in common, 0…1, after Ratcliff and Obershelp: twice the length of all matching
// blocks over the length of both, where the longest common block is taken first and the rest is matched on either side of
// it. The same number as Python's difflib.SequenceMatcher(None, a, b, autojunk=False).ratio(). Quadratic at worst.
[[nodiscard]] double Similarity(std::u32string_view a, std::u32string_view b);

// Similarity(a, b) >= least, settled by cheaper upper bounds where they suffice.
[[nodiscard]] bool Alike(std::u32string_view a, std::u32string_view b, double least);

}  // namespace trichluc
