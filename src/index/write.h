// Puts documents into the tables.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "index/database.h"
#include "index/name_numbers.h"
#include "trichluc/index.h"

namespace trichluc {

// A name as units and issuers are looked for by: its words without marks and case, parted by spaces.
[[nodiscard]] std::string NameKey(std::string_view name);

// A unit of measure as targets are compared by.
[[nodiscard]] std::string UnitKey(std::string_view unit);

// What a search looks at: the title of a document, its headings and its blocks. They are the extraction's.
[[nodiscard]] SearchTexts TextsOf(const Extraction& extraction);

// The texts of headings and blocks: most of what stands in the source.
[[nodiscard]] std::string KnownText(const Extraction& extraction);

// Puts documents into the tables, within a transaction. The rows of several are written together, table by table: what is done for a
// table, and not for each row, is done for many documents at once.
class DocumentWriter {
 public:
  DocumentWriter(Database& database, NameNumbers& names);

  // No document of that content is there, and its names were learnt; `earlier` are those that it was met under before. Its number;
  // none where another connection has put it there in the meantime: nothing is written then.
  [[nodiscard]] Result<std::optional<std::int64_t>> Add(const IndexedDocument& document, const std::vector<std::string>& earlier);

  // Before the rows of a document are asked for or changed: writes them if they were kept back.
  [[nodiscard]] std::optional<Error> Settle(std::int64_t document) { return first_kept_ && document >= *first_kept_ ? Write() : std::nullopt; }
  // Writes what was kept back: before the transaction ends.
  [[nodiscard]] std::optional<Error> Write();

 private:
  Database& database_;
  NameNumbers& names_;
  std::vector<SqlRow> rows_;  // of each part, kept back
  std::size_t bytes_kept_ = 0;
  std::optional<std::int64_t> first_kept_;  // the first document of theirs: numbers rise
};

// Within a transaction.
std::optional<Error> EraseDocument(Database& database, std::int64_t number);

}  // namespace trichluc
