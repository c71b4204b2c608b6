#include "pages/layout.h"

#include <algorithm>
#include <cmath>

#include "pages/page_lines.h"
#include "pages/raised.h"
#include "pages/ruled_tables.h"
#include "pages/text_columns.h"
#include "pages/turning.h"
#include "text/unicode.h"
#include "text/utf8.h"

namespace trichluc {
namespace {

constexpr float kIndentStep = 0.65F;   // sizes of letters that one space of an indent stands for
constexpr std::size_t kShortCaps = 3;
constexpr std::size_t kMostIndent = 80;
constexpr float kFarthest = 1e6F;      // points
constexpr float kRaisedSize = 0.8F;    // of the letters beside: what is raised is no larger
constexpr float kRaisedBy = 0.2F;      // sizes of those letters, from their lower edge to its own
constexpr float kRaisedGap = 0.15F;    // and between the two where no space stands

// Places that no page has would make every sum of them meaningless.
void BringNear(Box& box) {
  for (float* side : {&box.x0, &box.y0, &box.x1, &box.y1}) *side = std::isfinite(*side) ? std::clamp(*side, -kFarthest, kFarthest) : 0;
}

// Begins a line of a cell with a sign, as items of a list do?
bool BeginsWithSign(const PageLine& line) {
  const CharClass first = ClassOf(CharAt(line.words.front().text, 0));
  return !IsLetter(first) && first != CharClass::kDigit;
}

// `TT`, `III`
bool IsShortCaps(std::string_view word) {
  return word.size() <= kShortCaps && std::all_of(word.begin(), word.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

// Is a word raised above the line that the word beside it stands on?
bool IsRaised(const PlacedWord& word, const PlacedWord& beside) {
  return word.size > 0 && word.size <= kRaisedSize * beside.size && word.box.y1 + kRaisedBy * beside.size < beside.box.y1;
}

// Which words of a line are raised. The first one is compared with the next one, the others with the last that is not raised.
std::vector<bool> RaisedWords(const std::vector<PlacedWord>& words) {
  std::vector<bool> raised(words.size());
  const PlacedWord* beside = words.size() > 1 ? &words[1] : nullptr;
  for (std::size_t i = 0; i < words.size() && beside != nullptr; ++i) {
    raised[i] = IsRaised(words[i], *beside);
    if (!raised[i]) beside = &words[i];
  }
  return raised;
}

// Does no space stand between a raised word and the one beside it? Whoever found the words measured by the small letters.
bool TouchesRaised(const PlacedWord& before, const PlacedWord& word) {
  return word.box.x0 - before.box.x1 < kRaisedGap * std::max(before.size, word.size);
}

class PageWriter {
 public:
  PageWriter(PagedText& out, const std::vector<PageSize>& sizes, float left, float letter_size)
      : out_(out), sizes_(sizes), left_(left), letter_size_(letter_size) {}

  void Write(const PageLine& line, bool apart) {
    BeginLine(apart || below_table_);
    below_table_ = false;
    const float indent = (line.box.x0 - line.left.value_or(left_)) / (kIndentStep * letter_size_);
    out_.text.append(static_cast<std::size_t>(std::clamp(std::lround(indent), 0L, static_cast<long>(kMostIndent))), ' ');
    WriteWords(line);
  }

  void Write(const RuledTable& table) {
    std::vector<std::size_t> reach(table.columns.size());  // of each column's last cell: the row behind its last
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
      BeginLine(row == 0);
      out_.text += '|';
      auto cell = table.rows[row].begin();
      for (std::size_t column = 0; column < table.columns.size(); ++column) {
        const bool begins = cell != table.rows[row].end() && cell->column == column;
        if (begins && (!cell->lines.empty() || cell->above)) reach[column] = row + cell->rows;
        if (begins && !cell->lines.empty()) {
          Write(*cell);
        } else if (row < reach[column]) {
          WriteCellAbove();
        }
        if (begins) ++cell;
        out_.text += " |";
      }
    }
    below_table_ = below_table_ || !table.rows.empty();
  }

 private:
  void WriteCellAbove() { out_.text.append(1, ' ').append(kCellAbove); }

  void Write(const RuledCell& cell) {
    out_.text += ' ';
    for (const PageLine& line : cell.lines) {
      if (&line != &cell.lines.front()) out_.text += Between((&line)[-1], line);
      WriteWords(line);
    }
  }

  // What stands for the end of a line of a cell.
  static std::string_view Between(const PageLine& above, const PageLine& below) {
    const std::string& last = above.words.back().text;
    const std::string& next = below.words.front().text;
    // A column that is too narrow breaks behind the signs of a code, and `TT` or `III` between their letters.
    const bool in_word = last.size() > 1 && (last.back() == '-' || last.back() == '/');
    const bool in_label = above.words.size() == 1 && below.words.size() == 1 && IsShortCaps(last) && IsShortCaps(next);
    if (in_word || in_label) return "";
    return BeginsWithSign(below) ? "<br>" : " ";
  }

  // `apart`: with a blank line above it.
  void BeginLine(bool apart) {
    if (!first_) out_.text += apart ? "\n\n" : "\n";
    first_ = false;
  }

  void WriteWords(const PageLine& line) {
    auto column = line.columns.begin();
    const std::vector<bool> raised = RaisedWords(line.words);
    const std::size_t line_start = out_.text.size();
    bool note_begins = false;  // the line has its number and nothing behind it
    for (std::size_t i = 0; i < line.words.size(); ++i) {
      const PlacedWord& word = line.words[i];
      const bool begins = column != line.columns.end() && *column == i;
      if (begins) ++column;
      if (begins || !word.bold) EndBold();
      const bool joined = word.joined || (i > 0 && (raised[i] || raised[i - 1]) && TouchesRaised(line.words[i - 1], word));
      if (i > 0) out_.text.append(begins ? kColumnGap : joined && !note_begins ? 0 : 1, ' ');
      if (word.bold && !bold_) out_.text += "**";
      bold_ = word.bold;
      const std::size_t start = out_.text.size();
      out_.text += raised[i] ? RaisedText(std::string_view(out_.text).substr(line_start), word.text) : word.text;
      note_begins = raised[i] && i == 0;
      const Box box = word.guessed ? Box{} : TurnedBack(word.box, sizes_[word.page]);
      out_.words.push_back({{start, out_.text.size()}, word.page, box, word.confidence});
    }
    EndBold();
  }

  void EndBold() {
    if (bold_) out_.text += "**";
    bold_ = false;
  }

  PagedText& out_;
  const std::vector<PageSize>& sizes_;
  float left_;
  float letter_size_;
  bool first_ = true;
  bool below_table_ = false;
  bool bold_ = false;
};

}  // namespace

TextLayout::TextLayout(std::string media_type) { out_.media_type = std::move(media_type); }

void TextLayout::AddPage(const PageSize& size, std::vector<PlacedWord> words, const std::vector<Box>& rulings) {
  std::erase_if(words, [](const PlacedWord& word) { return word.text.empty(); });
  for (PlacedWord& word : words) {
    BringNear(word.box);
    word.page = static_cast<std::uint32_t>(sizes_.size());
    size_ += word.text.size() + 1;
  }
  sizes_.push_back(size);
  LaidPage page;
  page.letter_size = LetterSize(words);
  page.tables = TakeTables(rulings, words, page.letter_size);
  page.lines = FindLines(std::move(words), page.letter_size);
  Hold(std::move(page));
}

// Joins the page to those that wait for it, and lets go of those that need not wait any more.
void TextLayout::Hold(LaidPage page) {
  const bool may_go_on = !held_.empty() && JoinTables(held_.front(), page);
  if (!may_go_on) Release();
  DropFrames(page);
  held_.push_back(std::move(page));
}

void TextLayout::Release() {
  for (const LaidPage& page : held_) Write(page);
  held_.clear();
}

void TextLayout::Write(const LaidPage& page) {
  if (!out_.pages.empty()) out_.text += "\n\f";
  const std::size_t start = out_.text.size();
  std::vector<float> breaks;
  for (const RuledTable& table : page.tables) breaks.push_back(table.box.y0);
  const std::vector<PageLine> lines = ReadByColumn(page.lines, breaks, page.letter_size);
  float left = kFarthest;
  for (const PageLine& line : lines) left = std::min(left, line.box.x0);
  PageWriter writer(out_, sizes_, left, page.letter_size);
  const std::vector<bool> apart = StandApart(lines);
  auto table = page.tables.begin();
  for (std::size_t i = 0; i < lines.size(); ++i) {
    for (; table != page.tables.end() && table->box.y0 < lines[i].box.y0; ++table) writer.Write(*table);
    writer.Write(lines[i], apart[i]);
  }
  for (; table != page.tables.end(); ++table) writer.Write(*table);
  const PageSize& size = sizes_[out_.pages.size()];
  out_.pages.push_back({{start, out_.text.size()}, size.width, size.height, size.read});
}

void TextLayout::AddDiagnostic(Diagnostic diagnostic) {
  out_.diagnostics.push_back(std::move(diagnostic));
  diagnosed_pages_.push_back(sizes_.size());
}

PagedText TextLayout::Finish() && {
  Release();
  for (std::size_t i = 0; i < diagnosed_pages_.size(); ++i) {
    const std::size_t page = diagnosed_pages_[i];
    const std::size_t place = page == 0 ? 0 : out_.pages[page - 1].span.end;
    out_.diagnostics[i].span = {place, place};
  }
  return std::move(out_);
}

}  // namespace trichluc
