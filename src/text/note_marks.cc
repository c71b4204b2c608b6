#include "text/note_marks.h"

#include <algorithm>

namespace trichluc {
namespace {

constexpr std::string_view kDigits = "0123456789";

}  // namespace

std::size_t NoteMarkBytes(std::string_view text, std::size_t at) {
  if (at >= text.size() || text[at] != '[') return 0;
  const std::string_view rest = text.substr(at + 1, kLongestNoteNumber + 1);
  const std::size_t digits = std::min(rest.find_first_not_of(kDigits), rest.size());
  return digits > 0 && digits < rest.size() && rest[digits] == ']' ? digits + 2 : 0;
}

std::string_view WithoutLastNoteMarks(std::string_view text) {
  while (text.ends_with(']')) {
    const std::size_t open = text.rfind('[');
    if (open == std::string_view::npos || open + NoteMarkBytes(text, open) != text.size()) break;
    text = text.substr(0, open);
    while (text.ends_with(' ')) text.remove_suffix(1);
  }
  return text;
}

}  // namespace trichluc
