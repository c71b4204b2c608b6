// The footnotes at the foot of pages, which may stand in the middle of a sentence that goes on on the next page.
//
//   … báo cáo Ủy ban nhân dân xã[1]
//   [1] Theo Quyết định số 100/QĐ-UBND …       with brackets or small digits: surely a footnote
//   1 Theo Quyết định số 100/QĐ-UBND …         one where the text above has its mark, or a line (____) stands above it
#pragma once

#include <vector>

#include "normalize/normalize.h"
#include "segment/lines.h"
#include "segment/vocabulary.h"

namespace trichluc {

// Sets `page_note` for the lines of the footnotes at the foot of each page, and `footnote` where one begins.
void MarkPageNotes(const NormalizedText& text, const Vocabulary& words, std::vector<TextLine>& lines);

}  // namespace trichluc
