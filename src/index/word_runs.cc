#include "index/word_runs.h"

namespace trichluc {
namespace {

constexpr std::size_t kJoined = 16;       // runs, as soon as there are so many: all words are written again each time
constexpr std::size_t kFewestJoined = 4;  // where more would be too large

// The latest of some runs that have no more than so many bytes together.
std::span<const WordRun> LatestThatFit(std::span<const WordRun> runs, std::int64_t most_bytes) {
  for (std::size_t end = runs.size(); end >= kFewestJoined; --end) {
    std::int64_t bytes = 0;
    std::size_t first = end;
    const auto fits = [&](const WordRun& run) { return bytes + run.bytes() <= most_bytes && runs[end - 1].last - run.first <= kMostNumbers; };
    for (; first > 0 && fits(runs[first - 1]); --first) bytes += runs[first - 1].bytes();
    if (end - first >= kFewestJoined) return runs.subspan(first, end - first);
  }
  return {};
}

}  // namespace

Error DamagedWords() { return {Error::Code::kUnreadable, "its lists of words are damaged (add its documents anew to a new index)"}; }

namespace {

std::string_view MarksOf(const WordForms& word) { return word.marked == word.bare ? "" : word.marked; }

}  // namespace

std::string WordKey(const WordForms& word) { return std::string(word.bare).append(" ").append(MarksOf(word)); }

std::string PairKey(const WordForms& first, const WordForms& second) {
  std::string key(1, kPairLead);
  key.append(first.bare).append(" ").append(second.bare).append(" ").append(MarksOf(first)).append(" ").append(MarksOf(second));
  return key;
}

void PutThing(std::int64_t rise, std::uint64_t count, std::string& list) {
  PutNumber(static_cast<std::uint64_t>(rise) << 1 | (count > 1 ? 1 : 0), list);
  if (count > 1) PutNumber(count, list);
}

void PutSigns(std::int64_t rise, std::uint8_t some, std::string& signs) { PutNumber(static_cast<std::uint64_t>(rise) << kSignBits | some, signs); }

namespace {

std::int64_t PiecesOf(std::int64_t bytes) { return (bytes + static_cast<std::int64_t>(kPieceBytes) - 1) / static_cast<std::int64_t>(kPieceBytes); }

}  // namespace

Result<std::vector<WordRun>> WordRunsOf(Database& database, const std::string& name, std::string_view condition) {
  std::vector<WordRun> runs;
  const std::string sql = "SELECT " + std::string(kRunColumns) + " FROM " + name + "_run" + std::string(condition) + " ORDER BY first_number";
  auto fault = database.Query(sql, {}, [&](const SqlRow& row) {
    WordRun& run = runs.emplace_back();
    std::size_t column = 0;
    for (std::int64_t* value : {&run.id, &run.level, &run.first, &run.last, &run.things, &run.first_list, &run.list_bytes, &run.first_place, &run.place_bytes}) *value = IntegerOf(row[column++]);
    return true;
  });
  if (fault) return *fault;
  const auto is_size = [](std::int64_t value) { return value >= 0 && value < std::int64_t{1} << 60; };
  const auto bad = [&](const WordRun& run) {
    return run.first > run.last || !is_size(run.first) || !is_size(run.last) || run.last - run.first > kMostNumbers || !is_size(run.first_list) || !is_size(run.list_bytes) || !is_size(run.first_place) || !is_size(run.place_bytes);
  };
  if (std::any_of(runs.begin(), runs.end(), bad)) return DamagedWords();
  return runs;
}

std::span<const WordRun> RunsToJoin(std::span<const WordRun> runs, std::int64_t most_bytes) {
  for (std::size_t first = 0, end = 0; first < runs.size(); first = end) {
    while (end < runs.size() && runs[end].level == runs[first].level) ++end;
    if (end - first < kJoined) continue;
    const std::span<const WordRun> some = LatestThatFit(runs.subspan(first, end - first), most_bytes);
    if (!some.empty()) return some;
  }
  return {};
}

std::optional<Error> DropRun(Database& database, const std::string& name, const WordRun& run) {
  const auto drop = [&](const char* table, const char* column, std::int64_t first, std::int64_t count) {
    const SqlRow values = {first, first + count};
    return database.Run("DELETE FROM " + name + table + " WHERE " + column + " >= ? AND " + column + " < ?", values);
  };
  if (auto fault = drop("_list", "id", run.first_list, PiecesOf(run.list_bytes))) return fault;
  if (auto fault = drop("_place", "id", run.first_place, PiecesOf(run.place_bytes))) return fault;
  if (auto fault = drop("_start", "run", run.id, 1)) return fault;
  return drop("_run", "id", run.id, 1);
}

}  // namespace trichluc
