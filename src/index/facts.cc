#include "index/facts.h"

#include <array>
#include <string>
#include <utility>

#include "index/columns.h"

namespace trichluc {
namespace {

// The lists of the contract, and where their records are.
constexpr std::array<std::pair<const char*, Part>, 8> kLists = {{{"sections", Part::kSection},
                                                                  {"blocks", Part::kBlock},
                                                                  {"references", Part::kReference},
                                                                  {"assignments", Part::kAssignment},
                                                                  {"targets", Part::kTarget},
                                                                  {"deadlines", Part::kDeadline},
                                                                  {"custom", Part::kCustom},
                                                                  {"diagnostics", Part::kDiagnostic}}};

std::optional<Error> CountBy(Database& database, const std::string& column, std::vector<IndexFacts::Count>& counts) {
  const std::string sql = "SELECT COALESCE(" + column + ", ''), count(*) FROM document GROUP BY 1 ORDER BY 2 DESC, 1";
  return database.Query(sql, {}, [&](const SqlRow& row) {
    counts.push_back({TextOf(row[0]), static_cast<std::size_t>(IntegerOf(row[1]))});
    return true;
  });
}

}  // namespace

Result<IndexFacts> CountIndex(Database& database) {
  IndexFacts facts;
  auto fault = database.Query("SELECT count(*), min(first_day), max(last_day) FROM document", {}, [&](const SqlRow& row) {
    facts.documents = static_cast<std::size_t>(IntegerOf(row[0]));
    Restore(row[1], facts.first_day);
    Restore(row[2], facts.last_day);
    return false;
  });
  if (fault) return *fault;
  for (const auto& [list, part] : kLists) {
    fault = database.Query("SELECT count(*) FROM " + std::string(TableOf(part).name), {}, [&, name = list](const SqlRow& row) {
      facts.records.push_back({name, static_cast<std::size_t>(IntegerOf(row[0]))});
      return false;
    });
    if (fault) return *fault;
  }
  if (auto missing = CountBy(database, "type", facts.types)) return *missing;
  if (auto missing = CountBy(database, "reader", facts.readers)) return *missing;
  fault = database.Query("SELECT place_id, min(place), count(*) FROM document WHERE place_id IS NOT NULL GROUP BY place_id ORDER BY 3 DESC, 1", {}, [&](const SqlRow& row) {
    facts.places.push_back({TextOf(row[0]), TextOf(row[1]), static_cast<std::size_t>(IntegerOf(row[2]))});
    return true;
  });
  if (fault) return *fault;
  return facts;
}

}  // namespace trichluc
