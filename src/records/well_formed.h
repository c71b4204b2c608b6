// Text that is UTF-8 whatever it was made from: file names, for one, are bytes and no promise.
#pragma once

#include <string>
#include <string_view>

namespace trichluc {

// `text` itself where it is well-formed UTF-8; else a copy in `buffer` with U+FFFD for each ill-formed sequence.
[[nodiscard]] std::string_view WellFormed(std::string_view text, std::string& buffer);

}  // namespace trichluc
