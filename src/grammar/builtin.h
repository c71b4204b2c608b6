// The copy of grammars/ that is built into the library, so that a program needs no path to find them.
//
// The definition is made at build time by cmake/EmbedGrammars.cmake.
// Tested by tests/embed/embed_check.cc and tests/unit/grammar/builtin_test.cc.
#pragma once

#include <span>
#include <string_view>

namespace trichluc {

// One grammar file. Both views last as long as the program.
struct GrammarFile {
  std::string_view path;  // relative to grammars/, with `/`: "references/numbered.toml"
  std::string_view text;  // the bytes of the file
};

// All .toml and .tsv files below grammars/, sorted by path in byte order.
[[nodiscard]] std::span<const GrammarFile> BuiltinGrammarFiles();

}  // namespace trichluc
