// Documents that are archives of XML files: what DOCX and ODT share.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "decoder/decode.h"
#include "decoder/names.h"
#include "decoder/xml.h"
#include "pages/flow.h"
#include "trichluc/result.h"

namespace trichluc::decoder {

// The parts of an archive by their names. Pictures and other media are left out.
using Package = std::map<std::string, std::string, std::less<>>;

// The XML of a part; an empty document where there is no such part.
Result<pugi::xml_document> ReadXml(const Package& package, std::string_view part);

Result<FlowText> ReadDocx(const Package& package, const Options& options);
Result<FlowText> ReadOdt(const Package& package, const Options& options);

[[nodiscard]] Error TooDeep(const Options& options);

}  // namespace trichluc::decoder
