#include "text/alignment.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <numeric>
#include <random>
#include <string>
#include <vector>

#include "support/print.h"

namespace trichluc {
namespace {

// "abcde" → "aXe!": b, c and d became X, and ! was added.
Alignment Sample() {
  AlignmentBuilder builder;
  builder.Keep(1);
  builder.Replace(3, 1);
  builder.Keep(1);
  builder.Insert(1);
  return std::move(builder).Build();
}

TEST(Alignment, IdentityMapsEverythingToItself) {
  const Alignment identity;
  EXPECT_TRUE(identity.IsIdentity());
  EXPECT_EQ(identity.ToSource({3, 9}), (Span{3, 9}));
  EXPECT_EQ(identity.ToTarget({3, 9}), (Span{3, 9}));
}

TEST(Alignment, MapsToTheSource) {
  const Alignment alignment = Sample();
  const struct {
    Span target;
    Span source;
  } cases[] = {
      {{0, 1}, {0, 1}},  // a
      {{1, 2}, {1, 4}},  // X was bcd
      {{2, 3}, {4, 5}},  // e
      {{0, 3}, {0, 5}},  // all that was there
      {{3, 4}, {5, 5}},  // ! comes from nowhere
      {{1, 1}, {1, 1}},  // an empty stretch stays empty
  };
  for (const auto& c : cases) EXPECT_EQ(alignment.ToSource(c.target), c.source);
}

TEST(Alignment, MapsToTheTargetAndWidensInsideAChange) {
  const Alignment alignment = Sample();
  EXPECT_EQ(alignment.ToTarget({0, 1}), (Span{0, 1}));
  EXPECT_EQ(alignment.ToTarget({2, 3}), (Span{1, 2}));  // c is part of X
  EXPECT_EQ(alignment.ToTarget({3, 5}), (Span{1, 3}));
}

TEST(Alignment, LeavesOutWhatWasDeletedBesideTheStretch) {
  AlignmentBuilder builder;  // "**ab**" → "ab"
  builder.Delete(2);
  builder.Keep(2);
  builder.Delete(2);
  const Alignment alignment = std::move(builder).Build();
  EXPECT_EQ(alignment.ToSource({0, 2}), (Span{2, 4}));
  EXPECT_EQ(alignment.ToSource({0, 1}), (Span{2, 3}));
  EXPECT_EQ(alignment.ToTarget({0, 6}), (Span{0, 2}));
}

TEST(Alignment, IncludesWhatWasDeletedInsideTheStretch) {
  AlignmentBuilder builder;  // "a--b" → "ab"
  builder.Keep(1);
  builder.Delete(2);
  builder.Keep(1);
  EXPECT_EQ(std::move(builder).Build().ToSource({0, 2}), (Span{0, 4}));
}

TEST(AlignmentBuilder, JoinsNeighbouringDeletions) {
  AlignmentBuilder builder;
  builder.Delete(2);
  builder.Delete(3);
  builder.SkipTo(9);
  EXPECT_EQ(builder.source_offset(), 9U);
  EXPECT_EQ(builder.target_offset(), 0U);
  EXPECT_EQ(std::move(builder).Build().edits().size(), 1U);
}

TEST(AlignmentBuilder, ForgetsEditsOfNothing) {
  AlignmentBuilder builder;
  builder.Replace(0, 0);
  builder.SkipTo(0);
  EXPECT_TRUE(std::move(builder).Build().IsIdentity());
}

// ---- composition against a second opinion -------------------------------------------------------------------------------

// A text rewritten at random: each character of the texts is a number of its own unless it was kept.
struct Rewriting {
  Alignment alignment;
  std::vector<int> text;
};

Rewriting Rewrite(const std::vector<int>& source, std::mt19937& random, int& next_character) {
  Rewriting out;
  AlignmentBuilder builder;
  for (std::size_t at = 0; at < source.size();) {
    const std::size_t left = source.size() - at;
    const std::size_t taken = std::min<std::size_t>(left, random() % 4);
    if (random() % 3 != 0) {
      builder.Keep(taken);
      out.text.insert(out.text.end(), source.begin() + static_cast<std::ptrdiff_t>(at),
                      source.begin() + static_cast<std::ptrdiff_t>(at + taken));
    } else {
      const std::size_t given = random() % 3;
      builder.Replace(taken, given);
      for (std::size_t i = 0; i < given; ++i) out.text.push_back(next_character++);
    }
    at += taken;
  }
  out.alignment = std::move(builder).Build();
  return out;
}

// Which characters of three texts hang together: those that one edit holds, and each kept one with itself.
class Links {
 public:
  Links(std::size_t source, std::size_t middle, std::size_t target)
      : middle_(source), target_(source + middle), parent_(source + middle + target) {
    std::iota(parent_.begin(), parent_.end(), std::size_t{0});
  }

  void AddLower(const Alignment& lower, std::size_t middle_size) { Add(lower, 0, middle_, middle_size); }
  void AddUpper(const Alignment& upper, std::size_t target_size) { Add(upper, middle_, target_, target_size); }

  // What the lower layer deleted inside a stretch that the upper one replaced belongs to that stretch.
  void AddDeletions(const Alignment& upper, const Alignment& lower) {
    for (const Edit& deleted : lower.edits()) {
      if (!deleted.target.empty()) continue;
      for (const Edit& above : upper.edits()) {
        const bool inside = above.source.start < deleted.target.start && deleted.target.start < above.source.end;
        if (inside) Join(deleted.source.start, middle_ + above.source.start);
      }
    }
  }

  // The source characters that hang on one of the target.
  Span SourceOf(std::size_t target) {
    Span hull{std::numeric_limits<std::size_t>::max(), 0};
    for (std::size_t i = 0; i < middle_; ++i) {
      if (Root(i) != Root(target_ + target)) continue;
      hull.start = std::min(hull.start, i);
      hull.end = i + 1;
    }
    return hull;
  }

 private:
  std::size_t Root(std::size_t i) {
    while (parent_[i] != i) i = parent_[i];
    return i;
  }
  void Join(std::size_t a, std::size_t b) { parent_[Root(a)] = Root(b); }

  void Add(const Alignment& alignment, std::size_t from, std::size_t to, std::size_t target_size) {
    std::size_t source = 0;
    std::size_t target = 0;
    const auto keep_to = [&](std::size_t end) {
      for (; target < end; ++target, ++source) Join(from + source, to + target);
    };
    for (const Edit& edit : alignment.edits()) {
      keep_to(edit.target.start);
      ASSERT_EQ(source, edit.source.start);
      std::vector<std::size_t> members;
      for (; source < edit.source.end; ++source) members.push_back(from + source);
      for (; target < edit.target.end; ++target) members.push_back(to + target);
      for (std::size_t i = 1; i < members.size(); ++i) Join(members[0], members[i]);
    }
    keep_to(target_size);
  }

  std::size_t middle_;
  std::size_t target_;
  std::vector<std::size_t> parent_;
};

// What no edit covers is the same in both texts, and the edits lie in order.
void ExpectSound(const Alignment& alignment, const std::vector<int>& source, const std::vector<int>& target) {
  std::size_t s = 0;
  std::size_t t = 0;
  const auto keep_to = [&](std::size_t end) {
    for (; t < end; ++t, ++s) {
      ASSERT_LT(s, source.size());
      ASSERT_EQ(source[s], target[t]);
    }
  };
  for (const Edit& edit : alignment.edits()) {
    ASSERT_GE(edit.target.start, t);
    keep_to(edit.target.start);
    ASSERT_EQ(edit.source.start, s);
    s = edit.source.end;
    t = edit.target.end;
  }
  keep_to(target.size());
  EXPECT_EQ(s, source.size());
}

TEST(Alignment, CompositionAgreesWithFollowingEachCharacter) {
  constexpr unsigned kRuns = 4000;
  for (unsigned seed = 0; seed < kRuns; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    std::mt19937 random(seed);
    std::vector<int> source(random() % 14);
    std::iota(source.begin(), source.end(), 0);
    int next_character = 1000;
    const Rewriting lower = Rewrite(source, random, next_character);
    const Rewriting upper = Rewrite(lower.text, random, next_character);
    const Alignment both = Alignment::Compose(upper.alignment, lower.alignment);

    ExpectSound(both, source, upper.text);
    Links links(source.size(), lower.text.size(), upper.text.size());
    links.AddLower(lower.alignment, lower.text.size());
    links.AddUpper(upper.alignment, upper.text.size());
    links.AddDeletions(upper.alignment, lower.alignment);
    std::size_t before = 0;  // where the last character that has a source begins in it
    for (std::size_t t = 0; t < upper.text.size(); ++t) {
      const Span hull = links.SourceOf(t);
      const Span mapped = both.ToSource({t, t + 1});
      if (hull.end > 0) {
        EXPECT_EQ(mapped, hull) << "character " << t;
        before = hull.start;
      } else {
        // An inserted character has no source; what stands in its place lies between its neighbours.
        EXPECT_GE(mapped.start, before) << "character " << t;
        EXPECT_LE(mapped.end, source.size()) << "character " << t;
      }
    }
    if (HasFailure()) return;
  }
}

TEST(Alignment, ATrialThatIsTakenBackLeavesNothing) {
  AlignmentBuilder builder;
  builder.Keep(1);
  builder.Delete(1);
  const AlignmentBuilder::Mark before = builder.Here();
  builder.Delete(2);  // becomes one deletion with the one before
  builder.Keep(1);
  builder.Replace(3, 1);
  builder.GoBack(before);
  EXPECT_EQ(builder.source_offset(), 2U);
  EXPECT_EQ(builder.target_offset(), 1U);
  builder.Keep(2);
  const Alignment alignment = std::move(builder).Build();
  ASSERT_EQ(alignment.edits().size(), 1U);
  EXPECT_EQ(alignment.edits()[0].source, (Span{1, 2}));
  EXPECT_EQ(alignment.ToSource({1, 2}), (Span{2, 3}));
}

TEST(Alignment, CompositionWithTheIdentityChangesNothing) {
  const Alignment sample = Sample();
  EXPECT_EQ(Alignment::Compose(sample, {}).ToSource({1, 2}), sample.ToSource({1, 2}));
  EXPECT_EQ(Alignment::Compose({}, sample).ToSource({1, 2}), sample.ToSource({1, 2}));
}

}  // namespace
}  // namespace trichluc
