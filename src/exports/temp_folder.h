// A folder for files of the moment.
#pragma once

#include <filesystem>
#include <utility>

#include "trichluc/result.h"

namespace trichluc {

// Empty, readable to nobody else, and gone with this value.
class TempFolder {
 public:
  static Result<TempFolder> Make();

  TempFolder(TempFolder&& other) noexcept : path_(std::exchange(other.path_, {})) {}
  TempFolder& operator=(TempFolder&& other) noexcept {
    std::swap(path_, other.path_);
    return *this;
  }
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;
  ~TempFolder();

  [[nodiscard]] std::string Path(const char* name) const { return (path_ / name).string(); }

 private:
  explicit TempFolder(std::filesystem::path path) : path_(std::move(path)) {}
  std::filesystem::path path_;
};

}  // namespace trichluc
