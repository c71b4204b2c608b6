// The built-in tables of encodings, and the way from text to bytes that the engine does not go.
#pragma once

#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <unordered_map>

#include "grammar/lazy.h"
#include "ingest/charset.h"
#include "text/unicode.h"
#include "text/utf8.h"

namespace trichluc::testing {

[[nodiscard]] inline const Lazy<Charsets>& LazyCharsets() {
  static const Lazy<Charsets> charsets([] {
    std::vector<GrammarFault> faults;
    auto loaded = Charsets::Load(LoadGrammarTexts({}).value(), faults);
    if (!faults.empty()) throw std::logic_error(FaultLine(faults.front()));
    return loaded;
  });
  return charsets;
}

[[nodiscard]] inline const Charsets& BuiltinCharsets() {
  return *LazyCharsets();
}

// All letters of Vietnamese that ASCII lacks, small and capital.
[[nodiscard]] inline std::u32string VietnameseLetters() {
  std::u32string letters = U"đĐ";
  for (const char32_t vowel : std::u32string_view(U"aăâeêioôơuưy")) {
    for (std::uint8_t tone = 0; tone < 6; ++tone) {
      const char32_t letter = WithTone(vowel, tone);
      if (letter >= 0x80) letters += {letter, ToUpper(letter)};
    }
  }
  return letters;
}

// The bytes of NFC text in an encoding; nothing where it has no bytes for a character. TCVN3 has none for most marked
// capitals: the small letters stand for them, as in a font of capitals.
[[nodiscard]] inline std::optional<std::string> Encode(std::string_view text, const Charset& charset) {
  std::unordered_map<std::string_view, std::string_view> bytes;
  for (const Charset::Row& row : charset.rows()) bytes.emplace(row.letters, row.bytes);
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t start = at;
    const char32_t c = NextChar(text, at);
    std::string letter(text.substr(start, at - start));
    if (c < 0x80) {
      out += letter;
      continue;
    }
    if (!bytes.contains(letter) && charset.name() == "TCVN3") {
      letter.clear();
      AppendChar(letter, ToLower(c));
    }
    if (!bytes.contains(letter)) return std::nullopt;
    out += bytes[letter];
  }
  return out;
}

// UTF-8 of what bytes look like through windows-1252.
[[nodiscard]] inline std::string SeenThroughLatin(std::string_view bytes) {
  std::unordered_map<char, std::string_view> seen;
  for (const Charset::Row& row : BuiltinCharsets().Find("windows-1252")->rows())
    seen.emplace(row.bytes[0], row.letters);
  std::string out;
  for (const char byte : bytes) {
    if (seen.contains(byte))
      out += seen[byte];
    else
      AppendChar(out, static_cast<unsigned char>(byte));
  }
  return out;
}

[[nodiscard]] inline std::string Utf16(std::string_view text, bool big_endian) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = NextChar(text, at);  // of the first plane, in all tests
    const char high = static_cast<char>(c >> 8);
    const char low = static_cast<char>(c & 0xFF);
    out += big_endian ? high : low;
    out += big_endian ? low : high;
  }
  return out;
}

}  // namespace trichluc::testing
