// The smallest alphabet that one level of the cascade needs.
//
// Thousands of phrases are told apart by no rule of a level: to the rules that read units, all provinces are one. Symbols
// that no set of the level's patterns separates share one class, and the tape is written in classes. A level has some dozens
// to a few hundred of them, so most tapes are one byte a symbol, and RE2's programs stay small whatever the lexicons hold.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "grammar/symbols.h"

namespace trichluc {

class Alphabet {
 public:
  using Class = std::uint16_t;

  Alphabet() = default;
  // The classes that `sets` distinguish among the symbols [0, last].
  Alphabet(const std::vector<SymbolSet>& sets, Symbol last);

  [[nodiscard]] Class ClassOf(Symbol symbol) const { return classes_[symbol]; }
  [[nodiscard]] std::size_t size() const { return representatives_.size(); }
  // Does a class fill more than a byte? Then the tape is UTF-8, else Latin-1.
  [[nodiscard]] bool wide() const { return size() > 255; }

  // The classes of a set. It must be one of those that made the alphabet, or a union of them.
  [[nodiscard]] std::vector<Class> ClassesOf(const SymbolSet& set) const;
  // A character class of RE2 that matches the set's symbols on a tape.
  [[nodiscard]] std::string Regex(const SymbolSet& set) const;
  void AppendTo(std::string& tape, Symbol symbol) const;

 private:
  std::vector<Class> classes_;           // by symbol
  std::vector<Symbol> representatives_;  // by class
};

}  // namespace trichluc
