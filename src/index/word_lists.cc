#include "index/word_lists.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "index/word_question.h"

namespace trichluc {
namespace {

constexpr std::int64_t kLargestRun = 512 << 20;  // bytes, that are joined: they are written anew within one transaction
constexpr std::size_t kMostBytes = 128 << 20;  // of added words in memory
constexpr std::size_t kBytesOfAWord = 20;      // its number, and twice what is kept of it and the next one (word_pairs.h)
constexpr std::size_t kMostKnown = 100'000;   // words as they were met, between runs

// Of the runs of one level one of the next, without what is gone.
class Joint {
 public:
  Joint(Database& database, const std::string& name, std::string_view things) : database_(database), name_(name), things_(things) {}

  std::optional<Error> Do(std::span<const WordRun> runs) {
    if (auto fault = FindThere(runs.front().first, runs.back().last)) return fault;
    Result<std::unique_ptr<RunWriter>> writer = RunWriter::Begin(database_, name_, runs.front().level + 1);
    if (!writer) return writer.error();
    std::vector<Reading> readings;
    for (const WordRun& run : runs) {
      readings.push_back({run, IsWhole(run), std::make_unique<RunReader>(database_, name_, run, RunReader::Way::kThrough)});
      if (!readings.back().reader->Next()) readings.back().reader.reset();
    }
    while (const std::string* const least = Least(readings)) {
      const std::string key = *least;
      if (auto fault = JoinWord(key, readings, **writer)) return fault;
    }
    if (fault_) return fault_;
    if (auto fault = (*writer)->End(runs.front().first, runs.back().last, std::count(there_.begin(), there_.end(), true))) return fault;
    for (const WordRun& run : runs) {
      if (auto fault = DropRun(database_, name_, run)) return fault;
    }
    return std::nullopt;
  }

 private:
  std::optional<Error> FindThere(std::int64_t first, std::int64_t last) {
    first_ = first;
    there_.assign(static_cast<std::size_t>(last - first) + 1, false);
    const SqlRow values = {first, last};
    return database_.Query("SELECT id FROM " + std::string(things_) + " WHERE id >= ? AND id <= ?", values, [&](const SqlRow& row) {
      there_[static_cast<std::size_t>(IntegerOf(row[0]) - first)] = true;
      return true;
    });
  }

  // A run, from its next entry on.
  struct Reading {
    WordRun run;
    bool is_whole = false;  // nothing of it is gone
    std::unique_ptr<RunReader> reader{};  // none behind the last entry
  };

  [[nodiscard]] bool IsWhole(const WordRun& run) const {
    const std::int64_t end = run.last + 1 - first_;
    if (run.first < first_ || end > static_cast<std::int64_t>(there_.size())) return false;  // damaged
    return std::count(there_.begin() + (run.first - first_), there_.begin() + end, true) == run.things;
  }

  static const std::string* Least(const std::vector<Reading>& readings) {
    const std::string* least = nullptr;
    for (const Reading& reading : readings) {
      if (reading.reader != nullptr && (least == nullptr || reading.reader->key < *least)) least = &reading.reader->key;
    }
    return least;
  }

  std::optional<Error> JoinWord(const std::string& key, std::vector<Reading>& readings, RunWriter& writer) {
    for (std::string* const part : {&list_, &signs_, &places_}) part->clear();
    last_ = last_with_signs_ = 0;
    for (Reading& reading : readings) {
      auto& reader = reading.reader;
      if (reader == nullptr || reader->key != key) continue;
      const std::string_view list = reader->List();
      const std::string_view signs = reader->Signs();
      const std::string_view places = reader->Places(reader->place_at(), reader->place_bytes());
      if (!reading.is_whole || !AppendWhole(reading.run, list, signs, places)) {
        AppendSigns(signs);
        AppendThings(list, places);
      }
      const bool more = reader->Next();
      if (auto fault = reader->fault()) return fault_ = fault;
      if (!more) reader.reset();
    }
    return list_.empty() ? std::nullopt : writer.Add(key, list_, signs_, places_);
  }

  [[nodiscard]] bool IsThere(std::int64_t number) const {
    const std::int64_t at = number - first_;
    return at >= 0 && at < static_cast<std::int64_t>(there_.size()) && there_[static_cast<std::size_t>(at)];
  }

  // Takes all as it stands but for the first numbers; false where these are no numbers of the run.
  bool AppendWhole(const WordRun& run, std::string_view list, std::string_view signs, std::string_view places) {
    const auto is_of_run = [&](const Numbers& numbers, std::int64_t last) { return numbers.first >= run.first && numbers.first > last && numbers.last <= run.last; };
    const Numbers things = NumbersOf<ListReader>(list);
    const Numbers with_signs = NumbersOf<SignsReader>(signs);
    if (!is_of_run(things, last_) || (!signs.empty() && !is_of_run(with_signs, last_with_signs_))) return false;
    ListReader thing(list);
    thing.Next();
    PutThing(thing.number - std::exchange(last_, things.last), thing.count, list_);
    list_.append(thing.rest());
    places_.append(places);
    if (signs.empty()) return true;
    SignsReader sign(signs);
    sign.Next();
    PutSigns(sign.number - std::exchange(last_with_signs_, with_signs.last), sign.signs, signs_);
    signs_.append(sign.rest());
    return true;
  }

  struct Numbers {
    std::int64_t first = 0;
    std::int64_t last = 0;
  };
  template <typename Reader>
  static Numbers NumbersOf(std::string_view bytes) {
    Numbers numbers;
    Reader reader(bytes);
    if (reader.Next()) numbers.first = reader.number;
    while (reader.Next()) {}
    numbers.last = reader.number;
    return numbers;
  }

  void AppendThings(std::string_view list, std::string_view places) {
    NumberReader reader(places);
    for (ListReader thing(list); thing.Next();) {
      const char* const from = reader.at();
      if (!places.empty()) reader.Skip(thing.count);
      if (!IsThere(thing.number) || thing.number <= last_) continue;
      PutThing(thing.number - last_, thing.count, list_);
      last_ = thing.number;
      places_.append(from, reader.at());
    }
  }

  void AppendSigns(std::string_view signs) {
    for (SignsReader thing(signs); thing.Next();) {
      if (!IsThere(thing.number) || thing.number <= last_with_signs_) continue;
      PutSigns(thing.number - last_with_signs_, thing.signs, signs_);
      last_with_signs_ = thing.number;
    }
  }

  Database& database_;
  const std::string& name_;
  std::string_view things_;
  std::int64_t first_ = 0;
  std::vector<bool> there_;
  std::string list_;
  std::string signs_;
  std::string places_;
  std::int64_t last_ = 0;
  std::int64_t last_with_signs_ = 0;
  std::optional<Error> fault_;
};

}  // namespace

std::string WordLists::SchemaSql(std::string_view name) {
  const std::string table(name);
  return "CREATE TABLE IF NOT EXISTS " + table + "_run (id INTEGER PRIMARY KEY, level INTEGER, first_number INTEGER, last_number INTEGER, things INTEGER, first_list INTEGER, list_bytes INTEGER, first_place INTEGER, place_bytes INTEGER);\n"
         "CREATE TABLE IF NOT EXISTS " + table + "_start (run INTEGER, word TEXT, place INTEGER, PRIMARY KEY (run, word)) WITHOUT ROWID;\n"
         "CREATE TABLE IF NOT EXISTS " + table + "_list (id INTEGER PRIMARY KEY, bytes BLOB);\n"
         "CREATE TABLE IF NOT EXISTS " + table + "_place (id INTEGER PRIMARY KEY, bytes BLOB);\n";
}

std::uint32_t WordLists::IdOf(std::string_view raw) {
  std::uint32_t* const known = short_ids_.At(raw);
  if (known == nullptr) return LookUp(raw);
  if (*known == 0) *known = LookUp(raw) + 1;
  return *known - 1;
}

std::uint32_t WordLists::LookUp(std::string_view raw) {
  if (const auto known = raw_ids_.find(raw); known != raw_ids_.end()) return known->second;
  const std::uint32_t id = IdOfMarked(MarkedForm(raw));
  raw_ids_.emplace(raw, id);
  bytes_ += 2 * raw.size() + sizeof(Word);
  return id;
}

// What has a number is there before its number is known: memory may end at any step.
std::uint32_t WordLists::IdOfMarked(const std::string& marked) {
  if (const auto known = marked_ids_.find(marked); known != marked_ids_.end()) return known->second;
  const std::uint32_t bare = IdOfBare(BareForm(marked));
  const auto id = static_cast<std::uint32_t>(words_.size());
  counts_.resize(id + 1);
  words_.push_back({.marked = marked, .bare = bare});
  marked_ids_.emplace(marked, id);
  bytes_ += 4 * marked.size() + sizeof(Word);
  return id;
}

std::uint32_t WordLists::IdOfBare(const std::string& bare) {
  if (const auto known = bare_ids_.find(bare); known != bare_ids_.end()) return known->second;
  const auto id = static_cast<std::uint32_t>(bares_.size());
  bare_counts_.resize(id + 1);
  bares_.push_back(bare);
  bare_ids_.emplace(bare, id);
  return id;
}

std::optional<Error> WordLists::Add(std::int64_t number, const SearchTexts& texts) {
  if (first_ == 0) first_ = number;
  last_ = number;
  ++count_;
  pairs_.BeginThing(number);
  std::size_t all = 0;
  ForEachRawWord(texts, [&](std::string_view raw, bool in_title) {
    const std::uint32_t id = IdOf(raw);
    if (counts_[id]++ == 0) {
      touched_.push_back(id);
      words_[id].in_title = in_title;
    }
    pairs_.Add(id);
    ++all;
  });
  Close(number, all);
  return bytes_ > kMostBytes ? WriteRun() : std::nullopt;
}

void WordLists::Close(std::int64_t number, std::size_t all) {
  for (const std::uint32_t id : touched_) bare_counts_[words_[id].bare] += counts_[id];
  for (const std::uint32_t id : touched_) {
    Word& word = words_[id];
    PutThing(number - std::exchange(word.last, number), 1, word.list);
    const auto signs = static_cast<std::uint8_t>((word.in_title ? kInTitle : 0) | (SaidOften(bare_counts_[word.bare], all) ? kBareOften : 0) | (SaidOften(counts_[id], all) ? kMarkedOften : 0));
    if (signs != 0) PutSigns(number - std::exchange(word.last_with_signs, number), signs, word.signs);
  }
  for (const std::uint32_t id : touched_) {
    bare_counts_[words_[id].bare] = 0;
    counts_[id] = 0;
  }
  bytes_ += 2 * touched_.size() + kBytesOfAWord * all;
  touched_.clear();
}

void WordLists::Forget() {
  for (Word& word : words_) word.Clear();
  if (raw_ids_.size() > kMostKnown) {
    short_ids_.Clear();
    for (Ids* const ids : {&raw_ids_, &marked_ids_, &bare_ids_}) ids->clear();
    words_.clear();
    counts_.clear();
    bares_.clear();
  }
  counts_.assign(words_.size(), 0);
  bare_counts_.assign(bares_.size(), 0);
  touched_.clear();
  pairs_.Clear();
  first_ = last_ = count_ = 0;
  bytes_ = 0;
}

std::optional<Error> WordLists::WriteRun() {
  if (count_ == 0) return std::nullopt;
  std::vector<std::pair<std::string, std::uint32_t>> keys;  // and whose
  for (std::uint32_t id = 0; id < words_.size(); ++id) {
    if (!words_[id].list.empty()) keys.emplace_back(WordKey(FormsOf(words_[id])), id);
  }
  if (keys.empty()) return Forget(), std::nullopt;
  std::sort(keys.begin(), keys.end());
  WordOrder order;
  order.ranks.resize(words_.size());
  for (std::uint32_t i = 0, bare = 0; i < keys.size(); ++i) {
    if (i > 0 && words_[keys[i].second].bare != words_[keys[i - 1].second].bare) ++bare;
    order.ranks[keys[i].second] = i;
    order.bares.push_back(bare);
  }
  const std::string name(name_);
  Result<std::unique_ptr<RunWriter>> writer = RunWriter::Begin(database_, name, 0);
  if (!writer) return writer.error();
  auto fault = pairs_.ForEach(order, [&](std::uint32_t first, std::uint32_t second, std::string_view list, std::string_view places) {
    return (*writer)->Add(PairKey(FormsOf(words_[first]), FormsOf(words_[second])), list, {}, places);
  });
  for (std::size_t i = 0; !fault && i < keys.size(); ++i) {
    const Word& word = words_[keys[i].second];
    fault = (*writer)->Add(keys[i].first, word.list, word.signs, {});
  }
  if (!fault) fault = (*writer)->End(first_, last_, count_);
  Forget();
  return fault;
}

std::optional<Error> WordLists::DropEmpty() {
  const std::string name(name_);
  const std::string gone = " WHERE NOT EXISTS (SELECT 1 FROM " + std::string(things_) + " there WHERE there.id >= first_number AND there.id <= last_number)";
  const Result<std::vector<WordRun>> runs = WordRunsOf(database_, name, gone);
  if (!runs) return runs.error();
  for (const WordRun& run : *runs) {
    if (auto fault = DropRun(database_, name, run)) return fault;
  }
  return std::nullopt;
}

std::optional<Error> WordLists::Join() {
  const std::string name(name_);
  for (;;) {
    const Result<std::vector<WordRun>> runs = WordRunsOf(database_, name, "");
    if (!runs) return runs.error();
    const std::span<const WordRun> some = RunsToJoin(*runs, kLargestRun);
    if (some.empty()) return std::nullopt;
    if (auto fault = Joint(database_, name, things_).Do(some)) return fault;
  }
}

std::optional<Error> WordLists::Write() {
  if (auto fault = WriteRun()) return fault;
  if (auto fault = DropEmpty()) return fault;
  return Join();
}

Result<std::vector<Database::Numbers>> WordLists::Find(std::span<const Database::Asked> asked) const {
  const std::string name(name_);
  const Result<std::vector<WordRun>> runs = WordRunsOf(database_, name, "");
  if (!runs) return runs.error();
  std::vector<Database::Numbers> found(asked.size());
  for (const WordRun& run : *runs) {
    RunQuestion question(database_, name, run);
    for (std::size_t i = 0; i < asked.size(); ++i) {
      if (auto fault = question.Ask(asked[i], found[i])) return *fault;
    }
  }
  return found;
}

}  // namespace trichluc
