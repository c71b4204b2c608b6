// The words that the language model counts.
//
// A word is a run of letters in lower case, with its tone mark where the older style puts it (hóa, thủy), so that both styles
// are one word. What stands between two spaces and holds a digit (a number, a date, a code) is one number, and so are several
// in a row. A full stop, a
// semicolon or a colon is a boundary; line ends are none, for sentences run over them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "text/tokens.h"

namespace trichluc {

// The model's form of one word (NFC letters, any case), written into `form`.
void ModelForm(std::string_view word, std::string& form);

// What has none, written in capitals, is no syllable but an abbreviation.
[[nodiscard]] bool HasVowel(std::u32string_view word);

struct ModelToken {
  enum class Kind : std::uint8_t { kWord, kNumber, kBoundary };
  Kind kind = Kind::kWord;
  std::uint32_t token = 0;  // index into the tokens that it was made from; the first of several
};

// What the model sees of a text: one entry for each word, for each run of numbers, and for each boundary.
void ReadModelTokens(std::string_view text, const std::vector<Token>& tokens, std::vector<ModelToken>& out);

}  // namespace trichluc
