#include "segment/page_notes.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "segment/page_furniture.h"
#include "text/unicode.h"
#include "text/utf8.h"

namespace trichluc {
namespace {

constexpr std::uint32_t kFullLine = 70;    // percent of the longest footnote's line: one so long goes on in the next
constexpr std::size_t kShortestRuler = 3;  // signs
constexpr std::size_t kMostNotes = 100;    // of a page
constexpr std::u32string_view kSuperscripts = U"⁰¹²³⁴⁵⁶⁷⁸⁹";

std::size_t DigitOf(char32_t c) { return c >= '0' && c <= '9' ? c - U'0' : kSuperscripts.find(c); }

// The number that a footnote begins with: `[1]`, `(1)`, `1`, `¹`.
std::size_t NumberOf(std::string_view line) {
  std::size_t number = 0;
  std::size_t at = line.starts_with('[') || line.starts_with('(') ? 1 : 0;
  while (at < line.size()) {
    const std::size_t digit = DigitOf(NextChar(line, at));
    if (digit >= kSuperscripts.size()) break;
    number = 10 * number + digit;
  }
  return number;
}

std::string Superscript(std::size_t number) {
  std::string out;
  for (const char digit : std::to_string(number)) AppendChar(out, kSuperscripts[static_cast<std::size_t>(digit - '0')]);
  return out;
}

bool IsWordChar(char32_t c) { return IsLetter(ClassOf(c)) || ClassOf(c) == CharClass::kDigit; }

// Does `mark` stand right behind a word, a number or what closes them? An item of a list stands behind a space.
bool HasBehindWord(std::string_view line, std::string_view mark) {
  for (std::size_t at = line.find(mark); at != std::string_view::npos; at = line.find(mark, at + 1)) {
    if (at > 0 && std::string_view(" :;,").find(line[at - 1]) == std::string_view::npos) return true;
  }
  return false;
}

// `Kế hoạch1`, as programs write what was raised: digits right behind a small letter.
bool HasBehindLetter(std::string_view line, std::string_view digits) {
  for (std::size_t at = line.find(digits); at != std::string_view::npos; at = line.find(digits, at + 1)) {
    if (at == 0) continue;
    std::size_t before = at - 1;
    while (before > 0 && IsContinuation(line[before])) --before;
    const std::size_t end = at + digits.size();
    const bool ends = end == line.size() || !IsWordChar(CharAt(line, end));
    if (ends && ClassOf(CharAt(line, before)) == CharClass::kLower) return true;
  }
  return false;
}

class PageNoteFinder {
 public:
  PageNoteFinder(const NormalizedText& text, const Vocabulary& words, std::vector<TextLine>& lines)
      : text_(text), words_(words), lines_(lines) {}

  void Run() {
    for (std::size_t begin = 0; begin < lines_.size();) {
      std::size_t end = begin + 1;
      while (end < lines_.size() && !lines_[end].page_break) ++end;
      if (begin > 0 || end < lines_.size()) ReadPage(begin, end);
      begin = end;
    }
  }

 private:
  [[nodiscard]] std::string_view Words(std::size_t line) const { return text_.View(lines_[line].span); }
  [[nodiscard]] bool IsBare(std::size_t line) const { return lines_[line].hits.Has(words_.bare_footnote); }
  [[nodiscard]] bool MayBegin(std::size_t line) const { return lines_[line].footnote || IsBare(line); }

  // The footnotes are the last lines of the page, numbered in order; the first of them must surely be one.
  void ReadPage(std::size_t page, std::size_t end) {
    longest_ = 0;
    std::vector<std::size_t> begins;  // from below
    for (std::size_t line = end; line-- > page && begins.size() < kMostNotes;) {
      longest_ = std::max(longest_, lines_[line].columns);
      if (lines_[line].in_table()) break;
      if (MayBegin(line) && (begins.empty() || NumberOf(Words(line)) + 1 == NumberOf(Words(begins.back())))) {
        begins.push_back(line);
      } else if (line == page || !MayGoOn(line)) {
        break;
      }
    }
    while (!begins.empty() && !IsSure(page, begins.back())) begins.pop_back();
    if (begins.empty()) return;
    for (const std::size_t line : begins) lines_[line].footnote = true;
    for (std::size_t line = begins.back(); line < end; ++line) lines_[line].page_note = true;
  }

  // May a line go on with the footnote above it?
  [[nodiscard]] bool MayGoOn(std::size_t line) const {
    if (lines_[line].blanks > 0 || lines_[line].hits.Has(words_.paragraph_start) || lines_[line - 1].in_table()) return false;
    const bool lower = ClassOf(CharAt(Words(line), 0)) == CharClass::kLower;
    return lower || lines_[line - 1].columns * 100 >= longest_ * kFullLine;
  }

  [[nodiscard]] bool IsSure(std::size_t page, std::size_t line) const {
    return lines_[line].footnote || IsBelowRuler(line) || HasMark(page, line, NumberOf(Words(line)));
  }

  // Is a ruler the last thing that stands above the line?
  [[nodiscard]] bool IsBelowRuler(std::size_t line) const {
    for (std::size_t above = lines_[line].source; above-- > 0 && !text_.lines[above + 1].page_break;) {
      const std::string_view words = text_.View(text_.lines[above].span);
      if (!words.empty()) return words.size() >= kShortestRuler && IsRuler(words);
    }
    return false;
  }

  // Has a line of the page above `note` the mark of that number?
  [[nodiscard]] bool HasMark(std::size_t page, std::size_t note, std::size_t number) const {
    const std::string digits = std::to_string(number);
    const std::array<std::string, 2> marks = {"[" + digits + "]", Superscript(number)};
    for (std::size_t line = page; line < note; ++line) {
      const std::string_view words = Words(line);
      const auto has = [&](const std::string& mark) { return words.find(mark) != std::string_view::npos; };
      if (std::any_of(marks.begin(), marks.end(), has)) return true;
      if (HasBehindWord(words, "(" + digits + ")") || HasBehindLetter(words, digits)) return true;
    }
    return false;
  }

  const NormalizedText& text_;
  const Vocabulary& words_;
  std::vector<TextLine>& lines_;
  std::uint32_t longest_ = 0;  // columns, of the lines looked at
};

}  // namespace

void MarkPageNotes(const NormalizedText& text, const Vocabulary& words, std::vector<TextLine>& lines) {
  PageNoteFinder(text, words, lines).Run();
}

}  // namespace trichluc
