// The labels of headings: which numeral of a sequence stands there is for the outline to say, but it must see a numeral.
//
// A Roman numeral is nothing but strokes, and a machine reads Il, 1L or H for II. Where such a stretch stands at the beginning
// of a line, with a full stop and a heading in capitals behind it, it is written as the numeral it is.
#pragma once

#include <string_view>
#include <vector>

#include "repair/confusions.h"
#include "repair/repair.h"

namespace trichluc {

class LabelReader {
 public:
  // `strokes` is the table of confusions of numerals.
  explicit LabelReader(const std::vector<Confusion>& strokes);

  struct Found {
    std::vector<Repair> repairs;
    std::vector<Span> labels;  // of all kinds, at the beginning of lines: no word stands there
  };
  [[nodiscard]] Found Read(std::string_view text) const;

 private:
  std::vector<Confusion> strokes_;
};

}  // namespace trichluc
