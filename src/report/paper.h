// The document as a page of print: letterhead, title, body, recipients and signature; and its outline.
#pragma once

#include "report/html.h"
#include "report/view.h"

namespace trichluc {

void WriteOutline(const DocumentView& view, HtmlOut& out);
void WritePaper(const DocumentView& view, HtmlOut& out);

}  // namespace trichluc
