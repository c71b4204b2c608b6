// Where records stand in the texts of headings and blocks.
//
// A record's span counts bytes of the source; the text of its block is that source decoded, repaired and normalized. The words
// of both are laid side by side, which gives the place of any byte to within a word or so; the record's own text, which is a
// part of the block's, then gives it exactly.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "report/entries.h"

namespace trichluc {

// A stretch of the text of a passage that belongs to an entry.
struct MarkedPlace {
  std::size_t entry = 0;  // index
  Span in_text;           // bytes of Passage::text, not empty
};

// For each passage the places on it, in order of their start. An entry stands on one passage, or where it goes over several, on
// each of them; a remark on one or none. `source` is the text that spans count in, or empty where that is no UTF-8.
[[nodiscard]] std::vector<std::vector<MarkedPlace>> PlacesOn(const std::vector<Passage>& passages, const std::vector<Entry>& entries,
                                                              std::string_view source);

}  // namespace trichluc
