#include "segment/lines.h"

#include <algorithm>

#include "pages/paged_text.h"
#include "segment/page_furniture.h"
#include "segment/page_notes.h"
#include "segment/running_heads.h"
#include "segment/tables.h"
#include "text/unicode.h"
#include "text/utf8.h"

namespace trichluc {
namespace {

constexpr std::size_t kCapsSample = 60;           // letters looked at to tell the case of a line
constexpr std::size_t kCapsPerLower = 6;           // in a line that counts as written in capitals
constexpr std::size_t kMostLower = kCapsSample / (kCapsPerLower + 1);
constexpr std::uint32_t kWidestWrap = 135;        // lines longer than this were not broken to a page's width
constexpr std::size_t kWrapsInLines = 16;         // in wrapped text at least one line of so many goes on in the next
constexpr std::uint32_t kEarlyEnd = 70;           // percent of the width: a line so short was broken early
constexpr std::uint32_t kLeastIndent = 2;         // columns

bool BeginsLower(std::string_view text) { return !text.empty() && ClassOf(CharAt(text, 0)) == CharClass::kLower; }

class LineReader {
 public:
  LineReader(const NormalizedText& text, const PatternTable& patterns, const Vocabulary& words)
      : text_(text), patterns_(patterns), words_(words), table_(text) {}

  DocumentLines Run() {
    heads_ = FindRunningHeads(text_, patterns_, words_);
    for (std::size_t line = 0; line < text_.lines.size();) line = ReadAt(line);
    MarkPageNotes(text_, words_, out_.lines);
    out_.layout = MeasureLayout();
    return std::move(out_);
  }

 private:
  std::size_t ReadAt(std::size_t line) {
    const Span span = text_.lines[line].span;
    page_break_ = page_break_ || text_.lines[line].page_break;
    if (span.empty() || IsRunningHead(line)) {
      ++blanks_;
      return line + 1;
    }
    std::vector<CellPart> parts;
    const std::size_t after = ReadTable(text_, patterns_, words_, line, tables_, parts);
    if (after > line) {
      DropRepeatedHeads(text_, parts);
      const bool behind_table = page_break_ && !out_.lines.empty() && out_.lines.back().in_table();
      if (!behind_table || !table_.GoOn(parts)) table_.Begin(parts);
      ++tables_;
      ++blanks_;
      for (const CellPart& part : parts) Add(part.span, part.source, part.place);
      ++blanks_;
      return after;
    }
    const std::string_view words = text_.View(span);
    if (IsPageFurniture(words, patterns_, words_)) {
      ++blanks_;
    } else {
      Add(span, line, {});
    }
    return line + 1;
  }

  [[nodiscard]] bool IsRunningHead(std::size_t line) const { return !heads_.empty() && heads_[line]; }

  void Add(Span span, std::size_t source, TablePlace place) {
    const std::string_view words = text_.View(span);
    if (place.table >= 0 && IsRuler(words)) return;
    TextLine line;
    line.span = span;
    line.source = static_cast<std::uint32_t>(source);
    line.blanks = blanks_;
    line.columns = static_cast<std::uint32_t>(CountChars(words));
    line.indent = text_.lines[source].indent;
    line.page_break = page_break_;
    ReadEmphasis(line);
    line.caps = IsCaps(words);
    line.hits = patterns_.FindAll(words);
    line.footnote = line.hits.Has(words_.footnote);
    line.place = place;
    line.above = line.in_table() && words == kCellAbove;
    out_.lines.push_back(line);
    blanks_ = 0;
    page_break_ = false;
  }

  // Does emphasis cover all of the line but a few bytes of punctuation, and does it go on below?
  void ReadEmphasis(TextLine& line) {
    const Span span = line.span;
    while (emphasis_ < text_.emphasis.size() && text_.emphasis[emphasis_].end <= span.start) ++emphasis_;
    std::size_t covered = 0;
    for (std::size_t i = emphasis_; i < text_.emphasis.size() && text_.emphasis[i].start < span.end; ++i) {
      const Span part = text_.emphasis[i];
      covered += std::min(part.end, span.end) - std::max(part.start, span.start);
      line.emphasis_open = part.end > span.end;
    }
    line.emphasised = covered + 3 >= span.size() && covered * 2 > span.size();
  }

  [[nodiscard]] Layout MeasureLayout() const {
    Layout layout;
    std::vector<std::uint32_t> widths;
    for (const TextLine& line : out_.lines) {
      if (!line.in_table() && !line.page_note) widths.push_back(line.columns);
    }
    if (widths.empty()) return layout;
    const auto typical = widths.begin() + static_cast<std::ptrdiff_t>(widths.size() * 9 / 10);
    std::nth_element(widths.begin(), typical, widths.end());
    layout.width = *typical;
    std::size_t wraps = 0;
    std::size_t early = 0;
    std::size_t starts = 0;
    std::size_t starts_after_blank = 0;
    std::size_t indented_starts = 0;
    std::size_t indented_wraps = 0;
    for (std::size_t i = 1; i < out_.lines.size(); ++i) {
      const TextLine& line = out_.lines[i];
      if (line.in_table() || line.page_note) continue;
      if (line.hits.Has(words_.paragraph_start)) {
        ++starts;
        if (line.blanks > 0) ++starts_after_blank;
        if (line.indent >= kLeastIndent) ++indented_starts;
        continue;
      }
      if (line.blanks > 0 || out_.lines[i - 1].page_note || !BeginsLower(text_.View(line.span))) continue;
      ++wraps;
      if (line.indent >= kLeastIndent) ++indented_wraps;
      if (out_.lines[i - 1].columns * 100 < layout.width * kEarlyEnd) ++early;
    }
    layout.wrapped = layout.width <= kWidestWrap && wraps * kWrapsInLines >= widths.size();
    layout.indented = layout.wrapped && wraps > 0 && indented_starts * 10 > starts * 9 && indented_wraps * 10 < wraps;
    layout.ragged = early * 10 > wraps && starts_after_blank * 4 > starts * 3;
    return layout;
  }

  const NormalizedText& text_;
  const PatternTable& patterns_;
  const Vocabulary& words_;
  DocumentLines out_;
  std::vector<bool> heads_;
  std::uint32_t blanks_ = 0;
  bool page_break_ = false;
  int tables_ = 0;
  OpenTable table_;
  std::size_t emphasis_ = 0;
};

}  // namespace

bool IsCaps(std::string_view text) {
  std::size_t upper = 0;
  std::size_t lower = 0;
  for (std::size_t at = 0; at < text.size() && upper + lower < kCapsSample;) {
    const CharClass c = ClassOf(NextChar(text, at));
    if (c == CharClass::kUpper) ++upper;
    if (c == CharClass::kLower && ++lower > kMostLower) return false;
  }
  return upper >= 2 && upper >= kCapsPerLower * lower;
}

DocumentLines ReadLines(const NormalizedText& text, const PatternTable& patterns, const Vocabulary& words) {
  return LineReader(text, patterns, words).Run();
}

}  // namespace trichluc
