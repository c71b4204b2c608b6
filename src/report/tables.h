// The records of a document as tables, and what switches their kinds on and off.
#pragma once

#include "report/html.h"
#include "report/view.h"

namespace trichluc {

// The data of the document itself.
void WriteData(const DocumentView& view, HtmlOut& out);
// A box to tick for each kind that the document has, with the number of its records.
void WriteLegend(const DocumentView& view, HtmlOut& out);
// A table for each kind. Each row leads to its place, and has a second row with all that is known of where it comes from.
void WriteTables(const DocumentView& view, HtmlOut& out);
void WriteRemarks(const DocumentView& view, HtmlOut& out);

}  // namespace trichluc
