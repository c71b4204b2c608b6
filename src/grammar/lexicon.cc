#include "grammar/lexicon.h"

#include <algorithm>
#include <numeric>

#include "text/unicode.h"
#include "text/utf8.h"

namespace trichluc {
namespace {

std::uint64_t EdgeKey(std::int32_t node, WordId word) {
  return static_cast<std::uint64_t>(node) << 32 | static_cast<std::uint32_t>(word);
}

// Signs that writers and fonts exchange count as one.
char32_t FoldSign(char32_t c) {
  switch (c) {
    case 0x2010: case 0x2011: case 0x2012: case 0x2013: case 0x2014: case 0x2015: case 0x2212: case 0x02D7: return U'-';
    case 0x201C: case 0x201D: case 0x201E: case 0x201F: case 0x00AB: case 0x00BB: case 0x2033: return U'"';
    case 0x2018: case 0x2019: case 0x201B: case 0x2032: case 0x00B4: return U'\'';
    default: return c;
  }
}

bool StartsWithCapital(std::string_view phrase) {
  std::size_t at = 0;
  return !phrase.empty() && ClassOf(NextChar(phrase, at)) == CharClass::kUpper;
}

}  // namespace

LexiconId Lexicons::Intern(std::string_view name) {
  const LexiconId id = name_ids_.Intern(name);
  if (static_cast<std::size_t>(id) == names_.size()) names_.emplace_back(name);
  return id;
}

std::optional<LexiconId> Lexicons::Find(std::string_view name) const {
  const LexiconId id = name_ids_.Find(name);
  if (id == kNoId) return std::nullopt;
  return id;
}

void Lexicons::Add(LexiconId lexicon, std::string_view phrase, LexiconEntry entry) {
  const PhraseId id = InternPhrase(phrase);
  if (id == kNoId) return;
  entry.lexicon = lexicon;
  entry.capital = StartsWithCapital(phrase);
  for (LexiconEntry& known : phrases_[static_cast<std::size_t>(id)].entries) {
    if (known.lexicon != lexicon || known.valid_from != entry.valid_from) continue;
    known.capital = known.capital && entry.capital;
    return;
  }
  phrases_[static_cast<std::size_t>(id)].entries.push_back(std::move(entry));
}

void Lexicons::AddLiteral(std::string_view words) {
  for (const Token& token : Tokenize(words)) {
    const PhraseId id = InternPhrase(words.substr(token.begin, token.end - token.begin));
    if (id != kNoId) phrases_[static_cast<std::size_t>(id)].literal = true;
  }
}

void Lexicons::Freeze() {
  std::vector<PhraseId> order(phrases_.size());
  std::iota(order.begin(), order.end(), 0);
  std::vector<std::vector<LexiconId>> lexicons(phrases_.size());
  for (std::size_t i = 0; i < phrases_.size(); ++i) {
    for (const LexiconEntry& entry : phrases_[i].entries) lexicons[i].push_back(entry.lexicon);
    std::sort(lexicons[i].begin(), lexicons[i].end());
  }
  std::stable_sort(order.begin(), order.end(), [&](PhraseId a, PhraseId b) {
    return lexicons[static_cast<std::size_t>(a)] < lexicons[static_cast<std::size_t>(b)];
  });
  std::vector<PhraseId> renamed(phrases_.size());
  std::vector<Phrase> phrases(phrases_.size());
  for (std::size_t i = 0; i < order.size(); ++i) {
    const auto old = static_cast<std::size_t>(order[i]);
    renamed[old] = static_cast<PhraseId>(i);
    phrases[i] = std::move(phrases_[old]);
  }
  phrases_ = std::move(phrases);
  for (TrieNode& node : trie_) {
    if (node.phrase == kNoId) continue;
    node.phrase = renamed[static_cast<std::size_t>(node.phrase)];
    const Phrase& phrase = phrases_[static_cast<std::size_t>(node.phrase)];
    node.any_case = phrase.literal ||
                    std::any_of(phrase.entries.begin(), phrase.entries.end(), [](const LexiconEntry& e) { return !e.capital; });
  }
  members_.resize(names_.size());
  for (std::size_t i = 0; i < phrases_.size(); ++i) {
    for (const LexiconEntry& entry : phrases_[i].entries) {
      std::vector<PhraseId>& members = members_[static_cast<std::size_t>(entry.lexicon)];
      if (members.empty() || members.back() != static_cast<PhraseId>(i)) members.push_back(static_cast<PhraseId>(i));
    }
  }
}

const LexiconEntry* Lexicons::Look(LexiconId lexicon, std::string_view words) const {
  const std::vector<Token> tokens = Tokenize(words);
  if (tokens.empty()) return nullptr;
  const Found found = Longest(WordsOf(words, tokens), tokens, 0);
  return found.phrase == kNoId || found.end != tokens.size() ? nullptr : EntryOf(found.phrase, lexicon);
}

const LexiconEntry* Lexicons::LookAt(LexiconId lexicon, std::string_view words, std::string_view date) const {
  const LexiconEntry* any = Look(lexicon, words);
  if (any == nullptr) return nullptr;
  const std::vector<Token> tokens = Tokenize(words);
  const LexiconEntry* valid = nullptr;
  for (const LexiconEntry& entry : EntriesOf(Longest(WordsOf(words, tokens), tokens, 0).phrase)) {
    if (entry.lexicon != lexicon) continue;
    // ISO dates compare as text; a date of lower precision counts as its last day.
    const bool begun = entry.valid_from.empty() || date.empty() || entry.valid_from.substr(0, date.size()) <= date;
    const bool ended = !entry.valid_to.empty() && (date.empty() || entry.valid_to.substr(0, date.size()) < date);
    if (begun && !ended && (valid == nullptr || entry.valid_from > valid->valid_from)) valid = &entry;
  }
  return valid;
}

const LexiconEntry* Lexicons::EntryOf(PhraseId phrase, LexiconId lexicon) const {
  for (const LexiconEntry& entry : EntriesOf(phrase)) {
    if (entry.lexicon == lexicon) return &entry;
  }
  return nullptr;
}

Lexicons::Found Lexicons::Longest(const std::vector<WordId>& words, const std::vector<Token>& tokens, std::size_t first) const {
  Found best;
  std::int32_t node = 0;
  const bool capital = tokens[first].letters != Token::Case::kLower;
  for (std::size_t i = first; i < words.size() && words[i] != kNoId; ++i) {
    node = NodeBelow(node, words[i]);
    if (node == kNoId) break;
    const TrieNode& reached = trie_[static_cast<std::size_t>(node)];
    if (reached.phrase != kNoId && (capital || reached.any_case)) best = {reached.phrase, i + 1};
    if (!reached.has_children) break;
  }
  return best;
}

WordId Lexicons::WordOf(std::string_view text, const Token& token, std::string& form) const {
  form.clear();
  WordForm(text, token, form);
  return words_.Find(form);
}

std::vector<WordId> Lexicons::WordsOf(std::string_view text, const std::vector<Token>& tokens) const {
  std::vector<WordId> words;
  std::string form;
  for (const Token& token : tokens) words.push_back(WordOf(text, token, form));
  return words;
}

void Lexicons::WordsOf(std::string_view text, const std::vector<Token>& tokens, WordCache& cache,
                       std::vector<WordId>& words) const {
  words.resize(tokens.size());
  std::string form;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const Token& token = tokens[i];
    const auto look = [&] { return WordOf(text, token, form); };
    words[i] = token.kind == Token::Kind::kNumber ? look() : cache.Get(text.substr(token.begin, token.end - token.begin), look);
  }
}

PhraseId Lexicons::InternPhrase(std::string_view text) {
  const std::vector<Token> tokens = Tokenize(text);
  if (tokens.empty()) return kNoId;
  std::int32_t node = 0;
  std::string form;
  for (const Token& token : tokens) {
    form.clear();
    WordForm(text, token, form);
    const WordId word = words_.Intern(form);
    std::int32_t below = NodeBelow(node, word);
    if (below == kNoId) {
      below = static_cast<std::int32_t>(trie_.size());
      trie_.push_back({});
      trie_[static_cast<std::size_t>(node)].has_children = true;
      if (node == 0) {
        roots_.resize(std::max(roots_.size(), static_cast<std::size_t>(word) + 1), kNoId);
        roots_[static_cast<std::size_t>(word)] = below;
      } else {
        edges_.Add(EdgeKey(node, word), below);
      }
    }
    node = below;
  }
  TrieNode& end = trie_[static_cast<std::size_t>(node)];
  if (end.phrase == kNoId) {
    end.phrase = static_cast<PhraseId>(phrases_.size());
    phrases_.push_back({});
  }
  return end.phrase;
}

std::int32_t Lexicons::NodeBelow(std::int32_t node, WordId word) const {
  if (node == 0) return static_cast<std::size_t>(word) < roots_.size() ? roots_[static_cast<std::size_t>(word)] : kNoId;
  const std::int32_t* below = edges_.Find(EdgeKey(node, word));
  return below == nullptr ? kNoId : *below;
}

void Lexicons::WordForm(std::string_view text, const Token& token, std::string& out) {
  const std::string_view word = text.substr(token.begin, token.end - token.begin);
  switch (token.kind) {
    case Token::Kind::kWord: AppendMatchForm(word, out); break;
    case Token::Kind::kNumber: out.append(word); break;
    case Token::Kind::kSign: AppendChar(out, FoldSign(CharAt(word, 0))); break;
  }
}

}  // namespace trichluc
