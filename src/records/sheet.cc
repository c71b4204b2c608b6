#include "records/sheet.h"

#include <algorithm>
#include <array>

#include "records/well_formed.h"
#include "text/unicode.h"
#include "text/utf8.h"

namespace trichluc {
namespace {

constexpr std::size_t kNarrowest = 40;   // below that, indented text has no room left
constexpr std::size_t kLeastWords = 24;  // an indent leaves that much, or half of the sheet, to the words beside it

struct Range {
  char32_t first, last;
};

bool Within(char32_t c, const Range* begin, const Range* end) {
  return std::any_of(begin, end, [c](Range range) { return range.first <= c && c <= range.last; });
}

// The blocks whose letters are wide (Unicode Standard Annex #11); plans hold none, names of foreign partners might.
bool IsWide(char32_t c) {
  static constexpr std::array<Range, 8> kWide = {{{0x1100, 0x115F},
                                                  {0x2E80, 0x303E},
                                                  {0x3041, 0xA4CF},
                                                  {0xAC00, 0xD7A3},
                                                  {0xF900, 0xFAFF},
                                                  {0xFF00, 0xFF60},
                                                  {0x1F300, 0x1FAFF},
                                                  {0x20000, 0x3FFFD}}};
  return c >= kWide.front().first && Within(c, kWide.data(), kWide.data() + kWide.size());
}

// Characters that take no column and shape or order their neighbours: zero-width ones, joiners, directions.
bool IsInvisible(char32_t c) {
  static constexpr std::array<Range, 4> kInvisible = {
      {{0x00AD, 0x00AD}, {0x200B, 0x200F}, {0x2060, 0x2064}, {0xFEFF, 0xFEFF}}};
  return Within(c, kInvisible.data(), kInvisible.data() + kInvisible.size());
}


std::size_t WidthOf(char32_t c) {
  if (c < 0x80) return 1;
  if (IsInvisible(c) || ClassOf(c) == CharClass::kMark) return 0;
  return IsWide(c) ? 2 : 1;
}

std::string_view Escape(Ink ink) {
  switch (ink) {
    case Ink::kPlain: return "";
    case Ink::kBold: return "\x1b[1m";
    case Ink::kDim: return "\x1b[2m";
    case Ink::kName: return "\x1b[36m";
    case Ink::kPlace: return "\x1b[32m";
    case Ink::kWarning: return "\x1b[33m";
    case Ink::kError: return "\x1b[1;31m";
  }
  return "";
}

// Where the first `columns` columns of `text` end; at least one character, so that a loop over it comes to its end.
std::size_t CutAt(std::string_view text, std::size_t columns) {
  std::size_t used = 0;
  std::size_t at = 0;
  while (at < text.size()) {
    std::size_t next = at;
    used += WidthOf(NextChar(text, next));
    if (used > columns && at > 0) break;
    at = next;
  }
  return at;
}

}  // namespace

std::size_t DisplayWidth(std::string_view text) {
  std::size_t width = 0;
  for (std::size_t at = 0; at < text.size();) width += WidthOf(NextChar(text, at));
  return width;
}

std::string Printable(std::string_view text) {
  std::string buffer;
  const std::string_view safe = WellFormed(text, buffer);
  std::string out;
  out.reserve(safe.size());
  for (std::size_t at = 0; at < safe.size();) {
    const char32_t c = NextChar(safe, at);
    if (c > 0x20 && c < 0x7F) {
      out += static_cast<char>(c);
      continue;
    }
    const CharClass kind = ClassOf(c);
    if (kind == CharClass::kSpace) {
      out += ' ';
    } else {
      AppendChar(out, kind == CharClass::kControl || ChangesDirection(c) ? U'\uFFFD' : c);
    }
  }
  return out;
}

std::string Shortened(std::string_view text, std::size_t width) {
  if (DisplayWidth(text) <= width) return std::string(text);
  if (width == 0) return {};
  std::string out(text.substr(0, width == 1 ? 0 : CutAt(text, width - 1)));
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out + "\u2026";
}

Sheet::Sheet(const TextStyle& style)
    : width_(std::max(static_cast<std::size_t>(std::max(style.width, 0)), kNarrowest)), colour_(style.colour) {}

void Sheet::Put(std::string_view text, Ink ink) {
  if (ink != ink_) CloseInk();
  out_.append(pending_, ' ');
  pending_ = 0;
  if (ink != ink_ && colour_) {
    out_ += Escape(ink);
    ink_ = ink;
  }
  out_ += text;
}

void Sheet::CloseInk() {
  if (ink_ != Ink::kPlain) out_ += "\x1b[0m";
  ink_ = Ink::kPlain;
}

void Sheet::Spaces(std::size_t count) {
  pending_ += count;
  column_ += count;
}

void Sheet::EndLine() {
  CloseInk();
  pending_ = 0;
  column_ = 0;
  out_ += '\n';
}

void Sheet::Line(const std::vector<Run>& runs) {
  for (const Run& run : runs) {
    const std::string text = Printable(run.text);
    const std::size_t words = text.find_last_not_of(' ') + 1;  // 0 where there are only spaces
    if (words > 0) {
      const std::size_t first = text.find_first_not_of(' ');
      Spaces(first);
      Put(std::string_view(text).substr(first, words - first), run.ink);
    }
    Spaces(text.size() - words);
  }
  EndLine();
}

void Sheet::Word(std::string_view word, Ink ink, std::size_t indent) {
  const std::size_t size = DisplayWidth(word);
  const bool begins_line = column_ == indent;
  if (!begins_line && column_ + 1 + size > width_) {
    EndLine();
    Spaces(indent);
  } else if (!begins_line) {
    Spaces(1);
  }
  // A word longer than the line, such as an address of the web, is cut where the line ends.
  std::string_view rest = word;
  while (column_ + DisplayWidth(rest) > width_) {
    const std::size_t cut = CutAt(rest, width_ > column_ ? width_ - column_ : 1);
    if (cut == rest.size()) break;
    Put(rest.substr(0, cut), ink);
    EndLine();
    Spaces(indent);
    rest.remove_prefix(cut);
  }
  Put(rest, ink);
  column_ += DisplayWidth(rest);
}

void Sheet::Entry(const std::vector<Run>& margin, std::size_t indent, const std::vector<Run>& runs) {
  indent = std::min(indent, std::max(width_ / 2, width_ - std::min(width_, kLeastWords)));
  for (const Run& run : margin) {
    const std::string text = Printable(run.text);
    const std::size_t first = std::min(text.find_first_not_of(' '), text.size());
    const std::size_t end = text.find_last_not_of(' ') + 1;  // 0 where there are only spaces
    Spaces(first);
    if (end == 0) continue;
    Put(std::string_view(text).substr(first, end - first), run.ink);
    column_ += DisplayWidth(text.substr(first, end - first));
    Spaces(text.size() - end);
  }
  if (runs.empty()) {
    EndLine();
    return;
  }
  if (column_ - pending_ + 1 > indent && !margin.empty()) EndLine();
  pending_ = indent - (column_ - pending_);
  column_ = indent;
  for (const Run& run : runs) {
    const std::string text = Printable(run.text);
    for (std::size_t at = text.find_first_not_of(' '); at != std::string::npos;) {
      const std::size_t end = std::min(text.find(' ', at), text.size());
      Word(std::string_view(text).substr(at, end - at), run.ink, indent);
      at = text.find_first_not_of(' ', end);
    }
  }
  EndLine();
}

}  // namespace trichluc
