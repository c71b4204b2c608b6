// Questions to the words of a run: which of its things have words, beginnings and phrases, in which zone.
#pragma once

#include <algorithm>
#include <deque>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "index/database.h"
#include "index/word_runs.h"
#include "index/words.h"

namespace trichluc {

inline constexpr std::size_t kMostPlaces = 1 << 26;  // words of one document

// What is asked of one run. Answers are an array with a byte for each number of the run.
class RunQuestion {
 public:
  RunQuestion(Database& database, const std::string& name, const WordRun& run) : run_(run), reader_(database, name, run), size_(static_cast<std::size_t>(run.last - run.first) + 1) {}

  std::optional<Error> Ask(const Database::Asked& asked, Database::Numbers& numbers) {
    const auto& [question, zone] = asked;
    Fits fits(size_, 1);
    for (const WordsQuestion::Phrase& phrase : question.phrases) And(AskPhrase(phrase, zone), fits, false);
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
  // A word with certain marks.
  struct Form {
    std::string list;
    std::size_t place_at = 0;
    std::size_t place_bytes = 0;
  };

  static void And(const Fits& more, Fits& fits, bool without) {
    for (std::size_t i = 0; i < fits.size(); ++i) fits[i] = static_cast<std::uint8_t>(fits[i] & ((more[i] != 0) != without ? 1 : 0));
  }

  // A word as it is asked for, and who has it.
  struct Found {
    std::vector<Form> forms;
    Fits fits;
  };

  // Zones and phrases ask for the same words again.
  const Found& Find(const WordsQuestion::Word& word, bool marked, bool prefix) {
    const auto [at, is_new] = found_.try_emplace({word.form, marked, prefix});
    Found& found = at->second;
    if (!is_new) return found;
    found.forms = FormsOf(word, marked, prefix);
    found.fits = FitsOf(found.forms);
    return found;
  }

  // The forms that a word may have.
  [[nodiscard]] std::vector<Form> FormsOf(const WordsQuestion::Word& word, bool marked, bool prefix) {
    const std::string bare = word.marked ? BareForm(word.form) : word.form;
    const std::string from = prefix ? bare : marked ? WordKey(word.form, bare) : bare + " ";
    std::vector<Form> forms;
    for (bool more = reader_.Seek(from); more && reader_.key.starts_with(from); more = reader_.Next()) {
      if (marked && !(prefix ? BeginsSo(reader_.key, word.form) : reader_.key == from)) {
        if (!prefix) break;
        continue;
      }
      Form& form = forms.emplace_back();
      form.list = reader_.List();
      form.place_at = reader_.place_at();
      form.place_bytes = reader_.place_bytes();
    }
    return forms;
  }

  // Does the word of the key, with its marks, begin so?
  static bool BeginsSo(std::string_view key, std::string_view beginning) {
    const std::size_t space = key.find(' ');
    const std::string_view marked = key.substr(std::min(space + 1, key.size()));
    return (marked.empty() ? key.substr(0, space) : marked).starts_with(beginning);
  }

  [[nodiscard]] Fits FitsOf(const std::vector<Form>& forms) const {
    Fits fits(size_, 0);
    for (const Form& form : forms) {
      for (ListReader thing(form.list); thing.Next();) {
        const std::int64_t at = thing.number - run_.first;
        if (at >= 0 && at < static_cast<std::int64_t>(size_)) fits[static_cast<std::size_t>(at)] |= thing.signs;
      }
    }
    return fits;
  }

  Fits AskWord(const WordsQuestion::Word& word, bool prefix, Database::Zone zone) {
    Fits fits = Find(word, word.marked, prefix).fits;
    const std::uint8_t sign = zone == Database::Zone::kText ? kThere : zone == Database::Zone::kTitle ? kInTitle : word.marked ? kMarkedOften : kBareOften;
    for (std::uint8_t& fit : fits) fit &= sign;
    return fits;
  }

  Fits AskPhrase(const WordsQuestion::Phrase& phrase, Database::Zone zone) {
    const std::size_t count = phrase.words.size();
    const auto prefix = [&](std::size_t i) { return phrase.prefix && i + 1 == count; };
    if (count == 1) return AskWord(phrase.words[0], prefix(0), zone);
    // Where it has words with marks and words without, the bare forms must stand in order, and the marked ones somewhere.
    const bool all_marked = std::all_of(phrase.words.begin(), phrase.words.end(), [](const auto& word) { return word.marked; });
    Fits fits(size_, 1);
    std::vector<const std::vector<Form>*> forms;
    for (std::size_t i = 0; i < count; ++i) {
      WordsQuestion::Word word = phrase.words[i];
      if (word.marked && !all_marked) {
        And(AskWord(word, prefix(i), Database::Zone::kText), fits, false);
        word = {BareForm(word.form), false};
      }
      const Found& found = Find(word, all_marked, prefix(i));
      And(found.fits, fits, false);
      forms.push_back(&found.forms);
    }
    KeepInOrder(forms, fits);
    return fits;
  }

  // A form of a word of a phrase, thing by thing.
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
  // A word of a phrase: how many stand before it, and its forms.
  struct Step {
    std::size_t before = 0;
    std::size_t bytes = 0;  // of places
    std::vector<Walk> walks;
  };

  // Of what has all words, keeps what has them one after the other.
  void KeepInOrder(const std::vector<const std::vector<Form>*>& forms, Fits& fits) {
    std::deque<std::string> places;
    std::vector<Step> steps;
    for (const std::vector<Form>* const word : forms) {
      Step& step = steps.emplace_back();
      step.before = steps.size() - 1;
      for (const Form& form : *word) {
        if (!HasAny(form, fits)) continue;
        step.bytes += form.place_bytes;
        std::string& kept = places.emplace_back(reader_.Places(form.place_at, form.place_bytes));
        const std::size_t size = kept.size();
        kept.append(NumberReader::kSpare, '\0');
        step.walks.emplace_back(form.list, std::string_view(kept).substr(0, size));
      }
    }
    // The rarest word first: where it stands in few places, few are left to look at.
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
  std::map<std::tuple<std::string, bool, bool>, Found> found_;
  std::vector<std::uint32_t> starts_;
  std::uint32_t stamp_ = 0;
  std::optional<Error> fault_;
};

}  // namespace trichluc
