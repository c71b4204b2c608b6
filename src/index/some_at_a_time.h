// Rows of many numbers, asked for some at a time: a question for each would be slow, and one for all of them too long.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "index/database.h"

namespace trichluc {

// Calls ask(condition, values) for so many of the numbers at a time: rows whose column is one of them.
inline constexpr std::size_t kRowsAtATime = 64;

template <std::size_t kAtATime = kRowsAtATime, typename Ask>
std::optional<Error> ForSomeAtATime(std::span<const std::int64_t> wanted, Ask&& ask) {
  static const std::string kAmong = [] {
    std::string among = " IN (?";
    for (std::size_t i = 1; i < kAtATime; ++i) among += ", ?";
    return among + ")";
  }();
  for (std::size_t at = 0; at < wanted.size(); at += kAtATime) {
    SqlRow values;
    for (std::size_t i = 0; i < kAtATime; ++i) values.emplace_back(wanted[std::min(at + i, wanted.size() - 1)]);
    if (auto fault = ask(kAmong, values)) return fault;
  }
  return std::nullopt;
}

// Columns of these documents: take(row).
template <typename Take>
std::optional<Error> ForDocuments(Database& database, const std::string& columns, const Database::Numbers& wanted, Take&& take) {
  return ForSomeAtATime(wanted, [&](const std::string& among, const SqlRow& values) {
    return database.Query("SELECT " + columns + " FROM document WHERE id" + among, values, [&](const SqlRow& row) {
      take(row);
      return true;
    });
  });
}

}  // namespace trichluc
