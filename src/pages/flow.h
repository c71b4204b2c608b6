// Documents that flow: paragraphs and tables without pages, as HTML, DOCX and ODT hold them. Their decoders make a FlowText;
// here it becomes text, for all of them in the same way.
//
//   FlowText flow;
//   flow.blocks.push_back(FlowParagraph{...});
//   Result<PagedText> text = WriteFlow(std::move(flow), "text/html", limit);
//
// One paragraph is one line. A table that draws its lines becomes rows of ` | `. One that only sets paragraphs side by side, as
// letterheads and signatures do, becomes lines with a wide gap, as on the page.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "pages/paged_text.h"
#include "trichluc/result.h"

namespace trichluc {

// A stretch of one look. `\n` breaks the line, `\t` goes to the next tab stop, `\f` to the next page; spaces stand for themselves.
struct FlowRun {
  std::string text;       // valid UTF-8
  std::string font = {};  // as the file names it; empty where it does not
  bool bold = false;
  bool caps = false;  // shown in capitals, whatever it is written in
  bool raised = false;  // superscript

  [[nodiscard]] bool LooksLike(const FlowRun& other) const {
    return bold == other.bold && caps == other.caps && raised == other.raised && font == other.font;
  }
};
// Adds a run, to the last one where that looks alike.
void AddRun(std::vector<FlowRun>& runs, FlowRun run);

struct FlowParagraph {
  std::vector<FlowRun> runs;
  bool centred = false;
  bool page_break = false;  // it begins a page
};

struct FlowTable;
using FlowBlock = std::variant<FlowParagraph, std::unique_ptr<FlowTable>>;

struct FlowCell {
  std::vector<FlowBlock> blocks;
  std::uint32_t column = 0;  // where it begins in the table's grid
  bool above = false;        // it is one with the cell above it, and holds no blocks of its own
};

struct FlowTable {
  // What the file says of the lines between the cells.
  enum class Borders : std::uint8_t { kUnknown, kNone, kDrawn };

  std::vector<std::vector<FlowCell>> rows;
  Borders borders = Borders::kUnknown;
};

struct FlowText {
  std::vector<FlowBlock> blocks;
  std::vector<Diagnostic> diagnostics;
};

// Cells that stand further to the right are one with the last.
inline constexpr std::uint32_t kMostFlowColumns = 128;

// While the rows of a table are read from top to bottom: which cells reach from the rows above into the one at hand.
class CellReach {
 public:
  void BeginRow() { ++row_; }
  // A cell of this row, so many columns wide and rows high.
  void Add(std::uint32_t column, std::uint32_t columns, std::uint32_t rows);
  [[nodiscard]] bool Covers(std::uint32_t column) const {
    return column < kMostFlowColumns && reaches_[column].from < row_ && row_ < reaches_[column].to;
  }
  // … with its first column?
  [[nodiscard]] bool BeginsAt(std::uint32_t column) const { return Covers(column) && reaches_[column].column == column; }

 private:
  struct Reach {
    std::uint64_t from = 0;  // rows
    std::uint64_t to = 0;
    std::uint32_t column = 0;
  };
  std::array<Reach, kMostFlowColumns> reaches_{};
  std::uint64_t row_ = 0;
};

// Holds it white space only, of any kind?
[[nodiscard]] bool IsBlank(std::string_view text);

// How a table is written.
enum class TableForm : std::uint8_t {
  kRows,        // ` | ` between the cells
  kSideBySide,  // a wide gap between the lines of the cells
  kFrame,       // it holds one column: its paragraphs, as if no table were there
};
[[nodiscard]] TableForm FormOf(const FlowTable& table);

// The runs' characters must be what they mean: those of fonts from before Unicode are read before (ingest/fonts.h).
// Fails (kTooLarge) where the text has more bytes than `limit`. The spans of diagnostics are set to its end.
Result<PagedText> WriteFlow(FlowText flow, std::string media_type, std::uint64_t limit);

}  // namespace trichluc
