// The end of a document: recipients and signature, in one column or in two that plain text interleaves.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "segment/lines.h"
#include "trichluc/record.h"

namespace trichluc {

struct Closing {
  std::size_t begin = 0;  // lines [begin, end)
  std::size_t end = 0;
  Signer signer;
  std::vector<std::string> recipients;
};

// The first closing at or behind line `from`.
[[nodiscard]] std::optional<Closing> FindClosing(const NormalizedText& text, const DocumentLines& document,
                                                 const PatternTable& patterns, const Vocabulary& words, std::size_t from);

}  // namespace trichluc
