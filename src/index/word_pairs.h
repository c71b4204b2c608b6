// The words of things one after the other, and which of them stand side by side.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include "trichluc/result.h"

namespace trichluc {

// Where words stand among all words of a run, as their keys are in order.
struct WordOrder {
  std::vector<std::uint32_t> ranks;  // of words, by their own numbers
  std::vector<std::uint32_t> bares;  // by ranks: words that differ by their marks alone have one
};

class WordPairs {
 public:
  // Words that are added from now on are of this thing. Its number is greater than all before.
  void BeginThing(std::int64_t number) { things_.push_back({number, words_.size()}); }
  // A word, by a number of its own.
  void Add(std::uint32_t word) { words_.push_back(word); }
  void Clear();

  // Calls write(first, second, list, places) for each two words that stand side by side, with who has them and where (word_runs.h),
  // in order of the bare forms of both, and then of both words. Ends with its first error.
  using Write = std::function<std::optional<Error>(std::uint32_t first, std::uint32_t second, std::string_view list, std::string_view places)>;
  [[nodiscard]] std::optional<Error> ForEach(const WordOrder& order, const Write& write);

 private:
  struct Thing {
    std::int64_t number = 0;
    std::size_t begin = 0;  // of its words
  };
  // Of two words that stand side by side: one of them, and where the first one stands.
  struct Pair {
    std::uint32_t other = 0;  // rank
    std::uint32_t place = 0;
  };

  // Calls use(place) for the place of each word that another one of the same thing stands behind.
  template <typename Use>
  void ForEachPlace(Use&& use) const;
  // Sorts all pairs into `by_first_`: where those of each first word begin there, and where the last ones end.
  [[nodiscard]] std::vector<std::uint32_t> Sort(const WordOrder& order);
  [[nodiscard]] std::size_t ThingAt(std::size_t place, std::size_t from) const;
  [[nodiscard]] std::vector<std::uint32_t> Steps() const;

  std::vector<std::uint32_t> words_;
  std::vector<Thing> things_;
  // Of `ForEach`; they are kept, because the system takes as long to give so much memory as the work in it takes.
  std::vector<Pair> by_first_;
  std::vector<Pair> by_second_;
};

}  // namespace trichluc
