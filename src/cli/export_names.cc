#include "cli/export_names.h"

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <string_view>
#include <system_error>

#include "cli/files.h"
#include "cli/report.h"

namespace trichluc::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostBytes = 150;  // of a stem: systems allow 255 for the whole name

std::string SafeStem(const std::string& input) {
  const std::string path = input == kStandardInput ? "standard-input" : input;
  std::string stem = fs::path(path).stem().string();
  for (char& c : stem) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7F || std::string_view("\\/:*?\"<>|").find(c) != std::string_view::npos) c = '_';
  }
  std::size_t size = std::min(stem.size(), kMostBytes);
  while (size > 0 && size < stem.size() && (static_cast<unsigned char>(stem[size]) & 0xC0) == 0x80) --size;
  stem.resize(size);
  if (stem.empty() || stem.front() == '.' || stem.front() == '-') stem.insert(0, "_");
  return stem;
}

std::string Lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return text;
}

}  // namespace

std::string ExportNamer::NameOf(const std::string& input) {
  const std::string stem = SafeStem(input);
  std::string name = stem;
  std::size_t& count = counts_[Lower(stem)];
  while (!taken_.insert(Lower(name)).second) name = stem + "-" + std::to_string(++count + 1);
  return name;
}

std::vector<std::string> ExportNames(const std::vector<std::string>& inputs, const std::string& ending) {
  std::vector<std::string> names;
  ExportNamer namer;
  for (const std::string& input : inputs) names.push_back(namer.NameOf(input) + ending);
  return names;
}

std::string PathIn(const std::string& folder, const std::string& name) { return folder + (folder.ends_with('/') ? "" : "/") + name; }

bool IsFolder(const std::string& path) {
  std::error_code unknown;
  return fs::is_directory(path, unknown);
}

std::optional<Error> MakeFolder(const std::string& path) {
  std::error_code failure;
  fs::create_directories(path, failure);
  if (!failure && IsFolder(path)) return std::nullopt;
  return Error{Error::Code::kUnreadable, FileMessage(path, "cannot be made a folder", failure ? failure.value() : ENOTDIR)};
}

}  // namespace trichluc::cli
