// The smallest alphabet that one level of the cascade needs.
//
// Thousands of phrases are told apart by no rule of a level: to the rules that read units, all provinces are one. Symbols
// that no set of the level's patterns separates share one class, and the tape is written in classes. A level has some dozens
// to a few hundred of them, so most tapes are one byte a symbol, and RE2's programs stay small whatever the lexicons hold.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "grammar/symbols.h"

namespace trichluc {

// Classes of one alphabet, as bits.
class ClassSet {
 public:
  using Class = std::uint16_t;

  ClassSet() = default;
  explicit ClassSet(std::size_t classes) : words_((classes + 63) / 64) {}

  void Add(Class c) { words_[c >> 6] |= std::uint64_t{1} << (c & 63); }
  void Add(const ClassSet& other);
  // Makes it empty, for an alphabet of so many classes.
  void Reset(std::size_t classes) { words_.assign((classes + 63) / 64, 0); }
  [[nodiscard]] bool Contains(Class c) const { return (words_[c >> 6] >> (c & 63) & 1) != 0; }
  [[nodiscard]] bool Meets(const ClassSet& other) const;
  [[nodiscard]] bool empty() const { return std::all_of(words_.begin(), words_.end(), [](std::uint64_t w) { return w == 0; }); }

 private:
  std::vector<std::uint64_t> words_;
};

class Alphabet {
 public:
  using Class = ClassSet::Class;

  Alphabet() = default;
  // The classes that `sets` distinguish among the symbols [0, last].
  Alphabet(const std::vector<SymbolSet>& sets, Symbol last);

  [[nodiscard]] Class ClassOf(Symbol symbol) const { return classes_[symbol]; }
  [[nodiscard]] std::size_t size() const { return representatives_.size(); }
  // Does a class fill more than a byte? Then the tape is UTF-8, else Latin-1.
  [[nodiscard]] bool wide() const { return size() > 255; }

  // The classes of a set. It must be one of those that made the alphabet, or a union of them.
  [[nodiscard]] std::vector<Class> ClassesOf(const SymbolSet& set) const;
  [[nodiscard]] ClassSet ClassSetOf(const SymbolSet& set) const;
  // How often symbols of these classes are met, roughly: the classes of unknown tokens are everywhere.
  [[nodiscard]] std::size_t Commonness(const ClassSet& classes) const;
  // A character class of RE2 that matches the set's symbols on a tape.
  [[nodiscard]] std::string Regex(const SymbolSet& set) const;
  // Writes a class onto the text of a tape.
  void AppendTo(std::string& tape, Class c) const;
  // What it writes where the alphabet is not wide.
  static constexpr char ByteOf(Class c) { return static_cast<char>(static_cast<unsigned char>(CodeOf(c))); }

 private:
  // The code that stands for a class on the tape: no tape holds a NUL.
  static constexpr char32_t CodeOf(Class c) { return static_cast<char32_t>(c) + 1; }

  std::vector<Class> classes_;           // by symbol
  std::vector<Symbol> representatives_;  // by class, ascending
  std::vector<std::size_t> weights_;     // by class
};

}  // namespace trichluc
