// What the owner of an index says was replaced by what.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "index/database.h"
#include "trichluc/index_answers.h"

namespace trichluc {

// The list of an index, in memory.
class Supersessions {
 public:
  static Result<Supersessions> Load(Database& database);
  // Those of one code only.
  static Result<Supersessions> Load(Database& database, const std::string& base);

  // Of a document, by day. `epoch` is empty where its year is not known; then lines that name a year do not fit.
  [[nodiscard]] std::vector<Replacement> Of(std::string_view base, std::string_view epoch) const;

 private:
  struct Line {
    std::string epoch;
    Replacement replacement;
  };
  static Result<Supersessions> Read(Database& database, std::string_view condition, const SqlRow& values);

  std::map<std::string, std::vector<Line>, std::less<>> lines_;  // by the code without its year
};

// Was a document in force on a date (EDTF), when it was replaced on `from`? Nothing where the date does not tell.
[[nodiscard]] std::optional<bool> InForce(std::string_view date, std::string_view from);

}  // namespace trichluc
