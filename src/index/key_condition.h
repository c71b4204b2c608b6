// Names as conditions that an index of the database answers.
#pragma once

#include <string>
#include <string_view>

#include "index/database.h"

namespace trichluc {

inline constexpr std::string_view kBehindAll = "\xF4\x8F\xBF\xBF";  // U+10FFFF: no name goes on with it

// A key that is `key`, or begins with it and goes on with another word.
inline void AddKey(std::string_view column, const std::string& key, std::string& sql, SqlRow& values) {
  sql.append("(").append(column).append(" = ? OR (").append(column).append(" > ? AND ").append(column).append(" < ?))");
  values.insert(values.end(), {key, key + " ", key + " " + std::string(kBehindAll)});
}

}  // namespace trichluc
