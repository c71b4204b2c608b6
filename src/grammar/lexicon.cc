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
  const auto [it, added] = name_ids_.try_emplace(std::string(name), static_cast<LexiconId>(names_.size()));
  if (added) names_.emplace_back(name);
  return it->second;
}

std::optional<LexiconId> Lexicons::Find(std::string_view name) const {
  const auto it = name_ids_.find(std::string(name));
  if (it == name_ids_.end()) return std::nullopt;
  return it->second;
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
  const auto lexicons_of = [this](PhraseId id) {
    std::vector<LexiconId> ids;
    for (const LexiconEntry& entry : phrases_[static_cast<std::size_t>(id)].entries) ids.push_back(entry.lexicon);
    std::sort(ids.begin(), ids.end());
    return ids;
  };
  std::stable_sort(order.begin(), order.end(), [&](PhraseId a, PhraseId b) { return lexicons_of(a) < lexicons_of(b); });
  std::vector<PhraseId> renamed(phrases_.size());
  std::vector<Phrase> phrases(phrases_.size());
  for (std::size_t i = 0; i < order.size(); ++i) {
    const auto old = static_cast<std::size_t>(order[i]);
    renamed[old] = static_cast<PhraseId>(i);
    phrases[i] = std::move(phrases_[old]);
  }
  phrases_ = std::move(phrases);
  for (TrieNode& node : trie_) {
    if (node.phrase != kNoId) node.phrase = renamed[static_cast<std::size_t>(node.phrase)];
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
    const auto edge = edges_.find(EdgeKey(node, words[i]));
    if (edge == edges_.end()) break;
    node = edge->second;
    const TrieNode& reached = trie_[static_cast<std::size_t>(node)];
    if (reached.phrase != kNoId) {
      const Phrase& phrase = phrases_[static_cast<std::size_t>(reached.phrase)];
      const bool counts = phrase.literal || capital ||
                          std::any_of(phrase.entries.begin(), phrase.entries.end(), [](const LexiconEntry& e) { return !e.capital; });
      if (counts) best = {reached.phrase, i + 1};
    }
    if (!reached.has_children) break;
  }
  return best;
}

std::vector<WordId> Lexicons::WordsOf(std::string_view text, const std::vector<Token>& tokens) const {
  std::vector<WordId> words(tokens.size(), kNoId);
  std::string form;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    form.clear();
    WordForm(text, tokens[i], form);
    const auto it = words_.find(form);
    if (it != words_.end()) words[i] = it->second;
  }
  return words;
}

PhraseId Lexicons::InternPhrase(std::string_view text) {
  const std::vector<Token> tokens = Tokenize(text);
  if (tokens.empty()) return kNoId;
  std::int32_t node = 0;
  std::string form;
  for (const Token& token : tokens) {
    form.clear();
    WordForm(text, token, form);
    const auto [edge, added] = edges_.try_emplace(EdgeKey(node, InternWord(form)), static_cast<std::int32_t>(trie_.size()));
    trie_[static_cast<std::size_t>(node)].has_children = true;
    node = edge->second;
    if (added) trie_.push_back({});
  }
  TrieNode& end = trie_[static_cast<std::size_t>(node)];
  if (end.phrase == kNoId) {
    end.phrase = static_cast<PhraseId>(phrases_.size());
    phrases_.push_back({});
  }
  return end.phrase;
}

WordId Lexicons::InternWord(std::string_view form) {
  return words_.try_emplace(std::string(form), static_cast<WordId>(words_.size())).first->second;
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
