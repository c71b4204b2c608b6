// Flat hash tables for what is looked up for every word of a text.
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

namespace trichluc {

inline std::uint64_t HashStep(std::uint64_t hash, std::uint64_t value) {
  hash = (hash ^ value) * 0x9E3779B97F4A7C15ULL;
  return hash ^ (hash >> 32);
}

inline std::uint64_t HashBytes(std::string_view bytes) {
  std::uint64_t hash = bytes.size();
  while (bytes.size() >= 8) {
    std::uint64_t part = 0;
    std::memcpy(&part, bytes.data(), 8);
    hash = HashStep(hash, part);
    bytes.remove_prefix(8);
  }
  std::uint64_t rest = 0;
  for (const char c : bytes) rest = rest << 8 | static_cast<unsigned char>(c);
  return HashStep(hash, rest);
}

// Numbers strings in the order in which they are met.
class StringTable {
 public:
  static constexpr std::int32_t kNone = -1;

  [[nodiscard]] std::int32_t Find(std::string_view text) const {
    if (slots_.empty()) return kNone;
    const std::uint64_t hash = HashBytes(text);
    for (std::size_t at = hash & (slots_.size() - 1);; at = (at + 1) & (slots_.size() - 1)) {
      const Slot& slot = slots_[at];
      if (slot.id == kNone) return kNone;
      if (slot.hash == static_cast<std::uint32_t>(hash >> 32) && View(slot.id) == text) return slot.id;
    }
  }

  std::int32_t Intern(std::string_view text) {
    if (const std::int32_t known = Find(text); known != kNone) return known;
    const auto id = static_cast<std::int32_t>(size());
    pool_.append(text);
    ends_.push_back(static_cast<std::uint32_t>(pool_.size()));
    if (size() * 2 > slots_.size()) {
      Grow();
    } else {
      Place(id);
    }
    return id;
  }

  [[nodiscard]] std::size_t size() const { return ends_.size() - 1; }

 private:
  struct Slot {
    std::uint32_t hash = 0;
    std::int32_t id = kNone;
  };

  [[nodiscard]] std::string_view View(std::int32_t id) const {
    const auto i = static_cast<std::size_t>(id);
    return std::string_view(pool_).substr(ends_[i], ends_[i + 1] - ends_[i]);
  }

  void Place(std::int32_t id) {
    const std::uint64_t hash = HashBytes(View(id));
    std::size_t at = hash & (slots_.size() - 1);
    while (slots_[at].id != kNone) at = (at + 1) & (slots_.size() - 1);
    slots_[at] = {static_cast<std::uint32_t>(hash >> 32), id};
  }

  void Grow() {
    slots_.assign(slots_.empty() ? 256 : slots_.size() * 2, Slot{});
    for (std::size_t id = 0; id < size(); ++id) Place(static_cast<std::int32_t>(id));
  }

  std::vector<Slot> slots_;  // a power of two
  std::string pool_;
  std::vector<std::uint32_t> ends_{0};
};

// From numbers to numbers. The key ~0 must not occur.
class NumberTable {
 public:
  // The value of a key, or null.
  [[nodiscard]] const std::int32_t* Find(std::uint64_t key) const {
    if (slots_.empty()) return nullptr;
    const Slot& slot = slots_[Locate(key)];
    return slot.key == key ? &slot.value : nullptr;
  }

  void Add(std::uint64_t key, std::int32_t value) {
    if (++size_ * 2 > slots_.size()) Grow();
    slots_[Locate(key)] = {key, value};
  }

 private:
  static constexpr std::uint64_t kEmpty = ~std::uint64_t{0};
  struct Slot {
    std::uint64_t key = kEmpty;
    std::int32_t value = 0;
  };

  // Where the key stands, or would.
  [[nodiscard]] std::size_t Locate(std::uint64_t key) const {
    std::size_t at = HashStep(0, key) & (slots_.size() - 1);
    while (slots_[at].key != kEmpty && slots_[at].key != key) at = (at + 1) & (slots_.size() - 1);
    return at;
  }

  void Grow() {
    const std::vector<Slot> old = std::move(slots_);
    slots_.assign(old.empty() ? 256 : old.size() * 2, Slot{});
    for (const Slot& slot : old) {
      if (slot.key != kEmpty) slots_[Locate(slot.key)] = slot;
    }
  }

  std::vector<Slot> slots_;  // a power of two
  std::size_t size_ = 0;
};

}  // namespace trichluc
