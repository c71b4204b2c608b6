// Look-alike characters and what they stand for: a table that the grammars own (grammars/charmaps).
#pragma once

#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace trichluc {

class Charmap {
 public:
  struct Entry {
    std::string to;        // empty: the character is dropped
    bool in_word = false;  // only between Latin letters, where another script's look-alike slipped in
  };

  void Add(char32_t from, Entry entry) {
    entries_[from] = std::move(entry);
    if (from < kFirstPlane) in_first_plane_[from] = true;
  }

  // The entry of a character, or null: it stays as it is.
  [[nodiscard]] const Entry* Find(char32_t c) const {
    if (c < kFirstPlane && !in_first_plane_[c]) return nullptr;
    const auto it = entries_.find(c);
    return it == entries_.end() ? nullptr : &it->second;
  }

 private:
  static constexpr char32_t kFirstPlane = 0x10000;

  std::unordered_map<char32_t, Entry> entries_;
  std::vector<bool> in_first_plane_ = std::vector<bool>(kFirstPlane);  // is there an entry? Most characters have none
};

}  // namespace trichluc
