// XML, of any namespace.
#pragma once

#include <optional>
#include <pugixml.hpp>
#include <string>
#include <string_view>

#include "trichluc/result.h"

namespace trichluc::decoder {

// The name without its prefix: `alto:Page` is Page.
[[nodiscard]] inline std::string_view LocalName(const pugi::xml_node& node) {
  const std::string_view name = node.name();
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
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
