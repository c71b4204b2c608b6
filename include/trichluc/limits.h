// What one document may cost. Hitting a limit is an Error (kTooLarge) that names it.
#pragma once

#include <cstddef>
#include <cstdint>

namespace trichluc {

struct Limits {
  std::size_t max_bytes = std::size_t{256} << 20;  // of the input, and of the text that comes out of it
  // Of files that are no text; they are decoded in a process of its own, which is ended where one is hit.
  std::uint32_t max_pages = 5000;
  std::uint64_t max_pixels = 120'000'000;          // of one picture: A3 at 600 dpi has 70 million
  std::uint64_t max_unpacked = std::uint64_t{1} << 30;  // bytes of an archive's parts together
  std::uint64_t decoder_memory = std::uint64_t{3} << 30;  // bytes of address space
  std::uint32_t stall_seconds = 120;               // without a page done
  std::uint32_t total_seconds = 3600;
};

}  // namespace trichluc
