#include "exports/xml_text.h"

#include <sstream>

#include "text/unicode.h"
#include "text/utf8.h"

namespace trichluc {

std::string XmlText(std::string_view raw) {
  const std::string text = WellFormed(raw);
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = NextChar(text, at);
    const bool none = (c < 0x20 && c != U'\t' && c != U'\n' && c != U'\r') || c == 0xFFFE || c == 0xFFFF;
    if (!none) AppendChar(out, c);
  }
  return out;
}

pugi::xml_node AddElement(pugi::xml_node parent, const char* name, std::string_view text) {
  pugi::xml_node element = parent.append_child(name);
  if (!text.empty()) element.append_child(pugi::node_pcdata).set_value(XmlText(text).c_str());
  return element;
}

void SetAttribute(pugi::xml_node element, const char* name, std::string_view value) {
  element.append_attribute(name).set_value(XmlText(value).c_str());
}

std::string WriteXml(const pugi::xml_document& document) {
  std::ostringstream out;
  document.save(out, "  ", pugi::format_indent, pugi::encoding_utf8);
  return std::move(out).str();
}

}  // namespace trichluc
