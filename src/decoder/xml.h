// XML, of any namespace.
#pragma once

#include <optional>
#include <pugixml.hpp>
#include <string>
#include <string_view>

#include "trichluc/result.h"

namespace trichluc::decoder {

// The name without its prefix, which programs choose as they like: `alto:Page` is Page.
[[nodiscard]] inline std::string_view LocalName(const pugi::xml_node& node) {
  const std::string_view name = node.name();
  return name.substr(name.find(':') + 1);  // npos + 1 is 0
}

// The first child of that name, and the value of an attribute; empty where there is none.
[[nodiscard]] inline pugi::xml_node Child(const pugi::xml_node& node, std::string_view name) {
  for (const pugi::xml_node& child : node) {
    if (LocalName(child) == name) return child;
  }
  return {};
}
[[nodiscard]] inline std::string_view Value(const pugi::xml_node& node, std::string_view attribute) {
  for (const pugi::xml_attribute& one : node.attributes()) {
    const std::string_view name = one.name();
    if (name.substr(name.find(':') + 1) == attribute) return one.value();
  }
  return {};
}

// Loads a whole document. One that breaks off is an error: half of a page would pass for the whole.
[[nodiscard]] inline std::optional<Error> LoadXml(pugi::xml_document& document, std::string_view bytes) {
  const pugi::xml_parse_result parsed =
      document.load_buffer(bytes.data(), bytes.size(), pugi::parse_default | pugi::parse_ws_pcdata_single);
  if (parsed) return std::nullopt;
  if (parsed.status == pugi::status_out_of_memory)
    return Error{Error::Code::kTooLarge, "reading the XML takes more memory than is allowed"};
  return Error{Error::Code::kUnsupported, "the XML cannot be read: " + std::string(parsed.description()) +
                                              ", at byte " + std::to_string(parsed.offset)};
}

}  // namespace trichluc::decoder
