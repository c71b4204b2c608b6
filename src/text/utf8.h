// Small steps through UTF-8 that is known to be valid (everything after ingest is).
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

namespace trichluc {

// UTF-8 of U+FEFF, which some programs write before a text, and of U+FFFD, which stands for what could not be read.
inline constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
inline constexpr std::string_view kReplacementCharacter = "\xEF\xBF\xBD";

// The quotation marks that open and close (U+201C, U+201D).
inline constexpr std::string_view kOpeningQuote = "\xE2\x80\x9C";
inline constexpr std::string_view kClosingQuote = "\xE2\x80\x9D";

// The number of bytes of the character that begins with `lead`.
constexpr std::size_t CharBytes(char lead) {
  const auto byte = static_cast<unsigned char>(lead);
  return byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
}

constexpr bool IsContinuation(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; }

[[nodiscard]] inline std::size_t CountChars(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char byte) { return !IsContinuation(byte); }));
}

// The bytes that the first `count` characters take.
[[nodiscard]] inline std::size_t BytesOfChars(std::string_view text, std::size_t count) {
  std::size_t bytes = 0;
  for (; bytes < text.size() && count > 0; --count) {
    do ++bytes;
    while (bytes < text.size() && IsContinuation(text[bytes]));
  }
  return bytes;
}

// Names that formats give things (encodings, elements, fonts): ASCII letters in any case, and other bytes as they are.
constexpr char LowerAscii(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
[[nodiscard]] inline std::string LowerAscii(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = LowerAscii(c);
  return out;
}
[[nodiscard]] inline bool SameAscii(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return LowerAscii(x) == LowerAscii(y); });
}

// The character at `offset`; moves `offset` behind it.
constexpr char32_t NextChar(std::string_view text, std::size_t& offset) {
  const auto byte = [&](std::size_t i) { return static_cast<char32_t>(static_cast<unsigned char>(text[i])); };
  const char32_t lead = byte(offset);
  if (lead < 0x80) {
    offset += 1;
    return lead;
  }
  if (lead < 0xE0) {
    const char32_t c = (lead & 0x1F) << 6 | (byte(offset + 1) & 0x3F);
    offset += 2;
    return c;
  }
  if (lead < 0xF0) {
    const char32_t c = (lead & 0x0F) << 12 | (byte(offset + 1) & 0x3F) << 6 | (byte(offset + 2) & 0x3F);
    offset += 3;
    return c;
  }
  const char32_t c =
      (lead & 0x07) << 18 | (byte(offset + 1) & 0x3F) << 12 | (byte(offset + 2) & 0x3F) << 6 | (byte(offset + 3) & 0x3F);
  offset += 4;
  return c;
}

// The beginning of a text: as many whole characters as fit into so many bytes.
constexpr std::string_view Beginning(std::string_view text, std::size_t bytes) {
  if (text.size() <= bytes) return text;
  while (bytes > 0 && IsContinuation(text[bytes])) --bytes;
  return text.substr(0, bytes);
}

// The character at `offset`, without moving.
constexpr char32_t CharAt(std::string_view text, std::size_t offset) { return NextChar(text, offset); }

inline void AppendChar(std::string& text, char32_t c) {
  if (c < 0x80) {
    text += static_cast<char>(c);
  } else if (c < 0x800) {
    text += static_cast<char>(0xC0 | c >> 6);
    text += static_cast<char>(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    text += static_cast<char>(0xE0 | c >> 12);
    text += static_cast<char>(0x80 | (c >> 6 & 0x3F));
    text += static_cast<char>(0x80 | (c & 0x3F));
  } else {
    text += static_cast<char>(0xF0 | c >> 18);
    text += static_cast<char>(0x80 | (c >> 12 & 0x3F));
    text += static_cast<char>(0x80 | (c >> 6 & 0x3F));
    text += static_cast<char>(0x80 | (c & 0x3F));
  }
}

}  // namespace trichluc
