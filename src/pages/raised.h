// Raised characters, which no plain text has: how they are written in a line.
//
// A raised number mostly leads to a note. It is written as plans in plain text write it, so that it does not run into the word
// before it, and so that the note below is known by the same sign:
//
//   ngày 19/6/2013¹        ngày 19/6/2013[1]         at the start of a line: [1] Theo Luật …
//   100 m²                 100 m2                    a unit
//   10³, 25⁰C              10³, 25⁰C                 a figure, which must not be read on
#pragma once

#include <string>
#include <string_view>

namespace trichluc {

// What stands in the text for `raised` behind `before`, the line so far (valid UTF-8, both; no white space around `raised`).
[[nodiscard]] std::string RaisedText(std::string_view before, std::string_view raised);

}  // namespace trichluc
