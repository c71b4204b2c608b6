// Texts made small, for keeping.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace trichluc {

[[nodiscard]] std::string Packed(std::string_view text);
// Nothing where the bytes were not packed so, or are damaged.
[[nodiscard]] std::optional<std::string> Unpacked(std::string_view packed);

}  // namespace trichluc
