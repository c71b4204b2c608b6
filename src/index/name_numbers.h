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
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "index/database.h"
#include "index/packed_numbers.h"
#include "trichluc/record.h"

namespace trichluc {

// What the records of a document say, by tables: each once, in the order in which it was added.
class DocumentNames {
 public:
  static constexpr std::size_t kTables = 4;

  void Add(NameTable table, std::string_view said) { PutText(said, packed_[static_cast<std::size_t>(table)]); }
  // All of a table.
  [[nodiscard]] std::vector<std::string_view> Of(NameTable table) const {
    std::vector<std::string_view> all;
    for (NumberReader reader(packed_[static_cast<std::size_t>(table)]); !reader.done();) all.push_back(reader.NextText());
    return all;
  }
  [[nodiscard]] std::size_t bytes() const {
    std::size_t bytes = 0;
    for (const std::string& packed : packed_) bytes += packed.capacity();
    return bytes;
  }

 private:
  std::array<std::string, kTables> packed_;  // each behind its length
};
// What is measured, as one text.
[[nodiscard]] std::string MeasureName(const Target& target);

// The numbers of names that one connection has met, which outlives this. It is bounded: when it is full it forgets them all.
class NameNumbers {
 public:
  explicit NameNumbers(Database& database) : database_(database) {}

  // Before documents are written: sees to it that all their names have numbers, where writers meet. Outside of transactions.
  std::optional<Error> Prepare(std::span<const DocumentNames* const> documents);
  // What was written is undone.
  void Forget() { numbers_ = {}; }

  // The numbers of names, in their order. Within the transaction that writes the document.
  using Of = std::array<std::vector<std::int64_t>, DocumentNames::kTables>;
  std::optional<Error> Find(const DocumentNames& said, Of& numbers);

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

  std::optional<Error> Learn(NameTable table, const std::vector<std::string>& said);
  std::optional<Error> WriteUnknown(NameTable table, AllNew& all);
  // The numbers of those that are there.
  std::optional<Error> LookUp(NameTable table, AllNew& all);
  // Gives numbers to those that have none; those that another connection has written in the meantime stay without.
  std::optional<Error> Write(NameTable table, AllNew& all);

  Database& database_;
  std::array<Numbers, DocumentNames::kTables> numbers_;  // by what records say, of each table
};

}  // namespace trichluc
