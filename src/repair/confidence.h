// What a reader's own confidence says about the words that it read.
#pragma once

#include <span>
#include <vector>

#include "pages/paged_text.h"
#include "repair/decoder.h"

namespace trichluc {

// The evidence that the confidences of a text's words are, for the words that have one: a confidence of 1 stands where none was
// given, and says nothing. Readers count differently; the confidence of most words of the text is taken for that of words that
// are surely right.
[[nodiscard]] std::vector<Evidence> EvidenceOf(std::span<const WordPlace> words);

}  // namespace trichluc
