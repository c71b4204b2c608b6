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
  std::uint32_t reserved = 0;
  std::uint64_t checksum = 0;     // of everything behind the header
};

inline constexpr std::array<char, 8> kModelMagic = {'T', 'R', 'I', 'C', 'H', 'L', 'M', '\n'};
inline constexpr std::uint32_t kModelVersion = 1;
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

  std::uint64_t text_ends, text, first_bigram, word_prob, word_backoff, bigram_word, bigram_prob, bigram_backoff, first_trigram,
      trigram_word, trigram_prob, size;
};

inline std::uint64_t ModelChecksum(const char* data, std::size_t bytes) {
  std::uint64_t hash = bytes;
  std::size_t at = 0;
  for (; at + 8 <= bytes; at += 8) {
    std::uint64_t part = 0;
    std::memcpy(&part, data + at, 8);
    hash = HashStep(hash, part);
  }
  for (; at < bytes; ++at) hash = HashStep(hash, static_cast<unsigned char>(data[at]));
  return hash;
}

}  // namespace trichluc
