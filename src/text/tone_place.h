// The two ways to write the tone mark of a word that ends in oa, oe or uy.
#pragma once

#include <string>
#include <string_view>

namespace trichluc {

// A word in lower case with the mark on the other of the two vowels ("hoà" for "hòa"); other words (TonePlace::kNone) as they are.
[[nodiscard]] std::string WithOtherTonePlace(std::string_view word);

}  // namespace trichluc
