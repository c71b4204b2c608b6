#include "grammar/alphabet.h"

#include <gtest/gtest.h>
#include <re2/re2.h>

#include <random>

namespace trichluc {
namespace {

SymbolSet Set(std::initializer_list<SymbolSet::Range> ranges) {
  SymbolSet set;
  for (const auto range : ranges) set.Add(range.first, range.last);
  return set;
}

TEST(SymbolSet, JoinsRangesThatTouch) {
  const SymbolSet set = Set({{5, 9}, {1, 2}, {3, 4}, {8, 12}});
  ASSERT_EQ(set.ranges().size(), 1U);
  EXPECT_EQ(set.size(), 12U);
  EXPECT_TRUE(set.Contains(1));
  EXPECT_FALSE(set.Contains(0));
  EXPECT_FALSE(set.Contains(13));
}

TEST(SymbolSet, ComplementHoldsTheRest) {
  const SymbolSet set = Set({{2, 3}, {7, 7}});
  const SymbolSet rest = set.Complement(0, 9);
  for (Symbol s = 0; s <= 9; ++s) EXPECT_NE(set.Contains(s), rest.Contains(s)) << s;
  EXPECT_TRUE(Set({{0, 9}}).Complement(0, 9).empty());
  EXPECT_EQ(SymbolSet().Complement(0, 9).size(), 10U);
}

TEST(Alphabet, SymbolsThatNoSetTellsApartShareAClass) {
  const Alphabet alphabet({Set({{0, 9}}), Set({{5, 5}})}, 20);
  EXPECT_EQ(alphabet.size(), 3U);
  EXPECT_EQ(alphabet.ClassOf(0), alphabet.ClassOf(9));
  EXPECT_NE(alphabet.ClassOf(5), alphabet.ClassOf(9));
  EXPECT_EQ(alphabet.ClassOf(10), alphabet.ClassOf(20));
}

// For random sets, a set's regex matches the tape of a symbol exactly where the set holds the symbol.
void ExpectFaithful(Symbol last, std::size_t sets, unsigned seed) {
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  std::vector<SymbolSet> made(sets);
  for (SymbolSet& set : made) {
    for (int i = 0; i < 3; ++i) {
      const Symbol from = static_cast<Symbol>(random() % (last + 1));
      set.Add(from, std::min<Symbol>(last, from + random() % 6));
    }
  }
  const Alphabet alphabet(made, last);
  RE2::Options options;
  options.set_encoding(alphabet.wide() ? RE2::Options::EncodingUTF8 : RE2::Options::EncodingLatin1);
  for (std::size_t i = 0; i < std::min<std::size_t>(sets, 20); ++i) {
    const RE2 regex(alphabet.Regex(made[i]), options);
    ASSERT_TRUE(regex.ok()) << regex.error();
    for (Symbol s = 0; s <= last; s += 1 + random() % 3) {
      std::string tape;
      alphabet.AppendTo(tape, alphabet.ClassOf(s));
      EXPECT_EQ(RE2::FullMatch(tape, regex), made[i].Contains(s)) << s;
    }
  }
}

TEST(Alphabet, RegexesMeanTheirSets) {
  for (unsigned seed = 0; seed < 20; ++seed) ExpectFaithful(60, 5, seed);
}

// More than 255 classes: the tape is UTF-8.
TEST(Alphabet, WideAlphabetsMeanTheirSetsToo) {
  for (unsigned seed = 0; seed < 3; ++seed) ExpectFaithful(3000, 400, seed);
}

}  // namespace
}  // namespace trichluc
