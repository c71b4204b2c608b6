// A document that is cited, and a unit: the answers that the tables give by their indexes.
#include <algorithm>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "extract/document_key.h"
#include "index/answer.h"
#include "index/citations.h"
#include "index/columns.h"
#include "index/key_condition.h"
#include "index/some_at_a_time.h"
#include "index/words.h"
#include "text/unicode.h"
#include "text/utf8.h"

namespace trichluc {
namespace {

constexpr std::int64_t kMostCodes = 200;       // that one name may stand for
constexpr std::size_t kAround = 200;           // bytes of a passage on either side of a mention

// The passage around a mention.
std::string Around(std::string_view block, std::string_view mention) {
  const std::size_t at = block.find(mention);
  std::size_t first = at == std::string_view::npos || at <= kAround ? 0 : at - kAround;
  while (first < block.size() && IsContinuation(block[first])) ++first;
  const std::size_t rest = (at == std::string_view::npos ? 0 : at + mention.size() - first) + kAround;
  const std::string_view part = Beginning(block.substr(first), rest);
  const bool whole = first + part.size() == block.size();
  return (first > 0 ? "… " : "") + std::string(part) + (whole ? "" : " …");
}

// ---- a document that is cited -----------------------------------------------------------------------------------------------

class ReferencePage {
 public:
  ReferencePage(Database& database, const ReferenceQuery& query) : database_(database), query_(query), names_(database) {}

  Result<ReferenceAnswer> Run() {
    if (auto fault = FindCodes()) return *fault;
    for (const std::string& base : bases_) {
      if (auto fault = AddCode(base)) return *fault;
    }
    answer_.count = rows_.size();
    std::sort(rows_.begin(), rows_.end());
    const std::size_t first = std::min(query_.offset, rows_.size());
    const std::size_t count = std::min(query_.limit, rows_.size() - first);
    for (std::size_t i = first; i < first + count; ++i) {
      if (auto fault = AddMention(rows_[i])) return *fault;
    }
    for (CitedDocument& document : answer_.documents) {
      if (auto fault = names_.Complete(document)) return *fault;
    }
    return std::move(answer_);
  }

 private:
  // A mention, to be sorted before it is read.
  struct Row {
    std::size_t cited;
    std::string said_on;
    std::string sha256;
    std::int64_t ordinal;
    std::int64_t document;
    auto operator<=>(const Row&) const = default;
  };

  std::optional<Error> FindCodes() {
    const std::string reference = WellFormed(query_.reference);
    const std::string key = KeyOfCode(reference);
    if (!key.empty()) {
      bases_.push_back(BaseOf(key));
      if (key.size() > bases_.back().size()) epoch_ = key.substr(bases_.back().size() + 1);
      return std::nullopt;
    }
    const std::string name = NameKey(reference);
    if (name.empty()) return Error{Error::Code::kBadArgument, "'" + query_.reference + "': neither a code nor a name (type 33/CT-TTg, or the beginning of a name)"};
    std::string sql = "SELECT DISTINCT base FROM reference WHERE base IS NOT NULL AND ";
    SqlRow values;
    AddKey("name_key", name, sql, values);
    values.emplace_back(kMostCodes + 1);
    const auto take = [&](const SqlRow& row) {
      bases_.push_back(TextOf(row[0]));
      return true;
    };
    if (auto fault = database_.Query(sql + " ORDER BY base LIMIT ?", values, take)) return fault;
    if (bases_.size() <= static_cast<std::size_t>(kMostCodes)) return std::nullopt;
    return Error{Error::Code::kBadArgument, "'" + query_.reference + "': more than " + std::to_string(kMostCodes) + " documents have names that begin so (type more of the name)"};
  }

  std::optional<Error> AddCode(const std::string& base) {
    const Result<Supersessions> supersessions = Supersessions::Load(database_, base);
    if (!supersessions) return supersessions.error();
    CitationGroup group;
    const Result<bool> found = Citations(database_, base).Next(group);
    if (!found) return found.error();
    if (!*found) return std::nullopt;
    for (const CitedNode& node : group.nodes) {
      if (!IsAsked(group, node)) continue;
      for (const std::uint32_t index : node.facts) {
        const CitationFact& fact = group.facts[index];
        if (!fact.own) rows_.push_back({answer_.documents.size(), group.Text(fact.said_on), group.Text(fact.sha256), fact.ordinal, fact.document});
      }
      answer_.documents.push_back(Describe(group, node, *supersessions));
    }
    return std::nullopt;
  }

  // Where a year was asked for: the nodes of that year, and what may be one of them.
  [[nodiscard]] bool IsAsked(const CitationGroup& group, const CitedNode& node) const {
    if (epoch_.empty() || node.epoch == epoch_) return true;
    return std::any_of(node.may_be.begin(), node.may_be.end(), [&](std::uint32_t other) { return group.nodes[other].epoch == epoch_; });
  }

  std::optional<Error> AddMention(const Row& row) {
    ReferenceMention& mention = answer_.mentions.emplace_back();
    mention.cited = row.cited;
    mention.place.in.document = row.document;
    if (auto fault = names_.Complete(mention.place.in)) return fault;
    const SqlRow key = {row.document, row.ordinal};
    const auto take = [&](const SqlRow& values) {
      Restore(values[0], mention.place.section);
      Restore(values[1], mention.place.page);
      mention.place.span = {static_cast<std::size_t>(IntegerOf(values[2])), static_cast<std::size_t>(IntegerOf(values[3]))};
      Restore(values[4], mention.relation);
      Restore(values[5], mention.provision);
      Restore(values[6], mention.text);
      const std::string holder = TextOf(values[7]);
      if (!holder.empty()) mention.passage = Around(holder, mention.text);
      return false;
    };
    static const std::string kSql = "SELECT r.section, r.page, r.span_start, r.span_end, r.relation, r.provision, r.text, " + HolderSql("r") +
                                    " FROM reference r WHERE r.document = ? AND r.ordinal = ?";
    if (auto fault = database_.Query(kSql, key, take)) return fault;
    const std::vector<Replacement>& replacements = answer_.documents[row.cited].replacements;
    if (replacements.empty()) return std::nullopt;
    mention.replacement = replacements.front();
    mention.in_force = InForce(row.said_on, replacements.front().from);
    return std::nullopt;
  }

  Database& database_;
  const ReferenceQuery& query_;
  Names names_;
  std::vector<std::string> bases_;
  std::string epoch_;
  std::vector<Row> rows_;
  ReferenceAnswer answer_;
};

// ---- a unit -----------------------------------------------------------------------------------------------------------------

class UnitPage {
 public:
  UnitPage(Database& database, const UnitQuery& query) : database_(database), query_(query), key_(NameKey(WellFormed(query.unit))), names_(database) {}

  Result<UnitAnswer> Run() {
    if (auto fault = Check()) return *fault;
    if (auto fault = FindTasks()) return *fault;
    answer_.count = tasks_.size();
    if (auto fault = FindDuties()) return *fault;
    for (UnitDuty& duty : answer_.duties) {
      if (auto fault = Complete(duty)) return *fault;
    }
    if (auto fault = FindIssued()) return *fault;
    return std::move(answer_);
  }

 private:
  [[nodiscard]] std::optional<Error> Check() const {
    const auto bad = [](const std::string& what) { return Error{Error::Code::kBadArgument, what}; };
    if (key_.empty()) return bad("'" + query_.unit + "': no name of a unit (type its words)");
    if (!query_.role.empty() && query_.role != "lead" && query_.role != "with") return bad("'" + query_.role + "': no role (use lead or with)");
    return FaultOfDays(query_.from, query_.to);
  }

  // A task of the unit, as far as it has to be known to be put in order.
  struct Task {
    std::int64_t document;
    std::int64_t assignment;
    std::string due;  // empty: at no certain day

    [[nodiscard]] auto Own() const { return std::tie(document, assignment); }
    [[nodiscard]] std::pair<bool, std::string_view> ByDay() const { return {due.empty(), due}; }
  };

  // Each task once, however many of its units have such a name. It is due on the first of its days that is asked for.
  std::optional<Error> FindTasks() {
    constexpr std::string_view kDue = "COALESCE(t.last_day, t.first_day)";
    std::string sql = "SELECT u.document, u.assignment, " + std::string(kDue) +
                      " FROM assignment_unit u LEFT JOIN assignment_deadline x ON x.document = u.document AND x.assignment = u.assignment LEFT JOIN days t ON t.id = x.days WHERE ";
    SqlRow values;
    AddUnit(sql, values);
    for (const auto& [limit, day] : {std::pair(" >= ?", &query_.from), std::pair(" <= ?", &query_.to)}) {
      if (day->empty()) continue;
      sql.append(" AND ").append(kDue).append(limit);
      values.emplace_back(*day);
    }
    auto fault = database_.Query(sql, values, [&](const SqlRow& row) {
      tasks_.push_back({IntegerOf(row[0]), IntegerOf(row[1]), TextOf(row[2])});
      return true;
    });
    std::sort(tasks_.begin(), tasks_.end(), [](const Task& a, const Task& b) { return std::pair(a.Own(), a.ByDay()) < std::pair(b.Own(), b.ByDay()); });
    tasks_.erase(std::unique(tasks_.begin(), tasks_.end(), [](const Task& a, const Task& b) { return a.Own() == b.Own(); }), tasks_.end());
    return fault;
  }

  // Those that are shown. What is due on one day stands by the date of its document, which is looked up for such days only as are shown.
  std::optional<Error> FindDuties() {
    const std::size_t first = std::min(query_.offset, tasks_.size());
    const std::size_t count = std::min(query_.limit, tasks_.size() - first);
    if (count == 0) return std::nullopt;
    const auto sooner = [](const Task& a, const Task& b) { return a.ByDay() < b.ByDay(); };
    std::sort(tasks_.begin(), tasks_.end(), sooner);
    const auto shown = tasks_.begin() + static_cast<std::ptrdiff_t>(first);
    const auto begin = std::lower_bound(tasks_.begin(), tasks_.end(), *shown, sooner);
    const auto end = std::upper_bound(shown, tasks_.end(), shown[static_cast<std::ptrdiff_t>(count) - 1], sooner);
    if (auto fault = SortByDocument(begin, end)) return fault;
    for (auto task = shown; task != shown + static_cast<std::ptrdiff_t>(count); ++task) {
      UnitDuty& duty = answer_.duties.emplace_back();
      duty.place.in.document = task->document;
      if (!task->due.empty()) duty.due = task->due;
      assignments_.push_back(task->assignment);
    }
    return std::nullopt;
  }

  using Tasks = std::vector<Task>;
  std::optional<Error> SortByDocument(Tasks::iterator begin, Tasks::iterator end) {
    Database::Numbers numbers;
    for (auto task = begin; task != end; ++task) numbers.push_back(task->document);
    std::sort(numbers.begin(), numbers.end());
    numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
    std::unordered_map<std::int64_t, std::pair<std::string, std::string>> dates;  // and digests
    auto fault = ForDocuments(database_, "id, date, sha256", numbers, [&](const SqlRow& row) { dates[IntegerOf(row[0])] = {TextOf(row[1]), TextOf(row[2])}; });
    std::sort(begin, end, [&](const Task& a, const Task& b) { return std::tuple(a.ByDay(), std::tie(dates[a.document], a.assignment)) < std::tuple(b.ByDay(), std::tie(dates[b.document], b.assignment)); });
    return fault;
  }

  // The condition on a unit `u` of a task.
  void AddUnit(std::string& sql, SqlRow& values) const {
    AddKey("u.key", key_, sql, values);
    if (query_.role.empty()) return;
    sql += " AND u.role = ?";
    values.emplace_back(query_.role);
  }

  std::optional<Error> Count(const std::string& sql, const SqlRow& values, std::size_t& count) {
    return database_.Query(sql, values, [&](const SqlRow& row) {
      count = static_cast<std::size_t>(IntegerOf(row[0]));
      return false;
    });
  }

  std::optional<Error> Complete(UnitDuty& duty) {
    const SqlRow key = {duty.place.in.document, assignments_[static_cast<std::size_t>(&duty - answer_.duties.data())]};
    if (auto fault = names_.Complete(duty.place.in)) return fault;
    auto fault = database_.Query("SELECT task, section, page, span_start, span_end FROM assignment WHERE document = ? AND ordinal = ?", key, [&](const SqlRow& row) {
      Restore(row[0], duty.task);
      Restore(row[1], duty.place.section);
      Restore(row[2], duty.place.page);
      duty.place.span = {static_cast<std::size_t>(IntegerOf(row[3])), static_cast<std::size_t>(IntegerOf(row[4]))};
      return false;
    });
    if (fault) return fault;
    if (auto unread = FindUnit(key, duty)) return unread;
    fault = database_.Query("SELECT role, name FROM assignment_unit WHERE document = ? AND assignment = ? ORDER BY role, ordinal", key, [&](const SqlRow& row) {
      (TextOf(row[0]) == "lead" ? duty.lead : duty.with).push_back(TextOf(row[1]));
      return true;
    });
    if (fault) return fault;
    static const std::string kDeadlines = "SELECT t.kind, t.relation, t.date, t.every, t.label, t.text, t.section FROM assignment_deadline x "
                                          "JOIN deadline t ON t.document = x.document AND t.ordinal = x.deadline WHERE x.document = ? AND x.assignment = ? ORDER BY x.ordinal";
    return database_.Query(kDeadlines, key, [&](const SqlRow& row) {
      Deadline& deadline = duty.deadlines.emplace_back();
      Restore(row[0], deadline.kind);
      Restore(row[1], deadline.relation);
      Restore(row[2], deadline.date);
      Restore(row[3], deadline.every);
      Restore(row[4], deadline.label);
      Restore(row[5], deadline.text);
      Restore(row[6], deadline.section);
      return true;
    });
  }

  // Which of the task's units was asked for: the first one, those that lead before those that help.
  std::optional<Error> FindUnit(const SqlRow& key, UnitDuty& duty) {
    std::string sql = "SELECT u.role, u.name FROM assignment_unit u WHERE u.document = ? AND u.assignment = ? AND ";
    SqlRow values = key;
    AddUnit(sql, values);
    return database_.Query(sql + " ORDER BY u.role, u.ordinal LIMIT 1", values, [&](const SqlRow& row) {
      Restore(row[0], duty.role);
      Restore(row[1], duty.unit);
      return false;
    });
  }

  std::optional<Error> FindIssued() {
    std::string from = " FROM document WHERE ";
    SqlRow values;
    AddKey("issuer_key", key_, from, values);
    if (auto fault = Count("SELECT count(*)" + from, values, answer_.issued_count)) return fault;
    values.push_back(Number(query_.limit));
    const auto take = [&](const SqlRow& row) {
      answer_.issued.emplace_back().document = IntegerOf(row[0]);
      return true;
    };
    if (auto fault = database_.Query("SELECT id" + from + " ORDER BY COALESCE(last_day, '') DESC, sha256 LIMIT ?", values, take)) return fault;
    for (IndexedName& name : answer_.issued) {
      if (auto fault = names_.Complete(name)) return fault;
    }
    return std::nullopt;
  }

  Database& database_;
  const UnitQuery& query_;
  std::string key_;
  Names names_;
  Tasks tasks_;                            // all of them
  std::vector<std::int64_t> assignments_;  // of the duties
  UnitAnswer answer_;
};

}  // namespace

Result<ReferenceAnswer> AskReference(const Index& index, const ReferenceQuery& query) { return Answer<ReferencePage>(index, query); }
Result<UnitAnswer> AskUnit(const Index& index, const UnitQuery& query) { return Answer<UnitPage>(index, query); }

}  // namespace trichluc
