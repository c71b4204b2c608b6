#include "exports/temp_folder.h"

#include <stdlib.h>

#include <cerrno>
#include <string>
#include <system_error>

namespace trichluc {

Result<TempFolder> TempFolder::Make() {
  std::error_code unknown;
  const std::filesystem::path parent = std::filesystem::temp_directory_path(unknown);
  std::string name = ((unknown ? std::filesystem::path("/tmp") : parent) / "trichluc-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) {
    return Error{Error::Code::kUnreadable, name + ": cannot be made: " + std::generic_category().message(errno) + " (name another folder in TMPDIR)"};
  }
  return TempFolder(name);
}

TempFolder::~TempFolder() {
  std::error_code ignored;  // what is left is the system's to clear
  if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
}

}  // namespace trichluc
