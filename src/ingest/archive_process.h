// The decoder of one archive: a process that has it open, and stays while its files are unpacked one by one.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "ingest/decoder_pool.h"
#include "pages/archive_file.h"
#include "trichluc/result.h"

namespace trichluc {

class Process;
struct DecodeRequest;

// For one thread.
class ArchiveProcess {
 public:
  ArchiveProcess(std::string program, const DecoderLimits& limits, std::string path);
  ~ArchiveProcess();

  // What the archive holds, as decoder/archive.h says. Messages of all errors name the archive.
  Result<std::vector<ArchiveFile>> List();
  // The bytes of a file by its place in that list.
  Result<std::string> Unpack(std::uint64_t entry);
  // Ends the process; the next call starts another.
  void End();
  // Which protection the process has to do without, once there was one; empty where it has all.
  [[nodiscard]] const std::string& warning() const { return warning_; }

 private:
  std::optional<Error> Start();
  Result<std::string> Ask(DecodeRequest request);

  std::string program_;
  DecoderLimits limits_;
  std::string path_;
  std::unique_ptr<Process> process_;
  std::string warning_;
};

}  // namespace trichluc
