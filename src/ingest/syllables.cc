// A syllable is a beginning and a rhyme ("ng" + "uyên"), with one tone; rhymes that end in a stop take two tones only. All
// of them are packed into integers once, six bits for a letter, so that a word is looked up without making a string.
#include "ingest/syllables.h"

#include <algorithm>
#include <cmath>

#include "text/unicode.h"
#include "text/utf8.h"

namespace trichluc {
namespace {

constexpr char32_t kLetterEnd = 0x1F00;  // Latin Extended Additional ends here
constexpr int kCodeBits = 6;             // of a letter in a packed syllable
constexpr std::uint8_t kMostCodes = 1 << kCodeBits;
constexpr std::size_t kMostLetters = 10;  // of a packed syllable
constexpr double kNoLetter = -14;         // a character that no Vietnamese is written with
constexpr double kMark = -4;              // a quotation mark, a dash: likelier than a capital by itself
constexpr double kNoSyllable = -5;
constexpr std::uint8_t kFirstStopTone = 4;  // sắc; nặng follows
constexpr char32_t kUnknown = 0xFFFD;
constexpr float kRareLetter = -12;

std::u32string Characters(std::string_view text) {
  std::u32string out;
  for (std::size_t at = 0; at < text.size();) out += NextChar(text, at);
  return out;
}

// Quotation marks, dashes, dots and spaces beyond ASCII: they end a word. Signs of Latin-1 do not: what a wrong encoding
// makes of a letter is such a sign.
bool EndsWord(char32_t c) {
  if (c < 0x80) return !(c >= 'a' && c <= 'z') && !(c >= 'A' && c <= 'Z') && c >= 0x20;
  return c == 0xA0 || (c >= 0x2000 && c < 0xFFF0);
}

bool IsCapital(char32_t c) { return ClassOf(c) == CharClass::kUpper; }

bool HasUsualCase(std::u32string_view word) {
  if (word.size() < 2) return true;
  const bool second = IsCapital(word[1]);
  if (second && !IsCapital(word[0])) return false;
  return std::all_of(word.begin() + 1, word.end(), [&](char32_t c) { return IsCapital(c) == second; });
}

}  // namespace

void Syllables::AddOnset(std::string_view onset) { onsets_.push_back(Characters(onset)); }
void Syllables::AddRhyme(std::string_view rhyme, bool stop) { rhymes_.emplace_back(Characters(rhyme), stop); }

void Syllables::AddLetter(std::string_view letter, double per_hundred_thousand) {
  if (likelihoods_.empty()) likelihoods_.assign(kLetterEnd, 0);
  const char32_t c = CharAt(letter, 0);
  if (c < kLetterEnd) likelihoods_[c] = static_cast<float>(std::log(std::max(per_hundred_thousand, 0.1) / 1e5));
}

void Syllables::Finish() {
  codes_.assign(kLetterEnd, 0);
  std::uint8_t next = 1;
  const auto pack = [&](const std::u32string& onset, const std::u32string& rhyme) {
    std::uint64_t key = 0;
    if (onset.size() + rhyme.size() > kMostLetters) return key;
    for (const std::u32string* part : {&onset, &rhyme}) {
      for (const char32_t c : *part) {
        if (c >= kLetterEnd || (codes_[c] == 0 && next == kMostCodes)) return std::uint64_t{0};
        if (codes_[c] == 0) codes_[c] = next++;
        key = key << kCodeBits | codes_[c];
      }
    }
    return key;
  };
  std::size_t size = 1;
  while (size < 2 * onsets_.size() * rhymes_.size() + 2) size *= 2;
  table_.assign(size, 0);
  for (const std::u32string& onset : onsets_) {
    for (const auto& [rhyme, stop] : rhymes_) {
      if (const std::uint64_t key = pack(onset, rhyme); key != 0) table_[PlaceOf(key)] = key << 1 | (stop ? 1 : 0);
    }
  }
  likelihoods_.resize(kLetterEnd, 0);
  // Small and capital letters are one here, and rare ones possible.
  for (char32_t c = 0x80; c < kLetterEnd; ++c) {
    const char32_t small = ToLower(c);
    if (small != c && small < kLetterEnd) likelihoods_[c] = likelihoods_[small];
  }
  for (char32_t c = 'A'; c <= 'Z'; ++c) likelihoods_[c] = likelihoods_[c + 0x20];
  for (char32_t c = 'A'; c <= 'z'; ++c) likelihoods_[c] = likelihoods_[c] == 0 ? kRareLetter : likelihoods_[c];
}

std::size_t Syllables::PlaceOf(std::uint64_t key) const {
  const std::size_t mask = table_.size() - 1;
  std::size_t place = (key * 0x9E3779B97F4A7C15) >> 32 & mask;
  while (table_[place] != 0 && table_[place] >> 1 != key) place = (place + 1) & mask;
  return place;
}

bool Syllables::IsSyllable(std::u32string_view word) const {
  if (word.empty() || word.size() > kMostLetters) return false;
  std::uint64_t key = 0;
  std::uint8_t tone = 0;
  for (const char32_t c : word) {
    const ToneSplit letter = SplitTone(c);
    if (letter.base >= kLetterEnd || codes_[letter.base] == 0) return false;
    key = key << kCodeBits | codes_[letter.base];
    if (letter.tone == 0) continue;
    if (tone != 0) return false;
    tone = letter.tone;
  }
  const std::uint64_t found = table_[PlaceOf(key)];
  return found != 0 && ((found & 1) == 0 || tone >= kFirstStopTone) && HasUsualCase(word);
}

double Syllables::Likelihood(char32_t c) const {
  if (c >= kLetterEnd) return kNoLetter;
  const float known = likelihoods_[c];
  return known < 0 ? known : kNoLetter;
}

Evidence Syllables::Weigh(std::string_view text) const {
  Evidence out;
  std::u32string word;
  bool beyond_ascii = false;
  const auto end_word = [&] {
    if (beyond_ascii) {
      // One sign alone is a bullet or a degree sign; one letter alone is a word in too many encodings to say anything.
      const bool alone = word.size() == 1 && word[0] != kUnknown;
      const bool sign = alone && !IsLetter(ClassOf(word[0]));
      for (const char32_t c : word) out.likelihood += sign ? kMark : Likelihood(c);
      const bool valid = IsSyllable(word);
      if (!valid && !sign) out.likelihood += kNoSyllable;
      if (!alone) {
        ++out.words;
        out.valid += valid ? 1 : 0;
      }
    }
    word.clear();
    beyond_ascii = false;
  };
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = NextChar(text, at);
    if (EndsWord(c) || c == '\n' || c == '\t' || c == '\r') {
      end_word();
      if (c >= 0x80) out.likelihood += kMark;
      continue;
    }
    word += c;
    beyond_ascii = beyond_ascii || c >= 0x80 || c < 0x20;
  }
  end_word();
  return out;
}

}  // namespace trichluc
