#include "index/word_pairs.h"

#include <string>
#include <utility>

#include "index/word_runs.h"

namespace trichluc {
namespace {

// Puts places in order of small numbers; those of one number stay as they were. To sort by several, the last goes first.
template <typename NumberOf>
void SortBy(std::vector<std::uint32_t>& places, std::size_t numbers, NumberOf&& number_of) {
  std::vector<std::uint32_t> begins(numbers + 1);
  for (const std::uint32_t place : places) ++begins[number_of(place) + 1];
  for (std::size_t i = 1; i <= numbers; ++i) begins[i] += begins[i - 1];
  std::vector<std::uint32_t> sorted(places.size());
  for (const std::uint32_t place : places) sorted[begins[number_of(place)]++] = place;
  places = std::move(sorted);
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

WordPairs::Places WordPairs::InOrder(const std::vector<WordRank>& ranks) const {
  Places places;
  places.reserve(words_.size());
  for (std::size_t i = 0; i < things_.size(); ++i) {
    const std::size_t end = i + 1 < things_.size() ? things_[i + 1].begin : words_.size();
    for (std::size_t place = things_[i].begin; place + 1 < end; ++place) places.push_back(static_cast<std::uint32_t>(place));
  }
  const auto rank = [&](std::uint32_t place) { return ranks[words_[place]]; };
  SortBy(places, ranks.size(), [&](std::uint32_t place) { return rank(place + 1).word; });
  SortBy(places, ranks.size(), [&](std::uint32_t place) { return rank(place).word; });
  SortBy(places, ranks.size(), [&](std::uint32_t place) { return rank(place + 1).bare; });
  SortBy(places, ranks.size(), [&](std::uint32_t place) { return rank(place).bare; });
  return places;
}

std::optional<Error> WordPairs::ForEach(const std::vector<WordRank>& ranks, const Write& write) const {
  const Places places = InOrder(ranks);
  Entry entry;
  for (std::size_t i = 0; i < places.size();) {
    const std::uint32_t first = words_[places[i]];
    const std::uint32_t second = words_[places[i] + 1];
    entry.Clear();
    for (std::size_t thing = 0; i < places.size() && words_[places[i]] == first && words_[places[i] + 1] == second; ++i) {
      while (thing + 1 < things_.size() && things_[thing + 1].begin <= places[i]) ++thing;
      entry.Add(things_[thing].number, places[i] - things_[thing].begin);
    }
    entry.Close();
    if (auto fault = write(first, second, entry.list(), entry.places())) return fault;
  }
  return std::nullopt;
}

}  // namespace trichluc
