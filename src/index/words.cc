#include "index/words.h"

#include <algorithm>
#include <functional>
#include <unordered_map>
#include <utility>

#include "text/unicode.h"
#include "text/utf8.h"

namespace trichluc {
namespace {

constexpr std::size_t kTitleWords = 200;  // no title is longer; what was taken for one may be
constexpr std::size_t kOftenTimes = 2;
constexpr std::size_t kOftenAmong = 250;

bool IsWordChar(CharClass c) { return IsLetter(c) || c == CharClass::kDigit || c == CharClass::kMark; }

// With the tone mark of a word in oa, oe or uy on the first of the two vowels.
std::string WithFirstPlace(std::string_view lower) {
  if (TonePlaceOf(lower) != TonePlace::kSecondVowel) return std::string(lower);
  std::u32string chars;
  for (std::size_t at = 0; at < lower.size();) chars += NextChar(lower, at);
  const ToneSplit last = SplitTone(chars.back());
  chars.back() = last.base;
  chars[chars.size() - 2] = WithTone(chars[chars.size() - 2], last.tone);
  std::string out;
  for (const char32_t c : chars) AppendChar(out, c);
  return out;
}

struct Forms {
  std::string marked;
  std::string bare;
};

Forms MakeForms(std::string_view word) {
  Forms forms;
  forms.marked = WithFirstPlace(ToLowerCase(IsNfc(word) ? std::string(word) : ToNfc(word)));
  forms.bare = BareForm(forms.marked);
  return forms;
}

// The language has some thousand syllables, and a document says each many times: a thread remembers what it met last.
constexpr std::size_t kMostRemembered = 16'384;
constexpr std::size_t kLongestRemembered = 32;  // bytes

struct WordHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view word) const { return std::hash<std::string_view>()(word); }
};

// Until the next word is asked for.
const Forms& FormsOf(std::string_view word) {
  thread_local std::unordered_map<std::string, Forms, WordHash, std::equal_to<>> remembered;
  thread_local Forms rare;
  if (const auto known = remembered.find(word); known != remembered.end()) return known->second;
  if (word.size() > kLongestRemembered) return rare = MakeForms(word);
  if (remembered.size() >= kMostRemembered) remembered.clear();
  return remembered.emplace(word, MakeForms(word)).first->second;
}

// Gives each run of letters and digits, in order: use(forms, span).
template <typename Use>
void ForEachWord(std::string_view text, Use&& use) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t start = at;
    if (!IsWordChar(ClassOf(NextChar(text, at)))) continue;
    std::size_t end = at;
    while (at < text.size() && IsWordChar(ClassOf(NextChar(text, at)))) end = at;
    at = end;
    use(FormsOf(text.substr(start, end - start)), Span{start, end});
  }
}

void AppendWord(const Forms& word, std::string& marked, std::string& bare) {
  marked.append(marked.empty() ? "" : " ").append(word.marked);
  bare.append(bare.empty() ? "" : " ").append(word.bare);
}

std::size_t CountWords(std::string_view words) { return words.empty() ? 0 : static_cast<std::size_t>(std::count(words.begin(), words.end(), ' ')) + 1; }

WordsQuestion::Phrase PhraseOf(std::string_view typed, bool prefix) {
  WordsQuestion::Phrase phrase;
  for (SearchWord& word : SearchWords(typed)) {
    const bool marked = word.marked != word.bare;
    phrase.words.push_back({marked ? std::move(word.marked) : std::move(word.bare), marked});
  }
  phrase.prefix = prefix && !phrase.words.empty();
  return phrase;
}

bool Fits(const WordsQuestion::Word& asked, const SearchWord& word, bool prefix) {
  const std::string& form = asked.marked ? word.marked : word.bare;
  return prefix ? form.starts_with(asked.form) : form == asked.form;
}

bool StandsAt(const WordsQuestion::Phrase& phrase, const std::vector<SearchWord>& words, std::size_t at) {
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

std::vector<SearchWord> SearchWords(std::string_view text) {
  std::vector<SearchWord> words;
  ForEachWord(text, [&](const Forms& forms, Span span) { words.push_back({forms.marked, forms.bare, span}); });
  return words;
}

void DocumentWords::Add(std::string_view text) {
  ForEachWord(text, [&](const Forms& word, Span) { AppendWord(word, marked, bare); });
}

void DocumentWords::AddTitle(std::string_view text) {
  std::size_t count = CountWords(title_bare);
  ForEachWord(text, [&](const Forms& word, Span) {
    AppendWord(word, marked, bare);
    if (++count <= kTitleWords) AppendWord(word, title_marked, title_bare);
  });
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

WordsQuestion ParseQuestion(std::string_view typed) {
  WordsQuestion question;
  for (std::size_t at = 0; at < typed.size();) {
    if (typed[at] == ' ') {
      ++at;
      continue;
    }
    const bool excluded = typed[at] == '-' && at + 1 < typed.size() && typed[at + 1] != ' ';
    if (excluded) ++at;
    const bool quoted = typed[at] == '"';
    const std::size_t start = quoted ? at + 1 : at;
    std::size_t end = std::min(typed.find(quoted ? '"' : ' ', start), typed.size());
    at = std::min(end + 1, typed.size());
    bool prefix = false;
    if (quoted && at < typed.size() && typed[at] == '*') {
      prefix = true;
      ++at;
    } else if (!quoted && end > start && typed[end - 1] == '*') {
      prefix = true;
      --end;
    }
    WordsQuestion::Phrase phrase = PhraseOf(typed.substr(start, end - start), prefix);
    if (phrase.words.empty()) continue;
    (excluded ? question.excluded : question.phrases).push_back(std::move(phrase));
  }
  return question;
}

std::vector<WordRange> FindPhrases(const WordsQuestion& question, const std::vector<SearchWord>& words) {
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
