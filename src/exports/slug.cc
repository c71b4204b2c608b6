#include "exports/slug.h"

#include "text/unicode.h"
#include "text/utf8.h"

namespace trichluc {

std::string Slug(std::string_view raw) {
  const std::string text = ToNfc(WellFormed(raw));
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = BareLetter(ToLower(NextChar(text, at)));
    if ((c >= U'a' && c <= U'z') || (c >= U'0' && c <= U'9')) {
      out += static_cast<char>(c);
    } else if (!out.empty() && out.back() != '-') {
      out += '-';
    }
  }
  if (out.ends_with('-')) out.pop_back();
  return out;
}

}  // namespace trichluc
