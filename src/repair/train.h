// Makes a language model from text of any size.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "repair/held_out.h"
#include "trichluc/result.h"

namespace trichluc {

struct TrainingOptions {
  std::size_t most_words = 40000;          // of the vocabulary; at most 65,000
  std::uint32_t rarest_word = 8;           // words that occur less often are unknown
  std::uint32_t rarest_trigram = 2;        // what occurs less often backs off
  std::uint64_t most_bytes = 24'000'000;   // of the file: what the model would miss least backs off as well
  std::size_t memory_keys = std::size_t{1} << 25;  // of n-grams that are counted at a time; the rest goes to temporary files
  HeldOut held_out;                        // paragraphs (lines) that share a run of words with it are left out
};

struct TrainingReport {
  std::uint64_t tokens = 0;
  std::uint64_t held_out = 0;  // paragraphs that were left out
  std::size_t words = 0;
  std::size_t bigrams = 0;
  std::size_t trigrams = 0;
  std::uint64_t bytes = 0;  // of the file
};

// Gives the text in pieces that end between paragraphs, and the same again from the start each time it is asked to begin;
// nothing at the end.
struct TextSource {
  std::function<void()> rewind;
  std::function<std::optional<std::string_view>()> next;
};

// Reads the text twice and writes the model to `path`.
Result<TrainingReport> Train(const TextSource& source, const std::string& path, const TrainingOptions& options);

}  // namespace trichluc
