#include "records/markup.h"

#include "records/well_formed.h"
#include "text/utf8.h"

namespace trichluc {

std::string Escaped(std::string_view text) {
  std::string buffer;
  const std::string_view right = WellFormed(text, buffer);
  std::string out;
  out.reserve(right.size());
  for (std::size_t at = 0; at < right.size();) {
    const std::size_t start = at;
    const char32_t c = NextChar(right, at);
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\t':
      case '\n':
      case '\r': out += ' '; break;
      default:
        if (c >= 0x20 && c != 0xFFFE && c != 0xFFFF) out.append(right.substr(start, at - start));
    }
  }
  return out;
}

}  // namespace trichluc
