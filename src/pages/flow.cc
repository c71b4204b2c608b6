// Two steps: each paragraph becomes lines (LineBuilder), and lines and tables become the text (FlowWriter).
//
//   <table><tr><td>UBND XÃ A <br> Số: 1/KH <td> CỘNG HÒA … <br> Độc lập …     without borders
//
//   UBND XÃ A       CỘNG HÒA …
//   Số: 1/KH        Độc lập …
#include "pages/flow.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "pages/raised.h"
#include "text/unicode.h"
#include "text/utf8.h"

namespace trichluc {
namespace {

constexpr std::size_t kTab = kColumnGap;
constexpr std::size_t kGap = 3;  // columns of white space that later layers take for one
constexpr std::size_t kWidestGap = 8;
constexpr std::size_t kLongestLabel = 12;      // columns: `Chương III.`
constexpr std::size_t kLongestShortLabel = 5;  // bytes: `12.1.`
constexpr std::size_t kMostPadding = 48;       // a left column is set so wide
constexpr std::size_t kWidestPair = 190;  // columns of two lines side by side; recipients and signature are no longer
constexpr std::size_t kMostLayoutRows = 8;
constexpr std::size_t kMostLayoutColumns = 3;
constexpr std::size_t kMostLayoutLines = 60;  // a cell of more holds the text itself
constexpr char32_t kNoBreakSpace = 0xA0;

std::string TextOf(const FlowRun& run) { return run.caps ? ToUpperCase(run.text) : run.text; }

struct FlowLine {
  std::string text;
  std::size_t columns = 0;
  char32_t first = 0;  // characters; 0 where it is empty
  char32_t last = 0;
  bool page_break = false;
};

// Writes one line: white space in order, bold marked, what would be taken for a mark escaped.
class LineBuilder {
 public:
  void Add(char32_t c, bool bold) {
    if (c == '\t') {
      spaces_ += kTab;
    } else if (c == kNoBreakSpace || ClassOf(c) == CharClass::kSpace) {
      ++spaces_;
    } else if (ClassOf(c) != CharClass::kControl) {
      WriteSpaces(bold);
      if (c == '*' || c == '|' || c == '\\' || (c == '#' && columns_ == 0)) text_ += '\\';
      AppendChar(text_, c);
      if (columns_ == 0) first_ = c;
      ++columns_;
      last_ = c;
    }
  }

  [[nodiscard]] bool empty() const { return columns_ == 0; }

  FlowLine Finish() && {
    if (bold_) text_ += "**";
    return {std::move(text_), columns_, first_, last_, false};
  }

 private:
  // The white space before a character, and the marks where what is bold begins and ends.
  void WriteSpaces(bool bold) {
    std::size_t spaces = columns_ == 0 ? 0 : spaces_;
    if (spaces >= kGap && EndsLabel()) spaces = 1;
    spaces = std::min(spaces, kWidestGap);
    const bool ends = bold_ && (!bold || spaces >= kGap);
    if (ends) text_ += "**";
    if (ends) bold_ = false;
    text_.append(spaces, ' ');
    columns_ += spaces;
    words_ += spaces > 0 ? 1 : 0;
    if (bold && !bold_) text_ += "**";
    bold_ = bold;
    spaces_ = 0;
  }

  // Is the line so far `1.`, `a)`, `-` or `Điều 1.`? The space behind it is padding then and sets no columns apart.
  [[nodiscard]] bool EndsLabel() const {
    if (columns_ > kLongestLabel) return false;
    if (last_ == '.' || last_ == ')' || last_ == '/') return words_ <= 1;
    const CharClass kind = ClassOf(last_);
    return columns_ == 1 && !IsLetter(kind) && kind != CharClass::kDigit;
  }

  std::string text_;
  std::size_t columns_ = 0;
  std::size_t spaces_ = 0;  // not yet written
  std::size_t words_ = 0;   // that ended
  char32_t first_ = 0;
  char32_t last_ = 0;
  bool bold_ = false;
};

constexpr std::string_view kFlowSpaces = " \t\n\f";

// Takes the raised characters of a paragraph down into their lines.
class Lowerer {
 public:
  std::vector<FlowRun> Run(const std::vector<FlowRun>& runs) {
    std::vector<FlowRun> out;
    for (std::size_t i = 0; i < runs.size(); ++i) {
      FlowRun run = runs[i];
      // A file may cut what is raised into several runs.
      while (run.raised && i + 1 < runs.size() && runs[i + 1].raised) run.text += runs[++i].text;
      if (run.raised) {
        Lower(run.text);
      } else if (std::exchange(note_begins_, false) && !run.text.empty() && !IsBlank(run.text.substr(0, CharBytes(run.text[0])))) {
        run.text.insert(0, " ");
      }
      line_ += run.text;
      line_.erase(0, line_.find_last_of("\n\f") + 1);
      out.push_back(std::move(run));
    }
    return out;
  }

 private:
  void Lower(std::string& text) {
    const std::size_t first = text.find_first_not_of(kFlowSpaces);
    if (first == std::string::npos) return;
    const std::size_t end = text.find_last_not_of(kFlowSpaces) + 1;
    const std::string before = line_ + text.substr(0, first);
    std::string written = RaisedText(before, text.substr(first, end - first));
    note_begins_ = end == text.size() && IsBlank(before) && written.ends_with(']');
    text.replace(first, end - first, written);
  }

  std::string line_;          // so far
  bool note_begins_ = false;  // the line has its number and nothing behind it
};

std::vector<FlowLine> LinesOf(const FlowParagraph& paragraph) {
  std::vector<FlowLine> lines;
  LineBuilder builder;
  bool page_break = paragraph.page_break;
  const auto finish = [&] {
    lines.push_back(std::move(builder).Finish());
    lines.back().page_break = std::exchange(page_break, false);
    builder = {};
  };
  for (const FlowRun& run : Lowerer().Run(paragraph.runs)) {
    const std::string text = TextOf(run);
    for (std::size_t at = 0; at < text.size();) {
      const char32_t c = NextChar(text, at);
      if (c == '\f' && lines.empty() && builder.empty()) {
        page_break = true;
      } else if (c == '\n' || c == '\f') {
        finish();
        page_break = c == '\f';
      } else {
        builder.Add(c, run.bold);
      }
    }
  }
  finish();
  return lines;
}

bool HasText(const FlowParagraph& paragraph) {
  return std::any_of(paragraph.runs.begin(), paragraph.runs.end(),
                     [](const FlowRun& run) { return !IsBlank(run.text); });
}

const FlowTable* TableOf(const FlowBlock& block) {
  const auto* table = std::get_if<std::unique_ptr<FlowTable>>(&block);
  return table == nullptr ? nullptr : table->get();
}

bool HasText(const std::vector<FlowBlock>& blocks);

bool HasText(const FlowTable& table) {
  return std::any_of(table.rows.begin(), table.rows.end(), [](const auto& row) {
    return std::any_of(row.begin(), row.end(), [](const FlowCell& cell) { return HasText(cell.blocks); });
  });
}

bool HasText(const std::vector<FlowBlock>& blocks) {
  return std::any_of(blocks.begin(), blocks.end(), [](const FlowBlock& block) {
    const FlowTable* table = TableOf(block);
    return table != nullptr ? HasText(*table) : HasText(std::get<FlowParagraph>(block));
  });
}

// The lines of a cell, as a bound from above.
std::size_t CountLines(const FlowCell& cell) {
  std::size_t lines = 0;
  for (const FlowBlock& block : cell.blocks) {
    if (const FlowTable* table = TableOf(block)) {
      lines += table->rows.size();
      continue;
    }
    for (const FlowRun& run : std::get<FlowParagraph>(block).runs)
      lines += static_cast<std::size_t>(std::count(run.text.begin(), run.text.end(), '\n'));
    ++lines;
  }
  return lines;
}

// The columns of the grid in which a cell with text begins, in order.
std::vector<std::uint32_t> UsedColumns(const FlowTable& table) {
  std::vector<bool> used(kMostFlowColumns);
  for (const auto& row : table.rows) {
    for (const FlowCell& cell : row) {
      if (HasText(cell.blocks)) used[std::min(cell.column, kMostFlowColumns - 1)] = true;
    }
  }
  std::vector<std::uint32_t> columns;
  for (std::uint32_t i = 0; i < kMostFlowColumns; ++i) {
    if (used[i]) columns.push_back(i);
  }
  return columns;
}

// Do two cells of one row hold several lines each? Data has one line a cell, most of the time.
bool HasTallPair(const FlowTable& table) {
  return std::any_of(table.rows.begin(), table.rows.end(), [](const auto& row) {
    return std::count_if(row.begin(), row.end(),
                         [](const FlowCell& cell) { return HasText(cell.blocks) && CountLines(cell) > 1; }) > 1;
  });
}

bool HasHugeCell(const FlowTable& table) {
  return std::any_of(table.rows.begin(), table.rows.end(), [](const auto& row) {
    return std::any_of(row.begin(), row.end(),
                       [](const FlowCell& cell) { return CountLines(cell) > kMostLayoutLines; });
  });
}

void TrimBlankLines(std::vector<FlowLine>& lines) {
  while (!lines.empty() && lines.back().text.empty()) lines.pop_back();
  const auto first = std::find_if(lines.begin(), lines.end(), [](const FlowLine& line) { return !line.text.empty(); });
  lines.erase(lines.begin(), first);
}

// Begins the line with `a)` or `1.`?
bool BeginsWithLabel(std::string_view line) {
  line.remove_prefix(std::min(line.find_first_not_of('*'), line.size()));
  const std::string_view word = line.substr(0, line.find(' '));
  return word.size() <= kLongestShortLabel && !word.empty() && (word.back() == ')' || word.back() == '.');
}

// Lines that a writer broke to the width of a cell go on with a small letter, or with the number of a date. Side by side with
// those of another cell nobody could tell that any more.
void JoinBrokenLines(std::vector<FlowLine>& lines) {
  std::size_t kept = 0;
  for (std::size_t i = 1; i < lines.size(); ++i) {
    FlowLine& above = lines[kept];
    const CharClass first = ClassOf(lines[i].first);
    const bool goes_on =
        first == CharClass::kLower || (first == CharClass::kDigit && ClassOf(above.last) == CharClass::kLower);
    if (above.text.empty() || lines[i].text.empty() || !goes_on || BeginsWithLabel(lines[i].text)) {
      if (++kept != i) lines[kept] = std::move(lines[i]);
      continue;
    }
    above.text.append(" ").append(lines[i].text);
    above.columns += 1 + lines[i].columns;
    above.last = lines[i].last;
  }
  if (!lines.empty()) lines.resize(kept + 1);
}

std::vector<FlowLine> LinesOf(const std::vector<FlowBlock>& blocks);

// A row of a table inside a cell: one line.
FlowLine InnerRow(const std::vector<FlowCell>& row) {
  FlowLine out;
  for (const FlowCell& cell : row) {
    for (const FlowLine& line : LinesOf(cell.blocks)) {
      if (line.text.empty()) continue;
      if (!out.text.empty()) out.text += "; ";
      out.text += line.text;
      out.columns += line.columns + 2;
    }
  }
  return out;
}

// The lines of a cell.
std::vector<FlowLine> LinesOf(const std::vector<FlowBlock>& blocks) {
  std::vector<FlowLine> lines;
  for (const FlowBlock& block : blocks) {
    if (const FlowTable* table = TableOf(block)) {
      for (const auto& row : table->rows) lines.push_back(InnerRow(row));
      continue;
    }
    std::vector<FlowLine> more = LinesOf(std::get<FlowParagraph>(block));
    lines.insert(lines.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
  }
  TrimBlankLines(lines);
  return lines;
}

class FlowWriter {
 public:
  FlowWriter(PagedText& out, std::uint64_t limit) : out_(out), limit_(limit) {}

  [[nodiscard]] bool too_long() const { return out_.text.size() > limit_; }

  void Write(const std::vector<FlowBlock>& blocks) {
    for (const FlowBlock& block : blocks) {
      if (too_long()) return;
      if (const FlowTable* table = TableOf(block)) {
        Write(*table);
      } else {
        Write(std::get<FlowParagraph>(block));
      }
    }
  }

 private:
  void Write(const FlowParagraph& paragraph) {
    page_break_ = page_break_ || paragraph.page_break;
    if (!HasText(paragraph)) {
      for (const FlowRun& run : paragraph.runs) page_break_ = page_break_ || run.text.find('\f') != std::string::npos;
      blank_ = true;
      return;
    }
    // What is centred stands apart from what is not, on the page as well.
    blank_ = blank_ || (centred_ && *centred_ != paragraph.centred);
    centred_ = paragraph.centred;
    for (const FlowLine& line : LinesOf(paragraph)) {
      Write(line);
      last_ = line.last;
    }
    // Where it is sure that a paragraph ends, nobody has to tell from its last comma.
    blank_ = blank_ || last_ == U',';
  }

  void Write(const FlowLine& line) {
    page_break_ = page_break_ || line.page_break;
    if (line.text.empty()) {
      blank_ = true;
      return;
    }
    if (!out_.text.empty()) out_.text += blank_ ? "\n\n" : "\n";
    if (page_break_ && !out_.text.empty()) out_.text += '\f';
    blank_ = page_break_ = false;
    out_.text += line.text;
  }

  void Write(const FlowTable& table) {
    if (!HasText(table)) return;
    blank_ = true;
    centred_.reset();
    switch (FormOf(table)) {
      case TableForm::kRows: WriteRows(table); break;
      case TableForm::kSideBySide:
        for (const auto& row : table.rows) WriteSideBySide(row);
        break;
      case TableForm::kFrame:
        for (const auto& row : table.rows) {
          for (const FlowCell& cell : row) Write(cell.blocks);
        }
        break;
    }
    blank_ = true;
    centred_.reset();
  }

  // Columns in which no cell begins are the traces of merged ones.
  void WriteRows(const FlowTable& table) {
    const std::vector<std::uint32_t> columns = UsedColumns(table);
    std::vector<bool> filled(columns.size());  // the last cell of each column has words
    for (const auto& row : table.rows) {
      std::vector<std::string> cells(columns.size());
      std::vector<bool> above(columns.size());
      bool words = false;
      for (const FlowCell& cell : row) {
        const auto place =
            std::lower_bound(columns.begin(), columns.end(), std::min(cell.column, kMostFlowColumns - 1));
        if (place == columns.end()) continue;
        const auto i = static_cast<std::size_t>(place - columns.begin());
        above[i] = above[i] || (cell.above && filled[i]);
        AddCell(cell, cells[i]);
        words = words || !cells[i].empty();
      }
      for (std::size_t i = 0; i < cells.size(); ++i) {
        filled[i] = above[i] || !cells[i].empty();
        if (above[i] && cells[i].empty()) cells[i] = kCellAbove;
      }
      if (words) WriteRow(cells);
      if (too_long()) return;
    }
  }

  static void AddCell(const FlowCell& cell, std::string& text) {
    for (const FlowLine& line : LinesOf(cell.blocks)) {
      if (line.text.empty()) continue;
      if (!text.empty()) text += "<br>";
      text += line.text;
    }
  }

  void WriteRow(const std::vector<std::string>& cells) {
    FlowLine line;
    for (const std::string& cell : cells) line.text += cell.empty() ? "| " : "| " + cell + " ";
    line.text += "|";
    Write(line);
  }

  void WriteSideBySide(const std::vector<FlowCell>& row) {
    std::vector<std::vector<FlowLine>> cells;
    std::size_t rows = 0;
    for (const FlowCell& cell : row) {
      std::vector<FlowLine> lines = LinesOf(cell.blocks);
      if (lines.empty()) continue;
      JoinBrokenLines(lines);
      rows += lines.size();
      cells.push_back(std::move(lines));
    }
    std::vector<std::size_t> at(cells.size());
    for (std::size_t i = 0; i < rows; ++i) {
      if (!WritePair(cells, at)) return;
    }
  }

  // The next line of each cell, as far as they are not too long to stand side by side. False at the end.
  bool WritePair(const std::vector<std::vector<FlowLine>>& cells, std::vector<std::size_t>& at) {
    FlowLine out;
    bool any = false;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (at[i] >= cells[i].size()) continue;
      const FlowLine& line = cells[i][at[i]];
      any = true;
      if (!line.text.empty() && !out.text.empty() && out.columns + line.columns > kWidestPair) break;
      ++at[i];
      if (line.text.empty()) continue;
      const std::size_t start = StartOf(cells, i);
      const std::size_t padding = out.columns + kTab <= start ? start - out.columns : out.text.empty() ? 0 : kTab;
      out.text.append(padding, ' ');
      out.text += line.text;
      out.columns += padding + line.columns;
      out.page_break = out.page_break || line.page_break;
    }
    if (any) Write(out);
    return any;
  }

  // The column in which cell `i` begins.
  static std::size_t StartOf(const std::vector<std::vector<FlowLine>>& cells, std::size_t i) {
    std::size_t start = 0;
    for (std::size_t left = 0; left < i; ++left) {
      std::size_t width = 0;
      for (const FlowLine& line : cells[left]) width = std::max(width, std::min(line.columns, kMostPadding));
      start += width + kTab;
    }
    return start;
  }

  PagedText& out_;
  std::uint64_t limit_;
  bool blank_ = false;  // a blank line stands before the next
  bool page_break_ = false;
  char32_t last_ = 0;  // character of the paragraph above
  std::optional<bool> centred_;
};

}  // namespace

void AddRun(std::vector<FlowRun>& runs, FlowRun run) {
  if (!runs.empty() && runs.back().LooksLike(run)) {
    runs.back().text += run.text;
  } else {
    runs.push_back(std::move(run));
  }
}

void CellReach::Add(std::uint32_t column, std::uint32_t columns, std::uint32_t rows) {
  const Reach reach{row_, row_ + rows, column};
  for (std::uint32_t i = column; i < kMostFlowColumns && i - column < columns; ++i) reaches_[i] = reach;
}

bool IsBlank(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = NextChar(text, at);
    const CharClass kind = ClassOf(c);
    if (c != kNoBreakSpace && kind != CharClass::kSpace && kind != CharClass::kControl) return false;
  }
  return true;
}

TableForm FormOf(const FlowTable& table) {
  const std::size_t columns = UsedColumns(table).size();
  if (columns <= 1) return TableForm::kFrame;
  const bool layout = columns <= kMostLayoutColumns && table.rows.size() <= kMostLayoutRows &&
                      table.borders != FlowTable::Borders::kDrawn;
  if (!layout) return TableForm::kRows;
  if (table.borders == FlowTable::Borders::kUnknown && !HasTallPair(table)) return TableForm::kRows;
  return HasHugeCell(table) ? TableForm::kFrame : TableForm::kSideBySide;
}

Result<PagedText> WriteFlow(FlowText flow, std::string media_type, std::uint64_t limit) {
  PagedText out;
  out.media_type = std::move(media_type);
  FlowWriter writer(out, limit);
  writer.Write(flow.blocks);
  if (writer.too_long())
    return Error{Error::Code::kTooLarge, "its text has more than " + std::to_string(limit) + " bytes"};
  if (!out.text.empty()) out.text += '\n';
  out.diagnostics = std::move(flow.diagnostics);
  for (Diagnostic& diagnostic : out.diagnostics) diagnostic.span = {out.text.size(), out.text.size()};
  return out;
}

}  // namespace trichluc
