// Which kinds of records an index has to judge. A kind of the user's own is known by its records: a name that nobody has met is
// taken for a slip of the pen.
#include <algorithm>

#include "index/door.h"
#include "index/review.h"
#include "records/similarity.h"
#include "text/lists.h"
#include "text/unicode.h"

namespace trichluc {
namespace {

constexpr double kNear = 0.6;        // of names: the least that one letter more or less leaves of a short one
constexpr std::size_t kMostNear = 3;

bool IsContracts(std::string_view kind) { return std::find(kContractsKinds.begin(), kContractsKinds.end(), kind) != kContractsKinds.end(); }

// Those of the documents and of what people said.
Result<std::vector<std::string>> OwnKinds(Database& database) {
  std::vector<std::string> kinds;
  const auto take = [&](const SqlRow& row) {
    if (std::string kind = TextOf(row[0]); !IsContracts(kind)) kinds.push_back(std::move(kind));
    return true;
  };
  if (auto fault = database.Query("SELECT kind FROM custom_row UNION SELECT kind FROM review ORDER BY 1", {}, take)) return *fault;
  return kinds;
}

std::string NearestOf(const std::string& kind, const std::vector<std::string>& kinds) {
  std::vector<std::pair<double, std::string>> near;
  for (const std::string& other : kinds) {
    const double likeness = Similarity(ExactForScore(kind), ExactForScore(other));
    if (likeness >= kNear) near.emplace_back(-likeness, other);
  }
  std::sort(near.begin(), near.end());
  std::vector<std::string> names;
  for (std::size_t i = 0; i < std::min(near.size(), kMostNear); ++i) names.push_back(near[i].second);
  return Joined(names, " or ");
}

}  // namespace

std::optional<Error> FaultOfKind(Database& database, const std::string& kind) {
  if (IsContracts(kind)) return std::nullopt;
  bool met = false;
  const auto take = [&](const SqlRow&) { return met = true, false; };
  for (const char* table : {"custom_row", "review"}) {
    if (met) break;
    if (auto fault = database.Query("SELECT 1 FROM " + std::string(table) + " WHERE kind = ? LIMIT 1", SqlRow{kind}, take)) return fault;
  }
  if (met) return std::nullopt;
  const Result<std::vector<std::string>> own = OwnKinds(database);
  if (!own) return own.error();
  std::vector<std::string> kinds(kContractsKinds.begin(), kContractsKinds.end());
  kinds.insert(kinds.end(), own->begin(), own->end());
  const std::string near = NearestOf(kind, kinds);
  return Error{Error::Code::kBadArgument, "kind: the index has no records of the kind '" + kind + "' (" + (near.empty() ? "use " + Joined(kinds, ", ") : "did you mean " + near + "?") + ")"};
}

std::optional<Error> FaultOfKind(const Index& index, std::string_view kind) {
  if (IsContracts(kind)) return std::nullopt;
  Database& database = IndexDoor::DatabaseOf(index);
  Transaction transaction(database);
  if (auto fault = transaction.BeginReading()) return IndexDoor::Named(index, *fault);
  if (auto fault = FaultOfKind(database, WellFormed(kind))) return IndexDoor::Named(index, *fault);
  return std::nullopt;
}

}  // namespace trichluc
