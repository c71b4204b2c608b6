// Which words stand side by side: what the sorted pairs say is what a map of them says.
#include "index/word_pairs.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <tuple>

#include "index/word_runs.h"

namespace trichluc::testing {
namespace {

// Who has two words, by the bare forms of both and then by both, and at which places.
using Key = std::tuple<std::uint32_t, std::uint32_t, std::uint32_t, std::uint32_t>;
using Places = std::map<std::int64_t, std::vector<std::size_t>>;

struct Things {
  std::vector<std::uint32_t> bares;  // of words, by their numbers
  std::vector<std::vector<std::uint32_t>> words;
  std::vector<std::int64_t> numbers;
};

// Some are empty or have one word; now and then they are long.
Things SomeThings(std::mt19937& random) {
  const auto below = [&](std::size_t count) { return static_cast<std::uint32_t>(random() % count); };
  Things things;
  things.bares.resize(1 + below(12));
  const std::uint32_t bares = 1 + below(things.bares.size());
  for (std::uint32_t& bare : things.bares) bare = below(bares);
  const std::size_t most = below(20) == 0 ? 2000 : 5;
  std::int64_t number = 0;
  for (std::size_t count = 1 + below(6); count > 0; --count) {
    things.numbers.push_back(number += 1 + below(3));
    auto& words = things.words.emplace_back(below(3) == 0 ? 0 : below(most));
    for (std::uint32_t& word : words) word = below(things.bares.size());
  }
  return things;
}

// Of the words that the things have.
WordOrder OrderOf(const Things& things) {
  std::vector<std::uint32_t> used;
  for (const auto& words : things.words) used.insert(used.end(), words.begin(), words.end());
  std::sort(used.begin(), used.end(), [&](std::uint32_t a, std::uint32_t b) { return std::pair(things.bares[a], a) < std::pair(things.bares[b], b); });
  used.erase(std::unique(used.begin(), used.end()), used.end());
  WordOrder order;
  order.ranks.resize(things.bares.size());
  for (std::uint32_t i = 0, bare = 0; i < used.size(); ++i) {
    if (i > 0 && things.bares[used[i]] != things.bares[used[i - 1]]) ++bare;
    order.ranks[used[i]] = i;
    order.bares.push_back(bare);
  }
  return order;
}

TEST(WordPairs, AreThoseOfAMap) {
  constexpr unsigned kSeed = 20261123;
  std::mt19937 random(kSeed);
  for (int round = 0; round < 2000; ++round) {
    SCOPED_TRACE("seed " + std::to_string(kSeed) + ", round " + std::to_string(round));
    const Things things = SomeThings(random);
    const WordOrder order = OrderOf(things);
    const auto key_of = [&](std::uint32_t first, std::uint32_t second) { return Key{things.bares[first], things.bares[second], order.ranks[first], order.ranks[second]}; };
    WordPairs pairs;
    std::map<Key, Places> expected;
    for (std::size_t t = 0; t < things.words.size(); ++t) {
      const std::vector<std::uint32_t>& words = things.words[t];
      pairs.BeginThing(things.numbers[t]);
      for (const std::uint32_t word : words) pairs.Add(word);
      for (std::size_t i = 0; i + 1 < words.size(); ++i) expected[key_of(words[i], words[i + 1])][things.numbers[t]].push_back(i);
    }

    std::map<Key, Places> given;
    std::vector<Key> keys;
    const auto fault = pairs.ForEach(order, [&](std::uint32_t first, std::uint32_t second, std::string_view list, std::string_view places) -> std::optional<Error> {
      keys.push_back(key_of(first, second));
      NumberReader reader(places);
      for (ListReader thing(list); thing.Next();) {
        std::size_t place = 0;
        for (std::uint64_t i = 0; i < thing.count; ++i) given[keys.back()][thing.number].push_back(place += reader.Next());
      }
      EXPECT_TRUE(reader.done());
      return std::nullopt;
    });
    ASSERT_FALSE(fault);
    ASSERT_EQ(given, expected);
    ASSERT_EQ(keys.size(), expected.size());  // each once
    ASSERT_TRUE(std::is_sorted(keys.begin(), keys.end()));
  }
}

}  // namespace
}  // namespace trichluc::testing
