// A file inside an archive, as the process that unpacks archives finds it.
#pragma once

#include <cstdint>
#include <string>

namespace trichluc {

struct ArchiveFile {
  enum class Kind : std::uint8_t {
    kDocument,  // by its content, or by the end of its name
    kOther,     // a file that no folder would be searched for
    kFault,     // a document that cannot be read, or a whole archive: `fault` says why
  };
  // Its bytes as they stand in the archive, behind those of the archives it is in: `inner.zip/plan.txt`. Empty where the fault is
  // that of the outermost archive.
  std::string name;
  std::uint64_t bytes = 0;  // as the archive says
  Kind kind = Kind::kOther;
  std::string fault;
};

}  // namespace trichluc
