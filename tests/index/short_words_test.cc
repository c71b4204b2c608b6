// Words that come again and again: no word is taken for another.
#include "index/short_words.h"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <string>

namespace trichluc::testing {
namespace {

TEST(ShortWords, NoWordIsTakenForAnother) {
  constexpr unsigned kSeed = 20261123;
  SCOPED_TRACE(kSeed);
  std::mt19937 random(kSeed);
  const auto below = [&](unsigned count) { return random() % count; };
  ShortWords<unsigned, 6> known;
  std::map<std::string, unsigned> numbers;  // of all words, from 1
  std::size_t found = 0;
  for (int i = 0; i < 100'000; ++i) {
    std::string word;
    for (unsigned size = below(20); size > 0; --size) word += "a\0\xFF"[below(3)];
    const unsigned number = numbers.try_emplace(word, static_cast<unsigned>(numbers.size()) + 1).first->second;
    unsigned* const value = known.At(word);
    ASSERT_EQ(value == nullptr, word.size() > 16);
    if (value == nullptr) continue;
    found += *value != 0 ? 1U : 0U;
    ASSERT_TRUE(*value == 0 || *value == number) << word;
    *value = number;
  }
  EXPECT_GT(found, 1000U);
  known.Clear();
  EXPECT_EQ(*known.At("a"), 0U);
}

}  // namespace
}  // namespace trichluc::testing
