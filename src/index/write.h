// Puts documents into the tables.
#pragma once

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

// Within a transaction; no document of that content is there, and its names were learnt. Its number; none where another connection has put it there in the
// meantime: nothing was written then.
[[nodiscard]] Result<std::optional<std::int64_t>> WriteDocument(Database& database, NameNumbers& names, const IndexedDocument& document);
// Within a transaction.
std::optional<Error> EraseDocument(Database& database, std::int64_t number);

}  // namespace trichluc
