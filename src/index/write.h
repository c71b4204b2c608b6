// Puts documents into the tables.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "index/database.h"
#include "index/document_rows.h"
#include "index/name_numbers.h"

namespace trichluc {

// Puts documents into the tables, within a transaction. The rows of several are written together, table by table: what is done for a
// table, and not for each row, is done for many documents at once. The documents outlive this.
class DocumentWriter {
 public:
  DocumentWriter(Database& database, NameNumbers& names);

  // No document of that content is there. Its number; none where another connection has put it there in the meantime: nothing is
  // written then.
  [[nodiscard]] Result<std::optional<std::int64_t>> Add(const DocumentRows& document);

  // Before the rows of a document are asked for or changed: writes them if they were kept back.
  [[nodiscard]] std::optional<Error> Settle(std::int64_t document) { return first_kept_ && document >= *first_kept_ ? Write() : std::nullopt; }
  // Writes what was kept back: before the transaction ends.
  [[nodiscard]] std::optional<Error> Write();

 private:
  // Keeps the rows of a document back; what is searched of it.
  SearchTexts Keep(std::int64_t number, const DocumentRows& document);

  Database& database_;
  NameNumbers& names_;
  NameNumbers::Of numbers_;                 // of the names of one document
  std::vector<std::vector<SqlView>> rows_;  // of each part, kept back
  std::size_t values_kept_ = 0;
  std::optional<std::int64_t> first_kept_;  // the first document of theirs: numbers rise
};

// Within a transaction.
std::optional<Error> EraseDocument(Database& database, std::int64_t number);

}  // namespace trichluc
