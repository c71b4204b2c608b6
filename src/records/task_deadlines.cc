#include "records/task_deadlines.h"

#include <algorithm>
#include <numeric>
#include <set>
#include <string>
#include <unordered_map>

namespace trichluc {
namespace {

// What a field or a column gives both to the assignment and to the deadline of an item.
std::string ItemOf(const std::optional<std::string>& section, const std::string& task, const std::vector<std::string>& units) {
  std::string item = section.value_or("") + '\n' + task;
  for (const std::string& unit : units) item.append(1, '\n').append(unit);
  return item;
}

}  // namespace

std::vector<std::vector<const Deadline*>> DeadlinesOfAssignments(const Extraction& document) {
  const std::vector<Assignment>& assignments = document.assignments;
  std::unordered_multimap<std::string, std::size_t> items;
  for (std::size_t i = 0; i < assignments.size(); ++i) {
    items.emplace(ItemOf(assignments[i].section, assignments[i].task, assignments[i].lead), i);
  }
  // In the order of the source, so that the one around a place is found by halving. Sentences do not nest: the few before it do.
  std::vector<std::size_t> order(assignments.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return assignments[a].span.start < assignments[b].span.start; });
  constexpr std::ptrdiff_t kFew = 4;

  std::vector<std::vector<const Deadline*>> out(assignments.size());
  for (const Deadline& deadline : document.deadlines) {
    std::set<std::size_t> owners;
    const auto after = std::upper_bound(order.begin(), order.end(), deadline.span.start,
                                        [&](std::size_t start, std::size_t i) { return start < assignments[i].span.start; });
    for (auto at = after; at != order.begin() && after - at < kFew;) {
      if (assignments[*--at].span.Contains(deadline.span)) owners.insert(*at);
    }
    const auto [first, last] = items.equal_range(ItemOf(deadline.section, deadline.task.value_or(""), deadline.units));
    for (auto item = first; item != last; ++item) owners.insert(item->second);
    for (const std::size_t owner : owners) out[owner].push_back(&deadline);
  }
  return out;
}

}  // namespace trichluc
