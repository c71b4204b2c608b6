// The body: paragraphs become sections and blocks.
#pragma once

#include <vector>

#include "segment/lines.h"
#include "segment/outline.h"
#include "segment/paragraphs.h"

namespace trichluc {

// Decides the labels of all paragraphs and writes sections, blocks, their order and remarks to `outline`.
void ReadBody(const NormalizedText& text, const DocumentLines& document, const PatternTable& patterns, const Vocabulary& words,
              const std::vector<Paragraph>& paragraphs, Outline& outline);

}  // namespace trichluc
