// Takes documents out of the tables, as they were put there.
#pragma once

#include "index/database.h"
#include "trichluc/index.h"

namespace trichluc {

// Fails (kBadArgument) where there is no document of that number. The texts stay empty: ReadSourceText gives them.
[[nodiscard]] Result<IndexedDocument> ReadDocument(Database& database, std::int64_t number);

// The text that spans count in, of that document as ReadDocument gave it; empty where none was kept.
[[nodiscard]] Result<std::string> ReadSourceText(Database& database, std::int64_t number, const Extraction& extraction);

// Both together: the document as it was added.
[[nodiscard]] Result<IndexedDocument> ReadWholeDocument(Database& database, std::int64_t number);

}  // namespace trichluc
