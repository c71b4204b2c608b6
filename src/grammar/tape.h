// The tape that the rules of one level read: the symbols of a passage in the classes of the level's alphabet.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "grammar/alphabet.h"

namespace trichluc {

class Tape {
 public:
  using Class = Alphabet::Class;

  // Writes it anew; the memory of the tape before is used again.
  void Write(const Alphabet& alphabet, const std::vector<Symbol>& symbols);

  [[nodiscard]] const std::string& text() const { return text_; }               // what RE2 reads
  [[nodiscard]] const std::vector<Class>& classes() const { return classes_; }  // of its items
  [[nodiscard]] std::size_t size() const { return classes_.size(); }
  [[nodiscard]] const std::vector<Class>& distinct() const { return distinct_; }  // each class that is on it, once
  [[nodiscard]] const ClassSet& present() const { return present_; }

  // Where an item begins in the text; for size(), where the text ends.
  [[nodiscard]] std::size_t OffsetOf(std::size_t item) const { return wide_ ? offsets_[item] : item; }
  // The item that begins at a place in the text.
  [[nodiscard]] std::uint32_t ItemAt(const char* place) const;
  // OffsetOf each item and size().
  [[nodiscard]] std::vector<std::uint32_t> Offsets() const;

 private:
  std::string text_;
  std::vector<Class> classes_;
  std::vector<Class> distinct_;
  ClassSet present_;
  std::vector<std::uint32_t> offsets_;  // where the alphabet is wide; else an item is a byte
  bool wide_ = false;
};

}  // namespace trichluc
