// The way from a decoder of documents that flow to their text, the same for all of them.
#pragma once

#include <string>

#include "decoder/decode.h"
#include "pages/flow.h"

namespace trichluc::decoder {

// Reads what is written in fonts from before Unicode, and writes the text.
Result<PagedText> TextOfFlow(FlowText flow, std::string media_type, const Options& options);

}  // namespace trichluc::decoder
