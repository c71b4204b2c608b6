#include "index/word_pairs.h"

#include <algorithm>
#include <string>
#include <utility>

#include "index/word_runs.h"

namespace trichluc {
namespace {

constexpr std::size_t kMostKept = 8 << 20;  // pairs, for the next run
constexpr std::size_t kWordsOfAStep = 256;

// Who has two words, and where; in the order of places.
class Entry {
 public:
  void Clear() {
    list_.clear();
    places_.clear();
    last_ = number_ = 0;
    count_ = 0;
  }
  void Add(std::int64_t number, std::size_t place) {
    if (number != number_) Close();
    if (count_++ == 0) last_place_ = 0;
    number_ = number;
    PutNumber(place - std::exchange(last_place_, place), places_);
  }
  void Close() {
    if (count_ == 0) return;
    PutThing(number_ - std::exchange(last_, number_), std::exchange(count_, 0), list_);
  }
  [[nodiscard]] std::string_view list() const { return list_; }
  [[nodiscard]] std::string_view places() const { return places_; }

 private:
  std::string list_;
  std::string places_;
  std::int64_t last_ = 0;
  std::int64_t number_ = 0;
  std::uint64_t count_ = 0;
  std::size_t last_place_ = 0;
};

}  // namespace

void WordPairs::Clear() {
  words_.clear();
  things_.clear();
  if (pairs_.capacity() <= kMostKept) return;
  pairs_ = {};
  sorted_ = {};
}

// Puts pairs in order of small numbers; those of one number stay as they were. To sort by several, the last goes first.
template <typename NumberOf>
void WordPairs::SortBy(std::vector<Pair>& pairs, std::size_t numbers, NumberOf&& number_of) {
  std::vector<std::uint32_t> begins(numbers + 1);
  for (const Pair& pair : pairs) ++begins[number_of(pair) + 1];
  for (std::size_t i = 1; i <= numbers; ++i) begins[i] += begins[i - 1];
  sorted_.resize(pairs.size());
  for (const Pair& pair : pairs) sorted_[begins[number_of(pair)]++] = pair;
  pairs.swap(sorted_);
}

std::optional<Error> WordPairs::ForEach(const WordOrder& order, const Write& write) {
  std::vector<Pair>& pairs = pairs_;
  pairs.clear();
  pairs.reserve(words_.size());
  for (std::size_t i = 0; i < things_.size(); ++i) {
    const std::size_t end = i + 1 < things_.size() ? things_[i + 1].begin : words_.size();
    for (std::size_t place = things_[i].begin; place + 1 < end; ++place) pairs.push_back({order.ranks[words_[place]], order.ranks[words_[place + 1]], static_cast<std::uint32_t>(place)});
  }
  SortBy(pairs, order.bares.size(), [](const Pair& pair) { return pair.second; });
  SortBy(pairs, order.bares.size(), [](const Pair& pair) { return pair.first; });

  // Where those of the same words begin, by the bare forms of both.
  std::vector<Pair> groups;
  const auto same = [](const Pair& a, const Pair& b) { return a.first == b.first && a.second == b.second; };
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    if (i == 0 || !same(pairs[i], pairs[i - 1])) groups.push_back({pairs[i].first, pairs[i].second, static_cast<std::uint32_t>(i)});
  }
  const std::vector<std::uint32_t>& bares = order.bares;
  SortBy(groups, order.bares.size(), [&](const Pair& group) { return bares[group.second]; });
  SortBy(groups, order.bares.size(), [&](const Pair& group) { return bares[group.first]; });

  const std::vector<std::uint32_t> steps = Steps();
  Entry entry;
  for (const Pair& group : groups) {
    const std::size_t begin = group.place;
    const std::uint32_t place = pairs[begin].place;
    entry.Clear();
    for (std::size_t i = begin; i < pairs.size() && same(pairs[i], group); ++i) {
      const std::size_t thing = ThingAt(pairs[i].place, steps[pairs[i].place / kWordsOfAStep]);
      entry.Add(things_[thing].number, pairs[i].place - things_[thing].begin);
    }
    entry.Close();
    if (auto fault = write(words_[place], words_[place + 1], entry.list(), entry.places())) return fault;
  }
  return std::nullopt;
}

// Which thing a word is of, from one before it on.
std::size_t WordPairs::ThingAt(std::size_t place, std::size_t from) const {
  while (from + 1 < things_.size() && things_[from + 1].begin <= place) ++from;
  return from;
}

// Which thing every so many words are of: where to begin to look for that of those behind it.
std::vector<std::uint32_t> WordPairs::Steps() const {
  std::vector<std::uint32_t> steps;
  std::size_t thing = 0;
  for (std::size_t place = 0; place < words_.size(); place += kWordsOfAStep) {
    thing = ThingAt(place, thing);
    steps.push_back(static_cast<std::uint32_t>(thing));
  }
  return steps;
}

}  // namespace trichluc
