// Keeps count of the records of an index. Documents of one reader, type and province are one row of `record_count`; what a transaction
// adds and takes away is collected here, and written when it ends.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "index/database.h"
#include "trichluc/index.h"

namespace trichluc {

// Within one transaction of writing.
class RecordCounts {
 public:
  explicit RecordCounts(Database& database) : database_(database) {}

  using Kind = std::array<std::string, 4>;  // reader, type, id and name of the province; empty: none
  using Counts = std::vector<std::int64_t>; // documents, and the rows of CountedParts()
  struct Counted {
    Kind kind;
    Counts counts;
  };
  [[nodiscard]] static Counted CountsOf(const IndexedDocument& document);

  // A document that was written.
  void Add(const Counted& document) { Change(document.kind, document.counts, 1); }
  // One that is about to be erased.
  std::optional<Error> TakeAway(std::int64_t document);
  // The last that the transaction does: where many write, others wait for these rows until it ends. All take them in one order.
  std::optional<Error> Write();

 private:
  void Change(const Kind& kind, const Counts& counts, int sign);

  Database& database_;
  std::map<Kind, Counts> changes_;
};

}  // namespace trichluc
