// Everything but the days stands in `record_count`, which has a row for each kind of documents: the records themselves, gigabytes,
// are left alone.
#include "index/facts.h"

#include <string>

#include "index/columns.h"

namespace trichluc {
namespace {

std::string SumOf(std::string_view column) { return "CAST(SUM(" + std::string(column) + ") AS BIGINT)"; }

std::size_t CountOf(const SqlValue& value) { return static_cast<std::size_t>(IntegerOf(value)); }

std::optional<Error> CountRecords(Database& database, IndexFacts& facts) {
  std::string sql = "SELECT " + SumOf("documents");
  for (const CountedPart& counted : CountedParts()) sql.append(", ").append(SumOf(TableOf(counted.part).name));
  return database.Query(sql + " FROM record_count", {}, [&](const SqlRow& row) {
    facts.documents = CountOf(row[0]);
    std::size_t column = 1;
    for (const CountedPart& counted : CountedParts()) facts.records.push_back({std::string(counted.list), CountOf(row[column++])});
    return false;
  });
}

std::optional<Error> FindDays(Database& database, IndexFacts& facts) {
  return database.Query("SELECT (SELECT min(first_day) FROM document), (SELECT max(last_day) FROM document)", {}, [&](const SqlRow& row) {
    Restore(row[0], facts.first_day);
    Restore(row[1], facts.last_day);
    return false;
  });
}

std::optional<Error> CountBy(Database& database, const std::string& column, std::vector<IndexFacts::Count>& counts) {
  const std::string sql = "SELECT " + column + ", " + SumOf("documents") + " FROM record_count GROUP BY " + column + " ORDER BY 2 DESC, 1";
  return database.Query(sql, {}, [&](const SqlRow& row) {
    counts.push_back({TextOf(row[0]), CountOf(row[1])});
    return true;
  });
}

std::optional<Error> CountPlaces(Database& database, std::vector<IndexFacts::Place>& places) {
  const std::string sql = "SELECT place_id, min(place), " + SumOf("documents") + " FROM record_count WHERE place_id <> '' GROUP BY place_id ORDER BY 3 DESC, 1";
  return database.Query(sql, {}, [&](const SqlRow& row) {
    places.push_back({TextOf(row[0]), TextOf(row[1]), CountOf(row[2])});
    return true;
  });
}

}  // namespace

Result<IndexFacts> CountIndex(Database& database) {
  IndexFacts facts;
  if (auto fault = CountRecords(database, facts)) return *fault;
  if (auto fault = FindDays(database, facts)) return *fault;
  if (auto fault = CountBy(database, "type", facts.types)) return *fault;
  if (auto fault = CountBy(database, "reader", facts.readers)) return *fault;
  if (auto fault = CountPlaces(database, facts.places)) return *fault;
  return facts;
}

}  // namespace trichluc
