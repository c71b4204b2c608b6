// The names of the files that exports of many documents are written to.
#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "trichluc/result.h"

namespace trichluc::cli {

// One for each input: the last part of its name without what it ends with, and `ending`. Characters that some system takes for
// more than a letter become `_`. Where two would be the same, in capitals or small letters, the later one gets a number:
// plan.akn.xml, plan-2.akn.xml. They depend on the names of the inputs and their order alone.
[[nodiscard]] std::vector<std::string> ExportNames(const std::vector<std::string>& inputs, const std::string& ending);

// The same, one after the other.
class ExportNamer {
 public:
  [[nodiscard]] std::string NameOf(const std::string& input);  // without an ending

 private:
  std::unordered_set<std::string> taken_;
  std::unordered_map<std::string, std::size_t> counts_;
};

// A file in a folder.
[[nodiscard]] std::string PathIn(const std::string& folder, const std::string& name);

[[nodiscard]] bool IsFolder(const std::string& path);

// With the folders above it. Nothing is wrong where it is there.
[[nodiscard]] std::optional<Error> MakeFolder(const std::string& path);

}  // namespace trichluc::cli
