// A font without any strokes, for text that is searched and copied but not seen.
#pragma once

#include <string>

namespace trichluc::decoder {

// Widths are in thousandths of the size of the letters.
inline constexpr int kGlyphlessWidth = 500;    // of each letter
inline constexpr int kGlyphlessAscent = 1000;  // so that a line's letters reach from its lower edge to its upper one

// A TrueType font of two empty glyphs.
[[nodiscard]] std::string GlyphlessFont();
// For each code of two bytes, glyph 1 (a CIDToGIDMap).
[[nodiscard]] std::string GlyphlessMap();
// A CMap by which each code of two bytes is the Unicode character of that number.
[[nodiscard]] std::string GlyphlessUnicode();

}  // namespace trichluc::decoder
