#include "text/tone_place.h"

#include <utility>

#include "text/unicode.h"
#include "text/utf8.h"

namespace trichluc {

std::string WithOtherTonePlace(std::string_view word) {
  const TonePlace place = TonePlaceOf(word);
  if (place == TonePlace::kNone) return std::string(word);
  std::size_t last = word.size() - 1;
  while (IsContinuation(word[last])) --last;
  std::size_t before = last - 1;
  while (IsContinuation(word[before])) --before;
  char32_t first = CharAt(word, before);
  char32_t second = CharAt(word, last);
  char32_t& from = place == TonePlace::kFirstVowel ? first : second;
  char32_t& to = place == TonePlace::kFirstVowel ? second : first;
  const ToneSplit split = SplitTone(from);
  from = split.base;
  to = WithTone(to, split.tone);
  std::string out(word.substr(0, before));
  AppendChar(out, first);
  AppendChar(out, second);
  return out;
}

}  // namespace trichluc
