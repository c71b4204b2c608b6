#include "index/packed_numbers.h"

namespace trichluc {

void PutLongNumber(std::uint64_t value, std::string& out) {
  char bytes[(64 + 6) / 7];
  std::size_t size = 0;
  for (; value >= 0x80; value >>= 7) bytes[size++] = static_cast<char>(value | 0x80);
  bytes[size++] = static_cast<char>(value);
  out.append(bytes, size);
}

}  // namespace trichluc
