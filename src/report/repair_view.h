// What was read beside what was meant, with every edit of repair shown.
#pragma once

#include "report/html.h"
#include "report/view.h"

namespace trichluc {

// Lines without repairs are counted and left out. Where the source is in an encoding of its own, the edits are a list.
void WriteRepairs(const DocumentView& view, HtmlOut& out);

}  // namespace trichluc
