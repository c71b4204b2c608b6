// A PagedText as bytes, between the process that decodes a file and the one that asked for it.
//
// What comes back is not trusted, for the file may have taken the decoder over: every number is checked before it is used.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pages/archive_file.h"
#include "pages/paged_text.h"
#include "trichluc/pages.h"

namespace trichluc {

[[nodiscard]] std::string ToWire(const PagedText& paged);
// Nothing where the bytes are no PagedText whose spans lie inside its text, in order.
[[nodiscard]] std::optional<PagedText> FromWire(std::string_view bytes);

// The same of what an archive holds. Names may be of any bytes.
[[nodiscard]] std::string ToWire(const std::vector<ArchiveFile>& files);
[[nodiscard]] std::optional<std::vector<ArchiveFile>> ArchiveFromWire(std::string_view bytes);

// The same of pages that were drawn. Pictures are what their media types say by their first bytes, or there are none: browsers
// show them.
[[nodiscard]] std::string ToWire(const std::vector<PagePicture>& pictures);
[[nodiscard]] std::optional<std::vector<PagePicture>> PicturesFromWire(std::string_view bytes);

}  // namespace trichluc
