#include "serve/originals.h"

#include <filesystem>
#include <fstream>

#include "trichluc/index.h"

namespace trichluc::serve {
namespace {

namespace fs = std::filesystem;

// Does it stand below the folder? Both are without links.
bool IsBelow(const fs::path& path, const fs::path& folder) {
  const auto rest = path.lexically_relative(folder);
  return !rest.empty() && *rest.begin() != ".." && *rest.begin() != ".";
}

}  // namespace

Originals::Originals(std::vector<std::string> folders) {
  for (const std::string& folder : folders) {
    if (folder.empty()) continue;
    std::error_code fault;
    const fs::path whole = fs::canonical(folder, fault);
    if (!fault) folders_.push_back(whole.string());
  }
}

std::optional<std::string> Originals::Find(const std::string& name, const std::string& digest, std::size_t most) const {
  if (name.find('\0') != std::string::npos) return std::nullopt;  // another name to the system
  for (const std::string& folder : folders_) {
    std::error_code fault;
    // An absolute name replaces the folder, and is then judged like any other.
    const fs::path path = fs::canonical(fs::path(folder) / name, fault);
    if (fault || !IsBelow(path, folder) || !fs::is_regular_file(path, fault)) continue;
    const std::uintmax_t size = fs::file_size(path, fault);
    if (fault || size > most) continue;
    std::ifstream file(path, std::ios::binary);
    std::string bytes(size, '\0');
    // No more than that, should it grow meanwhile.
    if (!file.read(bytes.data(), static_cast<std::streamsize>(size)) || ContentDigest(bytes) != digest) continue;
    return bytes;
  }
  return std::nullopt;
}

}  // namespace trichluc::serve
