// What a reader makes of letters: a weighted table of stretches that were meant and what was read for them.
//
// The tables are files in grammars/confusions, one line a pair, learned by `trichluc learn` and readable and correctable by hand:
//
//   # meant  read  share
//   ướ       ué    0.2113
//
// `share` is the part of all places where the stretch was meant at which it was read so. A space is written U+2420 (␠), and
// U+2205 (∅) where a letter was not read at all. Stretches have at most three characters meant and four read.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "trichluc/grammar.h"

namespace trichluc {

struct Confusion {
  std::u32string meant;
  std::u32string read;
  float share = 0;
};

inline constexpr std::size_t kLongestMeant = 3;
inline constexpr std::size_t kLongestRead = 4;

// Reads a table. `path` stands in the faults only; a faulty line is left out.
[[nodiscard]] std::vector<Confusion> ParseConfusions(const std::string& path, std::string_view text, std::vector<GrammarFault>& faults);
// The same for shapes.tsv: what is meant is one letter, and stands for that letter with any marks.
[[nodiscard]] std::vector<Confusion> ParseShapes(const std::string& path, std::string_view text, std::vector<GrammarFault>& faults);
// Writes one, after a comment, so that it is read back as it was; stretches with signs that a table gives a meaning of their own
// (# ∅ ␠) are left out.
[[nodiscard]] std::string FormatConfusions(const std::vector<Confusion>& confusions, std::string_view comment);

}  // namespace trichluc
