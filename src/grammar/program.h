// What runs a rule: an RE2 program over the tape of its level, and what is known of its matches without running it.
#pragma once

#include <re2/re2.h>

#include <cstdint>
#include <vector>

#include "grammar/alphabet.h"
#include "grammar/pattern.h"

namespace trichluc {

struct Program {
  Program(const Pattern& pattern, const Alphabet& alphabet);

  // The first item at or behind `from` that a match can begin with, or the number of items.
  [[nodiscard]] std::size_t NextStart(const std::vector<Alphabet::Class>& items, std::size_t from) const;

  RE2 regex;

 private:
  std::vector<std::uint8_t> places_;  // class → bit n: it can be the n-th item of a match
  std::size_t least_;                 // items of the shortest match, as far as `places_` tells
};

// How RE2 is to read programs over tapes of this alphabet.
[[nodiscard]] RE2::Options TapeOptions(const Alphabet& alphabet);

// For tests and benchmarks (TRICHLUC_LOG_REGEX_ERRORS): RE2 then says on stderr where it runs short of memory.
[[nodiscard]] bool RegexErrorsAreLogged();

}  // namespace trichluc
