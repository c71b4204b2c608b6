// What many records have alike is kept once, and rows have its number: rules, units, what targets measure, days.
//
// Names are written before the records that need them, in a transaction of their own and in one order: programs that write at the
// same time wait for each other no longer than that takes. A name stays when no record has it any more.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "index/database.h"
#include "trichluc/index.h"

namespace trichluc {

// The numbers of names that one connection has met. It is bounded: when it is full it forgets them all.
class NameNumbers {
 public:
  // Sees to it that all names of the documents have numbers. Outside of transactions.
  std::optional<Error> Learn(Database& database, const std::vector<IndexedDocument>& documents);

  // Of what was learnt.
  [[nodiscard]] SqlValue Rule(const std::string& rule) const { return NumberOf(NameTable::kRule, rule); }
  [[nodiscard]] SqlValue Unit(const std::string& unit) const { return NumberOf(NameTable::kUnit, unit); }
  [[nodiscard]] SqlValue Measure(const Target& target) const;
  [[nodiscard]] SqlValue Days(const std::optional<std::string>& edtf) const { return NumberOf(NameTable::kDays, edtf.value_or("")); }

 private:
  struct Missing {
    SqlRow row;
    std::vector<std::string> said;  // by records; several where they say the same in other words
  };
  using AllMissing = std::map<std::string, Missing>;  // by their digests, so that all programs take them in one order
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
  };
  using Numbers = std::unordered_map<std::string, std::int64_t, Hash, std::equal_to<>>;

  [[nodiscard]] SqlValue NumberOf(NameTable table, std::string_view said) const;
  std::optional<Error> LearnOf(Database& database, NameTable table, const std::vector<std::string>& said);
  // Remembers the numbers of those that are there, and takes them out.
  std::optional<Error> Find(Database& database, NameTable table, AllMissing& missing);
  static std::optional<Error> Write(Database& database, NameTable table, const AllMissing& missing);

  std::array<Numbers, 4> numbers_;  // by what records say, of each table
};

}  // namespace trichluc
