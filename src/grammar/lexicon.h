// Words and phrases that the grammars know: which lexicons a phrase belongs to, and what it means there.
//
// All lexicons of all files share one trie over folded words, so a passage is read once, longest phrase first, however many
// lexicons there are. Each phrase is one symbol on the tape that the rules read (tape.h).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "grammar/hash.h"
#include "text/tokens.h"

namespace trichluc {

using PhraseId = std::int32_t;
using LexiconId = std::int32_t;
using WordId = std::int32_t;
inline constexpr std::int32_t kNoId = -1;

// What a phrase means in one lexicon.
struct LexiconEntry {
  LexiconId lexicon = kNoId;
  std::string value;         // the canonical form, or the code that rules and records use
  bool capital = false;      // the phrase counts only where it is written with a capital
  std::string valid_from;    // ISO dates; empty: no bound
  std::string valid_to;
};

// Words that were met before, and which of the known words they are, so that each is folded once. Not thread-safe.
class WordCache {
 public:
  // The word's number; `look` finds it where it was not met before.
  template <typename Look>
  [[nodiscard]] WordId Get(std::string_view word, Look look) {
    const std::int32_t known = met_.Find(word);
    if (known != StringTable::kNone) return ids_[static_cast<std::size_t>(known)];
    if (ids_.size() == kMost) *this = {};
    met_.Intern(word);
    return ids_.emplace_back(look());
  }

 private:
  static constexpr std::size_t kMost = std::size_t{1} << 16;  // documents hold some thousands

  StringTable met_;
  std::vector<WordId> ids_;
};

class Lexicons {
 public:
  // The lexicon of that name, made if it is new.
  LexiconId Intern(std::string_view name);
  [[nodiscard]] std::optional<LexiconId> Find(std::string_view name) const;
  [[nodiscard]] const std::string& Name(LexiconId id) const { return names_[static_cast<std::size_t>(id)]; }
  [[nodiscard]] std::size_t size() const { return names_.size(); }

  // Adds a phrase to a lexicon. A phrase that is written with a capital counts only with a capital.
  void Add(LexiconId lexicon, std::string_view phrase, LexiconEntry entry);

  // Makes sure that each word of a pattern's literal text is known, so that it has a symbol of its own.
  void AddLiteral(std::string_view words);

  // Numbers the phrases so that those of one lexicon stand together; call once, after the last Add.
  void Freeze();

  [[nodiscard]] std::size_t phrase_count() const { return phrases_.size(); }
  [[nodiscard]] const std::vector<LexiconEntry>& EntriesOf(PhraseId phrase) const {
    return phrases_[static_cast<std::size_t>(phrase)].entries;
  }
  // The entry of exactly these words in a lexicon, or null.
  [[nodiscard]] const LexiconEntry* Look(LexiconId lexicon, std::string_view words) const;
  // The one that is valid at a date (ISO, any precision; empty: the newest).
  [[nodiscard]] const LexiconEntry* LookAt(LexiconId lexicon, std::string_view words, std::string_view date) const;
  [[nodiscard]] bool Holds(LexiconId lexicon, std::string_view words) const { return Look(lexicon, words) != nullptr; }
  [[nodiscard]] const LexiconEntry* EntryOf(PhraseId phrase, LexiconId lexicon) const;
  // The phrases of one lexicon, ascending.
  [[nodiscard]] const std::vector<PhraseId>& PhrasesOf(LexiconId lexicon) const {
    return members_[static_cast<std::size_t>(lexicon)];
  }

  // The longest phrase that begins at token `first`: its id and the token behind it, or kNoId.
  struct Found {
    PhraseId phrase = kNoId;
    std::size_t end = 0;
  };
  [[nodiscard]] Found Longest(const std::vector<WordId>& words, const std::vector<Token>& tokens, std::size_t first) const;

  // The known word that each token is, or kNoId. `text` is what the tokens were cut from.
  [[nodiscard]] std::vector<WordId> WordsOf(std::string_view text, const std::vector<Token>& tokens) const;
  // The same into `words`, whose memory is used again, for passages that share words.
  void WordsOf(std::string_view text, const std::vector<Token>& tokens, WordCache& cache, std::vector<WordId>& words) const;

 private:
  struct Phrase {
    std::vector<LexiconEntry> entries;
    bool literal = false;  // stands in a pattern: counts in any case
  };
  struct TrieNode {
    PhraseId phrase = kNoId;
    bool has_children = false;
    bool any_case = false;  // the phrase counts in lower case too; set by Freeze
  };

  PhraseId InternPhrase(std::string_view text);
  // The node that `word` leads to from `node`, or kNoId.
  [[nodiscard]] std::int32_t NodeBelow(std::int32_t node, WordId word) const;
  static void WordForm(std::string_view text, const Token& token, std::string& out);
  [[nodiscard]] WordId WordOf(std::string_view text, const Token& token, std::string& form) const;

  std::vector<std::string> names_;
  StringTable name_ids_;
  StringTable words_;
  std::vector<TrieNode> trie_{1};
  std::vector<std::int32_t> roots_;             // word → the node below the root, or kNoId
  NumberTable edges_;                           // node << 32 | word → node
  std::vector<Phrase> phrases_;
  std::vector<std::vector<PhraseId>> members_;  // of each lexicon; filled by Freeze
};

}  // namespace trichluc
