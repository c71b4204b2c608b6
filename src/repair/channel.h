// A table of confusions made ready for reading: for each stretch of characters read, what may have been meant, and its cost.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include "repair/confusions.h"

namespace trichluc {

// The lower-case letters that words are made of, numbered: 0 is none of them.
class Letters {
 public:
  static constexpr std::size_t kMost = 128;

  // The number of a letter that is added where it is new; 0 where there is no room.
  std::uint8_t Intern(char32_t c);
  [[nodiscard]] std::uint8_t Find(char32_t c) const { return c < numbers_.size() ? numbers_[c] : 0; }
  [[nodiscard]] std::size_t size() const { return letters_.size(); }
  [[nodiscard]] char32_t Letter(std::uint8_t number) const { return letters_[number]; }

 private:
  std::vector<std::uint8_t> numbers_;
  std::vector<char32_t> letters_{0};
};

// How the letters of a word are written so far.
enum class Writing : std::uint8_t { kNothing, kLower, kOneUpper, kTitle, kUpper, kMixed };
// The writing after one more letter.
constexpr Writing After(Writing writing, bool upper) {
  switch (writing) {
    case Writing::kNothing: return upper ? Writing::kOneUpper : Writing::kLower;
    case Writing::kLower: return upper ? Writing::kMixed : Writing::kLower;
    case Writing::kOneUpper: return upper ? Writing::kUpper : Writing::kTitle;
    case Writing::kTitle: return upper ? Writing::kMixed : Writing::kTitle;
    case Writing::kUpper: return upper ? Writing::kUpper : Writing::kMixed;
    case Writing::kMixed: break;
  }
  return Writing::kMixed;
}

class Channel {
 public:
  // One thing that may have been meant.
  struct Meaning {
    std::array<std::uint8_t, kLongestMeant> letters{};
    std::uint8_t count = 0;
    std::uint8_t upper = 0;  // a bit for each letter that is upper case
    float cost = 0;          // -ln P(read | meant)
  };

  // `letters` are those of the words that may be meant; confusions of other characters have their own table (Sign).
  // `shapes` says what else any letter with the same bare form may be read as.
  Channel(const std::vector<Confusion>& confusions, const std::vector<Confusion>& shapes, const Letters& letters);

  // What a stretch of `read` characters may stand for, cheapest first.
  [[nodiscard]] std::span<const Meaning> Meanings(const char32_t* read, std::size_t count) const;
  [[nodiscard]] float LeastDropped() const { return least_dropped_; }
  // The cost of a character that was read where nothing was meant.
  [[nodiscard]] static constexpr float Added() { return 8; }
  // The cost of a sign that was read where any letter was meant.
  [[nodiscard]] static constexpr float Unreadable() { return 7; }
  // The cost of a letter that was not read at all.
  [[nodiscard]] float Dropped(std::uint8_t letter, bool upper) const { return dropped_[upper ? 1 : 0][letter]; }
  // The cost of a sign or digit that was read as it was meant, and what else may have been meant by it.
  struct Sign {
    char32_t meant = 0;
    float cost = 0;
  };
  [[nodiscard]] std::span<const Sign> Signs(char32_t read) const;

 private:
  void Add(const Confusion& confusion, const Letters& letters);
  void AddShapes(const std::vector<Confusion>& shapes, const Letters& letters);
  void AddUnseen(const Letters& letters);
  void AddFamilies(const Letters& letters);
  void Pack();

  std::unordered_map<std::uint64_t, std::vector<Meaning>> building_;
  std::vector<Meaning> meanings_;
  struct Range {
    std::uint64_t key = 0;
    std::uint32_t first = 0;
    std::uint32_t last = 0;
  };
  std::vector<Range> ranges_;  // a hash table, by what was read
  std::array<std::array<float, Letters::kMost>, 2> dropped_;
  float least_dropped_ = 0;
  std::unordered_map<char32_t, std::vector<Sign>> signs_;
};

}  // namespace trichluc
