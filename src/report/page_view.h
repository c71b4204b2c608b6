// The pages as pictures, with the boxes of the records on them.
#pragma once

#include "report/html.h"
#include "report/view.h"

namespace trichluc {

// Those that there are pictures of, and room for those that a server has.
void WritePages(const DocumentView& view, HtmlOut& out);
// The pictures alone.
void WriteFigures(const DocumentView& view, HtmlOut& out);

}  // namespace trichluc
