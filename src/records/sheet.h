// Lines of text for a terminal: measured in columns, wrapped, coloured where wanted.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "trichluc/output.h"

namespace trichluc {

// The columns that a text takes: combining marks take none, East Asian wide letters two, all other characters one.
[[nodiscard]] std::size_t DisplayWidth(std::string_view text);

// `text` with everything taken out that a terminal obeys instead of showing it: control characters and changes of the
// writing direction become U+FFFD, white space becomes spaces. A document must not be able to move the reader's cursor.
[[nodiscard]] std::string Printable(std::string_view text);

// The beginning of `text` that fits into `width` columns, with an ellipsis where something was cut off.
[[nodiscard]] std::string Shortened(std::string_view text, std::size_t width);

enum class Ink { kPlain, kBold, kDim, kName, kPlace, kWarning, kError };

// A stretch of text in one ink.
struct Run {
  std::string text;
  Ink ink = Ink::kPlain;
};

// Collects the lines. All text that is given to it is made printable.
class Sheet {
 public:
  explicit Sheet(const TextStyle& style);

  [[nodiscard]] std::size_t width() const { return width_; }

  // A line as it is, without wrapping; the runs stand beside each other.
  void Line(const std::vector<Run>& runs);
  void Blank() { out_ += '\n'; }

  // `margin`, filled up with spaces to `indent` columns, and beside it the words of `runs`, wrapped at the sheet's width and
  // indented alike on every line. Between two runs stands one space. A margin that is too wide has a line of its own.
  void Entry(const std::vector<Run>& margin, std::size_t indent, const std::vector<Run>& runs);

  [[nodiscard]] std::string Take() && { return std::move(out_); }

 private:
  void Put(std::string_view text, Ink ink);
  void CloseInk();
  void EndLine();
  void Spaces(std::size_t count);
  void Word(std::string_view word, Ink ink, std::size_t indent);

  std::string out_;
  std::size_t width_;
  bool colour_;
  Ink ink_ = Ink::kPlain;  // the one that is switched on
  std::size_t column_ = 0;
  std::size_t pending_ = 0;  // spaces to write before the next word of this line; none are left at its end
};

}  // namespace trichluc
