#include "segment/paragraphs.h"

#include <algorithm>
#include <string_view>

#include "text/note_marks.h"
#include "text/unicode.h"
#include "text/utf8.h"

namespace trichluc {
namespace {

constexpr float kRejectMidSentence = 1;      // a label where the line above goes on
constexpr float kMidSentenceCost = 2;
constexpr float kMachineMisread = 0.4F;      // what a misread label costs where a machine read, of what it costs elsewhere
constexpr std::size_t kHangingWordBytes = 16;
constexpr std::uint32_t kTightFit = 90;      // percent of the width: so short a line ends a paragraph behind a full stop
constexpr std::uint32_t kLooseFit = 80;      // … and without one
constexpr std::uint32_t kTooShort = 60;  // … and one so short ends it wherever the next one begins
constexpr std::size_t kRowsLookedAt = 30;
constexpr std::u32string_view kBullets = U"-–—−~+•●○■□▪▫♦◆►➢➤✓✔·§*‣⁃∙";
constexpr char32_t kPrivateUseFirst = 0xE000;  // Word's own bullets
constexpr char32_t kPrivateUseLast = 0xF8FF;

bool IsSentenceEnd(char32_t c) { return c == '.' || c == ';' || c == ':' || c == '!' || c == '?' || c == U'…'; }

char32_t LastChar(std::string_view text) {
  if (text.empty()) return 0;
  std::size_t at = text.size() - 1;
  while (at > 0 && IsContinuation(text[at])) --at;
  return CharAt(text, at);
}

// Does the text end as a sentence or a heading ends, quotes, brackets and the marks of notes aside?
bool EndsSentence(std::string_view text) {
  text = WithoutLastNoteMarks(text);
  while (!text.empty()) {
    const char32_t c = LastChar(text);
    if (IsSentenceEnd(c)) return true;
    const bool closer = c == U'”' || c == '"' || c == ')' || c == U'’' || c == ']';
    if (!closer) return false;
    std::size_t at = text.size() - 1;
    while (at > 0 && IsContinuation(text[at])) --at;
    text = text.substr(0, at);
  }
  return false;
}

CharClass FirstClass(std::string_view text) { return text.empty() ? CharClass::kOther : ClassOf(CharAt(text, 0)); }

bool EndsInYear(std::string_view text) {
  return text.size() >= 4 && text.substr(text.size() - 4).find_first_not_of("0123456789") == std::string_view::npos;
}

// The columns of the first word.
std::uint32_t FirstWordColumns(std::string_view text) {
  return static_cast<std::uint32_t>(CountChars(text.substr(0, text.find(' '))));
}

struct BulletMark {
  char32_t sign = 0;
  std::size_t bytes = 0;
};

// The bullet that a line begins with: a sign, then a space or at once a word.
BulletMark ReadBullet(std::string_view line) {
  if (line.empty()) return {};
  std::size_t at = 0;
  const char32_t sign = NextChar(line, at);
  const bool private_use = sign >= kPrivateUseFirst && sign <= kPrivateUseLast;
  if (!private_use && kBullets.find(sign) == std::u32string_view::npos) return {};
  if (at >= line.size()) return {};
  const bool spaced = line[at] == ' ';
  if (spaced) {
    while (at < line.size() && line[at] == ' ') ++at;
  } else {
    const CharClass next = FirstClass(line.substr(at));
    const bool word = IsLetter(next) || next == CharClass::kDigit || CharAt(line, at) == U'“';
    if (sign == '*' || !word) return {};
  }
  if (at >= line.size()) return {};
  return {sign, at};
}

class ParagraphReader {
 public:
  ParagraphReader(const NormalizedText& text, const DocumentLines& document, const PatternTable& patterns,
                  const Vocabulary& words, std::vector<Paragraph>& out)
      : text_(text), document_(document), patterns_(patterns), words_(words), out_(out) {}

  void Run(std::size_t begin, std::size_t end) {
    for (std::size_t line = begin; line < end;) {
      line = Line(line).in_table() ? ReadTableRows(line, end) : ReadLine(line);
    }
  }

 private:
  [[nodiscard]] const TextLine& Line(std::size_t index) const { return document_.lines[index]; }
  [[nodiscard]] std::string_view Words(std::size_t index) const { return text_.View(Line(index).span); }

  std::size_t ReadLine(std::size_t index) {
    if (Line(index).page_note) return ReadPageNote(index);
    Paragraph next = Begin(index);
    const bool marked = next.bullet != 0 || next.label || next.footnote;
    const Paragraph* above = Above();
    const bool goes_on = above != nullptr && (marked ? BreaksSentence(*above, index) : GoesOn(*above, index));
    if (goes_on && !marked) {
      Append(out_[*open_], index);
      return index + 1;
    }
    next.goes_on = goes_on;
    if (next.label && goes_on) WeakenLabel(*next.label, index);
    open_ = out_.size();
    out_.push_back(std::move(next));
    return index + 1;
  }

  // The paragraph above stays open.
  std::size_t ReadPageNote(std::size_t index) {
    const bool begins = Line(index).footnote || out_.empty() || !out_.back().page_note;
    if (begins) {
      out_.push_back(Begin(index));
      out_.back().footnote = out_.back().page_note = true;
    } else {
      Append(out_.back(), index);
    }
    return index + 1;
  }

  void Append(Paragraph& above, std::size_t index) const {
    const TextLine& line = Line(index);
    above.parts.push_back(line.span);
    above.last_line = index;
    above.width = std::max(above.width, line.columns);
    above.emphasised = above.emphasised && line.emphasised;
    above.caps = above.caps && line.caps;
  }

  // The paragraph that the next line may go on with.
  [[nodiscard]] const Paragraph* Above() const { return open_ ? &out_[*open_] : nullptr; }

  [[nodiscard]] Paragraph Begin(std::size_t index) const {
    const TextLine& line = Line(index);
    const std::string_view words = Words(index);
    Paragraph paragraph;
    paragraph.parts = {line.span};
    paragraph.first_line = paragraph.last_line = index;
    paragraph.width = line.columns;
    paragraph.emphasised = line.emphasised;
    paragraph.caps = line.caps;
    paragraph.footnote = line.footnote;
    const BulletMark bullet = ReadBullet(words);
    if (bullet.sign != 0 && !IsWrappedDash(bullet, index)) {
      paragraph.bullet = bullet.sign;
      paragraph.mark_bytes = bullet.bytes;
    } else if (!paragraph.footnote) {
      paragraph.label = ReadLabelOf(words);
      if (paragraph.label && paragraph.label->text_start >= words.size() && IsHuge(*paragraph.label)) paragraph.label.reset();
    }
    return paragraph;
  }

  // What a machine read may well be another label than it seems.
  [[nodiscard]] std::optional<LabelCandidate> ReadLabelOf(std::string_view words) const {
    std::optional<LabelCandidate> label = ReadLabel(words, patterns_, words_);
    if (!label || !text_.read_by_machine) return label;
    for (LabelReading& reading : label->readings) {
      if (reading.misread) reading.cost *= kMachineMisread;
    }
    return label;
  }

  // `2030.` alone on a line is the end of a sentence.
  static bool IsHuge(const LabelCandidate& label) {
    return label.readings.size() == 1 && label.readings.front().style == LabelStyle::kArabic && label.readings.front().cost > 0;
  }

  // A dash within a sentence (`2021 - 2025`, `kinh tế - xã hội`) that a line happens to begin with.
  [[nodiscard]] bool IsWrappedDash(const BulletMark& bullet, std::size_t index) const {
    const Paragraph* above = Above();
    if (above == nullptr || (Line(index).blanks > 0 && !Line(index).page_break) || bullet.sign == '+') return false;
    const TextLine& last = Line(above->last_line);
    const std::string_view before = Words(above->last_line);
    const CharClass next = FirstClass(Words(index).substr(bullet.bytes));
    if (next == CharClass::kDigit && EndsInYear(before)) return true;
    const bool full_line = last.columns * 10 >= document_.layout.width * 7;
    return document_.layout.wrapped && next == CharClass::kLower && full_line && !EndsSentence(before);
  }

  // Where the line above goes on, a label is most likely a number that a line happens to begin with.
  void WeakenLabel(LabelCandidate& label, std::size_t index) const {
    const bool set_apart = Line(index).emphasised || Line(index).caps;
    if (set_apart && Line(index).blanks > 0) return;
    label.reject_cost = std::min(label.reject_cost, kRejectMidSentence);
    for (LabelReading& reading : label.readings) reading.cost += kMidSentenceCost;
  }

  // Does line `index` continue the paragraph above it?
  [[nodiscard]] bool GoesOn(const Paragraph& above, std::size_t index) const {
    const TextLine& line = Line(index);
    const std::string_view before = Words(above.last_line);
    const std::string_view words = Words(index);
    if (IsLabelAlone(above) || (above.footnote && above.parts.size() == 1 && before.back() == ']')) return true;
    if (line.hits.Has(words_.attached) && words.front() == '(') return false;
    const bool below = line.blanks == 0 || IsBrokenByPage(above, index);
    return below ? GoesOnBelow(above, index, before, words) : GoesOnOverGap(above, index, before, words);
  }

  // Would line `index`, though it begins with a mark or a label, stand in the middle of the sentence above it?
  [[nodiscard]] bool BreaksSentence(const Paragraph& above, std::size_t index) const {
    const std::string_view before = Words(above.last_line);
    if (EndsSentence(before) || IsLabelAlone(above)) return false;
    if (Line(index).blanks > 0 || !document_.layout.wrapped) return Hangs(before);
    return document_.layout.ragged || !NextWordFits(above, Line(above.last_line), Words(index), kLooseFit);
  }

  // A label alone on its line: its heading stands below it. An annex takes its title otherwise.
  [[nodiscard]] bool IsLabelAlone(const Paragraph& above) const {
    return above.label && above.parts.size() == 1 && above.label->text_start >= above.parts.front().size() &&
           !IsAnnex(*above.label);
  }

  static bool IsAnnex(const LabelCandidate& label) {
    return !label.readings.empty() && label.readings.front().style == LabelStyle::kAnnex;
  }

  [[nodiscard]] bool GoesOnBelow(const Paragraph& above, std::size_t index, std::string_view before,
                                 std::string_view words) const {
    const TextLine& line = Line(index);
    const TextLine& last = Line(above.last_line);
    const Layout& layout = document_.layout;
    const bool lower = FirstClass(words) == CharClass::kLower;
    if (above.label && above.caps && line.caps && !EndsSentence(before)) return true;  // a heading on two lines
    if (!layout.wrapped) return Hangs(before) || (lower && !EndsSentence(before));
    if (lower) return true;
    if (IsHeadingAbove(above, last, line)) return false;
    if (line.indent > last.indent + 1 && !Hangs(before)) return false;  // the first line of a paragraph is indented
    if (layout.indented && !layout.ragged && last.columns * 100 >= layout.width * kTooShort) {
      if (line.indent == 0) return true;
      if (above.parts.size() == 1 && line.indent == last.indent && last.indent > 1 && !Hangs(before)) return false;
    }
    // Where lines are ragged, colons and semicolons at their ends tell nothing; blank lines part the paragraphs.
    if (layout.ragged) {
      return above.parts.size() == 1 || before.back() != '.' || !NextWordFits(above, last, words, kTightFit);
    }
    if (before.back() == ':') return false;
    return !NextWordFits(above, last, words, EndsSentence(before) ? kTightFit : kLooseFit);
  }

  // A line in capitals or bold above a plain one is a heading that ended.
  [[nodiscard]] bool IsHeadingAbove(const Paragraph& above, const TextLine& last, const TextLine& line) const {
    if (document_.layout.ragged && !above.label) return false;
    if (above.caps && !line.caps && (!document_.layout.ragged || !above.emphasised)) return true;
    return above.emphasised && !line.emphasised && !last.emphasis_open;
  }

  // Where the next word would still have fitted on the line, the line's end is the writer's.
  [[nodiscard]] bool NextWordFits(const Paragraph& above, const TextLine& last, std::string_view words,
                                  std::uint32_t percent) const {
    const std::uint32_t with_next = last.columns + 1 + FirstWordColumns(words);
    return with_next * 100 <= std::max(above.width, document_.layout.width * 3 / 4) * percent;
  }

  // Does a page end within a paragraph? Where the last line of the page is full and nothing but the page's head and foot follows,
  // the next page goes on as the next line would.
  [[nodiscard]] bool IsBrokenByPage(const Paragraph& above, std::size_t index) const {
    const TextLine& line = Line(index);
    const TextLine& last = Line(above.last_line);
    return line.page_break && document_.layout.wrapped && !document_.layout.ragged && !above.caps && !line.caps &&
           line.indent <= last.indent && !NextWordFits(above, last, Words(index), kLooseFit);
  }

  // Blank lines stand between paragraphs, but pages break sentences too.
  [[nodiscard]] bool GoesOnOverGap(const Paragraph& above, std::size_t index, std::string_view before,
                                   std::string_view words) const {
    const TextLine& line = Line(index);
    if (EndsSentence(before) || line.hits.Has(words_.opening)) return false;
    const bool lower = FirstClass(words) == CharClass::kLower;
    // A basis that ends in a comma is followed by the next one.
    if (!lower && before.back() == ',' && Line(above.first_line).hits.Has(words_.opening)) return false;
    if (above.caps) return above.label && line.caps && above.emphasised && line.emphasised;
    if (above.emphasised && above.label && line.emphasised) return true;
    if (line.caps) return false;
    return lower || Hangs(before);
  }

  // Ends the text in a comma or in a word that no sentence ends with?
  [[nodiscard]] bool Hangs(std::string_view text) const {
    if (text.empty()) return false;
    if (text.back() == ',' || text.back() == '(') return true;
    const std::size_t space = text.rfind(' ');
    if (space == std::string_view::npos || text.size() - space > kHangingWordBytes) return false;
    return patterns_.Value(words_.hanging, text.substr(space + 1)).has_value() && IsLetter(ClassOf(LastChar(text)));
  }

  // All rows of the table that begins at line `first`. Returns the line after it.
  std::size_t ReadTableRows(std::size_t first, std::size_t end) {
    const int table = Line(first).place.table;
    Paragraph border;
    border.kind = Paragraph::Kind::kEnterTable;
    border.first_line = first;
    open_.reset();
    out_.push_back(border);
    std::size_t line = first;
    while (line < end && Line(line).place.table == table) line = ReadRow(line, end);
    border.kind = Paragraph::Kind::kLeaveTable;
    out_.push_back(border);
    return line;
  }

  std::size_t ReadRow(std::size_t first, std::size_t end) {
    Paragraph row;
    row.kind = Paragraph::Kind::kRow;
    row.first_line = first;
    row.table = Line(first).place.table;
    row.row_index = Line(first).place.row;
    row.emphasised = row.caps = true;
    std::size_t line = first;
    for (; line < end && Line(line).place.table == row.table && Line(line).place.row == row.row_index; ++line) {
      row.last_line = line;
      if (Line(line).above) {
        row.above.push_back(Line(line).place.cell);
        continue;
      }
      if (row.row.empty() || row.row.back().column != Line(line).place.cell) row.row.push_back({Line(line).place.cell, {}});
      row.row.back().parts.push_back(Line(line).span);
      row.parts.push_back(Line(line).span);
      row.emphasised = row.emphasised && Line(line).emphasised;
      row.caps = row.caps && Line(line).caps;
    }
    if (row.row.empty()) return line;
    if (IsGroupHead(row)) row.label = ReadLabelOf(JoinedLabelCell(row));
    out_.push_back(std::move(row));
    return line;
  }

  // A row that is a heading within the table: one merged cell, or a Roman number or letter and a name.
  [[nodiscard]] bool IsGroupHead(const Paragraph& row) const {
    if (!row.above.empty() || (row.row_index == 0 && row.row.size() > 1)) return false;
    if (row.row.size() == 1) return row.row[0].column == 0;
    if (row.row.size() != 2 || row.row[0].column != 0 || row.row[1].column != 1) return false;
    const std::string_view number = text_.View(row.row[0].parts.front());
    const std::string_view bare = number.substr(0, number.find_last_not_of(".)/ ") + 1);
    const bool letter = bare.size() == 1 && bare[0] >= 'A' && bare[0] <= 'Z';
    return (letter || RomanValue(bare)) && (row.emphasised || row.caps || RowsHaveMoreCells());
  }

  // Rows of three cells or more elsewhere in the table make a row of two an uneven one.
  [[nodiscard]] bool RowsHaveMoreCells() const {
    std::size_t looked_at = 0;
    for (auto above = out_.rbegin(); above != out_.rend() && above->kind == Paragraph::Kind::kRow; ++above) {
      if (above->row.size() > 2) return true;
      if (++looked_at == kRowsLookedAt) break;
    }
    return false;
  }

  // The row's words as the label reader wants them: `II` in a cell of its own gets its full stop.
  std::string JoinedLabelCell(const Paragraph& row) const {
    std::string joined = JoinWords(text_, row.row.front().parts);
    if (row.row.size() == 1) return joined;
    if (joined.find_last_of(".)/") == std::string::npos) joined += '.';
    return joined + " " + JoinWords(text_, row.row[1].parts);
  }

  const NormalizedText& text_;
  const DocumentLines& document_;
  const PatternTable& patterns_;
  const Vocabulary& words_;
  std::vector<Paragraph>& out_;
  std::optional<std::size_t> open_;  // the paragraph that may go on, but for page notes the last of `out_`
};

}  // namespace

void ReadParagraphs(const NormalizedText& text, const DocumentLines& document, const PatternTable& patterns,
                    const Vocabulary& words, std::size_t begin, std::size_t end, std::vector<Paragraph>& paragraphs) {
  ParagraphReader(text, document, patterns, words, paragraphs).Run(begin, end);
}

}  // namespace trichluc
