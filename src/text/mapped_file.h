// A file that is mapped into memory and only read.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "trichluc/result.h"

namespace trichluc {

class MappedFile {
 public:
  // Fails (kUnreadable) where the file cannot be mapped; an empty one cannot.
  static Result<MappedFile> Open(const std::string& path);
  MappedFile(MappedFile&&) noexcept;
  MappedFile& operator=(MappedFile&&) noexcept;
  ~MappedFile();

  // Begins at the beginning of a page of memory.
  [[nodiscard]] std::string_view bytes() const;

 private:
  struct Region;
  explicit MappedFile(std::unique_ptr<Region> region);
  std::unique_ptr<Region> region_;
};

}  // namespace trichluc
