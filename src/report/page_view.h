// The pages as pictures, with the boxes of the records on them.
#pragma once

#include "report/html.h"
#include "report/view.h"

namespace trichluc {

void WritePages(const DocumentView& view, HtmlOut& out);

}  // namespace trichluc
