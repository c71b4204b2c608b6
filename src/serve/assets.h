// The style sheet and the script of the site, as files of src/serve/assets that are built into the program. Those of documents come
// from the library (ReportStyle, ReportScript).
//
// The definition is made at build time by cmake/EmbedGrammars.cmake.
#pragma once

#include <span>
#include <string_view>

namespace trichluc {

namespace serve {

// One file. Both views last as long as the program.
struct AssetFile {
  std::string_view path;  // "serve.css"
  std::string_view text;
};

}  // namespace serve

[[nodiscard]] std::span<const serve::AssetFile> ServeAssets();

}  // namespace trichluc
