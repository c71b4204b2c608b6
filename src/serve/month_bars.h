// Months as bars that lead to the calendar: what is due in each.
#pragma once

#include <cstddef>
#include <map>
#include <string>

#include "serve/chart.h"
#include "serve/site.h"
#include "trichluc/index_answers.h"

namespace trichluc::serve {

// How much is due at each time; a map, to be filled up with times at which nothing is.
using DueCounts = std::map<std::string, std::size_t>;
[[nodiscard]] DueCounts CountsOf(const DueAnswer& due);

// The calendar's page of a month ("2031-06"), of the unit that the visit is about.
[[nodiscard]] Address AddressOfMonth(const Visit& visit, const std::string& month);
[[nodiscard]] Bar BarOfMonth(const Visit& visit, const std::string& month, std::string label, std::size_t count);

}  // namespace trichluc::serve
