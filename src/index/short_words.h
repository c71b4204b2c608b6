// What is known of words that come again and again. Nearly all words of Vietnamese are no longer than a number of the machine (eight
// bytes), which is quicker to find than a text; of those that would stand at one place the last one is known.
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace trichluc {

template <typename Value>
class ShortWords {
 public:
  // Where the value of a word is kept: Value{} where it is not known. Null where the word is longer.
  Value* At(std::string_view word) {
    if (word.size() > sizeof(std::uint64_t)) return nullptr;
    std::uint64_t number = 0;
    std::memcpy(&number, word.data(), word.size());
    Slot& slot = slots_[(number * 0x9E37'79B9'7F4A'7C15U) >> kShift];
    if (slot.word != number) slot = {number, Value{}};
    return &slot.value;
  }
  void Clear() { slots_.fill({}); }

 private:
  static constexpr int kShift = 52;  // 4,096 of them
  struct Slot {
    std::uint64_t word = 0;
    Value value{};
  };
  std::array<Slot, std::size_t{1} << (64 - kShift)> slots_{};
};

}  // namespace trichluc
