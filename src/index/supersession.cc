#include "index/supersession.h"

#include <algorithm>
#include <array>

#include "extract/document_key.h"
#include "index/door.h"
#include "records/edtf.h"
#include "text/unicode.h"
#include "text/utf8.h"

namespace trichluc {
namespace {

constexpr std::size_t kYear = 4;
constexpr std::size_t kCells = 4;
constexpr std::size_t kRowsAtATime = 1000;

std::string_view Trimmed(std::string_view text) {
  const std::size_t first = std::min(text.find_first_not_of(" \r"), text.size());
  const std::size_t end = text.find_last_not_of(" \r") + 1;
  return first < end ? text.substr(first, end - first) : std::string_view();
}

// The cells of a line; nothing where there are too many.
std::optional<std::array<std::string_view, kCells>> CellsOf(std::string_view line) {
  std::array<std::string_view, kCells> cells{};
  for (std::string_view& cell : cells) {
    const std::size_t tab = std::min(line.find('\t'), line.size());
    cell = Trimmed(line.substr(0, tab));
    if (tab == line.size()) return cells;
    line.remove_prefix(tab + 1);
  }
  return std::nullopt;
}

Error BadLine(std::size_t number, std::string_view what) {
  return {Error::Code::kBadArgument, "line " + std::to_string(number) + ": " + std::string(what)};
}

// A row of the table from a line of the list.
Result<SqlRow> RowOf(std::string_view line, std::size_t number, std::size_t ordinal) {
  const auto cells = CellsOf(line);
  if (!cells) return BadLine(number, "more than four columns (code, replaced by, from date, note, with tabs between them)");
  const auto& [code, replaced_by, from, note] = *cells;
  const std::string key = KeyOfCode(code);
  if (key.empty()) return BadLine(number, "'" + std::string(code) + "' is no code of a document (write it as 33/CT-TTg, or 33/CT-TTg@2030)");
  const std::string by_key = KeyOfCode(replaced_by);
  if (!replaced_by.empty() && by_key.empty()) return BadLine(number, "'" + std::string(replaced_by) + "' is no code of a document (leave the column empty where there is none)");
  const auto day = WholeDay(from);
  if (!day) return BadLine(number, "'" + std::string(from) + "': is no day (write it like 2026-06-30)");
  const std::string base = BaseOf(key);
  const std::string epoch = key.size() > base.size() ? key.substr(base.size() + 1) : std::string();
  const auto stored = [](std::string_view text) { return text.empty() ? SqlValue() : SqlValue(std::string(text)); };
  return SqlRow{static_cast<std::int64_t>(ordinal), std::string(code), base, stored(epoch), stored(replaced_by), stored(by_key), std::string(from), stored(note)};
}

Result<std::vector<SqlRow>> RowsOf(std::string_view tsv) {
  if (tsv.starts_with(kByteOrderMark)) tsv.remove_prefix(kByteOrderMark.size());
  if (!IsWellFormedUtf8(tsv) || tsv.find('\0') != std::string_view::npos) return Error{Error::Code::kBadArgument, "the list is no UTF-8 text (save it as UTF-8, with tabs between the columns)"};
  std::vector<SqlRow> rows;
  bool first = true;
  for (std::size_t number = 1; !tsv.empty(); ++number) {
    const std::size_t end = std::min(tsv.find('\n'), tsv.size());
    const std::string_view line = tsv.substr(0, end);
    tsv.remove_prefix(std::min(end + 1, tsv.size()));
    if (Trimmed(line).empty() || line.front() == '#') continue;
    const bool head = first && Trimmed(line.substr(0, line.find('\t'))) == "code";
    first = false;
    if (head) continue;
    Result<SqlRow> row = RowOf(line, number, rows.size());
    if (!row) return row.error();
    rows.push_back(std::move(*row));
  }
  return rows;
}

}  // namespace

Result<std::size_t> ReplaceSupersessions(Index& index, std::string_view tsv) {
  const Result<std::vector<SqlRow>> rows = RowsOf(tsv);
  if (!rows) return rows.error();
  Database& database = IndexDoor::DatabaseOf(index);
  Transaction transaction(database);
  if (auto fault = transaction.BeginWriting()) return IndexDoor::Named(index, *fault);
  if (auto fault = database.Run("DELETE FROM supersession")) return IndexDoor::Named(index, *fault);
  for (std::size_t at = 0; at < rows->size(); at += kRowsAtATime) {
    SqlRow some;
    for (std::size_t i = at; i < std::min(at + kRowsAtATime, rows->size()); ++i) some.insert(some.end(), (*rows)[i].begin(), (*rows)[i].end());
    if (auto fault = database.Insert(SupersessionTable(), ViewsOf(some))) return IndexDoor::Named(index, *fault);
  }
  if (auto fault = transaction.Commit()) return IndexDoor::Named(index, *fault);
  return rows->size();
}

Result<Supersessions> Supersessions::Read(Database& database, std::string_view condition, const SqlRow& values) {
  Supersessions list;
  const auto take = [&](const SqlRow& row) {
    list.lines_[TextOf(row[0])].push_back({TextOf(row[1]), {TextOf(row[2]), TextOf(row[3]), TextOf(row[4]), TextOf(row[5])}});
    return true;
  };
  const std::string sql = "SELECT base, epoch, code, replaced_by, from_day, note FROM supersession" + std::string(condition) + " ORDER BY from_day, ordinal";
  if (auto fault = database.Query(sql, values, take)) return *fault;
  return list;
}

Result<Supersessions> Supersessions::Load(Database& database) { return Read(database, "", {}); }
Result<Supersessions> Supersessions::Load(Database& database, const std::string& base) { return Read(database, " WHERE base = ?", {base}); }

std::vector<Replacement> Supersessions::Of(std::string_view base, std::string_view epoch) const {
  std::vector<Replacement> fitting;
  const auto lines = lines_.find(base);
  if (lines == lines_.end()) return fitting;
  for (const Line& line : lines->second) {
    const bool any_year = line.epoch.empty() && (epoch.empty() || epoch <= std::string_view(line.replacement.from).substr(0, kYear));
    if (any_year || (!line.epoch.empty() && line.epoch == epoch)) fitting.push_back(line.replacement);
  }
  return fitting;
}

std::optional<bool> InForce(std::string_view date, std::string_view from) {
  const auto days = DaysOfDate(date);
  const auto day = WholeDay(from);
  if (!days || !day) return std::nullopt;
  if (days->last && *days->last < *day) return true;
  if (days->first && *days->first >= *day) return false;
  return std::nullopt;
}

}  // namespace trichluc
