// How the bytes of a model file lie. All numbers are little-endian; each array begins at a multiple of eight.
#pragma once

#include <array>
#include <cstdint>
#include <cstring>

#include "grammar/hash.h"

namespace trichluc {

struct ModelHeader {
  std::array<char, 8> magic{};
  std::uint32_t version = 0;
  std::uint32_t words = 0;
  std::uint32_t bigrams = 0;
  std::uint32_t trigrams = 0;
  std::uint32_t text_bytes = 0;   // of all words together
  std::uint32_t forms = 0;        // different words without their marks
  std::uint32_t filter_blocks = 0;
  std::uint32_t reserved = 0;
  std::uint64_t checksum = 0;     // of everything behind the header
};

inline constexpr std::array<char, 8> kModelMagic = {'T', 'R', 'I', 'C', 'H', 'L', 'M', '\n'};
inline constexpr std::uint32_t kModelVersion = 2;
inline constexpr std::uint32_t kSlots = 1 << 17;  // of the table that finds words; a power of two
inline constexpr float kStep = 1.0F / 16;  // nats between two values of a quantized logarithm

// The offsets of the arrays, from the counts of a header.
struct ModelLayout {
  explicit ModelLayout(const ModelHeader& header) {
    std::uint64_t at = sizeof(ModelHeader);
    const auto take = [&](std::uint64_t bytes) {
      const std::uint64_t start = at;
      at = (at + bytes + 7) / 8 * 8;
      return start;
    };
    text_ends = take(std::uint64_t{4} * header.words);
    text = take(header.text_bytes);
    slots = take(2 * kSlots);
    form_of = take(std::uint64_t{2} * header.words);
    first_of_form = take(std::uint64_t{4} * (header.forms + 1ULL));
    words_of_form = take(std::uint64_t{2} * header.words);
    filter = take(std::uint64_t{8} * header.filter_blocks);
    first_bigram = take(std::uint64_t{4} * (header.words + 1ULL));
    word_prob = take(header.words);
    word_backoff = take(header.words);
    bigram_word = take(std::uint64_t{2} * header.bigrams);
    bigram_prob = take(header.bigrams);
    bigram_backoff = take(header.bigrams);
    first_trigram = take(std::uint64_t{4} * (header.bigrams + 1ULL));
    trigram_word = take(std::uint64_t{2} * header.trigrams);
    trigram_prob = take(header.trigrams);
    size = at;
  }

  std::uint64_t text_ends, text, slots, form_of, first_of_form, words_of_form, filter, first_bigram, word_prob, word_backoff, bigram_word, bigram_prob, bigram_backoff, first_trigram,
      trigram_word, trigram_prob, size;
};

// Four rows of sums side by side, for a processor computes them at the same time.
inline std::uint64_t ModelChecksum(const char* data, std::size_t bytes) {
  std::array<std::uint64_t, 4> rows{bytes, 1, 2, 3};
  std::size_t at = 0;
  for (; at + 32 <= bytes; at += 32) {
    std::array<std::uint64_t, 4> parts{};
    std::memcpy(parts.data(), data + at, 32);
    for (std::size_t r = 0; r < 4; ++r) rows[r] = HashStep(rows[r], parts[r]);
  }
  for (; at < bytes; ++at) rows[0] = HashStep(rows[0], static_cast<unsigned char>(data[at]));
  return HashStep(HashStep(HashStep(rows[0], rows[1]), rows[2]), rows[3]);
}

// Says of a pair of words that it was never met, or that it may have been: a few pairs that were not met look as if.
class PairFilter {
 public:
  PairFilter(const std::uint64_t* blocks, std::uint32_t count) : blocks_(blocks), count_(count) {}

  struct Place {
    std::uint32_t block;
    std::uint64_t bits;
  };
  static Place Of(std::uint32_t pair, std::uint32_t count) {
    const std::uint64_t hash = HashStep(HashStep(7, pair), 0);
    const std::uint64_t bits = std::uint64_t{1} << (hash & 63) | std::uint64_t{1} << (hash >> 6 & 63) | std::uint64_t{1} << (hash >> 12 & 63);
    return {static_cast<std::uint32_t>((hash >> 32) * count >> 32), bits};
  }
  // What MayHold will read.
  [[nodiscard]] const std::uint64_t* At(std::uint32_t pair) const { return blocks_ + Of(pair, count_).block; }
  [[nodiscard]] bool MayHold(std::uint32_t pair) const {
    const Place place = Of(pair, count_);
    return (blocks_[place.block] & place.bits) == place.bits;
  }

 private:
  const std::uint64_t* blocks_;
  std::uint32_t count_;
};

}  // namespace trichluc
