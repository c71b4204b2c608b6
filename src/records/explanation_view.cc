// Explanations for people at a terminal.
//
//   plan.txt:20:15
//   bullet in section II.1 Hạ tầng số
//
//     Báo cáo kết quả thực hiện trước ngày 15/12/2026.
//                                     ^
//
//   FIRED  2 rules, outermost first
//
//     20:27  deadlines/times:by makes deadline
//            trước ngày 15/12/2026
//            relation  trước
//            date      ngày 15/12/2026
//     20:33  └ dates/days:full makes @date
//              ngày 15/12/2026
//
//   NEAR MISSES  1
//
//     deadlines/times:by_list
//       read "trước ngày 15/12/2026", then wanted …
#include <algorithm>

#include "records/line_index.h"
#include "records/sheet.h"
#include "text/utf8.h"
#include "trichluc/output.h"

namespace trichluc {
namespace {

constexpr std::size_t kDeepestStep = 8;       // inner steps are drawn at this depth
constexpr std::size_t kLongestWindow = 4096;  // bytes on either side of the place that are looked at for the excerpt

// One line of a passage with the place that is asked about.
struct Excerpt {
  std::string before;  // what is shown left of the place
  std::string after;   // from the place on
};

std::size_t CharacterStart(std::string_view text, std::size_t at) {
  at = std::min(at, text.size());
  while (at > 0 && at < text.size() && IsContinuation(text[at])) --at;
  return at;
}

// `text` without its first words, so that it fits into `width` columns with an ellipsis before it.
std::string EndOf(std::string text, std::size_t width, bool cut) {
  while (DisplayWidth(text) + (cut ? 2 : 0) > width) {
    const std::size_t space = text.find(' ');
    if (space == std::string::npos || space + 1 == text.size()) return "… ";  // one long word
    text.erase(0, space + 1);
    cut = true;
  }
  return cut ? "… " + text : text;
}

Excerpt ExcerptOf(std::string_view text, std::size_t place, std::size_t width) {
  place = CharacterStart(text, place);
  const std::size_t first = place > kLongestWindow ? CharacterStart(text, place - kLongestWindow) : 0;
  const std::size_t last = CharacterStart(text, place + kLongestWindow);
  const std::string before = Printable(text.substr(first, place - first));
  const std::string after = Printable(text.substr(place, last - place));
  const std::size_t room = std::max(width / 2, width - std::min(width, DisplayWidth(after)));
  Excerpt out;
  out.before = EndOf(before, room, first > 0);
  out.after = Shortened(after, width - std::min(width, DisplayWidth(out.before)));
  return out;
}

bool IsSymbol(const Explanation::Step& step) { return step.emits.rfind('@', 0) == 0; }

class View {
 public:
  View(const Explanation& why, std::string_view original, const TextStyle& style)
      : why_(why), lines_(original), sheet_(style) {
    for (const Explanation::Step& step : why.fired)
      place_width_ = std::max(place_width_, Place(step.span.start).size());
  }

  std::string Write() && {
    WritePlace();
    WriteFired();
    WriteMissed();
    return std::move(sheet_).Take();
  }

 private:
  [[nodiscard]] std::string Place(std::size_t offset) const { return lines_.At(offset).ToString(); }

  void Title(std::string_view title, const std::string& remark) {
    sheet_.Blank();
    sheet_.Line({{std::string(title) + "  ", Ink::kBold}, {remark, Ink::kDim}});
    sheet_.Blank();
  }

  void WritePlace() {
    sheet_.Line(
        {{why_.source.empty() ? std::string() : why_.source + ":", Ink::kBold}, {Place(why_.offset), Ink::kPlace}});
    if (why_.kind.empty()) {
      sheet_.Entry({}, 0, {{"no heading and no block of the body", Ink::kDim}});
      return;
    }
    WriteSection();
    const Excerpt excerpt = ExcerptOf(why_.text, why_.place, sheet_.width() - 2);
    sheet_.Blank();
    sheet_.Line({{"  " + excerpt.before}, {excerpt.after}});
    sheet_.Line({{std::string(2 + DisplayWidth(excerpt.before), ' ') + "^", Ink::kWarning}});
  }

  void WriteSection() {
    if (why_.section.empty()) {
      sheet_.Entry({}, 0, {{why_.kind + " before the first section", Ink::kDim}});
    } else if (why_.kind == "heading") {
      sheet_.Entry({}, 0, {{"heading of section " + why_.section, Ink::kDim}});
    } else {
      sheet_.Entry({}, 0, {{why_.kind + " in section " + why_.section, Ink::kDim}, {why_.heading, Ink::kDim}});
    }
  }

  void WriteFired() {
    if (why_.fired.empty()) {
      sheet_.Blank();
      sheet_.Entry({}, 0, {{NothingFired()}});
      return;
    }
    const bool one = why_.fired.size() == 1;
    Title("FIRED", one ? "1 rule" : std::to_string(why_.fired.size()) + " rules, outermost first");
    for (std::size_t i = 0; i < why_.fired.size(); ++i) {
      const bool as_above = i > 0 && why_.fired[i].text == why_.fired[i - 1].text;
      WriteStep(why_.fired[i], std::min(i, kDeepestStep), as_above);
    }
    if (std::all_of(why_.fired.begin(), why_.fired.end(), IsSymbol)) {
      sheet_.Blank();
      sheet_.Entry({}, 0, {{"No record: what was made here are symbols, which no rule for records took up."}});
    }
  }

  [[nodiscard]] std::string NothingFired() const {
    if (why_.kind.empty()) {
      return "No rule looks at this place: it is blank, or it stands in the letterhead, the title or the closing, "
             "which "
             "are read by their layout.";
    }
    std::string out = "No rule fired here. All rules looked at the whole " + why_.kind + ", " + Place(why_.span.start) +
                      " to " + Place(why_.span.end) + (why_.missed.empty() ? ", and none came near." : ".");
    const bool under_heading = why_.kind != "heading" && !why_.section.empty();
    return out +
           (under_heading ? " A task that the section's heading or a label gives to a unit is explained there." : "");
  }

  // Each step stands inside the one above it.
  void WriteStep(const Explanation::Step& step, std::size_t depth, bool as_above) {
    const std::string guide = depth == 0 ? "" : std::string(2 * (depth - 1), ' ') + "└ ";
    const std::string place = Place(step.span.start);
    const std::size_t indent = place_width_ + 4 + 2 * depth;
    sheet_.Entry({{std::string(2 + place_width_ - place.size(), ' ') + place + "  ", Ink::kPlace}, {guide, Ink::kDim}},
                 indent, {{step.rule, Ink::kName}, {"makes", Ink::kDim}, {step.emits, Ink::kBold}});
    if (!as_above) sheet_.Entry({}, indent, {{step.text}});
    std::size_t width = 0;
    for (const Explanation::Part& part : step.parts) width = std::max(width, DisplayWidth(part.name) + 2);
    for (const Explanation::Part& part : step.parts) {
      sheet_.Entry({{std::string(indent, ' ')}, {part.name, Ink::kDim}}, indent + width, {{part.text}});
    }
  }

  void WriteMissed() {
    if (why_.missed.empty()) return;
    Title("NEAR MISSES", std::to_string(why_.missed.size()));
    for (const Explanation::NearMiss& miss : why_.missed) {
      sheet_.Entry({}, 2, {{miss.rule, Ink::kName}});
      sheet_.Entry({}, 4, {{miss.reason}});
    }
  }

  const Explanation& why_;
  LineIndex lines_;
  Sheet sheet_;
  std::size_t place_width_ = 3;
};

}  // namespace

std::string ToText(const Explanation& explanation, std::string_view original, const TextStyle& style) {
  return View(explanation, original, style).Write();
}

}  // namespace trichluc
