#include "repair/stretches.h"

#include "text/unicode.h"
#include "text/utf8.h"

namespace trichluc {

std::vector<Stretch> CutStretches(std::string_view text) {
  std::vector<Stretch> out;
  bool same_line = false;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t next = at;
    const char32_t c = NextChar(text, next);
    if (ClassOf(c) == CharClass::kSpace) {
      if (c == U'\n' || c == U'\f') same_line = false;
      at = next;
      continue;
    }
    const std::size_t begin = at;
    do {
      at = next;
    } while (at < text.size() && ClassOf(NextChar(text, next)) != CharClass::kSpace);
    out.push_back({begin, at, same_line});
    same_line = true;
  }
  return out;
}

}  // namespace trichluc
