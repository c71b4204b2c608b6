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
  PageWriter(PagedText& out, const PageSize& page, float left, float letter_size)
      : out_(out), page_(page), left_(left), letter_size_(letter_size) {}

  void Write(const PageLine& line, bool apart) {
    BeginLine(apart || below_table_);
    below_table_ = false;
    const float indent = (line.box.x0 - line.left.value_or(left_)) / (kIndentStep * letter_size_);
    out_.text.append(static_cast<std::size_t>(std::clamp(std::lround(indent), 0L, static_cast<long>(kMostIndent))), ' ');
    WriteWords(line);
  }

  void Write(const RuledTable& table) {
    for (const std::vector<RuledCell>& row : table.rows) {
      BeginLine(&row == &table.rows.front());
      out_.text += '|';
      std::size_t column = 0;
      for (const RuledCell& cell : row) {
        for (; column < cell.column; ++column) out_.text += " |";
        out_.text += ' ';
        Write(cell);
        out_.text += " |";
        ++column;
      }
      for (; column < table.columns; ++column) out_.text += " |";
    }
    below_table_ = true;
  }

 private:
  void Write(const RuledCell& cell) {
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
      out_.words.push_back({{start, out_.text.size()}, static_cast<std::uint32_t>(out_.pages.size()), word.guessed ? Box{} : TurnedBack(word.box, page_), word.confidence});
    }
    EndBold();
  }

  void EndBold() {
    if (bold_) out_.text += "**";
    bold_ = false;
  }

  PagedText& out_;
  const PageSize& page_;
  float left_;
  float letter_size_;
  bool first_ = true;
  bool below_table_ = false;
  bool bold_ = false;
};

}  // namespace

TextLayout::TextLayout(std::string media_type) { out_.media_type = std::move(media_type); }

void TextLayout::AddPage(const PageSize& size, std::vector<PlacedWord> words, const std::vector<Box>& rulings) {
  if (!out_.pages.empty()) out_.text += "\n\f";
  const std::size_t start = out_.text.size();
  std::erase_if(words, [](const PlacedWord& word) { return word.text.empty(); });
  for (PlacedWord& word : words) BringNear(word.box);
  const float letter_size = LetterSize(words);
  const std::vector<RuledTable> tables = TakeTables(rulings, words, letter_size);
  std::vector<float> breaks;
  for (const RuledTable& table : tables) breaks.push_back(table.box.y0);
  const std::vector<PageLine> lines = ReadByColumn(FindLines(std::move(words), letter_size), breaks, letter_size);
  float left = kFarthest;
  for (const PageLine& line : lines) left = std::min(left, line.box.x0);
  PageWriter writer(out_, size, left, letter_size);
  const std::vector<bool> apart = StandApart(lines);
  auto table = tables.begin();
  for (std::size_t i = 0; i < lines.size(); ++i) {
    for (; table != tables.end() && table->box.y0 < lines[i].box.y0; ++table) writer.Write(*table);
    writer.Write(lines[i], apart[i]);
  }
  for (; table != tables.end(); ++table) writer.Write(*table);
  out_.pages.push_back({{start, out_.text.size()}, size.width, size.height, size.read});
}

}  // namespace trichluc
