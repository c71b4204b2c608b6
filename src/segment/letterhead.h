// The head of a document: letterhead, number, place and date, type, title.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "segment/lines.h"
#include "segment/outline.h"

namespace trichluc {

// Reads the head of the document from its first lines into `outline`. Returns the first line of the body.
std::size_t ReadHead(const NormalizedText& text, const DocumentLines& document, const PatternTable& patterns,
                     const Vocabulary& words, Outline& outline);

// The first line of the body of a document that is attached behind another's signature, where its own head (type, title,
// `(Kèm theo …)`) begins at `begin`; `begin` itself where no head does.
[[nodiscard]] std::size_t SkipAttachedHead(const NormalizedText& text, const DocumentLines& document,
                                           const PatternTable& patterns, const Vocabulary& words, std::size_t begin);

}  // namespace trichluc
