#include "exports/cell_text.h"

#include "text/unicode.h"
#include "text/utf8.h"

namespace trichluc {
namespace {

constexpr std::size_t kMostUnits = 32767;
constexpr std::string_view kCut = "…";

// XML 1.0, production [2].
bool IsInXml(char32_t c) {
  if (c < 0x20) return c == U'\t' || c == U'\n' || c == U'\r';
  return c != 0xFFFE && c != 0xFFFF;
}

bool IsHexDigit(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

// "_x" and four hexadecimal digits and "_": ECMA-376 part 1, 22.9.2.19 (ST_Xstring).
bool IsEscape(std::string_view text) {
  return text.size() >= 7 && text[0] == '_' && text[1] == 'x' && text[6] == '_' && IsHexDigit(text[2]) && IsHexDigit(text[3]) &&
         IsHexDigit(text[4]) && IsHexDigit(text[5]);
}

}  // namespace

CellText CellTextOf(std::string_view raw) {
  const std::string text = WellFormed(raw);
  CellText out;
  std::size_t units = 0;
  for (std::size_t at = 0; at < text.size();) {
    if (IsEscape(std::string_view(text).substr(at))) {
      out.text += "_x005F";
      units += 6;
    }
    const char32_t c = NextChar(text, at);
    units += c > 0xFFFF ? 2 : 1;
    if (units >= kMostUnits && at < text.size()) {
      out.text += kCut;
      out.cut = true;
      return out;
    }
    if (IsInXml(c)) AppendChar(out.text, c);
  }
  return out;
}

}  // namespace trichluc
