// Words, numbers and signs: the first cut of a passage.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace trichluc {

struct Token {
  enum class Kind : std::uint8_t { kWord, kNumber, kSign };
  // How a word is written. A word of one upper-case letter is kTitle.
  enum class Case : std::uint8_t { kLower, kTitle, kUpper, kMixed };

  std::uint32_t begin = 0;  // bytes of the passage
  std::uint32_t end = 0;
  Kind kind = Kind::kWord;
  Case letters = Case::kLower;
  bool space_before = false;
  bool space_after = false;

  // A sign that stands apart on both sides ("2021 - 2025"), unlike one that joins ("86-QĐ/TU", "86- QĐ/TU").
  [[nodiscard]] bool loose() const { return space_before && space_after; }
};

// Cuts `text` (normalized UTF-8) into tokens. A word is a run of letters, with digits after the first letter (QH15, 5 is a
// number); a number is a run of digits with single points or commas inside (1.500, 2,5); any other character is a sign.
// The mark of a note (text/note_marks.h) is no token: what is written goes on over it.
[[nodiscard]] std::vector<Token> Tokenize(std::string_view text);
// The same into `tokens`, whose memory is used again.
void Tokenize(std::string_view text, std::vector<Token>& tokens);

}  // namespace trichluc
