// Spaces of ASCII, byte by byte: in UTF-8 they are part of no other character.
#pragma once

namespace trichluc {

constexpr bool IsSpace(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

}  // namespace trichluc
