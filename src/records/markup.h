// Text inside XML and XHTML.
#pragma once

#include <string>
#include <string_view>

namespace trichluc {

// `text` as it may stand between tags and in attributes of double quotation marks. Characters that XML has no form for are left
// out; ill-formed bytes become U+FFFD.
[[nodiscard]] std::string Escaped(std::string_view text);

}  // namespace trichluc
