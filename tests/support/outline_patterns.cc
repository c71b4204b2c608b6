#include "support/outline_patterns.h"

#include <filesystem>
#include <fstream>
#include <sstream>

namespace trichluc::testing {

const PatternTable& OutlinePatterns() {
  static const PatternTable table = [] {
    PatternTable out;
    for (const auto& entry : std::filesystem::directory_iterator(TRICHLUC_SOURCE_DIR "/grammars/outline")) {
      if (entry.path().extension() != ".toml") continue;
      std::ostringstream text;
      text << std::ifstream(entry.path(), std::ios::binary).rdbuf();
      out.Add(entry.path().filename().string(), text.str());
    }
    out.Finish();
    return out;
  }();
  return table;
}

}  // namespace trichluc::testing
