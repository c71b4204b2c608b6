// An index in one SQLite file, with a write-ahead log: readers are never held up.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "index/database.h"

namespace trichluc {

// Opens the file; makes it where `write` is asked for and there is none. Fails (kUnreadable) where it is no SQLite file or
// cannot be read.
[[nodiscard]] Result<std::unique_ptr<Database>> OpenSqlite(const std::string& path, bool write);

// What SQLite says as the user should read it: with what to do, where that is known.
[[nodiscard]] Error SqliteFault(int code, std::string_view message);

}  // namespace trichluc
