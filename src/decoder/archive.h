// Archives of documents: ZIP, and what else libarchive reads (7z, RAR, tar and its packed kinds). Names inside them are looked at
// and never used as paths. One file is unpacked at a time.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "decoder/decode.h"
#include "pages/archive_file.h"
#include "trichluc/result.h"

namespace trichluc::decoder {

// The archive of a process.
class ArchiveReader {
 public:
  // `file` is open for reading, and can be read anywhere.
  explicit ArchiveReader(int file);
  ~ArchiveReader();
  ArchiveReader(const ArchiveReader&) = delete;
  ArchiveReader& operator=(const ArchiveReader&) = delete;

  // All files in it, those of archives in it too, in the order in which they stand. Fails where it is no archive, or too much of
  // one; a list with one document that has no name is a document itself (a DOCX).
  Result<std::vector<ArchiveFile>> List(const Limits& limits, const std::function<void(std::uint32_t)>& progress);

  // The bytes of the file that stands at that place of the list. Fastest in the order of the list.
  Result<std::string> Unpack(std::uint64_t entry, const Limits& limits,
                             const std::function<void(std::uint32_t)>& progress);

 private:
  class Walk;
  int file_;
  std::unique_ptr<Walk> walk_;  // that has come to `next_`
  std::uint64_t next_ = 0;
};

}  // namespace trichluc::decoder
