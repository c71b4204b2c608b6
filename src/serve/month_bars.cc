#include "serve/month_bars.h"

#include <utility>

#include "serve/pages.h"

namespace trichluc::serve {

DueCounts CountsOf(const DueAnswer& due) {
  DueCounts counts;
  for (const DueCount& count : due.counts) counts[count.time] = count.count;
  return counts;
}

Address AddressOfMonth(const Visit& visit, const std::string& month) { return Address("/calendar").With("month", month).With("unit", visit.Query("unit")); }

Bar BarOfMonth(const Visit& visit, const std::string& month, std::string label, std::size_t count) {
  const std::string title = visit.Fill("due_in", {{"time", DateWords(month, visit.words)}, {"count", std::to_string(count)}});
  return {std::move(label), title, AddressOfMonth(visit, month).text(), count, false};
}

}  // namespace trichluc::serve
