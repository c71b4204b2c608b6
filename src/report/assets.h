// The style sheet and the script of reports, as files of src/report/assets that are built into the library.
//
// The definition is made at build time by cmake/EmbedGrammars.cmake.
#pragma once

#include <span>
#include <string_view>

namespace trichluc {

// One file. Both views last as long as the program.
struct AssetFile {
  std::string_view path;  // "report.css"
  std::string_view text;
};

[[nodiscard]] std::span<const AssetFile> ReportAssets();

}  // namespace trichluc
