// The words of a document's pages, as they were repaired.
#pragma once

#include "engine/reading.h"
#include "pages/paged_text.h"
#include "trichluc/pages.h"

namespace trichluc {

// Fills `text` and `pages` from a file that is no text.
void AddPageWords(const DocumentReading& reading, ReadPages& out);

// The same words as a text with places, for the decoder that writes them into a PDF: one line of text for each line of a page.
[[nodiscard]] PagedText AsPagedText(const ReadPages& pages);

}  // namespace trichluc
