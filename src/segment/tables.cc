#include "segment/tables.h"

#include <algorithm>
#include <charconv>
#include <string_view>

#include "pages/paged_text.h"

namespace trichluc {
namespace {

constexpr std::size_t kMaxCellLines = 100;
constexpr std::size_t kMaxFirstRowLines = 400;
constexpr std::size_t kMinGapRows = 2;
constexpr std::size_t kMostHeadRows = 3;
constexpr std::string_view kLineBreak = "<br>";
constexpr std::string_view kClosedLineBreak = "<br/>";

std::string_view LineText(const NormalizedText& text, std::size_t line) { return text.View(text.lines[line].span); }

// Does the `|` at `at` set cells apart? One that was escaped is a word of its cell.
bool IsBar(const NormalizedText& text, std::size_t at) {
  return text.text[at] == '|' && !std::binary_search(text.escaped_bars.begin(), text.escaped_bars.end(), at);
}

bool IsPipe(const NormalizedText& text, std::size_t line) {
  return line < text.lines.size() && LineText(text, line) == "|" && IsBar(text, text.lines[line].span.start);
}

bool IsBlank(const NormalizedText& text, std::size_t line) { return text.lines[line].span.empty(); }

std::optional<int> Integer(std::string_view text) {
  if (!text.empty() && (text.back() == '.' || text.back() == ')')) text.remove_suffix(1);
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

// One cell a line. A `|` opens a row, separates two cells, or closes a row; two of them in a row close one row and open the
// next, or stand around an empty cell. Which it is shows in the number of columns and of the rows.
class PipeTableReader {
 public:
  PipeTableReader(const NormalizedText& text, std::size_t first, int number, std::vector<CellPart>& parts)
      : text_(text), first_(first), at_(first + 1), parts_(parts), parts_before_(parts.size()) {
    place_.table = number;
  }

  std::size_t Run() {
    while (at_ < text_.lines.size()) {
      if (IsPipe(text_, at_)) {
        if (!CloseCell()) return at_ + 1;
      } else if (!ReadCellLine()) {
        break;
      }
    }
    if (place_.row > 0) return std::min(at_, text_.lines.size());
    parts_.resize(parts_before_);  // not even one row: the `|` was no table
    return first_;
  }

 private:
  // False where the cell has no end.
  bool ReadCellLine() {
    if (++cell_lines_ > kMaxCellLines || (columns_ == 0 && at_ - first_ > kMaxFirstRowLines)) return false;
    if (!IsBlank(text_, at_)) {
      parts_.push_back({text_.lines[at_].span, at_, place_});
      if (place_.cell == 0) first_cell_ = LineText(text_, at_);
    }
    ++at_;
    return true;
  }

  // At a `|` behind a cell. False where it ends the table.
  bool CloseCell() {
    const int cells = place_.cell + 1;
    cell_lines_ = 0;
    const bool row_full = columns_ > 0 && cells >= columns_;
    if (IsPipe(text_, at_ + 1)) {
      if (columns_ == 0 || row_full || IsGroupRow(cells) || NumberFollows()) {
        NextRow(cells);
        at_ += 2;
      } else {
        NextCell();
      }
      return true;
    }
    if (at_ + 1 >= text_.lines.size()) return false;
    if (IsBlank(text_, at_ + 1)) {
      if (columns_ == 0 || row_full || !PipeAhead()) return false;
    } else if (row_full) {
      return false;  // words behind a full row are no cell of it
    }
    NextCell();
    return true;
  }

  // One merged cell with words: a heading within the table.
  [[nodiscard]] bool IsGroupRow(int cells) const {
    return cells == 1 && columns_ > 2 && !first_cell_.empty() && !Integer(first_cell_);
  }

  // Does the word behind the next `|` count the rows on? Then this row ends early.
  [[nodiscard]] bool NumberFollows() const {
    const std::size_t line = at_ + 2;
    if (line >= text_.lines.size()) return false;
    const std::optional<int> next = Integer(LineText(text_, line));
    const std::optional<int> now = Integer(first_cell_);
    return next && now && *next == *now + 1;
  }

  [[nodiscard]] bool PipeAhead() const {
    const std::size_t end = std::min(text_.lines.size(), at_ + 30);
    for (std::size_t line = at_ + 1; line < end; ++line) {
      if (IsPipe(text_, line)) return true;
    }
    return false;
  }

  void NextRow(int cells) {
    if (columns_ == 0) columns_ = cells;
    ++place_.row;
    place_.cell = 0;
    first_cell_ = {};
  }

  void NextCell() {
    ++place_.cell;
    ++at_;
  }

  const NormalizedText& text_;
  std::size_t first_;
  std::size_t at_;
  std::vector<CellPart>& parts_;
  std::size_t parts_before_;
  TablePlace place_;
  int columns_ = 0;  // 0 until the first row ended
  std::size_t cell_lines_ = 0;
  std::string_view first_cell_;
};

Span Trim(const NormalizedText& text, Span span) {
  while (!span.empty() && text.text[span.start] == ' ') ++span.start;
  while (!span.empty() && text.text[span.end - 1] == ' ') --span.end;
  return span;
}

// The line break at `at`: `<br>` or `<br/>`; empty where none is.
std::string_view LineBreakAt(std::string_view text, std::size_t at) {
  const std::string_view rest = text.substr(at);
  for (const std::string_view mark : {kLineBreak, kClosedLineBreak}) {
    if (rest.starts_with(mark)) return mark;
  }
  return {};
}

// One pass over the cell: a search of its own for each kind of break would run to the end for each part.
void AddCell(const NormalizedText& text, std::size_t line, Span span, TablePlace place, std::vector<CellPart>& parts) {
  const auto add = [&](std::size_t start, std::size_t end) {
    const Span part = Trim(text, {start, end});
    if (!part.empty()) parts.push_back({part, line, place});
  };
  const std::string_view cell = text.View(span);
  std::size_t start = 0;
  for (std::size_t at = cell.find('<'); at != std::string_view::npos; at = cell.find('<', at)) {
    const std::string_view mark = LineBreakAt(cell, at);
    if (!mark.empty()) {
      add(span.start + start, span.start + at);
      start = at + mark.size();
    }
    at += std::max(mark.size(), std::size_t{1});
  }
  add(span.start + start, span.end);
}

std::size_t PipeCount(const NormalizedText& text, std::size_t line) {
  const Span span = text.lines[line].span;
  const std::string_view row = text.View(span);
  const auto first = std::lower_bound(text.escaped_bars.begin(), text.escaped_bars.end(), span.start);
  const auto last = std::lower_bound(first, text.escaped_bars.end(), span.end);
  return static_cast<std::size_t>(std::count(row.begin(), row.end(), '|') - (last - first));
}

// `| a | b |`, or `a | b | c` where the lines around have as many columns.
bool IsBarRow(const NormalizedText& text, std::size_t line) {
  if (line >= text.lines.size()) return false;
  const Span row = text.lines[line].span;
  const std::size_t pipes = PipeCount(text, line);
  return pipes >= 2 && IsBar(text, row.start) && (IsBar(text, row.end - 1) || pipes >= 3);
}

bool IsOpenBarRow(const NormalizedText& text, std::size_t line, std::size_t pipes) {
  return line < text.lines.size() && pipes >= 1 && PipeCount(text, line) == pipes;
}

bool IsBarRuler(std::string_view row) {
  return row.find_first_not_of("|:-+= ") == std::string_view::npos && row.find('-') != std::string_view::npos;
}

void ReadBarRow(const NormalizedText& text, std::size_t line, TablePlace place, std::vector<CellPart>& parts) {
  Span rest = text.lines[line].span;
  if (IsBar(text, rest.start)) ++rest.start;
  if (!rest.empty() && IsBar(text, rest.end - 1)) --rest.end;
  for (std::size_t at = rest.start; at < rest.end; ++at) {
    if (!IsBar(text, at)) continue;
    AddCell(text, line, {rest.start, at}, place, parts);
    rest.start = at + 1;
    ++place.cell;
  }
  AddCell(text, line, rest, place, parts);
}

std::size_t ReadBarTable(const NormalizedText& text, std::size_t first, int number, std::vector<CellPart>& parts) {
  const std::size_t pipes = PipeCount(text, first);
  const bool closed = IsBarRow(text, first);
  if (!closed && !(IsOpenBarRow(text, first, pipes) && IsOpenBarRow(text, first + 1, pipes))) return first;
  TablePlace place{number, 0, 0};
  std::size_t line = first;
  for (; closed ? IsBarRow(text, line) : IsOpenBarRow(text, line, pipes); ++line) {
    if (IsBarRuler(LineText(text, line))) continue;
    ReadBarRow(text, line, place, parts);
    ++place.row;
  }
  return line;
}

std::vector<Span> GapParts(const NormalizedText& text, std::size_t line) {
  const Span span = text.lines[line].span;
  std::vector<Span> parts;
  std::size_t start = span.start;
  for (auto gap = std::lower_bound(text.gaps.begin(), text.gaps.end(), span.start); gap != text.gaps.end() && *gap < span.end;
       ++gap) {
    parts.push_back({start, *gap});
    start = *gap + 1;
  }
  parts.push_back({start, span.end});
  return parts;
}

// Columns set apart by gaps are taken for a table only under a head row that numbers its rows.
std::size_t ReadGapTable(const NormalizedText& text, std::size_t first, int number, std::vector<CellPart>& parts) {
  const std::size_t columns = GapParts(text, first).size();
  std::size_t line = first;
  while (line < text.lines.size() && !IsBlank(text, line) && GapParts(text, line).size() == columns) ++line;
  if (columns < 3 || line - first < kMinGapRows) return first;
  for (std::size_t row = first; row < line; ++row) {
    TablePlace place{number, static_cast<int>(row - first), 0};
    for (const Span part : GapParts(text, row)) {
      parts.push_back({part, row, place});
      ++place.cell;
    }
  }
  return line;
}

// --- tables that go on over a page's end

// The part behind the row that part `at` belongs to.
std::size_t RowEnd(const std::vector<CellPart>& parts, std::size_t at) {
  const int row = parts[at].place.row;
  while (at < parts.size() && parts[at].place.row == row) ++at;
  return at;
}

// The words of the row from part `first` to `end`, by columns.
std::map<int, std::string> WordsOf(const NormalizedText& text, const std::vector<CellPart>& parts, std::size_t first, std::size_t end) {
  std::map<int, std::string> words;
  for (std::size_t i = first; i < end; ++i) words[parts[i].place.cell].append(text.View(parts[i].span)).append(1, ' ');
  return words;
}

bool IsEmphasised(const NormalizedText& text, Span span) {
  const auto first = std::lower_bound(text.emphasis.begin(), text.emphasis.end(), span.start,
                                      [](Span emphasis, std::size_t at) { return emphasis.end <= at; });
  return first != text.emphasis.end() && first->start < span.end;
}

bool PageEndsBetween(const NormalizedText& text, std::size_t above, std::size_t below) {
  for (std::size_t line = above + 1; line <= below; ++line) {
    if (text.lines[line].page_break) return true;
  }
  return false;
}

}  // namespace

std::size_t ReadTable(const NormalizedText& text, const PatternTable& patterns, const Vocabulary& words, std::size_t first,
                      int number, std::vector<CellPart>& parts) {
  if (IsPipe(text, first)) return PipeTableReader(text, first, number, parts).Run();
  const std::string_view line = LineText(text, first);
  if (PipeCount(text, first) > 0) return ReadBarTable(text, first, number, parts);
  const Span span = text.lines[first].span;
  const auto gap = std::lower_bound(text.gaps.begin(), text.gaps.end(), span.start);
  const bool has_gap = gap != text.gaps.end() && *gap < span.end;
  if (has_gap && patterns.Matches(words.table_head, line)) return ReadGapTable(text, first, number, parts);
  return first;
}

void OpenTable::Begin(const std::vector<CellPart>& parts) {
  last_number_.reset();
  last_column_ = 0;
  head_ = FirstRows(parts);
  head_emphasised_ = !parts.empty() && IsEmphasised(text_, parts.front().span);
  Add(parts);
}

bool OpenTable::GoOn(std::vector<CellPart>& parts) {
  const std::vector<RowWords> rows = FirstRows(parts);
  std::size_t repeated = 0;
  while (repeated < std::min(head_.size(), rows.size()) && head_[repeated].size() > 1 && head_[repeated] == rows[repeated]) ++repeated;
  if (repeated == 0 && (parts.empty() || head_.empty() || !BeginsInTheMiddle(parts))) return false;
  const int first = static_cast<int>(repeated);
  std::erase_if(parts, [&](const CellPart& part) { return part.place.row < first; });
  for (CellPart& part : parts) {
    part.place.table = last_.table;
    part.place.row += last_.row + 1;
  }
  Add(parts);
  return true;
}

std::vector<OpenTable::RowWords> OpenTable::FirstRows(const std::vector<CellPart>& parts) const {
  std::vector<RowWords> rows;
  for (std::size_t at = 0; at < parts.size() && rows.size() < kMostHeadRows;) {
    const std::size_t end = RowEnd(parts, at);
    rows.push_back(WordsOf(text_, parts, at, end));
    at = end;
  }
  return rows;
}

// Is the first row plainly none that names the columns of a table of its own?
bool OpenTable::BeginsInTheMiddle(const std::vector<CellPart>& parts) const {
  const auto wider = [&](const CellPart& part) { return part.place.cell > last_column_; };
  if (std::any_of(parts.begin(), parts.end(), wider)) return false;
  const auto row_end = parts.begin() + static_cast<std::ptrdiff_t>(RowEnd(parts, 0));
  if (std::any_of(parts.begin(), row_end, [&](const CellPart& part) { return text_.View(part.span) == kCellAbove; })) return true;
  const CellPart& first = parts.front();
  if (last_number_) return first.place.cell > 0 || Integer(text_.View(first.span)) == *last_number_ + 1;
  return head_emphasised_ && !IsEmphasised(text_, first.span);  // nothing counts the rows, but a head stands out
}

void OpenTable::Add(const std::vector<CellPart>& parts) {
  for (const CellPart& part : parts) {
    last_ = part.place;
    last_column_ = std::max(last_column_, part.place.cell);
    if (part.place.cell > 0) continue;
    if (const std::optional<int> number = Integer(text_.View(part.span))) last_number_ = number;
  }
}

void DropRepeatedHeads(const NormalizedText& text, std::vector<CellPart>& parts) {
  if (parts.empty()) return;
  std::size_t kept = RowEnd(parts, 0);
  const std::map<int, std::string> head = WordsOf(text, parts, 0, kept);
  if (head.size() < 2) return;
  for (std::size_t row = kept; row < parts.size();) {
    const std::size_t end = RowEnd(parts, row);
    const bool repeats = PageEndsBetween(text, parts[row - 1].source, parts[row].source) && WordsOf(text, parts, row, end) == head;
    for (std::size_t i = row; i < end; ++i) {
      if (!repeats) parts[kept++] = parts[i];
    }
    row = end;
  }
  parts.resize(kept);
}

}  // namespace trichluc
