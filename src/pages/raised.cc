#include "pages/raised.h"

#include <algorithm>
#include <array>
#include <optional>

#include "text/note_marks.h"

namespace trichluc {
namespace {

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsAsciiLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool IsNumber(std::string_view text) { return !text.empty() && std::all_of(text.begin(), text.end(), IsDigit); }

// What `text` ends with of the characters that `is` holds for.
template <typename Is>
std::string_view Tail(std::string_view text, const Is& is) {
  std::size_t start = text.size();
  while (start > 0 && is(text[start - 1])) --start;
  return text.substr(start);
}

// Lengths, and the second behind a slash (m/s²), of which there are squares and cubes.
bool EndsInUnit(std::string_view before) {
  constexpr std::array<std::string_view, 7> kLengths = {"m", "km", "hm", "dm", "cm", "mm", "Nm"};
  const std::string_view word = Tail(before, [](char c) { return IsAsciiLetter(c) || (c & 0x80) != 0; });
  if (std::find(kLengths.begin(), kLengths.end(), word) != kLengths.end()) return true;
  return word == "s" && before.substr(0, before.size() - 1).ends_with('/');
}

// `10`, and not `2010`, `1.10` or `20/10`: what powers are written of.
bool EndsInTen(std::string_view before) {
  return Tail(before, [](char c) { return IsDigit(c) || c == '.' || c == ',' || c == '/' || c == '-'; }) == "10";
}

bool IsPower(std::string_view before, std::string_view number) {
  if ((number == "2" || number == "3") && EndsInUnit(before)) return true;
  return number != "1" && EndsInTen(before);
}

bool IsNoteNumber(std::string_view number) { return number.size() <= kLongestNoteNumber && number.front() != '0'; }

// `1`, `(1)`, `[1]`, `1)`, `1, 2`: each number in square brackets. Nothing where it is something else.
std::optional<std::string> NoteMarks(std::string_view raised) {
  std::string out;
  for (std::size_t at = 0; at < raised.size();) {
    const std::size_t end = std::min(raised.find_first_not_of("0123456789", at), raised.size());
    if (end == at) {
      const char sign = raised[at++];
      if (std::string_view("()[]").find(sign) != std::string_view::npos) continue;
      const bool ends = sign == '.' && at == raised.size();
      if (!ends && std::string_view(",; ").find(sign) == std::string_view::npos) return std::nullopt;
      out += sign;
      continue;
    }
    const std::string_view number = raised.substr(at, end - at);
    if (!IsNoteNumber(number)) return std::nullopt;
    out.append("[").append(number).append("]");
    at = end;
  }
  if (out.find('[') == std::string::npos) return std::nullopt;
  return out;
}

std::string SuperscriptDigits(std::string_view number) {
  constexpr std::array<std::string_view, 10> kDigits = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
  std::string out;
  for (const char digit : number) out += kDigits[static_cast<std::size_t>(digit - '0')];
  return out;
}

}  // namespace

std::string RaisedText(std::string_view before, std::string_view raised) {
  const bool power = IsNumber(raised) && IsPower(before, raised);
  if (!power) {
    if (std::optional<std::string> marks = NoteMarks(raised)) return *std::move(marks);
  }
  const bool runs_on = IsNumber(raised) && !before.empty() && IsDigit(before.back());
  return runs_on ? SuperscriptDigits(raised) : std::string(raised);
}

}  // namespace trichluc
