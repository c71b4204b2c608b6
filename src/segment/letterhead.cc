#include "segment/letterhead.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "segment/dates.h"
#include "segment/passage.h"
#include "text/note_marks.h"
#include "text/unicode.h"
#include "text/utf8.h"

namespace trichluc {
namespace {

constexpr std::size_t kHeadLines = 80;          // the type stands within so many lines, if anywhere
constexpr std::size_t kAttachedHeadLines = 14;
constexpr std::uint32_t kLongestTypeLine = 40;
constexpr std::uint32_t kLongestTitleLine = 130;
constexpr std::uint32_t kLongestIssuerLine = 90;
constexpr std::uint32_t kLongestPlace = 50;
constexpr std::size_t kMaxTitleLines = 12;
constexpr std::size_t kTitleLinesAhead = 6;     // a better type line is looked for so far below a weak one

std::string_view TrimSigns(std::string_view text, std::string_view signs) {
  while (!text.empty() && signs.find(text.front()) != std::string_view::npos) text.remove_prefix(1);
  while (!text.empty() && signs.find(text.back()) != std::string_view::npos) text.remove_suffix(1);
  return text;
}

std::string WithoutSpaces(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c != ' ') out += c;
  }
  return out;
}

bool BeginsLower(std::string_view text) { return !text.empty() && ClassOf(CharAt(text, 0)) == CharClass::kLower; }

// A part of the letterhead that was written as one: a cell of a table, or a line or half a line outside of tables.
struct HeadCell {
  std::vector<Span> lines;
  std::vector<bool> caps;
  bool in_table = false;
};

class HeadReader {
 public:
  HeadReader(const NormalizedText& text, const DocumentLines& document, const PatternTable& patterns, const Vocabulary& words,
             Outline& outline)
      : text_(text), document_(document), patterns_(patterns), words_(words), outline_(outline) {}

  std::size_t Run() {
    const std::optional<std::size_t> type_line = FindType(0, kHeadLines);
    const std::size_t end = type_line ? *type_line : LeadingHeadLines();
    for (const HeadCell& cell : Cells(end)) ReadCell(cell);
    SetIssuer();
    if (!type_line) return SkipAddressee(end);
    ReadType(*type_line);
    return SkipAddressee(ReadTitle(*type_line));
  }

  std::size_t SkipAttached(std::size_t begin) {
    const std::optional<std::size_t> type_line = FindType(begin, begin + kAttachedHeadLines);
    if (!type_line) return begin;
    ReadType(*type_line);
    return SkipAddressee(ReadTitle(*type_line));
  }

 private:
  [[nodiscard]] const TextLine& Line(std::size_t index) const { return document_.lines[index]; }
  [[nodiscard]] std::size_t Count() const { return document_.lines.size(); }
  [[nodiscard]] std::string_view Words(std::size_t index) const { return text_.View(Line(index).span); }

  // The line that names the type of the document: alone on its line, or in capitals before the title.
  [[nodiscard]] std::optional<std::size_t> FindType(std::size_t begin, std::size_t limit) const {
    const std::size_t end = std::min(limit, Count());
    for (std::size_t i = begin; i < end; ++i) {
      if (BeginsBody(i)) return std::nullopt;
      if (IsTypeLine(i)) return i;
      if (!IsTypeWithTitle(i)) continue;
      for (std::size_t better = i + 1; better < std::min(end, i + kTitleLinesAhead); ++better) {
        if (IsTypeLine(better)) return better;
      }
      return i;
    }
    return std::nullopt;
  }

  // A label or the recipients: no type follows any more.
  [[nodiscard]] bool BeginsBody(std::size_t index) const {
    const TextLine& line = Line(index);
    const PatternHits& hits = line.hits;
    return hits.Has(words_.recipients_head) || hits.Has(words_.label_annex) || hits.Has(words_.label_part) ||
           hits.Has(words_.label_chapter) || hits.Has(words_.label_article) || line.footnote ||
           (hits.Has(words_.paragraph_start) && line.caps);
  }

  [[nodiscard]] bool IsTypeLine(std::size_t index) const {
    const std::string_view words = WithoutLastNoteMarks(Words(index));
    return Line(index).columns <= kLongestTypeLine && !words.empty() && words.back() != ':' &&
           patterns_.Value(words_.document_type, words).has_value();
  }

  [[nodiscard]] bool IsTypeWithTitle(std::size_t index) const {
    const auto prefix = patterns_.LongestPrefix(words_.document_type, Beginning(Words(index), 200));
    return prefix && IsCaps(Words(index).substr(0, prefix->bytes));
  }

  // Without a type the head is what plainly belongs to one.
  [[nodiscard]] std::size_t LeadingHeadLines() const {
    std::size_t end = 0;
    for (std::size_t i = 0; i < std::min(Count(), kHeadLines) && !Line(i).footnote; ++i) {
      const PatternHits& hits = Line(i).hits;
      const bool known = hits.Has(words_.emblem) || hits.Has(words_.number) || hits.Has(words_.bare_number) ||
                         hits.Has(words_.head_mark) || (IsDateLine(i) && Line(i).columns < kLongestIssuerLine);
      if (known) end = i + 1;
      if (!known && !Line(i).in_table() && !(Line(i).caps && Line(i).hits.Has(words_.body_start)) && i > end) break;
    }
    return end;
  }

  [[nodiscard]] bool IsDateLine(std::size_t index) const {
    return Line(index).hits.Has(words_.date) || Line(index).hits.Has(words_.date_slashed);
  }

  // The lines before `end`, by cells; lines outside of tables are cut at wide gaps.
  [[nodiscard]] std::vector<HeadCell> Cells(std::size_t end) const {
    std::vector<HeadCell> cells;
    for (std::size_t i = 0; i < end; ++i) {
      const TextLine& line = Line(i);
      const bool same = i > 0 && line.in_table() && line.place.SameCell(Line(i - 1).place);
      if (same) {
        cells.back().lines.push_back(line.span);
        cells.back().caps.push_back(line.caps);
        continue;
      }
      std::size_t start = line.span.start;
      for (auto gap = std::lower_bound(text_.gaps.begin(), text_.gaps.end(), start);
           gap != text_.gaps.end() && *gap < line.span.end && !line.in_table(); ++gap) {
        if (!BeginsColumn({*gap + 1, line.span.end})) continue;
        AddCell(cells, {start, *gap}, line.in_table());
        start = *gap + 1;
      }
      AddCell(cells, {start, line.span.end}, line.in_table());
    }
    return cells;
  }

  // A gap before `/KH-UBND` or `tháng` is a blank that the form left, not one between two columns.
  [[nodiscard]] bool BeginsColumn(Span right) const {
    const std::string_view words = text_.View(right);
    return !words.empty() && words.front() != '/' && words.front() != '-' && !BeginsLower(words);
  }

  // What begins with a small letter goes on from the line above: a narrow column broke it.
  void AddCell(std::vector<HeadCell>& cells, Span span, bool in_table) const {
    const std::string_view words = text_.View(span);
    if (!in_table && !cells.empty() && !cells.back().in_table && BeginsLower(words)) {
      cells.back().lines.push_back(span);
      cells.back().caps.push_back(false);
      return;
    }
    cells.push_back({{span}, {IsCaps(words)}, in_table});
  }

  void ReadCell(const HeadCell& cell) {
    HeadCell rest = cell;
    std::string words = JoinWords(text_, rest.lines);
    bool emblem = false;
    if (const auto match = patterns_.Match(words_.emblem, words)) {
      emblem = true;
      AddIssuerLine(std::string((*match)[1]));
      const auto after = patterns_.Match(words_.after_emblem, words);
      words = after ? std::string((*after)[1]) : std::string();
    }
    if (patterns_.Matches(words_.head_mark, words)) return;
    std::size_t number_at = words.size();
    ReadNumber(words, number_at, cell);
    std::string_view date_words = words;
    if (number_at < words.size()) date_words = date_words.substr(AfterNumber(words, number_at));
    ReadDate(date_words, cell);
    if (!emblem) AddIssuerLines(cell, number_at);
  }

  void ReadNumber(const std::string& words, std::size_t& number_at, const HeadCell& cell) {
    if (outline_.document.symbol || outline_.document.number) return;
    const auto match = patterns_.Match(words_.number, words);
    if (!match) {
      if (const auto bare = patterns_.Match(words_.bare_number, words)) {
        number_at = 0;
        if (!(*bare)[1].empty()) outline_.document.number = std::string((*bare)[1]);
        outline_.code_span = Whole(cell);
      }
      return;
    }
    number_at = static_cast<std::size_t>((*match)[0].data() - words.data());
    number_end_ = number_at + (*match)[0].size();
    DocumentData& data = outline_.document;
    data.symbol = WithoutSpaces((*match)[4]);
    outline_.code_span = Whole(cell);
    if ((*match)[1].empty()) return;
    data.number = std::string((*match)[1]);
    const std::string sign = (*match)[2] == "/" ? "/" : "-";
    const std::string year = (*match)[3].empty() ? "" : std::string((*match)[3]) + "/";
    data.code = *data.number + sign + year + *data.symbol;
  }

  [[nodiscard]] std::size_t AfterNumber(const std::string& words, std::size_t number_at) const {
    return number_end_ > number_at ? std::min(number_end_, words.size()) : words.size();
  }

  static Span Whole(const HeadCell& cell) { return {cell.lines.front().start, cell.lines.back().end}; }

  void ReadDate(std::string_view words, const HeadCell& cell) {
    if (outline_.document.place || outline_.document.date) return;
    if (!ReadDateFrom(words)) return;
    outline_.date_span = Whole(cell);
  }

  bool ReadDateFrom(std::string_view words) {
    auto match = patterns_.Match(words_.date, words);
    if (!match) match = patterns_.Match(words_.date_slashed, words);
    if (!match) return false;
    const std::string_view place = TrimSigns((*match)[1], " ,.;-–_");
    if (place.size() > 3U * kLongestPlace || BeginsLower(place)) return false;
    if (!place.empty()) outline_.document.place = std::string(place);
    const PartialDate date = MakeDate((*match)[2], (*match)[3], (*match)[4]);
    outline_.document.date = date.edtf;
    date_ = date;
    return true;
  }

  void AddIssuerLines(const HeadCell& cell, std::size_t number_at) {
    const bool dated = outline_.date_span && outline_.date_span->start == cell.lines.front().start;
    if (dated && (number_at == 0 || !cell.in_table)) return;
    std::size_t at = 0;
    for (std::size_t i = 0; i < cell.lines.size(); ++i) {
      const std::string line = JoinWords(text_, {cell.lines[i]});
      if (at >= number_at || patterns_.Matches(words_.date, line)) break;
      if (number_at < at + line.size()) break;
      if (cell.caps[i] || patterns_.Matches(words_.body_start, line) || cell.lines.size() > 1) AddIssuerLine(line);
      at += line.size() + 1;
    }
  }

  void AddIssuerLine(const std::string& line) {
    const std::string_view words = TrimSigns(line, " *-–_=,;/");
    if (words.empty() || words.size() > 3U * kLongestIssuerLine || patterns_.Matches(words_.head_mark, words)) return;
    if (outline_.document.symbol && !patterns_.Matches(words_.body_start, words)) return;
    issuer_lines_.emplace_back(words);
  }

  // The letterhead's lines joined, without the parent body: the last body that the lines name.
  void SetIssuer() {
    std::vector<std::string> bodies;
    for (const std::string& line : issuer_lines_) {
      const bool starts = patterns_.Matches(words_.body_start, line);
      const bool depends = patterns_.Matches(words_.body_dependent, line);
      if (bodies.empty() ? !starts && !IsCaps(line) : false) continue;
      if (bodies.empty() || (starts && !depends)) {
        bodies.push_back(line);
      } else {
        bodies.back() += " " + line;
      }
    }
    if (!bodies.empty()) outline_.document.issuer = bodies.back();
    AddRemarks();
  }

  void AddRemarks() {
    if (outline_.code_span && !outline_.document.number) {
      Remark(DiagnosticCode::kBlankNumber, Severity::kInfo, "the document's number was left blank or cannot be read", *outline_.code_span);
    }
    if (!outline_.date_span) return;
    if (date_.invalid) {
      Remark(DiagnosticCode::kInvalidDate, Severity::kWarning, "no calendar has the document's date", *outline_.date_span);
    } else if (date_.partial) {
      Remark(DiagnosticCode::kPartialDate, Severity::kInfo, "the document's date is not complete", *outline_.date_span);
    }
  }

  void Remark(DiagnosticCode code, Severity severity, std::string message, Span span) {
    outline_.diagnostics.push_back({code, severity, std::move(message), span});
  }

  void ReadType(std::size_t index) {
    const auto prefix = patterns_.LongestPrefix(words_.document_type, Beginning(Words(index), 200));
    if (prefix) outline_.document.type = std::string(prefix->value);
  }

  // The title's lines, from the type line on. Returns the line after them.
  std::size_t ReadTitle(std::size_t type_line) {
    std::vector<Span> parts;
    if (!IsTypeLine(type_line)) {
      const auto prefix = patterns_.LongestPrefix(words_.document_type, Beginning(Words(type_line), 200));
      const Span span = Line(type_line).span;
      Span rest{span.start + prefix->bytes, span.end};
      while (!rest.empty() && (text_.text[rest.start] == ' ' || text_.text[rest.start] == ':')) ++rest.start;
      if (!rest.empty()) parts.push_back(rest);
    }
    std::size_t line = type_line + 1;
    for (; line < Count() && parts.size() < kMaxTitleLines && BelongsToTitle(line, parts); ++line) {
      parts.push_back(Line(line).span);
    }
    while (line < Count() && Line(line).hits.Has(words_.attached)) line = SkipAttachedNote(line);
    if (parts.empty()) return line;
    outline_.document.title = std::string(TrimSigns(WithoutLastNoteMarks(JoinWords(text_, parts)), " ;"));
    outline_.title_span = Span{parts.front().start, parts.back().end};
    return line;
  }

  // `(Kèm theo …)` up to its closing bracket.
  [[nodiscard]] std::size_t SkipAttachedNote(std::size_t line) const {
    const bool bracket = Words(line).substr(0, 3).find('(') != std::string_view::npos;
    const std::size_t end = std::min(Count(), line + 5);
    while (bracket && line + 1 < end && Words(line).find(')') == std::string_view::npos && Line(line + 1).blanks == 0) ++line;
    return line + 1;
  }

  [[nodiscard]] bool BelongsToTitle(std::size_t index, const std::vector<Span>& title) const {
    const TextLine& line = Line(index);
    const std::string_view words = Words(index);
    const PatternHits& hits = line.hits;
    if (line.place.table != Line(index - 1).place.table || line.place.cell != Line(index - 1).place.cell) return false;
    if (hits.Has(words_.attached) || hits.Has(words_.addressee)) return false;
    const bool marked = hits.Has(words_.paragraph_start);
    const bool fits = line.columns <= kLongestTitleLine;
    if (title.empty()) return !marked && line.columns <= 4 * kLongestTitleLine && !OpensBody(index);
    const TextLine& above = Line(index - 1);
    const std::string_view before = Words(index - 1);
    const bool hangs = before.back() == ',' || HangingWord(before) || OpenQuote(title);
    if (line.blanks > 0) return (BeginsLower(words) || hangs) && fits && !marked;
    if (marked && !hangs) return false;
    if (line.caps && above.caps) return true;
    if (BeginsLower(words)) return line.columns <= 2 * kLongestTitleLine;
    if (!fits || above.caps != line.caps || above.emphasised != line.emphasised) return hangs && fits;
    if (words.back() == ';' || words.back() == ':') return false;
    return !hits.Has(words_.opening) && (hangs || !NextGoesOn(index));
  }

  // Is the first line below the type no title but the body already?
  [[nodiscard]] bool OpensBody(std::size_t index) const {
    const std::string_view words = Words(index);
    const bool running = words.back() == ';' || words.back() == ':' || Line(index).columns > kLongestTitleLine;
    return Line(index).hits.Has(words_.opening) && running;
  }

  // A paragraph in wrapped text goes on on the next line.
  [[nodiscard]] bool NextGoesOn(std::size_t index) const {
    return document_.layout.wrapped && index + 1 < Count() && Line(index + 1).blanks == 0 && BeginsLower(Words(index + 1));
  }

  [[nodiscard]] bool HangingWord(std::string_view words) const {
    const std::size_t space = words.rfind(' ');
    return space != std::string_view::npos && patterns_.Value(words_.hanging, words.substr(space + 1)).has_value();
  }

  [[nodiscard]] bool OpenQuote(const std::vector<Span>& title) const {
    int open = 0;
    for (const Span part : title) {
      const std::string_view words = text_.View(part);
      for (std::size_t at = 0; at < words.size();) {
        const char32_t c = NextChar(words, at);
        if (c == U'“') ++open;
        if (c == U'”') --open;
      }
    }
    return open > 0;
  }

  // `Kính gửi:` and the addressees under it.
  [[nodiscard]] std::size_t SkipAddressee(std::size_t line) const {
    if (line >= Count() || !Line(line).hits.Has(words_.addressee)) return line;
    ++line;
    while (line < Count() && (Words(line).front() == '-' || Words(line).front() == '+')) ++line;
    return line;
  }

  const NormalizedText& text_;
  const DocumentLines& document_;
  const PatternTable& patterns_;
  const Vocabulary& words_;
  Outline& outline_;
  std::vector<std::string> issuer_lines_;
  std::size_t number_end_ = 0;
  PartialDate date_;
};

}  // namespace

std::size_t ReadHead(const NormalizedText& text, const DocumentLines& document, const PatternTable& patterns,
                     const Vocabulary& words, Outline& outline) {
  return HeadReader(text, document, patterns, words, outline).Run();
}

std::size_t SkipAttachedHead(const NormalizedText& text, const DocumentLines& document, const PatternTable& patterns,
                             const Vocabulary& words, std::size_t begin) {
  Outline scratch;
  return HeadReader(text, document, patterns, words, scratch).SkipAttached(begin);
}

}  // namespace trichluc
