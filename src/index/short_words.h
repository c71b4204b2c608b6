// What is known of words that come again and again. Nearly all words of Vietnamese have no more bytes than two numbers of the
// machine, which are quicker to find than a text; of those that would stand at one place the last one is known. There are 2^kBits places.
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace trichluc {

template <typename Value, int kBits = 12>
class ShortWords {
 public:
  // Where the value of a word is kept: Value{} where it is not known. Null where the word is longer.
  Value* At(std::string_view word) {
    if (word.size() > sizeof(Bytes)) return nullptr;
    Bytes bytes{};
    std::memcpy(bytes.data(), word.data(), word.size());
    Slot& slot = slots_[((bytes[0] ^ bytes[1] * 0xC2B2'AE3D'27D4'EB4FU) * 0x9E37'79B9'7F4A'7C15U) >> kShift];
    if (slot.word != bytes) slot = {bytes, Value{}};
    return &slot.value;
  }
  void Clear() { slots_.fill({}); }

 private:
  static constexpr int kShift = 64 - kBits;
  using Bytes = std::array<std::uint64_t, 2>;
  struct Slot {
    Bytes word{};
    Value value{};
  };
  std::array<Slot, std::size_t{1} << kBits> slots_{};
};

}  // namespace trichluc
