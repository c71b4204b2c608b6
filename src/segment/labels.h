// Section labels: what a label at the start of a paragraph may be read as, and which reading the whole document wants.
//
// A label alone is ambiguous: `i)` is a letter or a Roman numeral, `1.` before a line in capitals may be a misread `I.`,
// `2030.` may be no label at all. So all labels of a document are decided together: each has its possible readings with
// their costs, each sequence of readings has costs for gaps, repeats and steps back, and the cheapest sequence wins.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "grammar/pattern_table.h"
#include "segment/vocabulary.h"
#include "trichluc/span.h"

namespace trichluc {

// From the outer to the inner levels, as writers mostly order them.
enum class LabelStyle : std::uint8_t {
  kBarrier,  // no label: a table begins, and its labels are its own
  kAnnex,
  kPart,
  kChapter,
  kDivision,
  kUpper,
  kRoman,
  kArticle,
  kArabic,
  kMulti,  // 1.1
  kLetter,
  kLowerRoman,
};

// The number of one part of a label; letters are their code point with this bit.
constexpr std::uint16_t kLetterBit = 0x4000;
constexpr std::size_t kMaxLabelParts = 5;

// LabelReading::mark of labels that are words: how their number is written (`I`, `1`, `01`).
constexpr char kRomanScript = 'I';
constexpr char kDigitScript = '1';
constexpr char kPaddedScript = '0';
// … and of labels without a sign behind them.
constexpr char kNoMark = ' ';

struct LabelReading {
  LabelStyle style = LabelStyle::kArabic;
  char mark = '.';          // the sign behind it: `.` `)` `/` `-`, `(` if it stands in brackets, kNoMark
  std::uint8_t count = 1;   // parts
  std::array<std::uint16_t, kMaxLabelParts> parts{};
  float cost = 0;
  bool misread = false;     // not as written

  [[nodiscard]] std::uint16_t last() const { return parts[count - 1U]; }
};

struct LabelCandidate {
  Span span;                // the label with its sign, in the text it was read from
  std::size_t text_start = 0;
  std::vector<LabelReading> readings;
  float reject_cost = 0;    // what it costs to take it for plain words
};

// The label that `text` begins with, if it can be one. Offsets are into `text`.
[[nodiscard]] std::optional<LabelCandidate> ReadLabel(std::string_view text, const PatternTable& patterns,
                                                      const Vocabulary& words);

// What happens in the order of the text: a label that may be one, the start of another document, or a table's borders.
struct LabelEvent {
  enum class Kind : std::uint8_t { kLabel, kReset, kEnterTable, kLeaveTable };
  Kind kind = Kind::kLabel;
  const LabelCandidate* candidate = nullptr;
};

enum class LabelRemark : std::uint8_t { kNone, kSkipped, kRepeated };

// What was decided for one event.
struct LabelDecision {
  bool accepted = false;
  LabelReading reading;
  int parent = -1;           // index of the event of the section around it
  std::string component;     // what it adds to the path: "III", "1", "a", "PL.I"
  LabelRemark remark = LabelRemark::kNone;
};

[[nodiscard]] std::vector<LabelDecision> DecideLabels(const std::vector<LabelEvent>& events);

// The contract's name of the kind of a section, given the style of its parent.
[[nodiscard]] std::string SectionKind(LabelStyle style, std::optional<LabelStyle> parent, bool in_article);

// "IV" for 4.
[[nodiscard]] std::string RomanNumeral(int value);
// The value of a well-formed Roman numeral in capitals.
[[nodiscard]] std::optional<int> RomanValue(std::string_view numeral);

}  // namespace trichluc
