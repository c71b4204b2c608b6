// Documents of the old Office (DOC, RTF), which LibreOffice turns into DOCX.
//
// LibreOffice starts programs of its own and writes files, so it cannot run where the decoders do. It gets a process group, a
// folder, a profile and limits of its own, no macros, no linked files, and no network where the system lets it be taken away.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "pages/format.h"
#include "trichluc/result.h"

namespace trichluc {

struct OfficeLimits {
  std::chrono::milliseconds total{120'000};
  std::uint64_t memory = 4ULL << 30;   // bytes of address space of each of its processes
  std::uint64_t written = 1ULL << 30;  // bytes of each file
};

// Is it a format that is read by way of LibreOffice?
[[nodiscard]] bool IsOfficeFormat(FileFormat format);

// The document as DOCX. `name` is used in messages only. Any number of threads may call it, each for its own document.
Result<std::string> ConvertOffice(std::string_view name, std::string_view bytes, FileFormat format,
                                  const OfficeLimits& limits = {});

}  // namespace trichluc
