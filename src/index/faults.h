// What is wrong with what was asked, in words that every question uses.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "index/words.h"
#include "trichluc/result.h"

namespace trichluc {

// More than anybody types; each word is looked for by itself.
inline constexpr std::size_t kMostWordsAsked = 64;

// Days that are none, or that stand in the wrong order. Empty ones ask nothing.
[[nodiscard]] std::optional<Error> FaultOfDays(const std::string& from, const std::string& to);

// Too many words: `count` of them in what was typed.
[[nodiscard]] std::optional<Error> FaultOfWords(const std::string& typed, std::size_t count);
[[nodiscard]] std::optional<Error> FaultOfWords(const std::string& typed, const WordsQuestion& question);

}  // namespace trichluc
