// Runs a fuzz target without libFuzzer over the files, and the files in the folders, that it is given.
//
// Each input is also tried cut short at several places and with single bytes changed: not a search, but enough to notice
// a target that has stopped holding. The changes depend on the input alone, so that a failure comes again.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

namespace fs = std::filesystem;

// Variants of one input; a bound, so that a folder of large files still ends within seconds.
constexpr std::size_t kVariants = 8;

std::vector<fs::path> InputFiles(int argc, char** argv) {
  std::vector<fs::path> files;
  for (int i = 1; i < argc; ++i) {
    if (!fs::is_directory(argv[i])) {
      files.emplace_back(argv[i]);
      continue;
    }
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(argv[i])) {
      if (entry.is_regular_file()) files.push_back(entry.path());
    }
  }
  std::ranges::sort(files);
  return files;
}

void Run(const std::string& bytes) {
  LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
}

void RunVariants(const std::string& bytes) {
  Run(bytes);
  for (std::size_t i = 1; i <= kVariants && !bytes.empty(); ++i) {
    // An odd step lands inside characters as often as between them.
    const std::size_t place = bytes.size() * i / (kVariants + 1);
    Run(bytes.substr(0, place));
    std::string changed = bytes;
    changed[place] = static_cast<char>(static_cast<unsigned char>(changed[place]) ^ (0x80U >> (i % 8)));
    Run(changed);
  }
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<fs::path> files = InputFiles(argc, argv);
  for (const fs::path& path : files) {
    std::ifstream file(path, std::ios::binary);
    if (!file) {
      std::cerr << path << ": cannot be read\n";
      return 1;
    }
    // Named before it runs: after a crash the last name is the culprit.
    std::cerr << path.string() << '\n';
    RunVariants(std::string(std::istreambuf_iterator<char>(file), {}));
  }
  std::cout << files.size() << " inputs replayed, each with " << 2 * kVariants << " variants\n";
  return files.empty() ? 1 : 0;
}
