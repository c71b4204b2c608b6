#include "grammar/builtin.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include <gtest/gtest.h>

namespace trichluc {
namespace {

namespace fs = std::filesystem;

const fs::path kGrammars = fs::path(TRICHLUC_SOURCE_DIR) / "grammars";

std::string Read(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(file), {});
}

TEST(BuiltinGrammarFiles, AreTheFilesOfTheRepository) {
  for (const GrammarFile& file : BuiltinGrammarFiles()) {
    EXPECT_EQ(Read(kGrammars / file.path), file.text) << file.path;
  }
}

TEST(BuiltinGrammarFiles, HoldEveryGrammarFile) {
  const auto is_grammar = [](const fs::directory_entry& entry) {
    return entry.path().extension() == ".toml" || entry.path().extension() == ".tsv";
  };
  const auto on_disk = std::ranges::count_if(fs::recursive_directory_iterator(kGrammars), is_grammar);
  EXPECT_GT(on_disk, 0);
  EXPECT_EQ(static_cast<std::size_t>(on_disk), BuiltinGrammarFiles().size());
}

TEST(BuiltinGrammarFiles, AreSortedByPath) {
  EXPECT_TRUE(std::ranges::is_sorted(BuiltinGrammarFiles(), {}, &GrammarFile::path));
}

}  // namespace
}  // namespace trichluc
