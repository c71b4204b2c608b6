// Questions to the words of a run: which of its things have words, beginnings and phrases, in which zone.
#pragma once

#include <algorithm>
#include <array>
#include <deque>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "index/database.h"
#include "index/word_runs.h"
#include "index/words.h"

namespace trichluc {

inline constexpr std::size_t kMostPlaces = 1 << 26;  // words of one document

// What is asked of one run. Answers are an array with a byte for each number of the run.
class RunQuestion {
 public:
  RunQuestion(Database& database, const std::string& name, const WordRun& run) : run_(run), reader_(database, name, run, RunReader::Way::kHereAndThere), size_(static_cast<std::size_t>(run.last - run.first) + 1) {}

  std::optional<Error> Ask(const Database::Asked& asked, Database::Numbers& numbers) {
    const auto& [question, zone] = asked;
    Fits fits(size_, 1);
    for (const WordsQuestion::Phrase& phrase : question.phrases) And(AskPhrase(phrase, zone), fits);
    if (!question.excluded.empty() && zone == Database::Zone::kText) {
      for (const WordsQuestion::Phrase& phrase : question.excluded) And(AskPhrase(phrase, zone), fits, true);
    }
    for (std::size_t i = 0; i < size_; ++i) {
      if (fits[i] != 0) numbers.push_back(run_.first + static_cast<std::int64_t>(i));
    }
    return reader_.fault() ? reader_.fault() : fault_;
  }

 private:
  using Fits = std::vector<std::uint8_t>;
  // Two words with certain marks.
  struct Form {
    std::string list;
    std::size_t place_at = 0;
    std::size_t place_bytes = 0;
  };

  static void And(const Fits& more, Fits& fits, bool without = false) {
    for (std::size_t i = 0; i < fits.size(); ++i) fits[i] = static_cast<std::uint8_t>(fits[i] & ((more[i] != 0) != without ? 1 : 0));
  }

  // Calls use(number's place in `Fits`) for all of a list.
  template <typename List, typename Use>
  void ForEach(List&& things, Use&& use) const {
    while (things.Next()) {
      const std::int64_t at = things.number - run_.first;
      if (at >= 0 && at < static_cast<std::int64_t>(size_)) use(static_cast<std::size_t>(at));
    }
  }

  // Those that are in a list, besides those that are there already; true where there are no others in the run.
  [[nodiscard]] bool Mark(std::string_view list, Fits& fits, std::int64_t& count) const {
    ForEach(ListReader(list), [&](std::size_t at) { count += std::exchange(fits[at], std::uint8_t{1}) == 0 ? 1 : 0; });
    return count >= run_.things;
  }

  // A word as it is asked for: who has it, and of whom more is to be said.
  struct Found {
    Fits there;
    Fits signs;
  };

  // Zones ask for the same words again.
  const Found& Find(const WordsQuestion::Word& word, bool prefix) {
    const auto [at, is_new] = found_.try_emplace({word.form, word.marked, prefix});
    Found& found = at->second;
    if (!is_new) return found;
    found.there.assign(size_, 0);
    found.signs.assign(size_, 0);
    const std::string bare = word.marked ? BareForm(word.form) : word.form;
    const std::string from = prefix ? bare : word.marked ? WordKey({word.form, bare}) : bare + " ";
    std::int64_t count = 0;
    bool all = false;
    for (bool more = reader_.Seek(from); more && reader_.key.starts_with(from); more = reader_.Next()) {
      if (prefix && word.marked && !word.Fits(WordOf(reader_.key), prefix)) continue;
      if (word.marked && !prefix && reader_.key != from) break;
      if (!all) all = Mark(reader_.List(), found.there, count);
      SignsReader things(reader_.Signs());
      ForEach(things, [&](std::size_t i) { found.signs[i] |= things.signs; });
    }
    return found;
  }

  // The words of a key (word_runs.h), with their marks.
  static std::string_view MarkedOf(std::string_view bare, std::string_view marks) { return marks.empty() ? bare : marks; }
  static std::string_view WordOf(std::string_view key) {
    const std::size_t space = key.find(' ');
    return MarkedOf(key.substr(0, space), key.substr(std::min(space + 1, key.size())));
  }
  static std::pair<std::string_view, std::string_view> WordsOf(std::string_view key) {
    std::array<std::string_view, 4> parts;
    key.remove_prefix(std::min<std::size_t>(1, key.size()));
    for (std::string_view& part : parts) {
      part = key.substr(0, key.find(' '));
      key.remove_prefix(std::min(part.size() + 1, key.size()));
    }
    return {MarkedOf(parts[0], parts[2]), MarkedOf(parts[1], parts[3])};
  }

  Fits AskWord(const WordsQuestion::Word& word, bool prefix, Database::Zone zone) {
    const Found& found = Find(word, prefix);
    if (zone == Database::Zone::kText) return found.there;
    const std::uint8_t sign = zone == Database::Zone::kTitle ? kInTitle : word.marked ? kMarkedOften : kBareOften;
    Fits fits = found.signs;
    for (std::uint8_t& fit : fits) fit &= sign;
    return fits;
  }

  // The forms that two words may have, and who has them.
  struct Pair {
    std::vector<Form> forms;
    Fits fits;
  };

  Pair AskPair(const WordsQuestion::Word& first, const WordsQuestion::Word& second, bool prefix) {
    const auto bare = [](const WordsQuestion::Word& word) { return word.marked ? BareForm(word.form) : word.form; };
    std::string from(1, kPairLead);
    from.append(bare(first)).append(" ").append(bare(second)).append(prefix ? "" : " ");
    Pair pair;
    pair.fits.assign(size_, 0);
    std::int64_t count = 0;
    for (bool more = reader_.Seek(from); more && reader_.key.starts_with(from); more = reader_.Next()) {
      const auto [one, other] = WordsOf(reader_.key);
      if ((first.marked && !first.Fits(one, false)) || (second.marked && !second.Fits(other, prefix))) continue;
      Form& form = pair.forms.emplace_back();
      form.list = reader_.List();
      form.place_at = reader_.place_at();
      form.place_bytes = reader_.place_bytes();
      static_cast<void>(Mark(form.list, pair.fits, count));
    }
    return pair;
  }

  Fits AskPhrase(const WordsQuestion::Phrase& phrase, Database::Zone zone) {
    const std::size_t count = phrase.words.size();
    if (count == 1) return AskWord(phrase.words[0], phrase.prefix, zone);
    Fits fits(size_, 1);
    std::vector<Pair> pairs;
    for (std::size_t i = 0; i + 1 < count; ++i) {
      pairs.push_back(AskPair(phrase.words[i], phrase.words[i + 1], phrase.prefix && i + 2 == count));
      And(pairs.back().fits, fits);
    }
    if (count > 2) KeepInOrder(pairs, fits);
    return fits;
  }

  // A form of two words of a phrase, thing by thing.
  struct Walk {
    Walk(std::string_view list, std::string_view places) : thing(list), place(places) { more = thing.Next(); }
    // To that thing; false where it does not have the form.
    bool To(std::int64_t number) {
      while (more && thing.number < number) {
        place.Skip(thing.count);
        more = thing.Next();
      }
      return more && thing.number == number;
    }
    ListReader thing;
    NumberReader place;
    bool more = false;
  };
  // Two words of a phrase: how many stand before them, and their forms.
  struct Step {
    std::size_t before = 0;
    std::size_t bytes = 0;  // of places
    std::vector<Walk> walks;
  };

  // Of what has all pairs, keeps what has them in order. Every second pair is enough, and the last one: each word is in one of them.
  void KeepInOrder(const std::vector<Pair>& pairs, Fits& fits) {
    std::deque<std::string> places;
    std::vector<Step> steps;
    for (std::size_t i = 0; i < pairs.size(); ++i) {
      if (i % 2 != 0 && i + 1 != pairs.size()) continue;
      Step& step = steps.emplace_back();
      step.before = i;
      for (const Form& form : pairs[i].forms) {
        if (!HasAny(form, fits)) continue;
        step.bytes += form.place_bytes;
        std::string& kept = places.emplace_back(reader_.Places(form.place_at, form.place_bytes));
        const std::size_t size = kept.size();
        kept.append(NumberReader::kSpare, '\0');
        step.walks.emplace_back(form.list, std::string_view(kept).substr(0, size));
      }
    }
    // The rarest first: where it stands in few places, few are left to look at.
    std::stable_sort(steps.begin(), steps.end(), [](const Step& a, const Step& b) { return a.bytes < b.bytes; });
    for (std::size_t i = 0; i < size_; ++i) {
      if (fits[i] != 0) fits[i] = StandsIn(run_.first + static_cast<std::int64_t>(i), steps) ? 1 : 0;
    }
  }

  [[nodiscard]] bool HasAny(const Form& form, const Fits& fits) const {
    for (ListReader thing(form.list); thing.Next();) {
      const std::int64_t at = thing.number - run_.first;
      if (at >= 0 && at < static_cast<std::int64_t>(size_) && fits[static_cast<std::size_t>(at)] != 0) return true;
    }
    return false;
  }

  // `starts_` tells of each place how many of the words so far stand as if the phrase began there, in numbers that are greater than
  // those of all things before.
  bool StandsIn(std::int64_t number, std::vector<Step>& steps) {
    if (stamp_ > std::numeric_limits<std::uint32_t>::max() - steps.size() - 1) {
      std::fill(starts_.begin(), starts_.end(), 0);
      stamp_ = 0;
    }
    std::uint32_t so_far = stamp_;
    stamp_ += static_cast<std::uint32_t>(steps.size()) + 1;
    if (!Begin(number, steps.front(), so_far)) return false;
    for (std::size_t i = 1; i < steps.size(); ++i) {
      if (!GoOn(number, steps[i], ++so_far, i + 1 == steps.size())) return false;
    }
    return true;
  }

  // Marks where the phrase begins if this word stands in it.
  bool Begin(std::int64_t number, Step& step, std::uint32_t none) {
    bool any = false;
    for (Walk& walk : step.walks) {
      if (!walk.To(number)) continue;
      std::size_t place = 0;
      walk.place.ForEach(walk.thing.count, [&](std::uint64_t rise) {
        place += rise;
        if (place < step.before) return true;
        if (!HasRoom(place - step.before)) return false;
        starts_[place - step.before] = none + 1;
        return any = true;
      });
      walk.more = walk.thing.Next();
    }
    return any && !fault_;
  }

  // Keeps the marks of those beginnings behind which this word stands too; of the last word one is enough.
  bool GoOn(std::int64_t number, Step& step, std::uint32_t so_far, bool is_last) {
    bool any = false;
    std::uint32_t* const starts = starts_.data();
    const std::size_t size = starts_.size();
    const std::size_t before = step.before;
    for (Walk& walk : step.walks) {
      if (!walk.To(number)) continue;
      std::size_t place = 0;
      const std::uint64_t left = walk.place.ForEach(walk.thing.count, [&, starts, size, before, so_far](std::uint64_t rise) {
        place += rise;
        const std::size_t start = place - before;  // greater than all where it would be less than 0
        if (start >= size || starts[start] != so_far) return true;
        starts[start] = so_far + 1;
        any = true;
        return !is_last;
      });
      walk.place.Skip(left);
      walk.more = walk.thing.Next();
      if (any && is_last) return true;
    }
    return any;
  }

  bool HasRoom(std::size_t start) {
    if (start < starts_.size()) return true;
    if (start >= kMostPlaces) {
      fault_ = DamagedWords();
      return false;
    }
    starts_.resize(2 * (start + 1));
    return true;
  }

  WordRun run_;
  RunReader reader_;
  std::size_t size_;
  std::map<std::tuple<std::string, bool, bool>, Found> found_;  // words, and how they were asked for
  std::vector<std::uint32_t> starts_;
  std::uint32_t stamp_ = 0;
  std::optional<Error> fault_;
};

}  // namespace trichluc
