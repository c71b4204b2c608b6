#include "index/record_counts.h"

#include <utility>

#include "index/columns.h"

namespace trichluc {
namespace {

// The counts of one document that is there.
std::string CountSql() {
  std::string sql = "SELECT d.reader, d.type, d.place_id, CASE WHEN d.place_id IS NULL THEN NULL ELSE d.place END, 1";
  for (const CountedPart& counted : CountedParts()) sql.append(", (SELECT count(*) FROM ").append(TableOf(counted.part).storage()).append(" r WHERE r.document = d.id)");
  return sql + " FROM document d WHERE d.id = ?";
}

std::string ChangeSql() {
  const Table& table = RecordCountTable();
  const std::string name(table.name);
  std::string columns;
  std::string holes;
  std::string changes;
  for (const Column& column : table.columns) {
    const std::string of(column.name);
    columns.append(columns.empty() ? "" : ", ").append(of);
    holes.append(holes.empty() ? "?" : ", ?");
    if (column.type == ColumnType::kInteger) changes.append(changes.empty() ? "" : ", ").append(of + " = " + name + "." + of + " + excluded." + of);
  }
  return "INSERT INTO " + name + " (" + columns + ") VALUES (" + holes + ") ON CONFLICT (" + std::string(table.key) + ") DO UPDATE SET " + changes;
}

}  // namespace

void RecordCounts::Change(const Kind& kind, const Counts& counts, int sign) {
  Counts& changed = changes_.try_emplace(kind, counts.size()).first->second;
  for (std::size_t i = 0; i < counts.size(); ++i) changed[i] += sign * counts[i];
}

RecordCounts::Counted RecordCounts::CountsOf(const IndexedDocument& document) {
  const DocumentData& data = document.extraction.document;
  Counts counts = {1};
  for (const CountedPart& counted : CountedParts()) counts.push_back(static_cast<std::int64_t>(counted.count_of(document.extraction)));
  return {{document.reader, data.type.value_or(""), data.place_id.value_or(""), data.place_id ? data.place.value_or("") : ""}, std::move(counts)};
}

std::optional<Error> RecordCounts::TakeAway(std::int64_t document) {
  static const std::string kSql = CountSql();
  const SqlRow values = {document};
  return database_.Query(kSql, values, [&](const SqlRow& row) {
    Counts counts;
    for (std::size_t i = Kind().size(); i < row.size(); ++i) counts.push_back(IntegerOf(row[i]));
    Change({TextOf(row[0]), TextOf(row[1]), TextOf(row[2]), TextOf(row[3])}, counts, -1);
    return false;
  });
}

std::optional<Error> RecordCounts::Write() {
  static const std::string kSql = ChangeSql();
  bool fewer = false;
  for (const auto& [kind, counts] : changes_) {
    SqlRow values(kind.begin(), kind.end());
    values.insert(values.end(), counts.begin(), counts.end());
    if (auto fault = database_.Run(kSql, values)) return fault;
    fewer = fewer || counts.front() < 0;
  }
  changes_.clear();
  return fewer ? database_.Run("DELETE FROM " + std::string(RecordCountTable().name) + " WHERE documents = 0") : std::nullopt;
}

}  // namespace trichluc
