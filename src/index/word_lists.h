// The words of numbered things (documents, or what is measured) in a SQLite file, and the places where two stand side by side:
// words of Vietnamese are syllables, which most documents have nearly all of, and mean something two by two.
//
// What one transaction adds is a *run*: for each word, and for each two words, the numbers that have it, in order, and the places of
// the two in each. A run is never changed. When there are sixteen of a level they are joined into one of the next, so that a question
// looks into few of them and a word is written anew a few times only. Numbers rise from run to run, so that answers of runs follow
// one another.
//
// Things that are taken away stay in their run until it is joined, or until nothing of it is left; who asks passes them over. So
// no word has to be cut again in order to be taken away, and rules for cutting words may change between versions.
//
//   lists.Add(7, words);              // in memory
//   lists.Write();                    // before the transaction is committed
//   lists.Find({{question, zone}});    // 7, and others
//
// For a List called `document_words` there are the tables `document_words_run`, `_start`, `_list` and `_place`.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "index/database.h"
#include "index/short_words.h"
#include "index/word_pairs.h"
#include "index/word_runs.h"
#include "index/words.h"

namespace trichluc {

class WordLists {
 public:
  using Zone = Database::Zone;

  // `name` begins the names of the tables; `things` is the table whose `id` says what is still there. Both outlive this.
  WordLists(Database& database, std::string_view name, std::string_view things) : database_(database), name_(name), things_(things) {}

  // The tables, as statements of SQLite.
  [[nodiscard]] static std::string SchemaSql(std::string_view name);

  // Keeps the words of a thing in memory, and writes them where they become too many. Its number is greater than all before.
  std::optional<Error> Add(std::int64_t number, const SearchTexts& texts);
  // Writes what was added, joins runs, and takes away those of which nothing is there any more. Within a transaction.
  std::optional<Error> Write();
  // Forgets what was added and not written. Words stay known.
  void Forget();

  // The numbers of what fits each of the questions, in order; some may be of things that are gone.
  [[nodiscard]] Result<std::vector<Database::Numbers>> Find(std::span<const Database::Asked> asked) const;

 private:
  struct StringHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
  };
  using Ids = std::unordered_map<std::string, std::uint32_t, StringHash, std::equal_to<>>;
  // A word with its marks, as it was added.
  struct Word {
    std::string marked;
    std::uint32_t bare = 0;  // which of them
    std::string list{};
    std::string signs{};
    std::int64_t last = 0;   // number that has it
    std::int64_t last_with_signs = 0;
    bool in_title = false;   // in the thing that is being added

    // What was added of it.
    void Clear() {
      list.clear();
      signs.clear();
      last = last_with_signs = 0;
    }
  };
  std::uint32_t IdOf(std::string_view raw);
  std::uint32_t LookUp(std::string_view raw);
  std::uint32_t IdOfMarked(const std::string& marked);
  std::uint32_t IdOfBare(const std::string& bare);
  void Close(std::int64_t number, std::size_t all);
  [[nodiscard]] WordForms FormsOf(const Word& word) const { return {word.marked, bares_[word.bare]}; }
  std::optional<Error> WriteRun();
  std::optional<Error> DropEmpty();
  std::optional<Error> Join();

  Database& database_;
  std::string_view name_;
  std::string_view things_;
  ShortWords<std::uint32_t, 15> short_ids_;  // of those met before, and 1 more
  Ids raw_ids_;                            // of words as they were met
  Ids marked_ids_;
  Ids bare_ids_;
  std::vector<Word> words_;
  std::vector<std::string> bares_;
  // How often words, and bare ones, stand in the thing that is being added: beside each other, for they are counted one by one.
  std::vector<std::uint32_t> counts_;
  std::vector<std::uint32_t> bare_counts_;
  std::vector<std::uint32_t> touched_;     // words of the thing that is being added
  WordPairs pairs_;
  std::int64_t first_ = 0;
  std::int64_t last_ = 0;
  std::int64_t count_ = 0;                 // things
  std::size_t bytes_ = 0;
};

}  // namespace trichluc
