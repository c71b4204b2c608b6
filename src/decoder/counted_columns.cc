#include "decoder/counted_columns.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>

namespace trichluc::decoder {
namespace {

constexpr std::size_t kFewest = 3;   // numbers that make a count
constexpr int kHighest = 999;

// `7`, `7.`, `07`
std::optional<int> NumberOf(std::string_view text) {
  while (!text.empty() && (text.back() == '.' || text.back() == ')')) text.remove_suffix(1);
  int value = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (fault != std::errc() || end != text.data() + text.size() || value < 1 || value > kHighest) return std::nullopt;
  return value;
}

// The difference between number and row that most have; nothing where too few agree.
std::optional<int> CommonStart(const std::vector<std::optional<int>>& numbers) {
  std::map<int, std::size_t> starts;
  std::size_t all = 0;
  for (std::size_t row = 0; row < numbers.size(); ++row) {
    if (!numbers[row]) continue;
    ++all;
    ++starts[*numbers[row] - static_cast<int>(row)];
  }
  const auto most = std::max_element(starts.begin(), starts.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  if (most == starts.end() || most->second < kFewest || most->second * 2 <= all) return std::nullopt;
  return most->first;
}

}  // namespace

void ReadCount(std::vector<CountedCell>& column) {
  std::vector<std::optional<int>> numbers;
  for (const CountedCell& cell : column) numbers.push_back(NumberOf(cell.text));
  const std::optional<int> start = CommonStart(numbers);
  if (!start) return;
  const auto counts = [&](std::size_t row) { return numbers[row] == *start + static_cast<int>(row); };
  std::size_t first = 0;
  while (!counts(first)) ++first;
  std::size_t last = column.size();
  while (!counts(last - 1)) --last;
  // Full stops stand behind all numbers of a list or behind none.
  const auto stopped = static_cast<std::size_t>(std::count_if(column.begin(), column.end(), [](const CountedCell& cell) { return cell.text.ends_with('.'); }));
  const std::string_view stop = stopped * 2 > column.size() ? "." : "";
  for (std::size_t row = first; row < column.size(); ++row) {
    // Behind the last number that counts on another list may begin, or none.
    if (row >= last && (column[row].sure || numbers[row])) break;
    column[row].text = std::to_string(*start + static_cast<int>(row)).append(stop);
    column[row].sure = true;
  }
}

}  // namespace trichluc::decoder
