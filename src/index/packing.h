// Texts made small, for keeping: what stands in a known text as well takes next to no room.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace trichluc {

[[nodiscard]] std::string Packed(std::string_view text, std::string_view known);
// Nothing where the bytes were not packed so, with the same known text, or are damaged.
[[nodiscard]] std::optional<std::string> Unpacked(std::string_view packed, std::string_view known);

}  // namespace trichluc
