// An index in a PostgreSQL database: many programs on many machines may write and read it at once.
//
// It has the tables of schema.h and one more, `document_words`: for each document the set of its words, in an index that finds
// documents by words and beginnings of words (a tsvector without places), and its words in order, to see whether a phrase stands
// there. A set has no limit that a real document meets, and the order none at all: PostgreSQL's own phrases count places up to
// 16,383 and forget all but 256 of a word.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "index/database.h"

namespace trichluc {

// "postgresql://user@host:5432/database", or "postgres://…"
[[nodiscard]] bool IsPostgresAddress(std::string_view address);

// The address as anybody may see it: without the password.
[[nodiscard]] std::string ShownAddress(std::string_view address);

// Connects. Fails (kUnreadable) where there is no such server or database, or it lets nobody in; the message names the shown
// address.
[[nodiscard]] Result<std::unique_ptr<Database>> OpenPostgres(const std::string& address, bool write);

}  // namespace trichluc
