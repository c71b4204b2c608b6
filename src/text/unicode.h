// What Unicode says of characters, and the foldings that Vietnamese needs. ICU and Boost.Locale stay behind this header.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "text/alignment.h"

namespace trichluc {

enum class CharClass : std::uint8_t { kOther, kSpace, kLower, kUpper, kLetter, kMark, kDigit, kPunctuation, kControl };

// What Unicode says of ASCII, for the many characters that need no table to be made first.
inline constexpr std::array<CharClass, 0x80> kAsciiClasses = [] {
  std::array<CharClass, 0x80> table{};
  for (char32_t c = 0; c < 0x80; ++c) {
    CharClass kind = CharClass::kPunctuation;
    if (c < 0x20 || c == 0x7F) kind = c >= '\t' && c <= '\r' ? CharClass::kSpace : CharClass::kControl;
    else if (c == ' ') kind = CharClass::kSpace;
    else if (c >= '0' && c <= '9') kind = CharClass::kDigit;
    else if (c >= 'a' && c <= 'z') kind = CharClass::kLower;
    else if (c >= 'A' && c <= 'Z') kind = CharClass::kUpper;
    else if (std::string_view("$+<=>^`|~").find(static_cast<char>(c)) != std::string_view::npos) kind = CharClass::kOther;
    table[c] = kind;
  }
  return table;
}();
[[nodiscard]] CharClass ClassBeyondAscii(char32_t c);
[[nodiscard]] inline CharClass ClassOf(char32_t c) { return c < 0x80 ? kAsciiClasses[c] : ClassBeyondAscii(c); }
[[nodiscard]] inline bool IsLetter(CharClass c) {
  return c == CharClass::kLower || c == CharClass::kUpper || c == CharClass::kLetter;
}
// Does it turn the direction of what follows, so that a line would look like another? (Unicode's explicit bidi formatting)
[[nodiscard]] inline bool ChangesDirection(char32_t c) { return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069); }
[[nodiscard]] char32_t ToLower(char32_t c);
[[nodiscard]] char32_t ToUpper(char32_t c);

// Upper and lower case of whole strings, and full case folding, after Unicode.
[[nodiscard]] std::string ToLowerCase(std::string_view text);
[[nodiscard]] std::string ToUpperCase(std::string_view text);
[[nodiscard]] std::string FoldCase(std::string_view text);
// First letter upper, the rest lower: "KẾ HOẠCH" → "Kế hoạch".
[[nodiscard]] std::string ToSentenceCase(std::string_view text);

[[nodiscard]] std::string ToNfc(std::string_view text);
// The NFC form of `text` and its alignment with it. Text that is already NFC costs one check. A run of more than 30 combining
// marks is broken by U+034F, which stands for no byte of `text`: Unicode's Stream-Safe Text Format (UAX #15, section 13).
struct NfcText {
  std::string text;
  Alignment alignment;
};
[[nodiscard]] NfcText ToNfcAligned(std::string_view text);
[[nodiscard]] bool IsNfc(std::string_view text);

// The text with U+FFFD in place of each ill-formed sequence.
[[nodiscard]] std::string WellFormed(std::string_view bytes);
[[nodiscard]] bool IsWellFormedUtf8(std::string_view bytes);
// Where the bytes are no UTF-8: each maximal ill-formed sequence as Unicode counts them (section 3.9, U+FFFD substitution).
[[nodiscard]] std::vector<Span> IllFormedUtf8(std::string_view bytes);

// Where a word that ends in oa, oe or uy has its tone mark: on the first of the two vowels (hòa) or on the second (hoà).
// kNone for all other words, and after q, where only one placement exists (quý).
enum class TonePlace : std::uint8_t { kNone, kFirstVowel, kSecondVowel };
[[nodiscard]] TonePlace TonePlaceOf(std::string_view word);

// A letter without its tone mark, in lower case, and the tone: 0 none, 1 huyền, 2 hỏi, 3 ngã, 4 sắc, 5 nặng.
struct ToneSplit {
  char32_t base = 0;
  std::uint8_t tone = 0;
};
[[nodiscard]] ToneSplit SplitTone(char32_t c);
// The letter without any mark, in lower case: "ậ" → a, "Đ" → d.
[[nodiscard]] char32_t BareLetter(char32_t c);
// The vowel with that tone.
[[nodiscard]] char32_t WithTone(char32_t vowel, std::uint8_t tone);

// The matching form of one Vietnamese word: lower case, the tone as a sign at the end, so that both placements of the tone
// mark meet (hoà, hòa → "hoa`"), and i for y where writers exchange them (kỹ, kĩ → "ki~"; quý, quí → "qui'"). Never shown.
// `word` is NFC and holds letters and digits only.
void AppendMatchForm(std::string_view word, std::string& out);
[[nodiscard]] std::string MatchForm(std::string_view word);

}  // namespace trichluc
