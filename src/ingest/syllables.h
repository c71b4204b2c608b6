// How much a text looks like Vietnamese: by the structure of its syllables and the frequency of its letters, without a
// language model. It tells right decoding from wrong.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace trichluc {

// What a text shows. Only words with a character beyond ASCII count: the others are the same in all encodings.
struct Evidence {
  std::size_t words = 0;
  std::size_t valid = 0;  // of them: syllables of Vietnamese
  double likelihood = 0;  // natural logarithm

  [[nodiscard]] double share() const {
    return words == 0 ? 0 : static_cast<double>(valid) / static_cast<double>(words);
  }
};

class Syllables {
 public:
  void AddOnset(std::string_view onset);
  void AddRhyme(std::string_view rhyme, bool stop);
  void AddLetter(std::string_view letter, double per_hundred_thousand);
  // Makes the set of all syllables; call it once, after all of the above.
  void Finish();

  // Is the word one syllable, written all small, all in capitals, or with one capital before? `word` is NFC.
  [[nodiscard]] bool IsSyllable(std::u32string_view word) const;
  [[nodiscard]] Evidence Weigh(std::string_view text) const;

 private:
  [[nodiscard]] double Likelihood(char32_t c) const;
  // Where a key stands in the table, or where it would.
  [[nodiscard]] std::size_t PlaceOf(std::uint64_t key) const;

  std::vector<std::u32string> onsets_ = std::vector<std::u32string>(1);  // a syllable may begin with its vowel
  std::vector<std::pair<std::u32string, bool>> rhymes_;
  std::vector<std::uint8_t> codes_;   // of toneless letters; 0: none
  std::vector<std::uint64_t> table_;  // of hashed keys: packed letters, and a bit for those that end in a stop; 0: free
  std::vector<float> likelihoods_;
};

}  // namespace trichluc
