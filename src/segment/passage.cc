#include "segment/passage.h"

#include "text/unicode.h"
#include "text/utf8.h"

namespace trichluc {
namespace {

constexpr std::string_view kCellSeparator = " | ";

bool IsSign(char c) { return c == '-' || c == '/'; }

// "37-" and "TT/TU": the end of `before` is a code cut behind its sign.
bool CutsCode(std::string_view before, std::string_view after) {
  if (before.size() < 2 || !IsSign(before.back()) || after.empty()) return false;
  const std::size_t word = before.rfind(' ') + 1;
  const std::string_view token = before.substr(word);
  if (token.size() < 2) return false;
  const bool code = token.find_first_of("0123456789") != std::string_view::npos || token.find('/') + 1 < token.size();
  const CharClass next = ClassOf(CharAt(after, 0));
  return code && (next == CharClass::kUpper || next == CharClass::kDigit);
}

class PassageWriter {
 public:
  explicit PassageWriter(const NormalizedText& text) : text_(text) {}

  void Add(Span part, std::string_view separator) {
    if (part.empty()) return;
    if (passage_.text.empty()) {
      builder_.SkipTo(part.start);
      passage_.span.start = part.start;
    } else {
      const bool cut = separator == " " && CutsCode(passage_.text, text_.View(part));
      const std::string_view between = cut ? std::string_view() : separator;
      builder_.Replace(part.start - builder_.source_offset(), between.size());
      passage_.text += between;
    }
    passage_.text += text_.View(part);
    builder_.Keep(part.size());
    passage_.span.end = part.end;
  }

  [[nodiscard]] std::size_t size() const { return passage_.text.size(); }

  Passage Take() {
    passage_.alignment = std::move(builder_).Build();
    return std::move(passage_);
  }

 private:
  const NormalizedText& text_;
  Passage passage_;
  AlignmentBuilder builder_;
};

}  // namespace

Passage MakePassage(const NormalizedText& text, const std::vector<Span>& parts) {
  PassageWriter writer(text);
  for (const Span part : parts) writer.Add(part, " ");
  return writer.Take();
}

std::string JoinWords(const NormalizedText& text, const std::vector<Span>& parts) { return MakePassage(text, parts).text; }

SplitParts SplitAt(const NormalizedText& text, const std::vector<Span>& parts, std::size_t offset) {
  SplitParts split;
  PassageWriter writer(text);
  for (const Span part : parts) {
    const std::size_t before = writer.size();
    writer.Add(part, " ");
    const std::size_t start = writer.size() - part.size();
    if (writer.size() <= offset) {
      split.head.push_back(part);
    } else if (start >= offset || before >= offset) {
      split.tail.push_back(part);
    } else {
      const std::size_t cut = part.start + (offset - start);
      split.head.push_back({part.start, cut});
      std::size_t rest = cut;
      while (rest < part.end && text.text[rest] == ' ') ++rest;
      if (rest < part.end) split.tail.push_back({rest, part.end});
    }
  }
  return split;
}

Passage MakeRow(const NormalizedText& text, const std::vector<CellParts>& row, std::vector<Cell>& cells) {
  PassageWriter writer(text);
  for (const CellParts& cell : row) {
    bool first = true;
    std::size_t start = 0;
    for (const Span part : cell.parts) {
      writer.Add(part, first ? kCellSeparator : " ");
      if (first) start = writer.size() - part.size();
      first = false;
    }
    if (!first) cells.push_back({{start, writer.size()}, cell.column});
  }
  return writer.Take();
}

}  // namespace trichluc
