#include "repair/replace_file.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <system_error>

namespace trichluc {
namespace {

namespace fs = std::filesystem;

bool WriteAll(int file, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::write(file, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

// Where a symbolic link leads, whether or not a file is there yet.
fs::path Target(fs::path path) {
  constexpr int kMostLinks = 40;
  std::error_code unknown;
  for (int links = 0; links < kMostLinks && fs::is_symlink(path, unknown); ++links)
    path = path.parent_path() / fs::read_symlink(path, unknown);
  return path;
}

// What a new file may be used for, and an old one was.
mode_t ModeOf(const std::string& path) {
  struct stat old {};
  if (::stat(path.c_str(), &old) == 0) return old.st_mode & 0777;
  const mode_t mask = ::umask(0);
  ::umask(mask);
  return 0666 & ~mask;
}

}  // namespace

std::optional<Error> ReplaceFile(const std::string& path, std::string_view bytes) {
  const auto fault = [&](const std::string& what) {
    return Error{Error::Code::kUnreadable, path + ": cannot be written: " + what};
  };
  std::error_code unknown;
  const std::string target = Target(path).string();
  if (fs::exists(target, unknown) && !fs::is_regular_file(target, unknown)) return fault("it is no file");
  std::string beside = target + ".XXXXXX";
  const int file = ::mkstemp(beside.data());
  if (file < 0) return fault(std::generic_category().message(errno));
  bool written = WriteAll(file, bytes) && ::fchmod(file, ModeOf(target)) == 0 && ::fsync(file) == 0;
  int failure = errno;
  if (::close(file) != 0 && written) {
    written = false;
    failure = errno;
  }
  if (written && std::rename(beside.c_str(), target.c_str()) != 0) {
    written = false;
    failure = errno;
  }
  if (written) return std::nullopt;
  ::unlink(beside.c_str());
  return fault(std::generic_category().message(failure));
}

}  // namespace trichluc
