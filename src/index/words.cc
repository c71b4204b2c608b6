#include "index/words.h"

#include <algorithm>
#include <functional>
#include <unordered_map>
#include <utility>

#include "text/tone_place.h"
#include "text/unicode.h"
#include "text/utf8.h"

namespace trichluc {
namespace {

constexpr std::size_t kOftenTimes = 2;
constexpr std::size_t kOftenAmong = 250;
constexpr std::size_t kLongestWord = 240;  // bytes; what databases keep of words is bounded

bool IsWordChar(CharClass c) { return IsLetter(c) || c == CharClass::kDigit || c == CharClass::kMark; }

// With the tone mark of a word in oa, oe or uy on the first of the two vowels.
std::string WithFirstPlace(std::string_view lower) { return TonePlaceOf(lower) == TonePlace::kSecondVowel ? WithOtherTonePlace(lower) : std::string(lower); }

void AppendWord(std::string_view word, std::string& words) { words.append(words.empty() ? "" : " ").append(word); }

WordsQuestion::Phrase PhraseOf(std::string_view typed, bool prefix) {
  WordsQuestion::Phrase phrase;
  for (SearchWord& word : SearchWords(typed)) {
    const bool marked = word.marked != word.bare;
    phrase.words.push_back({marked ? std::move(word.marked) : std::move(word.bare), marked});
  }
  phrase.prefix = prefix && !phrase.words.empty();
  if (phrase.prefix) {
    WordsQuestion::Word& last = phrase.words.back();
    if (TonePlaceOf(last.form) != TonePlace::kNone) last.other = WithOtherTonePlace(last.form);
  }
  return phrase;
}

template <typename Word>
bool Fits(const WordsQuestion::Word& asked, const Word& word, bool prefix) {
  return asked.Fits(asked.marked ? word.marked : word.bare, prefix);
}

bool StandsAt(const WordsQuestion::Phrase& phrase, const std::vector<PlacedWord>& words, std::size_t at) {
  if (at + phrase.words.size() > words.size()) return false;
  for (std::size_t i = 0; i < phrase.words.size(); ++i) {
    if (!Fits(phrase.words[i], words[at + i], phrase.prefix && i + 1 == phrase.words.size())) return false;
  }
  return true;
}

}  // namespace

std::string BareForm(std::string_view marked) {
  std::string bare;
  for (std::size_t at = 0; at < marked.size();) {
    const char32_t c = NextChar(marked, at);
    if (ClassOf(c) != CharClass::kMark) AppendChar(bare, BareLetter(c));
  }
  return bare;
}

std::string MarkedForm(std::string_view raw) { return WithFirstPlace(ToLowerCase(IsNfc(raw) ? std::string(raw) : ToNfc(raw))); }

std::string_view NextRawWord(std::string_view text, std::size_t& at) {
  while (at < text.size()) {
    const std::size_t start = at;
    if (!IsWordChar(ClassOf(NextChar(text, at)))) continue;
    std::size_t end = at;
    while (at < text.size() && end - start < kLongestWord && IsWordChar(ClassOf(NextChar(text, at)))) end = at;
    at = end;
    return text.substr(start, end - start);
  }
  return {};
}

std::vector<SearchWord> SearchWords(std::string_view text) {
  std::vector<SearchWord> words;
  std::size_t at = 0;
  for (std::string_view raw = NextRawWord(text, at); !raw.empty(); raw = NextRawWord(text, at)) {
    std::string marked = MarkedForm(raw);
    std::string bare = BareForm(marked);
    words.push_back({std::move(marked), std::move(bare), {at - raw.size(), at}});
  }
  return words;
}

DocumentWords::DocumentWords(const SearchTexts& texts) {
  ForEachRawWord(texts, [&](std::string_view raw, bool in_title) {
    const std::string word = MarkedForm(raw);
    const std::string bare_word = BareForm(word);
    AppendWord(word, marked);
    AppendWord(bare_word, bare);
    if (!in_title) return;
    AppendWord(word, title_marked);
    AppendWord(bare_word, title_bare);
  });
}

std::string NameKey(std::string_view name) {
  return DocumentWords(SearchTexts{{}, {name}}).bare;
}

std::string UnitKey(std::string_view unit) {
  std::string key = NameKey(unit);
  // Signs such as % are no words.
  return key.empty() ? std::string(unit) : key;
}

bool SaidOften(std::size_t count, std::size_t all) { return count >= kOftenTimes && count * kOftenAmong >= all; }

std::string FrequentWords(std::string_view words) {
  std::unordered_map<std::string_view, std::size_t> counts;
  std::size_t all = 0;
  for (std::size_t at = 0; at < words.size(); ++all) {
    const std::size_t end = std::min(words.find(' ', at), words.size());
    ++counts[words.substr(at, end - at)];
    at = end + 1;
  }
  std::vector<std::string_view> often;
  for (const auto& [word, count] : counts) {
    if (SaidOften(count, all)) often.push_back(word);
  }
  std::sort(often.begin(), often.end());
  std::string frequent;
  for (const std::string_view word : often) frequent.append(frequent.empty() ? "" : " ").append(word);
  return frequent;
}

namespace {

// What people type around words, and between them.
enum class Typed : std::uint8_t { kOther, kSpace, kQuote };

Typed KindOf(char32_t c) {
  if (ClassOf(c) == CharClass::kSpace) return Typed::kSpace;
  return c == U'"' || (c >= U'\u201C' && c <= U'\u201F') || c == U'\u00AB' || c == U'\u00BB' ? Typed::kQuote : Typed::kOther;
}

// Where the first character of a kind stands, from a place on; the end where there is none.
std::size_t FindTyped(std::string_view typed, Typed kind, std::size_t at) {
  while (at < typed.size()) {
    const std::size_t here = at;
    if (KindOf(NextChar(typed, at)) == kind) return here;
  }
  return typed.size();
}

// Takes the sign of a beginning off the end.
bool TakeStar(std::string_view& words) {
  if (!words.ends_with('*')) return false;
  words.remove_suffix(1);
  return true;
}

}  // namespace

WordsQuestion ParseQuestion(std::string_view typed) {
  WordsQuestion question;
  for (std::size_t at = 0; at < typed.size();) {
    std::size_t next = at;
    Typed kind = KindOf(NextChar(typed, next));
    if (kind == Typed::kSpace) {
      at = next;
      continue;
    }
    const bool excluded = typed[at] == '-' && next < typed.size() && FindTyped(typed, Typed::kSpace, next) != next;
    if (excluded) {
      at = next;
      kind = KindOf(NextChar(typed, next));
    }
    const bool quoted = kind == Typed::kQuote;
    const std::size_t start = quoted ? next : at;
    const std::size_t end = FindTyped(typed, quoted ? Typed::kQuote : Typed::kSpace, start);
    std::string_view words = typed.substr(start, end - start);
    bool prefix = TakeStar(words);
    at = end;
    if (at < typed.size()) NextChar(typed, at);
    if (quoted && at < typed.size() && typed[at] == '*') {
      prefix = true;
      ++at;
    }
    WordsQuestion::Phrase phrase = PhraseOf(words, prefix);
    if (phrase.words.empty()) continue;
    (excluded ? question.excluded : question.phrases).push_back(std::move(phrase));
  }
  return question;
}

bool IsAskedFor(const WordsQuestion& question, const PlacedWord& word) {
  return std::any_of(question.phrases.begin(), question.phrases.end(), [&](const WordsQuestion::Phrase& phrase) {
    for (std::size_t i = 0; i < phrase.words.size(); ++i) {
      if (Fits(phrase.words[i], word, phrase.prefix && i + 1 == phrase.words.size())) return true;
    }
    return false;
  });
}

std::vector<WordRange> FindPhrases(const WordsQuestion& question, const std::vector<SearchWord>& words) {
  std::vector<PlacedWord> placed;
  for (const SearchWord& word : words) placed.push_back({word.marked, word.bare, word.span});
  return FindPhrases(question, placed);
}

std::vector<WordRange> FindPhrases(const WordsQuestion& question, const std::vector<PlacedWord>& words) {
  std::vector<WordRange> found;
  for (std::size_t at = 0; at < words.size();) {
    std::size_t longest = 0;
    for (const WordsQuestion::Phrase& phrase : question.phrases) {
      if (phrase.words.size() > longest && StandsAt(phrase, words, at)) longest = phrase.words.size();
    }
    if (longest > 0) found.push_back({at, at + longest});
    at += std::max<std::size_t>(longest, 1);
  }
  return found;
}

}  // namespace trichluc
