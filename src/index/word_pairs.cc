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
  if (by_first_.capacity() <= kMostKept) return;
  by_first_ = {};
  by_second_ = {};
}

template <typename Use>
void WordPairs::ForEachPlace(Use&& use) const {
  for (std::size_t i = 0; i < things_.size(); ++i) {
    const std::size_t end = i + 1 < things_.size() ? things_[i + 1].begin : words_.size();
    for (std::size_t place = things_[i].begin; place + 1 < end; ++place) use(place);
  }
}

namespace {

// Of how many there are of each: where those of each begin, and where the last ones end.
void AddUp(std::vector<std::uint32_t>& counts) {
  std::uint32_t begin = 0;
  for (std::uint32_t& count : counts) begin += std::exchange(count, begin);
}

}  // namespace

// By their second word, then by their first: they stay in the order of their places. What is sorted by is not kept with the pair;
// where it stands tells.
std::vector<std::uint32_t> WordPairs::Sort(const WordOrder& order) {
  const std::size_t words = order.bares.size();
  const auto rank = [&](std::size_t place) { return order.ranks[words_[place]]; };
  std::vector<std::uint32_t> firsts(words + 1);
  std::vector<std::uint32_t> seconds(words + 1);
  ForEachPlace([&](std::size_t place) {
    ++firsts[rank(place)];
    ++seconds[rank(place + 1)];
  });
  AddUp(firsts);
  AddUp(seconds);
  by_second_.resize(firsts.back());
  std::vector<std::uint32_t> next = seconds;
  ForEachPlace([&](std::size_t place) { by_second_[next[rank(place + 1)]++] = {rank(place), static_cast<std::uint32_t>(place)}; });
  by_first_.resize(firsts.back());
  next = firsts;
  for (std::uint32_t second = 0; second < words; ++second) {
    for (std::uint32_t i = seconds[second]; i < seconds[second + 1]; ++i) by_first_[next[by_second_[i].other]++] = {second, by_second_[i].place};
  }
  return firsts;
}

std::optional<Error> WordPairs::ForEach(const WordOrder& order, const Write& write) {
  const std::vector<std::uint32_t> firsts = Sort(order);
  const std::vector<std::uint32_t> steps = Steps();
  // Where those of the same words begin.
  struct Group {
    std::uint32_t first = 0;
    std::uint32_t second = 0;
    std::uint32_t begin = 0;
  };
  std::vector<Group> groups;
  Entry entry;
  const auto write_group = [&](const Group& group) {
    entry.Clear();
    for (std::uint32_t i = group.begin; i < firsts[group.first + 1] && by_first_[i].other == group.second; ++i) {
      const std::uint32_t place = by_first_[i].place;
      const Thing& thing = things_[ThingAt(place, steps[place / kWordsOfAStep])];
      entry.Add(thing.number, place - thing.begin);
    }
    entry.Close();
    const std::uint32_t place = by_first_[group.begin].place;
    return write(words_[place], words_[place + 1], entry.list(), entry.places());
  };
  // First words of one bare form stand side by side; what follows any of them goes in order of its own bare form.
  const std::vector<std::uint32_t>& bares = order.bares;
  for (std::uint32_t first = 0; first < bares.size();) {
    groups.clear();
    for (const std::uint32_t bare = bares[first]; first < bares.size() && bares[first] == bare; ++first) {
      for (std::uint32_t i = firsts[first]; i < firsts[first + 1]; ++i) {
        if (i == firsts[first] || by_first_[i].other != by_first_[i - 1].other) groups.push_back({first, by_first_[i].other, i});
      }
    }
    const auto by_bare = [&](const Group& group) { return std::pair(bares[group.second], group.begin); };
    std::sort(groups.begin(), groups.end(), [&](const Group& a, const Group& b) { return by_bare(a) < by_bare(b); });
    for (const Group& group : groups) {
      if (auto fault = write_group(group)) return fault;
    }
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
