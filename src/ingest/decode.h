// From bytes to characters: the first layer. Bytes that are no character are reported and read on.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "text/alignment.h"
#include "trichluc/diagnostic.h"
#include "trichluc/result.h"

namespace trichluc {

struct DecodedText {
  std::string text;      // valid UTF-8, as the writer wrote it; bytes that are no character stand as U+FFFD
  Alignment alignment;   // with the original bytes
  std::string encoding;
  std::vector<Diagnostic> diagnostics;
};

// Decodes the bytes of a text file. Fails (kUnsupported) where they are plainly no text. `name` is used in messages only.
Result<DecodedText> Decode(std::string_view name, std::string_view bytes);

}  // namespace trichluc
