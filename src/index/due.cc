// What is due when, in all documents.
#include "index/answer.h"
#include "index/citations.h"
#include "index/columns.h"
#include "index/key_condition.h"
#include "index/words.h"
#include "text/unicode.h"

namespace trichluc {
namespace {

constexpr std::size_t kMonthLetters = 7;  // "2031-06"
constexpr std::size_t kDayLetters = 10;
constexpr std::string_view kLastOfAll = "9999-12-31";

class DuePage {
 public:
  DuePage(Database& database, const DueQuery& query) : database_(database), query_(query), names_(database) {}

  Result<DueAnswer> Run() {
    if (auto fault = Check()) return *fault;
    Ask();
    if (auto fault = Count()) return *fault;
    if (auto fault = FindDeadlines()) return *fault;
    for (std::size_t i = 0; i < answer_.deadlines.size(); ++i) {
      if (auto fault = Complete(answer_.deadlines[i], ordinals_[i])) return *fault;
    }
    return std::move(answer_);
  }

 private:
  std::optional<Error> Check() {
    const auto bad = [](const std::string& what) { return Error{Error::Code::kBadArgument, what}; };
    unit_ = NameKey(WellFormed(query_.unit));
    if (unit_.empty() && !query_.unit.empty()) return bad("'" + query_.unit + "': no name of a unit (type its words)");
    return FaultOfDays(query_.from, query_.to);
  }

  // A time is due on its last day; where it has none, on its first. Different times are few: they are looked at first. But where all
  // days of a unit are asked for, or half of them, the unit has fewer deadlines than these days.
  void Ask() {
    const SqlValue from = query_.from;
    const SqlValue to = query_.to.empty() ? std::string(kLastOfAll) : query_.to;
    const bool by_unit = !unit_.empty() && (query_.from.empty() || query_.to.empty());
    from_ = by_unit ? FromUnit() : " FROM days d CROSS JOIN deadline_row t WHERE t.days = d.id";
    from_ += " AND COALESCE(d.last_day, d.first_day) >= ? AND COALESCE(d.last_day, d.first_day) <= ?";
    values_.insert(values_.end(), {from, to});
    if (unit_.empty() || by_unit) return;
    from_ += " AND EXISTS (SELECT 1 FROM deadline_unit u WHERE u.document = t.document AND u.deadline = t.ordinal AND ";
    AddKey("u.key", unit_, from_, values_);
    from_ += ")";
  }

  // The deadlines of a unit, each once, however many of its units have such a name.
  std::string FromUnit() {
    std::string sql = " FROM (SELECT DISTINCT u.document, u.deadline AS ordinal, u.days FROM deadline_unit_row u WHERE u.unit IN (SELECT n.id FROM unit n WHERE ";
    AddKey("n.key", unit_, sql, values_);
    return sql + ")) AS t CROSS JOIN days d WHERE d.id = t.days";
  }

  std::optional<Error> Count() {
    const std::size_t letters = query_.step == DueQuery::Step::kMonth ? kMonthLetters : kDayLetters;
    const std::string sql = "SELECT substr(COALESCE(d.last_day, d.first_day), 1, " + std::to_string(letters) + ") AS time, count(*)" + from_ + " GROUP BY time ORDER BY time";
    return database_.Query(sql, values_, [&](const SqlRow& row) {
      answer_.counts.push_back({TextOf(row[0]), static_cast<std::size_t>(IntegerOf(row[1]))});
      answer_.count += answer_.counts.back().count;
      return true;
    });
  }

  std::optional<Error> FindDeadlines() {
    SqlRow values = values_;
    values.push_back(Number(query_.limit));
    values.push_back(Number(query_.offset));
    const std::string sql = "SELECT f.document, f.ordinal, f.due FROM (SELECT t.document, t.ordinal, COALESCE(d.last_day, d.first_day) AS due" + from_ +
                            ") AS f JOIN document o ON o.id = f.document ORDER BY f.due, COALESCE(o.date, ''), o.sha256, f.ordinal LIMIT ? OFFSET ?";
    return database_.Query(sql, values, [&](const SqlRow& row) {
      DueDeadline& due = answer_.deadlines.emplace_back();
      due.place.in.document = IntegerOf(row[0]);
      ordinals_.push_back(IntegerOf(row[1]));
      Restore(row[2], due.due);
      return true;
    });
  }

  std::optional<Error> Complete(DueDeadline& due, std::int64_t ordinal) {
    if (auto fault = names_.Complete(due.place.in)) return fault;
    const SqlRow key = {due.place.in.document, ordinal};
    Deadline& deadline = due.deadline;
    const auto take = [&](const SqlRow& row) {
      Restore(row[0], deadline.kind);
      Restore(row[1], deadline.relation);
      Restore(row[2], deadline.date);
      Restore(row[3], deadline.every);
      Restore(row[4], deadline.label);
      Restore(row[5], deadline.task);
      Restore(row[6], deadline.text);
      Restore(row[7], due.place.section);
      Restore(row[8], due.place.page);
      due.place.span = {static_cast<std::size_t>(IntegerOf(row[9])), static_cast<std::size_t>(IntegerOf(row[10]))};
      deadline.section = due.place.section;
      return false;
    };
    static const std::string kSql =
        "SELECT kind, relation, date, every, label, task, text, section, page, span_start, span_end FROM deadline WHERE document = ? AND ordinal = ?";
    if (auto fault = database_.Query(kSql, key, take)) return fault;
    return database_.Query("SELECT name FROM deadline_unit WHERE document = ? AND deadline = ? ORDER BY ordinal", key, [&](const SqlRow& row) {
      deadline.units.push_back(TextOf(row[0]));
      return true;
    });
  }

  Database& database_;
  const DueQuery& query_;
  Names names_;
  std::string unit_;
  std::string from_;
  SqlRow values_;
  std::vector<std::int64_t> ordinals_;  // of the deadlines
  DueAnswer answer_;
};

}  // namespace

Result<DueAnswer> AskDue(const Index& index, const DueQuery& query) { return Answer<DuePage>(index, query); }

}  // namespace trichluc
