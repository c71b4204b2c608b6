// The labels of lists, which files hold as a format and a count, and readers show as `IV.` or `b)`.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace trichluc {

enum class CountFormat : std::uint8_t {
  kNone,
  kBullet,
  kDecimal,
  kDecimalZero,
  kUpperRoman,
  kLowerRoman,
  kUpperLetter,
  kLowerLetter
};

// 4 as `IV`, 28 as `BB` (Word's letters are repeated), or as `AB` where letters count on. Counts that a format cannot show
// (0 in letters, 5000 in Roman numerals) are decimal.
[[nodiscard]] std::string Counted(CountFormat format, int count, bool letters_repeat = true);

// The bullet that a reader sees, as plain text has it: `-` and `+` stay, and drawn ones become those that stand for their level
// (from 0) there.
[[nodiscard]] std::string_view BulletFor(std::string_view sign, int level);

// Characters of the fonts Symbol and Wingdings, which lie in the private use area or in ASCII, as Unicode has them; the
// character itself where none is known.
[[nodiscard]] char32_t SymbolOf(std::string_view font, char32_t c);

}  // namespace trichluc
