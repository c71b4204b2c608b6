#include "index/word_pairs.h"

#include <algorithm>
#include <string>
#include <utility>

#include "index/word_runs.h"

namespace trichluc {
namespace {

using Numbers = std::vector<std::uint32_t>;

// Puts things in order of small numbers; those of one number stay as they were. To sort by several, the last goes first.
template <typename NumberOf>
void SortBy(Numbers& things, std::size_t numbers, NumberOf&& number_of) {
  Numbers begins(numbers + 1);
  for (const std::uint32_t thing : things) ++begins[number_of(thing) + 1];
  for (std::size_t i = 1; i <= numbers; ++i) begins[i] += begins[i - 1];
  Numbers sorted(things.size());
  for (const std::uint32_t thing : things) sorted[begins[number_of(thing)]++] = thing;
  things = std::move(sorted);
}

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
}

std::optional<Error> WordPairs::ForEach(const std::vector<WordRank>& ranks, const Write& write) const {
  // Places of first words, by both words.
  Numbers places;
  places.reserve(words_.size());
  for (std::size_t i = 0; i < things_.size(); ++i) {
    const std::size_t end = i + 1 < things_.size() ? things_[i + 1].begin : words_.size();
    for (std::size_t place = things_[i].begin; place + 1 < end; ++place) places.push_back(static_cast<std::uint32_t>(place));
  }
  SortBy(places, ranks.size(), [&](std::uint32_t place) { return ranks[words_[place + 1]].word; });
  SortBy(places, ranks.size(), [&](std::uint32_t place) { return ranks[words_[place]].word; });

  // Where pairs begin among them, by the bare forms of both.
  Numbers begins;
  const auto same = [&](std::uint32_t a, std::uint32_t b) { return words_[a] == words_[b] && words_[a + 1] == words_[b + 1]; };
  for (std::size_t i = 0; i < places.size(); ++i) {
    if (i == 0 || !same(places[i], places[i - 1])) begins.push_back(static_cast<std::uint32_t>(i));
  }
  SortBy(begins, ranks.size(), [&](std::uint32_t begin) { return ranks[words_[places[begin] + 1]].bare; });
  SortBy(begins, ranks.size(), [&](std::uint32_t begin) { return ranks[words_[places[begin]]].bare; });

  Entry entry;
  for (const std::uint32_t begin : begins) {
    const std::uint32_t pair = places[begin];
    entry.Clear();
    for (std::size_t i = begin, thing = 0; i < places.size() && same(places[i], pair); ++i) {
      thing = ThingAt(places[i], thing);
      entry.Add(things_[thing].number, places[i] - things_[thing].begin);
    }
    entry.Close();
    if (auto fault = write(words_[pair], words_[pair + 1], entry.list(), entry.places())) return fault;
  }
  return std::nullopt;
}

// Which thing a word is of, not before one.
std::size_t WordPairs::ThingAt(std::size_t place, std::size_t from) const {
  if (from + 1 >= things_.size() || things_[from + 1].begin > place) return from;
  const auto behind = std::upper_bound(things_.begin() + static_cast<std::ptrdiff_t>(from), things_.end(), place, [](std::size_t at, const Thing& thing) { return at < thing.begin; });
  return static_cast<std::size_t>(behind - things_.begin()) - 1;
}

}  // namespace trichluc
