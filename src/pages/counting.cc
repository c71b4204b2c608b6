#include "pages/counting.h"

#include <algorithm>
#include <array>
#include <utility>

namespace trichluc {
namespace {

constexpr int kLargestRoman = 3999;
constexpr int kMostRepeats = 20;  // of one letter: `AAAA` and more is nobody's label
constexpr char32_t kPrivateUse = 0xF000;

std::string Roman(int count) {
  constexpr std::array<std::pair<int, std::string_view>, 13> kSigns = {{{1000, "M"},
                                                                        {900, "CM"},
                                                                        {500, "D"},
                                                                        {400, "CD"},
                                                                        {100, "C"},
                                                                        {90, "XC"},
                                                                        {50, "L"},
                                                                        {40, "XL"},
                                                                        {10, "X"},
                                                                        {9, "IX"},
                                                                        {5, "V"},
                                                                        {4, "IV"},
                                                                        {1, "I"}}};
  std::string out;
  for (const auto& [value, sign] : kSigns) {
    for (; count >= value; count -= value) out += sign;
  }
  return out;
}

std::string Letters(int count, bool repeat) {
  if (repeat)
    return std::string(static_cast<std::size_t>((count - 1) / 26 + 1), static_cast<char>('A' + (count - 1) % 26));
  std::string out;
  for (; count > 0; count = (count - 1) / 26) out.insert(out.begin(), static_cast<char>('A' + (count - 1) % 26));
  return out;
}

std::string Lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](char c) { return static_cast<char>(c + ('a' - 'A')); });
  return text;
}

}  // namespace

std::string Counted(CountFormat format, int count, bool letters_repeat) {
  const bool roman = count > 0 && count <= kLargestRoman;
  const bool letters = count > 0 && (!letters_repeat || count <= 26 * kMostRepeats);
  switch (format) {
    case CountFormat::kNone:
    case CountFormat::kBullet: return {};
    case CountFormat::kDecimal: break;
    case CountFormat::kDecimalZero: return (count >= 0 && count < 10 ? "0" : "") + std::to_string(count);
    case CountFormat::kUpperRoman:
      if (roman) return Roman(count);
      break;
    case CountFormat::kLowerRoman:
      if (roman) return Lower(Roman(count));
      break;
    case CountFormat::kUpperLetter:
      if (letters) return Letters(count, letters_repeat);
      break;
    case CountFormat::kLowerLetter:
      if (letters) return Lower(Letters(count, letters_repeat));
      break;
  }
  return std::to_string(count);
}

std::string_view BulletFor(std::string_view sign, int level) {
  if (sign == "+") return "+";
  if (sign == "-" || sign == "\u2013" || sign == "\u2014" || sign == "\u2212" || sign == "\uF02D") return "-";
  constexpr std::array<std::string_view, 3> kByLevel = {"-", "+", "\u2022"};
  return kByLevel[static_cast<std::size_t>(std::clamp(level, 0, 2))];
}

char32_t SymbolOf(std::string_view font, char32_t c) {
  const char32_t code = c >= kPrivateUse && c < kPrivateUse + 0x100 ? c - kPrivateUse : c;
  constexpr std::array<std::pair<char32_t, char32_t>, 7> kSymbol = {
      {{0x2D, U'-'}, {0xB7, U'•'}, {0xB0, U'°'}, {0xB1, U'±'}, {0xA3, U'≤'}, {0xB3, U'≥'}, {0xB4, U'×'}}};
  constexpr std::array<std::pair<char32_t, char32_t>, 10> kWingdings = {{{0x6F, U'□'},
                                                                         {0xA8, U'□'},
                                                                         {0x71, U'❑'},
                                                                         {0xFE, U'☑'},
                                                                         {0xFD, U'☒'},
                                                                         {0xFC, U'✓'},
                                                                         {0xD8, U'➢'},
                                                                         {0xA7, U'▪'},
                                                                         {0xE0, U'→'},
                                                                         {0xF0, U'⇨'}}};
  if (font == "Symbol") {
    for (const auto& [from, to] : kSymbol) {
      if (from == code) return to;
    }
  } else if (font == "Wingdings") {
    for (const auto& [from, to] : kWingdings) {
      if (from == code) return to;
    }
  }
  return c;
}

}  // namespace trichluc
