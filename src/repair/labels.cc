#include "repair/labels.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "text/number_text.h"
#include "text/unicode.h"
#include "text/utf8.h"

namespace trichluc {
namespace {

constexpr std::array<std::u32string_view, 20> kNumerals = {U"I",  U"II",  U"III",  U"IV",  U"V",  U"VI",  U"VII",  U"VIII",  U"IX",  U"X",
                                                           U"XI", U"XII", U"XIII", U"XIV", U"XV", U"XVI", U"XVII", U"XVIII", U"XIX", U"XX"};
constexpr float kUnlikely = 13;  // nats; what costs more is no numeral
constexpr std::size_t kLongestLabel = 6;

bool IsLineSpace(char c) { return c == ' ' || c == '\t'; }

// That a line goes on with two words in capitals.
bool InCapitals(std::string_view rest) {
  std::size_t upper = 0;
  for (std::size_t at = 0; at < rest.size() && upper < 5;) {
    const CharClass kind = ClassOf(NextChar(rest, at));
    if (kind == CharClass::kLower) return false;
    if (kind == CharClass::kUpper) ++upper;
  }
  return upper >= 5;
}

bool IsDigits(const std::u32string& label) {
  return std::all_of(label.begin(), label.end(), [](char32_t c) { return c >= U'0' && c <= U'9'; });
}

// " Phòng Nội vụ …": a space and a capital. "12, Nguyễn Văn Cừ" is an address: three names, or as many as the line holds.
enum class Heading : std::uint8_t { kNone, kName, kSentence };
Heading HeadingOf(std::string_view rest) {
  if (rest.size() <= 2 || rest.front() != ' ' || ClassOf(CharAt(rest, 1)) != CharClass::kUpper) return Heading::kNone;
  constexpr int kNames = 3;
  bool begins = false;
  int words = 0;
  for (std::size_t at = 0; at < rest.size() && words < kNames;) {
    const CharClass kind = ClassOf(NextChar(rest, at));
    if (kind == CharClass::kSpace) {
      begins = true;
    } else if (begins) {
      if (kind == CharClass::kLower) return Heading::kSentence;
      if (kind != CharClass::kUpper) break;
      begins = false;
      ++words;
    } else if (!IsLetter(kind)) {
      break;
    }
  }
  return Heading::kName;
}

// A letter that goes on a row of letters, some of which no writer uses: K behind H, L behind K.
bool GoesOn(char32_t row, char32_t letter) {
  constexpr std::u32string_view kLetters = U"ABCDĐEFGHIJKLMNOPQRSTUVWXYZ";
  const std::size_t before = kLetters.find(row);
  const std::size_t place = kLetters.find(letter);
  return before != std::u32string_view::npos && place != std::u32string_view::npos && place > before &&
         place <= before + 2;
}

bool IsNumeral(const std::u32string& label) {
  return std::find(kNumerals.begin(), kNumerals.end(), label) != kNumerals.end();
}

// The numeral that explains what was read at the least cost, or null.
const std::u32string_view* Cheapest(const std::vector<Confusion>& strokes, const std::u32string& read) {
  const std::u32string_view* best = nullptr;
  float least = kUnlikely;
  for (const std::u32string_view& numeral : kNumerals) {
    std::vector<float> cost((numeral.size() + 1) * (read.size() + 1), 1e9F);
    const auto at = [&](std::size_t i, std::size_t j) -> float& { return cost[i * (read.size() + 1) + j]; };
    at(0, 0) = 0;
    for (std::size_t i = 0; i < numeral.size(); ++i) {
      for (std::size_t j = 0; j < read.size(); ++j) {
        if (at(i, j) > kUnlikely) continue;
        for (const Confusion& stroke : strokes) {
          if (numeral.substr(i, stroke.meant.size()) != stroke.meant || read.compare(j, stroke.read.size(), stroke.read) != 0) continue;
          float& there = at(i + stroke.meant.size(), j + stroke.read.size());
          there = std::min(there, at(i, j) - std::log(stroke.share));
        }
      }
    }
    if (at(numeral.size(), read.size()) < least) {
      least = at(numeral.size(), read.size());
      best = &numeral;
    }
  }
  return best;
}

}  // namespace

LabelReader::LabelReader(const std::vector<Confusion>& strokes) : strokes_(strokes) {}

LabelReader::Found LabelReader::Read(std::string_view text) const {
  Found out;
  char32_t row = 0;  // the letter that a row of letters has come to
  int number = 0;    // the last number
  for (std::size_t line = 0; line < text.size();) {
    const std::size_t end = std::min(text.find('\n', line), text.size());
    std::size_t begin = line;
    while (begin < end && IsLineSpace(text[begin])) ++begin;
    std::u32string label;
    std::size_t at = begin;
    while (at < end && label.size() <= kLongestLabel && !IsLineSpace(text[at]) && text[at] != '.' && text[at] != ')' && text[at] != '/' && text[at] != ',') label += NextChar(text, at);
    const bool closed = at < end && (text[at] == '.' || text[at] == ')' || text[at] == '/' || text[at] == ',');
    if (closed && !label.empty() && label.size() <= kLongestLabel) {
      const bool numeral = text[at] == '.' && !(at + 1 < end && text[at + 1] >= '0' && text[at + 1] <= '9') &&
                           InCapitals(text.substr(at + 1, end - at - 1)) &&
                           !(label.size() == 1 && GoesOn(row, label[0]));
      const std::u32string_view* meant = numeral && label != U"1" ? Cheapest(strokes_, label) : nullptr;
      const bool single = text[at] != ',' && (label.size() == 1 || IsDigits(label));
      // A numeral begins no row of letters, but may stand in one.
      const bool letter = meant == nullptr && label.size() == 1 && ClassOf(label[0]) == CharClass::kUpper;
      if (letter && (GoesOn(row, label[0]) || !IsNumeral(label))) row = label[0];
      if (meant != nullptr || single) out.labels.push_back({begin, at});
      const Heading heading =
          text[at] == ',' && IsDigits(label) ? HeadingOf(text.substr(at + 1, end - at - 1)) : Heading::kNone;
      if (heading == Heading::kSentence || (heading == Heading::kName && CountOf(label) == number + 1)) {
        out.labels.push_back({begin, at + 1});
        out.repairs.push_back({{at, at + 1}, ".", 0.9F, Repair::Reason::kLabel});
        number = CountOf(label);
      }
      if (single && IsDigits(label)) number = CountOf(label);
      if (meant != nullptr && *meant != label) {
        std::string written;
        for (const char32_t c : *meant) AppendChar(written, c);
        out.repairs.push_back({{begin, at}, std::move(written), 0.9F, Repair::Reason::kLabel});
      }
    }
    line = end + 1;
  }
  return out;
}

}  // namespace trichluc
