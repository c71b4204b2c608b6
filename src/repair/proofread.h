// Looks through a text for words that may have been misread, fast enough to do so with every text.
//
// A word is doubtful where the model does not know it, or never met it beside one of its neighbours but met a word there that
// differs from it in its marks alone and makes the text far likelier. Nothing is changed here: the judge counts what was
// found, and the decoder decides.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "repair/language_model.h"
#include "trichluc/span.h"

namespace trichluc {

// What a stretch of text looks like.
struct Impression {
  std::size_t words = 0;     // runs of letters outside numbers and codes; those of capitals without a vowel are none
  std::size_t marked = 0;    // with a Vietnamese mark
  std::size_t bare = 0;      // without one, and the same letters are a Vietnamese word with marks
  std::size_t misread = 0;   // known ones for which a word with other marks is by far likelier
  std::vector<Span> unknown; // words that the model does not know, in order
};

class Proofreader {
 public:
  explicit Proofreader(const LanguageModel& model);

  [[nodiscard]] Impression Read(std::string_view text);

 private:
  struct Known {
    std::uint64_t low = 0;
    std::uint64_t high = 0;
    ModelWord word = 0;
    bool marked = false;
    bool upper = false;
  };
  struct Word {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    ModelWord word = 0;
  };

  const Known& LookUp(std::string_view word);
  void Scan(std::string_view text, Impression& out);
  void Meet(const Word& word);
  void Weigh(std::size_t i, Impression& out) const;
  [[nodiscard]] float Likelihood(std::size_t i, ModelWord word) const;

  const LanguageModel& model_;
  std::vector<Known> cache_;
  std::vector<Word> words_;  // of the text at hand, between boundaries
  Known long_;
  std::string form_;
};

}  // namespace trichluc
