// Text that fits into a cell of a spreadsheet.
#pragma once

#include <string>
#include <string_view>

namespace trichluc {

struct CellText {
  std::string text;
  bool cut = false;  // it was longer than a cell may be
};

// `text` without what XML has no form for, and no longer than a cell may be: 32,767 units of UTF-16, after which programs call
// the file damaged. Where the text itself looks like an escape of the format (_x000A_) it is written so that it is read back.
[[nodiscard]] CellText CellTextOf(std::string_view text);

}  // namespace trichluc
