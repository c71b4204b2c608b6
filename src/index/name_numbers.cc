#include "index/name_numbers.h"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <utility>

#include "index/columns.h"
#include "records/edtf.h"
#include "records/identity.h"

namespace trichluc {
namespace {

constexpr std::size_t kMostRemembered = 100'000;  // of a table
constexpr std::size_t kDigestBytes = 16;
constexpr std::array<NameTable, DocumentNames::kTables> kTables = {NameTable::kRule, NameTable::kUnit, NameTable::kMeasure, NameTable::kDays};

// What a row says, in so few bytes that every database can keep them in order, and that nobody can make two rows of.
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

std::optional<std::string> TakePart(std::string_view& said) {
  const std::size_t space = said.find(' ');
  std::size_t size = 0;
  const bool there = std::from_chars(said.data(), said.data() + space, size).ec == std::errc();
  said.remove_prefix(space + 1);
  if (!there) return std::nullopt;
  const std::string part(said.substr(0, size));
  said.remove_prefix(size);
  return part;
}

SqlRow MeasureRow(std::string_view said) {
  const std::optional<std::string> subject = TakePart(said);
  const std::optional<std::string> predicate = TakePart(said);
  const std::string subject_key = NameKey(subject.value_or(""));
  return {Stored(subject), Stored(predicate), std::string(said), subject_key.empty() ? SqlValue() : SqlValue(subject_key), NameKey(predicate.value_or("")), UnitKey(said)};
}

SqlRow DaysRow(const std::string& edtf) {
  const auto days = DaysOfDate(edtf);
  const auto stored = [](const std::optional<Day>& day) { return day ? SqlValue(IsoText(*day)) : SqlValue(); };
  return days ? SqlRow{stored(days->first), stored(days->last)} : SqlRow{{}, {}};
}

// The values of the columns behind `id` and `digest`.
SqlRow RowOf(NameTable table, const std::string& said) {
  switch (table) {
    case NameTable::kUnit: return {said, NameKey(said)};
    case NameTable::kMeasure: return MeasureRow(said);
    case NameTable::kDays: return DaysRow(said);
    case NameTable::kRule: break;
  }
  return {said};
}

}  // namespace

std::string MeasureName(const Target& target) {
  std::string said;
  for (const std::optional<std::string>& part : {target.subject, target.predicate}) said.append(part ? std::to_string(part->size()) : "-").append(" ").append(part.value_or(""));
  return said + target.unit;
}

std::optional<Error> NameNumbers::Prepare(std::span<const DocumentNames* const> documents) {
  for (Numbers& numbers : numbers_) {
    if (numbers.size() > kMostRemembered) numbers.clear();
  }
  if (!database_.WritersMeet()) return std::nullopt;
  for (const NameTable table : kTables) {
    const auto of = static_cast<std::size_t>(table);
    std::vector<std::string> unknown;
    for (const DocumentNames* const names : documents) {
      for (const std::string_view said : names->Of(table)) {
        if (!numbers_[of].contains(said)) unknown.emplace_back(said);
      }
    }
    std::sort(unknown.begin(), unknown.end());
    unknown.erase(std::unique(unknown.begin(), unknown.end()), unknown.end());
    if (auto fault = Learn(table, unknown)) return fault;
  }
  return std::nullopt;
}

std::optional<Error> NameNumbers::Find(const DocumentNames& said, Of& numbers) {
  for (const NameTable table : kTables) {
    const auto of = static_cast<std::size_t>(table);
    numbers[of].clear();
    for (const std::string_view name : said.Of(table)) {
      auto known = numbers_[of].find(name);
      if (known == numbers_[of].end()) {
        if (auto fault = Learn(table, {std::string(name)})) return fault;
        known = numbers_[of].find(name);
      }
      numbers[of].push_back(known->second);
    }
  }
  return std::nullopt;
}

namespace {

template <typename AllNew>
bool HasUnknown(const AllNew& all) {
  return std::any_of(all.begin(), all.end(), [](const auto& name) { return !name.second.number; });
}

}  // namespace

std::optional<Error> NameNumbers::Learn(NameTable table, const std::vector<std::string>& said) {
  AllNew all;
  for (const std::string& one : said) {
    SqlRow row = RowOf(table, one);
    std::string digest = DigestOf(row);
    New& name = all[std::move(digest)];
    name.row = std::move(row);
    name.said.push_back(one);
  }
  if (auto fault = LookUp(table, all)) return fault;
  if (HasUnknown(all)) {
    if (auto fault = WriteUnknown(table, all)) return fault;
    if (HasUnknown(all)) return Error{Error::Code::kUnreadable, "its table " + std::string(TableOf(table).name) + " does not keep what is written (add the documents anew to a new index)"};
  }
  for (const auto& [digest, name] : all) {
    for (const std::string& one : name.said) numbers_[static_cast<std::size_t>(table)].insert_or_assign(one, *name.number);
  }
  return std::nullopt;
}

// Where many write at a time, in a transaction of its own; another program may have written one in the meantime.
std::optional<Error> NameNumbers::WriteUnknown(NameTable table, AllNew& all) {
  if (!database_.WritersMeet()) return Write(table, all);
  Transaction transaction(database_);
  if (auto fault = transaction.BeginWriting()) return fault;
  if (auto fault = Write(table, all)) return fault;
  if (auto fault = transaction.Commit()) return fault;
  return LookUp(table, all);
}

std::optional<Error> NameNumbers::LookUp(NameTable table, AllNew& all) {
  const std::string sql = "SELECT id FROM " + std::string(TableOf(table).name) + " WHERE digest = ?";
  for (auto& [digest, name] : all) {
    if (name.number) continue;
    const SqlRow values = {Blob{digest}};
    auto fault = database_.Query(sql, values, [&number = name.number](const SqlRow& row) {
      number = IntegerOf(row[0]);
      return false;
    });
    if (fault) return fault;
  }
  return std::nullopt;
}

std::optional<Error> NameNumbers::Write(NameTable table, AllNew& all) {
  std::string columns;
  std::string holes;
  for (const Column& column : TableOf(table).columns) {
    if (column.name == "id") continue;
    columns.append(columns.empty() ? "" : ", ").append(column.name);
    holes.append(holes.empty() ? "?" : ", ?");
  }
  const std::string sql = "INSERT INTO " + std::string(TableOf(table).name) + " (" + columns + ") VALUES (" + holes + ") ON CONFLICT (digest) DO NOTHING RETURNING id";
  for (auto& [digest, name] : all) {
    if (name.number) continue;
    SqlRow values = {Blob{digest}};
    values.insert(values.end(), name.row.begin(), name.row.end());
    auto fault = database_.Query(sql, values, [&number = name.number](const SqlRow& given) {
      number = IntegerOf(given[0]);
      return true;
    });
    if (fault) return fault;
    if (table != NameTable::kMeasure || !name.number) continue;
    const std::string subject = TextOf(name.row[0]);
    const std::string predicate = TextOf(name.row[1]);
    if (auto unwritten = database_.AddWords(Database::Words::kMeasures, *name.number, {{}, {subject, predicate}})) return unwritten;
  }
  return std::nullopt;
}

}  // namespace trichluc
