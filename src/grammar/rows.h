// The rows of a table: lines of cells set apart by tabs; comments begin with #.
#pragma once

#include <algorithm>
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

// Calls use(line number, cells) for each row. There is one cell at least.
template <typename Use>
void ForEachRow(std::string_view text, Use use) {
  std::vector<std::string_view> cells;
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  for (int number = 1; !text.empty(); ++number) {
    const std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty() || line.front() == '#') continue;
    cells.clear();
    for (std::size_t tab = line.find('\t'); tab != std::string_view::npos; tab = line.find('\t')) {
      cells.push_back(line.substr(0, tab));
      line.remove_prefix(tab + 1);
    }
    cells.push_back(line);
    use(number, std::span<const std::string_view>(cells));
  }
}

// The same; a row that is no UTF-8 is a fault of the file `path`.
template <typename Use>
void ForEachRow(const std::string& path, std::string_view text, std::vector<GrammarFault>& faults, Use use) {
  ForEachRow(text, [&](int number, std::span<const std::string_view> cells) {
    if (std::all_of(cells.begin(), cells.end(), IsWellFormedUtf8)) return use(number, cells);
    faults.push_back({path, number, 1, "the line is no UTF-8"});
  });
}

[[nodiscard]] inline std::optional<float> NumberCell(std::string_view cell) {
  float value = 0;
  const auto [end, code] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
  if (code != std::errc() || end != cell.data() + cell.size() || !std::isfinite(value)) return std::nullopt;
  return value;
}

}  // namespace trichluc
