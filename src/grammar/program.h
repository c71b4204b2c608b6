// What runs a rule: an RE2 program over the tape of its level, and what is known of its matches without running it.
#pragma once

#include <re2/re2.h>

#include <vector>

#include "grammar/alphabet.h"
#include "grammar/pattern.h"

namespace trichluc {

struct Program {
  Program(const Pattern& pattern, const Alphabet& alphabet);

  RE2 regex;
  std::vector<ClassSet> heads;  // what the first items of a match can be; no match has fewer items
};

// How RE2 is to read programs over tapes of this alphabet.
[[nodiscard]] RE2::Options TapeOptions(const Alphabet& alphabet);

// For tests and benchmarks (TRICHLUC_LOG_REGEX_ERRORS): RE2 then says on stderr where it runs short of memory.
[[nodiscard]] bool RegexErrorsAreLogged();

}  // namespace trichluc
