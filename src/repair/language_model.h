// A trigram model of words, read from one file that is mapped into memory.
//
// The file holds statistics only: words, and for each n-gram that was kept the logarithm of its probability, interpolated
// after Kneser and Ney, in sixteenths of a nat; what was not kept backs off (docs/models.md says how the bytes lie).
// A model never changes; any number of threads may use one.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "trichluc/result.h"

namespace trichluc {

using ModelWord = std::uint16_t;

class LanguageModel {
 public:
  static constexpr ModelWord kUnknown = 0;   // any word that the model does not know
  static constexpr ModelWord kBoundary = 1;  // between sentences
  static constexpr ModelWord kNumber = 2;    // a number, a date, a code: whatever holds digits
  static constexpr ModelWord kFirstWord = 3;

  // The last two words; what comes next depends on them. `bigram` is where the model holds the pair, or one of the two below.
  struct Context {
    ModelWord before = kBoundary;
    ModelWord last = kBoundary;
    std::uint32_t bigram = kNone;
  };
  static constexpr std::uint32_t kNone = 0xFFFFFFFF;   // the pair was not worth keeping
  static constexpr std::uint32_t kNever = 0xFFFFFFFE;  // the pair was never met, and no more words that end with it

  // Maps the file and checks its version and its checksum.
  static Result<LanguageModel> Open(const std::string& path);
  LanguageModel(LanguageModel&&) noexcept;
  LanguageModel& operator=(LanguageModel&&) noexcept;
  ~LanguageModel();

  [[nodiscard]] std::size_t words() const;
  // The number of a word in the model's form, or kUnknown.
  [[nodiscard]] ModelWord Find(std::string_view form) const;
  [[nodiscard]] std::string_view Text(ModelWord word) const;

  // All words with the same letters but for their marks, this one too, the commonest first.
  [[nodiscard]] std::span<const ModelWord> Brothers(ModelWord word) const;
  // That the second of two words may have followed the first in the training text; that it did not is certain.
  [[nodiscard]] bool MayFollow(ModelWord first, ModelWord second) const;

  // ln P(word) where nothing is known of what stands before it.
  [[nodiscard]] float Unigram(ModelWord word) const;
  // ln P(word | context), and the context after it.
  [[nodiscard]] float Score(const Context& context, ModelWord word, Context& next) const;
  [[nodiscard]] Context Start() const { return At(kBoundary, kBoundary); }
  [[nodiscard]] Context At(ModelWord before, ModelWord last) const { return {before, last, FindPair(before, last)}; }

  // The same in steps, for many words after many contexts. The model is larger than the caches of a processor, and waiting for
  // its memory is most of what a score costs: so ask for what will be needed before it is.
  //
  // Where the model holds (last, word), kNone or kNever.
  [[nodiscard]] std::uint32_t FindPair(ModelWord last, ModelWord word) const;
  // Soon FindPair(last, word).
  void ExpectPair(ModelWord last, ModelWord word) const;
  // What may follow a context.
  struct Rows {
    ModelWord last = kBoundary;
    std::uint32_t first_trigram = 0;  // those that begin with the two words
    std::uint32_t last_trigram = 0;
    std::uint32_t backoff = 0;
  };
  [[nodiscard]] Rows Enter(const Context& context) const;
  // ln P(word | context), `pair` being FindPair(last, word).
  [[nodiscard]] float Score(const Rows& rows, ModelWord word, std::uint32_t pair) const;

 private:
  struct File;
  explicit LanguageModel(std::unique_ptr<File> file);
  std::unique_ptr<File> file_;
};

}  // namespace trichluc
