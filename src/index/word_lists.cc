#include "index/word_lists.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "index/word_question.h"
#include "index/word_runs.h"

namespace trichluc {
namespace {

constexpr std::int64_t kJoined = 8;           // runs at a time
constexpr std::int64_t kTopLevel = 3;         // runs of some hundred thousand documents are not joined any more
constexpr std::size_t kMostBytes = 64 << 20;  // of added words in memory

// Of the runs of one level one of the next, without what is gone.
class Joint {
 public:
  Joint(Database& database, const std::string& name, std::string_view things) : database_(database), name_(name), things_(things) {}

  std::optional<Error> Do(const std::vector<WordRun>& runs) {
    if (auto fault = FindThere(runs.front().first, runs.back().last)) return fault;
    Result<std::unique_ptr<RunWriter>> writer = RunWriter::Begin(database_, name_, runs.front().level + 1);
    if (!writer) return writer.error();
    std::vector<std::unique_ptr<RunReader>> readers;
    for (const WordRun& run : runs) {
      readers.push_back(std::make_unique<RunReader>(database_, name_, run));
      if (!readers.back()->Next()) readers.back().reset();
    }
    while (const std::string* const least = Least(readers)) {
      const std::string key = *least;
      if (auto fault = JoinWord(key, readers, **writer)) return fault;
    }
    if (fault_) return fault_;
    if (auto fault = (*writer)->End(runs.front().first, runs.back().last)) return fault;
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

  static const std::string* Least(const std::vector<std::unique_ptr<RunReader>>& readers) {
    const std::string* least = nullptr;
    for (const auto& reader : readers) {
      if (reader != nullptr && (least == nullptr || reader->key < *least)) least = &reader->key;
    }
    return least;
  }

  std::optional<Error> JoinWord(const std::string& key, std::vector<std::unique_ptr<RunReader>>& readers, RunWriter& writer) {
    list_.clear();
    places_.clear();
    last_ = 0;
    for (auto& reader : readers) {
      if (reader == nullptr || reader->key != key) continue;
      const std::string list = reader->List();
      Append(list, reader->Places(reader->place_at(), reader->place_bytes()));
      const bool more = reader->Next();
      if (auto fault = reader->fault()) return fault_ = fault;
      if (!more) reader.reset();
    }
    return list_.empty() ? std::nullopt : writer.Add(key, list_, places_);
  }

  void Append(std::string_view list, std::string_view places) {
    NumberReader reader(places);
    for (ListReader thing(list); thing.Next();) {
      const char* const from = reader.at();
      reader.Skip(thing.count);
      const std::int64_t at = thing.number - first_;
      if (at < 0 || at >= static_cast<std::int64_t>(there_.size()) || !there_[static_cast<std::size_t>(at)] || thing.number <= last_) continue;
      PutThing(thing.number - last_, thing.signs, thing.count, list_);
      last_ = thing.number;
      places_.append(from, reader.at());
    }
  }

  Database& database_;
  const std::string& name_;
  std::string_view things_;
  std::int64_t first_ = 0;
  std::vector<bool> there_;
  std::string list_;
  std::string places_;
  std::int64_t last_ = 0;
  std::optional<Error> fault_;
};

}  // namespace

std::string WordLists::SchemaSql(std::string_view name) {
  const std::string table(name);
  return "CREATE TABLE IF NOT EXISTS " + table + "_run (id INTEGER PRIMARY KEY, level INTEGER, first_number INTEGER, last_number INTEGER, first_list INTEGER, list_bytes INTEGER, first_place INTEGER, place_bytes INTEGER);\n"
         "CREATE TABLE IF NOT EXISTS " + table + "_start (run INTEGER, word TEXT, place INTEGER, PRIMARY KEY (run, word)) WITHOUT ROWID;\n"
         "CREATE TABLE IF NOT EXISTS " + table + "_list (id INTEGER PRIMARY KEY, bytes BLOB);\n"
         "CREATE TABLE IF NOT EXISTS " + table + "_place (id INTEGER PRIMARY KEY, bytes BLOB);\n";
}

std::size_t WordLists::IdOf(std::string_view raw) {
  if (const auto known = raw_ids_.find(raw); known != raw_ids_.end()) return known->second;
  std::string marked = MarkedForm(raw);
  const std::string bare = BareForm(marked);
  const auto [at, is_new] = marked_ids_.emplace(std::move(marked), words_.size());
  raw_ids_.emplace(raw, at->second);
  bytes_ += 2 * raw.size() + sizeof(Word);
  if (!is_new) return at->second;
  const auto [bare_at, is_new_bare] = bare_ids_.emplace(bare, bare_counts_.size());
  if (is_new_bare) bare_counts_.push_back(0);
  Word& word = words_.emplace_back();
  word.key = WordKey(at->first, bare);
  word.bare = bare_at->second;
  bytes_ += 2 * word.key.size() + sizeof(Word);
  return at->second;
}

std::optional<Error> WordLists::Add(std::int64_t number, const SearchTexts& texts) {
  if (first_ == 0) first_ = number;
  last_ = number;
  std::size_t place = 0;
  ForEachRawWord(texts, [&](std::string_view raw, bool in_title) {
    const std::size_t id = IdOf(raw);
    Word& word = words_[id];
    if (word.count == 0) {
      touched_.push_back(id);
      word.last_place = 0;
      word.in_title = in_title;
    }
    const std::size_t before = word.places.size();
    PutNumber(place - word.last_place, word.places);
    bytes_ += word.places.size() - before;
    word.last_place = place++;
    ++word.count;
    ++bare_counts_[word.bare];
  });
  Close(number, place);
  return bytes_ > kMostBytes ? WriteRun() : std::nullopt;
}

void WordLists::Close(std::int64_t number, std::size_t all) {
  for (const std::size_t id : touched_) {
    Word& word = words_[id];
    const auto signs = static_cast<std::uint8_t>((word.in_title ? kInTitle : 0) | (SaidOften(bare_counts_[word.bare], all) ? kBareOften : 0) | (SaidOften(word.count, all) ? kMarkedOften : 0));
    const std::size_t before = word.list.size();
    PutThing(number - word.last, signs, word.count, word.list);
    bytes_ += word.list.size() - before;
    word.last = number;
  }
  for (const std::size_t id : touched_) {
    bare_counts_[words_[id].bare] = 0;
    words_[id].count = 0;
  }
  touched_.clear();
}

void WordLists::Forget() {
  raw_ids_.clear();
  marked_ids_.clear();
  bare_ids_.clear();
  words_.clear();
  bare_counts_.clear();
  first_ = last_ = 0;
  bytes_ = 0;
}

std::optional<Error> WordLists::WriteRun() {
  if (words_.empty()) return Forget(), std::nullopt;
  std::vector<const Word*> order;
  for (const Word& word : words_) order.push_back(&word);
  std::sort(order.begin(), order.end(), [](const Word* a, const Word* b) { return a->key < b->key; });
  const std::string name(name_);
  Result<std::unique_ptr<RunWriter>> writer = RunWriter::Begin(database_, name, 0);
  if (!writer) return writer.error();
  for (const Word* const word : order) {
    if (auto fault = (*writer)->Add(word->key, word->list, word->places)) return fault;
  }
  auto fault = (*writer)->End(first_, last_);
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
  for (std::int64_t level = 0; level < kTopLevel; ++level) {
    Result<std::vector<WordRun>> runs = WordRunsOf(database_, name, " WHERE level = " + std::to_string(level));
    if (!runs) return runs.error();
    if (runs->size() < static_cast<std::size_t>(kJoined)) continue;
    if (runs->back().last - runs->front().first > kMostNumbers) continue;
    if (auto fault = Joint(database_, name, things_).Do(*runs)) return fault;
  }
  return std::nullopt;
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
