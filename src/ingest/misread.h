// Text whose characters are bytes that were seen through windows-1252: UTF-8 that was taken for it and saved once more
// ("Kế" → "Káº¿"), and what was typed in a font of its own encoding (".VnTime": "Kế" → "KÕ"). Files hold such lines, and
// documents of word processors such runs of one font.
//
//   const FontCharset font = charsets.OfFont(".VnTime");
//   const DecodedRun run = DecodeRun("ho¹ch", *font.charset, font.capitals, charsets);  // "hoạch"
//   const Charset* judged = JudgeRun(text, charsets);  // where no font tells
#pragma once

#include <string>
#include <string_view>

#include "ingest/charset.h"
#include "text/alignment.h"

namespace trichluc {

struct DecodedRun {
  std::string text;
  Alignment alignment;  // with the UTF-8 that was given
};

// Decodes a run of UTF-8 whose characters are bytes of `charset` seen through windows-1252 or Latin-1, or on the page of symbol
// fonts (U+F0B9). Characters that are no byte, or one without a meaning, stay as they are. With `capitals` all letters become capitals.
// A hyphen is the byte AD where a syllable comes of it ("ph-¬ng").
[[nodiscard]] DecodedRun DecodeRun(std::string_view run, const Charset& charset, bool capitals,
                                   const Charsets& charsets);

// Writes what was made of `source_bytes` bytes behind what stands in `out`.
void AppendRun(DecodedRun run, std::size_t source_bytes, PieceWriter& out);

// The encoding that a run is written in, where it is plainly not what it seems; null where it is right as it stands, or too
// short to tell.
[[nodiscard]] const Charset* JudgeRun(std::string_view run, const Charsets& charsets);

// UTF-8 that was read as `through` (windows-1252, windows-1258) and saved as UTF-8, set right. What is no such text stays.
[[nodiscard]] DecodedRun UndoMisreading(std::string_view text, const Charset& through);

}  // namespace trichluc
