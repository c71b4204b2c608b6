#include "segment/page_furniture.h"

namespace trichluc {
namespace {

constexpr std::size_t kMaxPageNumberDigits = 3;

// "2", "- 2 -": a page's number alone on its line.
bool IsPageNumber(std::string_view text) {
  const std::size_t first = text.find_first_not_of("- ");
  const std::size_t last = text.find_last_not_of("- ");
  if (first == std::string_view::npos) return true;
  const std::string_view digits = text.substr(first, last - first + 1);
  return digits.size() <= kMaxPageNumberDigits && digits.find_first_not_of("0123456789") == std::string_view::npos;
}

}  // namespace

bool IsRuler(std::string_view line) {
  return line.find_first_not_of("-_=*~. ") == std::string_view::npos && line != "-" && line != ".";
}

bool IsPageFurniture(std::string_view line, const PatternTable& patterns, const Vocabulary& words) {
  return line == "|" || IsRuler(line) || IsPageNumber(line) || patterns.Matches(words.noise, line);
}

}  // namespace trichluc
