#include "segment/sentences.h"

#include "text/note_marks.h"
#include "text/unicode.h"
#include "text/utf8.h"

namespace trichluc {
namespace {

constexpr std::size_t kLongestNumberedName = 24;  // bytes

bool IsCloser(char32_t c) { return c == U'”' || c == U'’' || c == U'"' || c == U'\'' || c == U')' || c == U']' || c == U'»'; }
bool IsOpener(char32_t c) { return c == U'“' || c == U'‘' || c == U'"' || c == U'\'' || c == U'(' || c == U'«'; }
bool IsEnd(char32_t c) { return c == U'.' || c == U'!' || c == U'?' || c == U'…'; }

// The word that ends at `offset`.
std::string_view WordBefore(std::string_view text, std::size_t offset) {
  std::size_t start = offset;
  while (start > 0 && text[start - 1] != ' ' && text[start - 1] != '(') --start;
  return text.substr(start, offset - start);
}

bool IsInitial(std::string_view word) {
  if (word.empty()) return false;
  std::size_t at = 0;
  const CharClass c = ClassOf(NextChar(word, at));
  return at == word.size() && c == CharClass::kUpper;
}

// `Mục tiêu 1.`, `Hoạt động 2.` at the start: a name with its number, which ends no sentence.
bool IsNumberedName(std::size_t stop, std::string_view word) {
  const bool number = !word.empty() && word.size() <= 2 && word.find_first_not_of("0123456789") == std::string_view::npos;
  return number && stop <= kLongestNumberedName;
}

bool IsNoSentence(std::size_t stop, std::string_view word, const PatternTable& patterns, const Vocabulary& words) {
  return IsInitial(word) || IsNumberedName(stop, word) || patterns.Value(words.abbreviation, word).has_value();
}

// Does a sentence begin at `offset`: a capital, or a quotation that begins with one?
bool BeginsSentence(std::string_view text, std::size_t offset) {
  while (offset < text.size()) {
    const char32_t c = NextChar(text, offset);
    if (IsOpener(c)) continue;
    return ClassOf(c) == CharClass::kUpper;
  }
  return false;
}

}  // namespace

std::size_t FirstSentenceEnd(std::string_view text, const PatternTable& patterns, const Vocabulary& words) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t sign_at = at;
    const char32_t sign = NextChar(text, at);
    if (!IsEnd(sign)) continue;
    std::size_t end = at;
    while (end < text.size()) {
      std::size_t next = end;
      const char32_t c = NextChar(text, next);
      if (!IsEnd(c) && !IsCloser(c)) break;
      end = next;
    }
    const std::size_t after_sign = end;
    while (const std::size_t mark = NoteMarkBytes(text, end)) end += mark;
    if (end >= text.size()) return text.size();
    if (text[end] != ' ' || !BeginsSentence(text, end + 1)) {
      at = end;
      continue;
    }
    const std::string_view word = WordBefore(text, sign_at);
    if (sign == U'.' && after_sign == sign_at + 1 && IsNoSentence(sign_at, word, patterns, words)) continue;
    return end;
  }
  return text.size();
}

}  // namespace trichluc
