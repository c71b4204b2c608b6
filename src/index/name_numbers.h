// What many records have alike is kept once, and rows have its number: rules, units, what targets measure, days.
//
// Names are written before the records that need them, in a transaction of their own and in one order: programs that write at the
// same time wait for each other no longer than that takes. A name stays when no record has it any more.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "index/database.h"
#include "trichluc/index.h"

namespace trichluc {

// A row of such a table: the values of its columns behind `id` and `digest`.
[[nodiscard]] SqlRow RuleRow(const std::string& rule);
[[nodiscard]] SqlRow UnitRow(const std::string& unit);
[[nodiscard]] SqlRow MeasureRow(const Target& target);
[[nodiscard]] SqlRow DaysRow(const std::optional<std::string>& edtf);

// The numbers of names that one connection has met. It is bounded: when it is full it forgets them all.
class NameNumbers {
 public:
  // Sees to it that all names of the documents have numbers. Outside of transactions.
  std::optional<Error> Learn(Database& database, const std::vector<IndexedDocument>& documents);

  // Of a name that was learnt.
  [[nodiscard]] SqlValue Of(NameTable table, const SqlRow& row) const;

 private:
  using Missing = std::map<std::string, SqlRow>;  // by their digests, so that all programs take them in one order
  std::optional<Error> Find(Database& database, NameTable table, Missing& missing);
  static std::optional<Error> Write(Database& database, NameTable table, const Missing& missing);

  std::unordered_map<std::string, std::int64_t> numbers_;  // by table and digest
};

}  // namespace trichluc
