// Texts in other encodings than UTF-8.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace trichluc {

// The bytes as UTF-8, with U+FFFD for what is no character; nothing where no encoding has that name. Names are those of
// web pages, case aside: "windows-1258", "iso-8859-1" (which means windows-1252 there), "utf-16".
[[nodiscard]] std::optional<std::string> FromCharset(std::string_view bytes, std::string_view charset);

}  // namespace trichluc
