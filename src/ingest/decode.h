// From bytes to characters: the first layer. Bytes that are no character are reported and read on.
//
// Plans are written in many encodings (docs/encodings.md). Where nobody names the encoding it is judged by what the text
// would be in each: line by line, since files are put together from pieces. UTF-8 that is right is never anything else.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "grammar/lazy.h"
#include "ingest/charset.h"
#include "text/alignment.h"
#include "trichluc/diagnostic.h"
#include "trichluc/result.h"

namespace trichluc {

struct DecodedText {
  std::string text;      // valid UTF-8, as the writer wrote it; bytes that are no character stand as U+FFFD
  Alignment alignment;   // with the original bytes
  std::string encoding;  // of most of the text: "UTF-8", "TCVN3", "UTF-8 (read as windows-1252)"
  std::vector<Diagnostic> diagnostics;
};

// Decodes the bytes of a text file. `encoding` is the name of one (IsEncoding); where it is empty, the encoding is judged.
// Fails (kUnsupported) where the bytes are plainly no text. `name` is used in messages only. Most texts need no charsets.
Result<DecodedText> Decode(std::string_view name, std::string_view bytes, const Lazy<Charsets>& charsets,
                           std::string_view encoding = {});

// Is there an encoding of this name? Capitals and small letters are one.
[[nodiscard]] bool IsEncoding(std::string_view name, const Charsets& charsets);

}  // namespace trichluc
