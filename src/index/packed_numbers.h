// Numbers in as few bytes of seven bits as they need, the lowest first; all bytes but the last have the high bit.
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace trichluc {

void PutLongNumber(std::uint64_t value, std::string& out);
inline void PutNumber(std::uint64_t value, std::string& out) {
  if (value >= 0x80) return PutLongNumber(value, out);
  out.push_back(static_cast<char>(value));  // as most are
}
// A text behind its length.
inline void PutText(std::string_view text, std::string& out) {
  PutNumber(text.size(), out);
  out.append(text);
}

// Reads numbers out of bytes that may be damaged: behind the end all are 0.
class NumberReader {
 public:
  explicit NumberReader(std::string_view bytes) : at_(bytes.data()), end_(bytes.data() + bytes.size()) {}

  [[nodiscard]] bool done() const { return at_ >= end_; }
  [[nodiscard]] const char* at() const { return at_; }
  [[nodiscard]] std::string_view rest() const { return {at_, end_}; }
  std::uint64_t Next() {
    if (at_ != end_ && static_cast<unsigned char>(*at_) < 0x80) return static_cast<unsigned char>(*at_++);
    std::uint64_t value = 0;
    for (unsigned shift = 0; at_ != end_; shift += 7) {
      const auto byte = static_cast<unsigned char>(*at_++);
      if (shift < 64) value |= static_cast<std::uint64_t>(byte & 0x7F) << shift;
      if (byte < 0x80) break;
    }
    return value;
  }
  // So many bytes, or as many as there are.
  std::string_view Take(std::uint64_t bytes) {
    const std::string_view taken = rest().substr(0, bytes);
    at_ += taken.size();
    return taken;
  }
  std::string_view NextText() { return Take(Next()); }
  // Calls use(number) so many times, until it answers false; how many numbers are left then. Behind the bytes two more can be read
  // (kSpare). Most numbers have one or two bytes, at random: which of them is worked out and not guessed.
  template <typename Use>
  std::uint64_t ForEach(std::uint64_t count, Use&& use) {
    const char* at = at_;
    bool more = true;
    for (; count > 0 && at < end_ && more; --count) {
      const auto first = static_cast<unsigned char>(at[0]);
      const auto second = static_cast<unsigned char>(at[1]);
      const unsigned two = first >> 7;
      std::uint64_t number = (first & 0x7FU) + ((second & 0x7FU) * two << 7);
      at += 1 + two;
      if ((two & second >> 7) != 0) {
        at_ = at - 2;
        number = Next();
        at = at_;
      }
      more = use(number);
    }
    at_ = std::min(at, end_);
    return count;
  }
  static constexpr std::size_t kSpare = 2;

  void Skip(std::uint64_t numbers) {
    // Eight bytes at a time: the last byte of a number has no high bit.
    for (std::uint64_t eight = 0; numbers >= 8 && end_ - at_ >= 8; at_ += 8) {
      std::memcpy(&eight, at_, 8);
      numbers -= static_cast<std::uint64_t>(std::popcount(~eight & 0x8080'8080'8080'8080U));
    }
    for (; numbers > 0 && at_ != end_; ++at_) numbers -= static_cast<unsigned char>(*at_) < 0x80 ? 1 : 0;
  }

 private:
  const char* at_;
  const char* end_;
};

}  // namespace trichluc
