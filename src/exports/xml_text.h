// What XML made here has in common.
#pragma once

#include <pugixml.hpp>

#include <string>
#include <string_view>

namespace trichluc {

// `text` without the characters that XML 1.0 has no form for, as UTF-8.
[[nodiscard]] std::string XmlText(std::string_view text);

// An element below `parent`, with text where there is any.
pugi::xml_node AddElement(pugi::xml_node parent, const char* name, std::string_view text = {});
void SetAttribute(pugi::xml_node element, const char* name, std::string_view value);

// The document with its declaration. Text is left as it is: no line break comes between it and what stands in it.
[[nodiscard]] std::string WriteXml(const pugi::xml_document& document);

}  // namespace trichluc
