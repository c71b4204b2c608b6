#include "cli/files.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <system_error>

#include "cli/report.h"

namespace trichluc::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kChunk = std::size_t{1} << 16;

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, CloseFile>;

Error TooLarge(const std::string& path, std::size_t max_bytes) {
  return {Error::Code::kTooLarge, InputName(path) + ": cannot be read: longer than the limit of " +
                                      std::to_string(max_bytes >> 20) + " MiB (split the file)"};
}

Error Unreadable(const std::string& path, int error_number) {
  return {Error::Code::kUnreadable, FileMessage(InputName(path), "cannot be read", error_number)};
}

// Reads to the end; reads no more than one chunk beyond the limit.
Result<std::string> ReadAll(std::FILE* file, const std::string& path, std::size_t expected, std::size_t max_bytes) {
  std::string bytes;
  bytes.reserve(expected);
  for (;;) {
    const std::size_t size = bytes.size();
    bytes.resize(size + kChunk);
    errno = 0;
    const std::size_t count = std::fread(bytes.data() + size, 1, kChunk, file);
    bytes.resize(size + count);
    if (std::ferror(file) != 0) return Unreadable(path, errno);
    if (bytes.size() > max_bytes) return TooLarge(path, max_bytes);
    if (count < kChunk) return bytes;
  }
}

bool IsText(const fs::path& path) {
  std::string extension = path.extension().string();
  std::transform(extension.begin(), extension.end(), extension.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return extension == ".txt" || extension == ".md";
}

// Puts the text files below `folder` into `found`.
void Search(const fs::path& folder, std::vector<std::string>& found, std::vector<Error>& errors) {
  std::error_code failure;
  fs::directory_iterator entry(folder, failure);
  for (; !failure && entry != fs::directory_iterator(); entry.increment(failure)) {
    std::error_code unknown;  // an entry that vanishes meanwhile is no folder and no file
    if (entry->is_directory(unknown)) {
      if (!entry->is_symlink(unknown)) Search(entry->path(), found, errors);
    } else if (IsText(entry->path())) {
      found.push_back(entry->path().string());
    }
  }
  if (failure) errors.push_back(Unreadable(folder.string(), failure.value()));
}

}  // namespace

std::string InputName(const std::string& path) { return path == kStandardInput ? "(standard input)" : path; }

Result<std::string> ReadInput(const std::string& path, std::size_t max_bytes) {
  if (path == kStandardInput) return ReadAll(stdin, path, 0, max_bytes);
  std::error_code unknown;  // whatever is wrong with the file, opening it says so
  if (fs::is_directory(path, unknown)) return Unreadable(path, EISDIR);
  std::size_t expected = 0;
  if (fs::is_regular_file(path, unknown)) {
    const std::uintmax_t size = fs::file_size(path, unknown);
    if (!unknown && size > max_bytes) return TooLarge(path, max_bytes);
    if (!unknown) expected = static_cast<std::size_t>(size) + kChunk;
  }
  errno = 0;
  const File file(std::fopen(path.c_str(), "rb"));
  if (!file) return Unreadable(path, errno);
  return ReadAll(file.get(), path, expected, max_bytes);
}

Inputs ExpandInputs(const std::vector<std::string>& arguments) {
  Inputs inputs;
  for (const std::string& argument : arguments) {
    std::error_code unknown;
    if (argument == kStandardInput || !fs::is_directory(argument, unknown)) {
      inputs.paths.push_back(argument);
      continue;
    }
    std::vector<std::string> found;
    const std::size_t errors = inputs.errors.size();
    Search(argument, found, inputs.errors);
    if (found.empty() && inputs.errors.size() == errors) {
      inputs.errors.push_back(
          {Error::Code::kUnreadable, argument + ": holds no .txt or .md file (name the files themselves)"});
    }
    std::sort(found.begin(), found.end());
    inputs.paths.insert(inputs.paths.end(), found.begin(), found.end());
  }
  return inputs;
}

}  // namespace trichluc::cli
