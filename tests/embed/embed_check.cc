// Compares the embedded copy of a folder of grammar files, byte for byte, with the files on disk.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <string>

#include "grammar/builtin.h"

namespace fs = std::filesystem;

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: trichluc_embed_check FOLDER\n";
    return 2;
  }
  const fs::path folder = argv[1];
  std::map<std::string, std::string> expected;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.path().extension() != ".toml" && entry.path().extension() != ".tsv") continue;
    std::ifstream file(entry.path(), std::ios::binary);
    expected[entry.path().lexically_relative(folder).generic_string()] =
        std::string(std::istreambuf_iterator<char>(file), {});
  }

  const auto embedded = trichluc::BuiltinGrammarFiles();
  int faults = 0;
  for (const trichluc::GrammarFile& file : embedded) {
    const auto found = expected.find(std::string(file.path));
    if (found == expected.end()) {
      std::cerr << file.path << ": embedded, but not on disk\n";
      ++faults;
    } else if (found->second != file.text) {
      std::cerr << file.path << ": " << found->second.size() << " bytes on disk, " << file.text.size()
                << " embedded, and they differ\n";
      ++faults;
    }
  }
  if (embedded.size() != expected.size()) {
    std::cerr << expected.size() << " files on disk, " << embedded.size() << " embedded\n";
    ++faults;
  }
  if (!std::ranges::is_sorted(embedded, {}, &trichluc::GrammarFile::path)) {
    std::cerr << "the embedded files are not sorted by path\n";
    ++faults;
  }
  std::cout << embedded.size() << " files compared, " << faults << " faults\n";
  return faults == 0 && !embedded.empty() ? 0 : 1;
}
