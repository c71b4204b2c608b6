// Documents that are archives of XML files: what DOCX and ODT share.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include <pugixml.hpp>

#include "decoder/decode.h"
#include "pages/flow.h"
#include "trichluc/result.h"

namespace trichluc::decoder {

// The parts of an archive by their names. Pictures and other media are left out.
using Package = std::map<std::string, std::string, std::less<>>;

// The XML of a part; an empty document where there is no such part.
Result<pugi::xml_document> ReadXml(const Package& package, std::string_view part);

Result<FlowText> ReadDocx(const Package& package, const Options& options);
Result<FlowText> ReadOdt(const Package& package, const Options& options);

// The name without its prefix: which one stands for a namespace is up to the program that wrote the file.
[[nodiscard]] std::string_view LocalName(const pugi::xml_node& node);
// The first child of that name, and the value of an attribute; empty where there is none.
[[nodiscard]] pugi::xml_node Child(const pugi::xml_node& node, std::string_view name);
[[nodiscard]] std::string_view Value(const pugi::xml_node& node, std::string_view attribute);

[[nodiscard]] Error TooDeep(const Options& options);

}  // namespace trichluc::decoder
