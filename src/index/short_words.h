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
    if (word.size() > kMostBytes) return nullptr;
    const Bytes bytes = BytesOf(word);
    Slot& slot = slots_[((bytes.first ^ bytes.last * 0xC2B2'AE3D'27D4'EB4FU) * 0x9E37'79B9'7F4A'7C15U) >> kShift];
    if (slot.word != bytes) slot = {bytes, Value{}};
    return &slot.value;
  }
  void Clear() { slots_.fill({}); }

 private:
  static constexpr int kShift = 64 - kBits;
  static constexpr std::size_t kMostBytes = 16;

  // A word of no more than so many bytes: the first ones and the last ones, which may be the same in part, and how many they are. A
  // copy of as many as there are would be read before it is written.
  struct Bytes {
    std::uint64_t first = 0;
    std::uint64_t last = 0;
    std::uint64_t size = 0;
    bool operator==(const Bytes&) const = default;
  };
  template <typename Number>
  static Number NumberAt(const char* at) {
    Number number = 0;
    std::memcpy(&number, at, sizeof number);
    return number;
  }
  static Bytes BytesOf(std::string_view word) {
    const char* const begin = word.data();
    const char* const end = begin + word.size();
    if (word.size() >= 8) return {NumberAt<std::uint64_t>(begin), NumberAt<std::uint64_t>(end - 8), word.size()};
    if (word.size() >= 4) return {NumberAt<std::uint32_t>(begin), NumberAt<std::uint32_t>(end - 4), word.size()};
    if (word.size() >= 2) return {NumberAt<std::uint16_t>(begin), NumberAt<std::uint16_t>(end - 2), word.size()};
    return {word.empty() ? std::uint64_t{0} : static_cast<unsigned char>(*begin), 0, word.size()};
  }
  struct Slot {
    Bytes word{};
    Value value{};
  };
  std::array<Slot, std::size_t{1} << kBits> slots_{};
};

}  // namespace trichluc
