// The fragment of one document.
#pragma once

#include <string_view>

#include "exports/wording.h"
#include "report/html.h"

namespace trichluc {

void WriteDocument(const ReportedDocument& document, const Wording& words, std::string_view prefix, HtmlOut& out);

}  // namespace trichluc
