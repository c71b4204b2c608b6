// The files that documents of an index were read from, as far as they are still there.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace trichluc::serve {

class Originals {
 public:
  // Folders that names count from. What leads out of them is never opened: neither by `..`, nor by an absolute name, nor by a link.
  explicit Originals(std::vector<std::string> folders);

  // The bytes of a file whose SHA-256 is `digest`, under one of the names that it was met under. Nothing where no such file is there,
  // or it is longer than `most` bytes.
  [[nodiscard]] std::optional<std::string> Find(const std::string& name, const std::string& digest, std::size_t most) const;

 private:
  std::vector<std::string> folders_;  // without links
};

}  // namespace trichluc::serve
