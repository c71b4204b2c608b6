#include "repair/proofread.h"

#include <algorithm>
#include <cstring>

#include "grammar/hash.h"
#include "repair/words.h"
#include "text/spaces.h"
#include "text/unicode.h"
#include "text/utf8.h"

namespace trichluc {
namespace {

constexpr float kDoubtfulOdds = 8;  // nats
constexpr std::size_t kCacheSize = 1 << 13;

// Upper-case letters without a vowel, or so few that they stand for a name.
bool IsAbbreviation(std::string_view word) {
  std::u32string letters;
  for (std::size_t at = 0; at < word.size();) letters += NextChar(word, at);
  const bool upper =
      std::all_of(letters.begin(), letters.end(), [](char32_t c) { return ClassOf(c) == CharClass::kUpper; });
  return upper && (word.size() < 2 || !HasVowel(letters));
}

}  // namespace

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

// ln P of what a word makes of itself and the two words behind it.
float Proofreader::Likelihood(std::size_t i, ModelWord word) const {
  LanguageModel::Context context = model_.At(words_[i - 2].word, words_[i - 1].word);
  float score = model_.Score(context, word, context);
  for (std::size_t k = i + 1; k <= i + 2; ++k) score += model_.Score(context, words_[k].word, context);
  return score;
}

void Proofreader::Weigh(std::size_t i, Impression& out) const {
  const Word& word = words_[i];
  if (word.word < LanguageModel::kFirstWord) return;
  const ModelWord before = words_[i - 1].word;
  const ModelWord after = words_[i + 1].word;
  float odds = -1e9F;
  float own = 0;
  for (const ModelWord other : model_.Brothers(word.word)) {
    if (other == word.word || !model_.MayFollow(before, other) || !model_.MayFollow(other, after)) continue;
    if (odds < -1e8F) own = Likelihood(i, word.word);
    odds = std::max(odds, Likelihood(i, other) - own);
  }
  if (odds > kDoubtfulOdds) ++out.misread;
}

void Proofreader::Meet(const Word& word) {
  const ModelWord last = words_.back().word;
  if (word.word == last && (last == LanguageModel::kNumber || last == LanguageModel::kBoundary)) return;
  words_.push_back(word);
}

Impression Proofreader::Read(std::string_view text) {
  Impression out;
  const Word boundary{0, 0, LanguageModel::kBoundary};
  words_.assign(2, boundary);
  Scan(text, out);
  words_.insert(words_.end(), 2, boundary);
  bool follows = true;
  for (std::size_t i = 2; i + 2 < words_.size(); ++i) {
    const bool leads = model_.MayFollow(words_[i].word, words_[i + 1].word);
    if (!follows || !leads) Weigh(i, out);
    follows = leads;
  }
  return out;
}

void Proofreader::Scan(std::string_view text, Impression& out) {
  for (std::size_t at = 0; at < text.size();) {
    if (IsSpace(text[at])) {
      ++at;
      continue;
    }
    std::size_t end = at;
    bool digits = false;
    for (; end < text.size() && !IsSpace(text[end]); ++end) digits = digits || (text[end] >= '0' && text[end] <= '9');
    if (text.substr(at, end - at).find(kReplacementCharacter) != std::string_view::npos) {
      Meet({0, 0, LanguageModel::kUnknown});
    } else if (digits) {
      Meet({0, 0, LanguageModel::kNumber});
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
            out.unknown.push_back({word.begin, word.end});
          } else if (!known.marked && model_.Brothers(known.word).size() > 1) {
            ++out.bare;
          }
        }
        Meet(word);
      }
    }
    const char sign = text[end - 1];
    if (sign == '.' || sign == ';' || sign == ':' || sign == '?' || sign == '!') Meet({0, 0, LanguageModel::kBoundary});
    at = end;
  }
}

}  // namespace trichluc
