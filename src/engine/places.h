// Where records stand on the pages of their source.
#pragma once

#include <vector>

#include "pages/paged_text.h"
#include "trichluc/record.h"

namespace trichluc {

// Gives each record the parts of the pages that its words cover, and lowers its confidence to that of a reader's words. `words`
// are in the order of the text.
void FindPlaces(const std::vector<WordPlace>& words, Extraction& out);

}  // namespace trichluc
