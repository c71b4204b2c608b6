// Lines and columns of a source, for people.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace trichluc {

// A place in a text as editors count it: both from 1, columns in characters.
struct LineColumn {
  std::size_t line = 1;
  std::size_t column = 1;

  [[nodiscard]] std::string ToString() const { return std::to_string(line) + ":" + std::to_string(column); }
};

// Finds the line and column of any byte of a text. Lines end where normalization ends them: at a line feed, a carriage
// return, or both together. A byte order mark at the very beginning has no column. Looks at a bounded number of bytes for
// each question, also where the text is one line of a hundred megabytes. Keeps the view it is made from. Safe to read from
// several threads.
class LineIndex {
 public:
  explicit LineIndex(std::string_view text);

  // `offset` behind the end counts as the end.
  [[nodiscard]] LineColumn At(std::size_t offset) const;

 private:
  [[nodiscard]] std::size_t CharactersBefore(std::size_t offset) const;

  std::string_view text_;
  std::vector<std::size_t> line_starts_;
  std::vector<std::size_t> characters_;  // before each stretch of kStretch bytes
};

}  // namespace trichluc
