#include "repair/word_list.h"

#include <algorithm>

#include "grammar/rows.h"

namespace trichluc {

std::vector<std::string> ParseWordList(const std::string& path, std::string_view text,
                                       std::vector<GrammarFault>& faults) {
  std::vector<std::string> out;
  ForEachRow(path, text, faults, [&](int number, std::span<const std::string_view> cells) {
    const auto fault = [&](const char* what) { faults.push_back({path, number, 1, what}); };
    if (cells.size() != 1) return fault("a line is one entry, without tabs");
    if (std::find(out.begin(), out.end(), cells[0]) != out.end())
      return fault("the entry stands in an earlier line as well");
    out.emplace_back(cells[0]);
  });
  return out;
}

}  // namespace trichluc
