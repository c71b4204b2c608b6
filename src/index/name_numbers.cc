#include "index/name_numbers.h"

#include <array>
#include <utility>

#include "index/columns.h"
#include "index/write.h"
#include "records/edtf.h"
#include "records/identity.h"

namespace trichluc {
namespace {

constexpr std::size_t kMostRemembered = 200'000;
constexpr std::size_t kDigestBytes = 16;

// What a row says, in so few bytes that every database can keep them in order and none are met twice.
std::string DigestOf(const SqlRow& row) {
  std::string all;
  for (const SqlValue& value : row) {
    const std::optional<std::string> text = OptionalTextOf(value);
    all.append(text ? std::to_string(text->size()) : "-").append(" ").append(text.value_or("")).append(" ");
  }
  const std::string hex = Sha256Hex(all);
  const auto digit = [](char c) { return c <= '9' ? c - '0' : c - 'a' + 10; };
  std::string digest;
  for (std::size_t i = 0; i < kDigestBytes; ++i) digest += static_cast<char>(digit(hex[2 * i]) << 4 | digit(hex[2 * i + 1]));
  return digest;
}

std::string RememberedAs(NameTable table, const SqlRow& row) {
  // Digests are made of what is not yet known only; what was met is found by what it says.
  std::string all(1, static_cast<char>(table));
  for (const SqlValue& value : row) {
    const auto* const text = std::get_if<std::string>(&value);
    all.append(text != nullptr ? std::to_string(text->size()) : "-").append(" ").append(text != nullptr ? *text : std::string());
  }
  return all;
}

// Calls use(table, row) for all names of a document.
template <typename Use>
void ForEachName(const Extraction& extraction, Use&& use) {
  const auto rules = [&](const auto& records) {
    for (const auto& record : records) use(NameTable::kRule, RuleRow(record.rule));
  };
  rules(extraction.references);
  rules(extraction.assignments);
  rules(extraction.targets);
  rules(extraction.deadlines);
  rules(extraction.custom);
  const auto units = [&](const std::vector<std::string>& names) {
    for (const std::string& name : names) use(NameTable::kUnit, UnitRow(name));
  };
  for (const Assignment& assignment : extraction.assignments) {
    units(assignment.lead);
    units(assignment.with);
  }
  for (const Deadline& deadline : extraction.deadlines) {
    units(deadline.units);
    use(NameTable::kDays, DaysRow(deadline.date));
  }
  for (const Target& target : extraction.targets) use(NameTable::kMeasure, MeasureRow(target));
}

constexpr std::array<NameTable, 4> kTables = {NameTable::kRule, NameTable::kUnit, NameTable::kMeasure, NameTable::kDays};

}  // namespace

SqlRow RuleRow(const std::string& rule) { return {rule}; }
SqlRow UnitRow(const std::string& unit) { return {unit, NameKey(unit)}; }

SqlRow MeasureRow(const Target& target) {
  const std::string subject = NameKey(target.subject.value_or(""));
  return {Stored(target.subject), Stored(target.predicate), target.unit, subject.empty() ? SqlValue() : SqlValue(subject), NameKey(target.predicate.value_or("")), UnitKey(target.unit)};
}

SqlRow DaysRow(const std::optional<std::string>& edtf) {
  const auto days = edtf ? DaysOfDate(*edtf) : std::nullopt;
  const auto stored = [](const std::optional<Day>& day) { return day ? SqlValue(IsoText(*day)) : SqlValue(); };
  return days ? SqlRow{stored(days->first), stored(days->last)} : SqlRow{{}, {}};
}

std::optional<Error> NameNumbers::Learn(Database& database, const std::vector<IndexedDocument>& documents) {
  if (numbers_.size() > kMostRemembered) numbers_.clear();
  std::array<Missing, kTables.size()> missing;
  for (const IndexedDocument& document : documents) {
    ForEachName(document.extraction, [&](NameTable table, SqlRow row) {
      if (numbers_.contains(RememberedAs(table, row))) return;
      std::string digest = DigestOf(row);
      missing[static_cast<std::size_t>(table)].try_emplace(std::move(digest), std::move(row));
    });
  }
  bool any = false;
  for (const NameTable table : kTables) {
    Missing& names = missing[static_cast<std::size_t>(table)];
    if (auto fault = Find(database, table, names)) return fault;
    any = any || !names.empty();
  }
  if (!any) return std::nullopt;
  Transaction transaction(database);
  if (auto fault = transaction.BeginWriting()) return fault;
  for (const NameTable table : kTables) {
    if (auto fault = Write(database, table, missing[static_cast<std::size_t>(table)])) return fault;
  }
  if (auto fault = transaction.Commit()) return fault;
  for (const NameTable table : kTables) {
    Missing& names = missing[static_cast<std::size_t>(table)];
    if (auto fault = Find(database, table, names)) return fault;
    if (!names.empty()) return Error{Error::Code::kUnreadable, "its table " + std::string(TableOf(table).name) + " does not keep what is written (add the documents anew to a new index)"};
  }
  return std::nullopt;
}

// Remembers the numbers of those that are there, and takes them out.
std::optional<Error> NameNumbers::Find(Database& database, NameTable table, Missing& missing) {
  const std::string sql = "SELECT id FROM " + std::string(TableOf(table).name) + " WHERE digest = ?";
  for (auto name = missing.begin(); name != missing.end();) {
    bool there = false;
    const SqlRow values = {Blob{name->first}};
    auto fault = database.Query(sql, values, [&](const SqlRow& row) {
      numbers_.insert_or_assign(RememberedAs(table, name->second), IntegerOf(row[0]));
      return there = true, false;
    });
    if (fault) return fault;
    name = there ? missing.erase(name) : std::next(name);
  }
  return std::nullopt;
}

// Another program may have written one in the meantime.
std::optional<Error> NameNumbers::Write(Database& database, NameTable table, const Missing& missing) {
  std::string columns;
  std::string holes;
  for (const Column& column : TableOf(table).columns) {
    if (column.name == "id") continue;
    columns.append(columns.empty() ? "" : ", ").append(column.name);
    holes.append(holes.empty() ? "?" : ", ?");
  }
  const std::string sql = "INSERT INTO " + std::string(TableOf(table).name) + " (" + columns + ") VALUES (" + holes + ") ON CONFLICT (digest) DO NOTHING RETURNING id";
  for (const auto& [digest, row] : missing) {
    SqlRow values = {Blob{digest}};
    values.insert(values.end(), row.begin(), row.end());
    std::optional<std::int64_t> number;
    auto fault = database.Query(sql, values, [&](const SqlRow& given) {
      number = IntegerOf(given[0]);
      return true;
    });
    if (fault) return fault;
    if (table != NameTable::kMeasure || !number) continue;
    DocumentWords words;
    words.Add(TextOf(row[0]));
    words.Add(TextOf(row[1]));
    if (auto unwritten = database.AddWords(Database::Words::kMeasures, *number, words)) return unwritten;
  }
  return std::nullopt;
}

SqlValue NameNumbers::Of(NameTable table, const SqlRow& row) const {
  const auto known = numbers_.find(RememberedAs(table, row));
  return known != numbers_.end() ? SqlValue(known->second) : SqlValue();
}

}  // namespace trichluc
