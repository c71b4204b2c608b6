// The rows of a table: lines of cells set apart by tabs; comments begin with #.
#pragma once

#include <charconv>
#include <cmath>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "text/unicode.h"
#include "text/utf8.h"
#include "trichluc/grammar.h"

namespace trichluc {

// Calls use(line number, cells) for each row; a row that is no UTF-8 is a fault of the file `path`.
template <typename Use>
void ForEachRow(const std::string& path, std::string_view text, std::vector<GrammarFault>& faults, Use use) {
  std::vector<std::string_view> cells;
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  for (int number = 1; !text.empty(); ++number) {
    const std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty() || line.front() == '#') continue;
    if (!IsWellFormedUtf8(line)) {
      faults.push_back({path, number, 1, "the line is no UTF-8"});
      continue;
    }
    cells.clear();
    for (std::size_t tab = line.find('\t'); tab != std::string_view::npos; tab = line.find('\t')) {
      cells.push_back(line.substr(0, tab));
      line.remove_prefix(tab + 1);
    }
    cells.push_back(line);
    use(number, std::span<const std::string_view>(cells));
  }
}

[[nodiscard]] inline std::optional<float> NumberCell(std::string_view cell) {
  float value = 0;
  const auto [end, code] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
  if (code != std::errc() || end != cell.data() + cell.size() || !std::isfinite(value)) return std::nullopt;
  return value;
}

}  // namespace trichluc
