// What many records have alike is kept once, and rows have its number: rules, units, what targets measure, days.
//
// Where many write at a time, names are written before the records that need them, in a transaction of their own and in one order:
// writers wait for each other no longer than that takes. Else a name is written as soon as it is needed. It stays when no record has
// it any more.
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

// The numbers of names that one connection has met, which outlives this. It is bounded: when it is full it forgets them all.
class NameNumbers {
 public:
  explicit NameNumbers(Database& database) : database_(database) {}

  // Before documents are written: sees to it that all their names have numbers, where writers meet. Outside of transactions.
  std::optional<Error> Prepare(const std::vector<IndexedDocument>& documents);
  // What was written is undone; so is what was wrong with it.
  void Forget() {
    numbers_ = {};
    fault_.reset();
  }

  // Within the transaction that writes the documents. NULL where a fault was met.
  [[nodiscard]] SqlValue Rule(const std::string& rule) { return NumberOf(NameTable::kRule, rule); }
  [[nodiscard]] SqlValue Unit(const std::string& unit) { return NumberOf(NameTable::kUnit, unit); }
  [[nodiscard]] SqlValue Measure(const Target& target);
  [[nodiscard]] SqlValue Days(const std::optional<std::string>& edtf) { return NumberOf(NameTable::kDays, edtf ? *edtf : ""); }
  [[nodiscard]] const std::optional<Error>& fault() const { return fault_; }

 private:
  // A name that this has not met.
  struct New {
    SqlRow row;
    std::vector<std::string> said;  // by records; several where they say the same in other words
    std::optional<std::int64_t> number;
  };
  using AllNew = std::map<std::string, New>;  // by their digests, so that all programs take them in one order
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
  };
  using Numbers = std::unordered_map<std::string, std::int64_t, Hash, std::equal_to<>>;

  [[nodiscard]] SqlValue NumberOf(NameTable table, std::string_view said);
  std::optional<Error> Learn(NameTable table, const std::vector<std::string>& said);
  std::optional<Error> WriteUnknown(NameTable table, AllNew& all);
  // The numbers of those that are there.
  std::optional<Error> Find(NameTable table, AllNew& all);
  // Gives numbers to those that have none; those that another connection has written in the meantime stay without.
  std::optional<Error> Write(NameTable table, AllNew& all);

  Database& database_;
  std::array<Numbers, 4> numbers_;  // by what records say, of each table
  std::optional<Error> fault_;
};

}  // namespace trichluc
