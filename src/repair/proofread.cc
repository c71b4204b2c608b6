#include "repair/proofread.h"

#include <algorithm>
#include <cstring>

#include "grammar/hash.h"
#include "repair/words.h"
#include "text/unicode.h"
#include "text/utf8.h"

namespace trichluc {
namespace {

constexpr std::size_t kCacheSize = 1 << 13;

bool IsSpaceByte(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' || c == '\v'; }

// Upper-case letters without a vowel, or so few that they stand for a name.
bool IsAbbreviation(std::string_view word) {
  bool vowel = false;
  for (std::size_t at = 0; at < word.size();) {
    const char32_t c = NextChar(word, at);
    if (ClassOf(c) != CharClass::kUpper) return false;
    vowel = vowel || std::u32string_view(U"aeiouy").find(BareLetter(c)) != std::u32string_view::npos;
  }
  return !vowel || word.size() < 2;
}

}  // namespace

void Impression::Add(const Impression& other) {
  words += other.words;
  unknown += other.unknown;
  marked += other.marked;
  bare += other.bare;
  strange += other.strange;
  doubtful.insert(doubtful.end(), other.doubtful.begin(), other.doubtful.end());
}

Proofreader::Proofreader(const LanguageModel& model) : model_(model), cache_(kCacheSize) {}

const Proofreader::Known& Proofreader::LookUp(std::string_view word) {
  std::uint64_t low = 0;
  std::uint64_t high = 0;
  const bool fits = word.size() <= 16;
  Known* known = &long_;
  if (fits) {
    std::memcpy(&low, word.data(), std::min<std::size_t>(word.size(), 8));
    if (word.size() > 8) std::memcpy(&high, word.data() + 8, word.size() - 8);
    known = &cache_[HashStep(HashStep(0, low), high) & (kCacheSize - 1)];
    if (known->low == low && known->high == high) return *known;
  }
  ModelForm(word, form_);
  known->low = low;
  known->high = high;
  known->word = model_.Find(form_);
  known->marked = std::any_of(word.begin(), word.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
  known->upper = IsAbbreviation(word);
  return *known;
}

void Proofreader::Judge(const Word& before, const Word& word, const Word& after, Impression& out) const {
  constexpr ModelWord kFirst = LanguageModel::kFirstWord;
  if (word.word < kFirst) return;
  if (model_.MayFollow(before.word, word.word) || model_.MayFollow(word.word, after.word)) return;
  ++out.strange;
  for (const ModelWord other : model_.Brothers(word.word)) {
    if (other == word.word || !model_.MayFollow(before.word, other) || !model_.MayFollow(other, after.word)) continue;
    out.doubtful.push_back({{word.begin, word.end}, false});
    return;
  }
}

Impression Proofreader::Read(std::string_view text) {
  Impression out;
  Word before{0, 0, LanguageModel::kBoundary};
  Word last{0, 0, LanguageModel::kBoundary};
  const auto meet = [&](const Word& next) {
    Judge(before, last, next, out);
    before = last;
    last = next;
  };
  for (std::size_t at = 0; at < text.size();) {
    if (IsSpaceByte(text[at])) {
      ++at;
      continue;
    }
    std::size_t end = at;
    bool digits = false;
    for (; end < text.size() && !IsSpaceByte(text[end]); ++end) digits = digits || (text[end] >= '0' && text[end] <= '9');
    if (digits) {
      if (last.word != LanguageModel::kNumber) meet({0, 0, LanguageModel::kNumber});
    } else {
      for (std::size_t i = at; i < end;) {
        std::size_t next = i;
        if (!IsLetter(ClassOf(NextChar(text, next)))) {
          i = next;
          continue;
        }
        const std::size_t begin = i;
        do {
          i = next;
        } while (i < end && IsLetter(ClassOf(NextChar(text, next))));
        const std::string_view run = text.substr(begin, i - begin);
        const Known& known = LookUp(run);
        const Word word{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(i), known.word};
        if (!known.upper) {
          ++out.words;
          if (known.marked) ++out.marked;
          if (known.word == LanguageModel::kUnknown) {
            ++out.unknown;
            out.doubtful.push_back({{word.begin, word.end}, true});
          } else if (!known.marked && model_.Brothers(known.word).size() > 1) {
            ++out.bare;
          }
        }
        meet(word);
      }
    }
    const char sign = text[end - 1];
    if ((sign == '.' || sign == ';' || sign == ':' || sign == '?' || sign == '!') && last.word != LanguageModel::kBoundary) meet({0, 0, LanguageModel::kBoundary});
    at = end;
  }
  meet({0, 0, LanguageModel::kBoundary});
  return out;
}

}  // namespace trichluc
