#include "index/record_filter.h"

#include <algorithm>

#include "index/words.h"
#include "records/edtf.h"
#include "records/task_deadlines.h"
#include "text/unicode.h"

namespace trichluc {
namespace {

using Names = std::vector<std::string>;

// Is it due on its last day, or where it has none on its first, within these days?
bool IsDueWithin(const Deadline& deadline, const std::string& from, const std::string& to) {
  const auto days = deadline.date ? DaysOfDate(*deadline.date) : std::nullopt;
  if (!days || (!days->first && !days->last)) return false;
  const std::string due = IsoText(days->last ? *days->last : *days->first);
  return (from.empty() || due >= from) && (to.empty() || due <= to);
}

// Units are found by their whole name, or its beginning up to the end of a word.
bool Has(const Names& units, const std::string& key) {
  return std::any_of(units.begin(), units.end(), [&](const std::string& unit) {
    const std::string name = NameKey(unit);
    return name == key || name.starts_with(key + " ");
  });
}

// Which records stay.
class Choice {
 public:
  explicit Choice(Extraction& extraction) : all_(extraction), deadlines_of_(DeadlinesOfAssignments(extraction)), tasks_(extraction.assignments.size()), deadlines_(extraction.deadlines.size()) {}

  void Keep(const UnitQuery& query) {
    const std::string key = NameKey(WellFormed(query.unit));
    const bool any_day = query.from.empty() && query.to.empty();
    for (std::size_t i = 0; i < tasks_.size(); ++i) {
      const Assignment& task = all_.assignments[i];
      const bool charged = (query.role != "with" && Has(task.lead, key)) || (query.role != "lead" && Has(task.with, key));
      if (!charged) continue;
      tasks_[i] = any_day;
      for (const Deadline* deadline : deadlines_of_[i]) {
        if (!any_day && !IsDueWithin(*deadline, query.from, query.to)) continue;
        tasks_[i] = deadlines_[PlaceOf(deadline)] = true;
      }
    }
  }

  void Keep(const DueQuery& query) {
    const std::string key = NameKey(WellFormed(query.unit));
    for (std::size_t i = 0; i < deadlines_.size(); ++i) {
      const Deadline& deadline = all_.deadlines[i];
      deadlines_[i] = IsDueWithin(deadline, query.from, query.to) && (key.empty() || Has(deadline.units, key));
    }
    for (std::size_t i = 0; i < tasks_.size(); ++i) {
      const Assignment& task = all_.assignments[i];
      if (!key.empty() && !Has(task.lead, key) && !Has(task.with, key)) continue;
      tasks_[i] = std::any_of(deadlines_of_[i].begin(), deadlines_of_[i].end(), [&](const Deadline* deadline) { return deadlines_[PlaceOf(deadline)]; });
    }
  }

  bool Apply() {
    Take(tasks_, all_.assignments);
    Take(deadlines_, all_.deadlines);
    all_.references.clear();
    all_.targets.clear();
    all_.custom.clear();
    return !all_.assignments.empty() || !all_.deadlines.empty();
  }

 private:
  [[nodiscard]] std::size_t PlaceOf(const Deadline* deadline) const { return static_cast<std::size_t>(deadline - all_.deadlines.data()); }

  template <typename Record>
  static void Take(const std::vector<bool>& kept, std::vector<Record>& records) {
    std::vector<Record> taken;
    for (std::size_t i = 0; i < records.size(); ++i) {
      if (kept[i]) taken.push_back(std::move(records[i]));
    }
    records = std::move(taken);
  }

  Extraction& all_;
  std::vector<std::vector<const Deadline*>> deadlines_of_;  // tasks
  std::vector<bool> tasks_;
  std::vector<bool> deadlines_;
};

template <typename Query>
bool KeepAsked(const Query& query, Extraction& extraction) {
  Choice choice(extraction);
  choice.Keep(query);
  return choice.Apply();
}

}  // namespace

bool Keep(const UnitQuery& query, Extraction& extraction) { return KeepAsked(query, extraction); }
bool Keep(const DueQuery& query, Extraction& extraction) { return KeepAsked(query, extraction); }

// A task may have deadlines that fit, and a deadline may be of a task that does.
bool MayKeep(const UnitQuery& query, const AnyRecord& record) {
  Extraction alone;
  if (const auto* const task = std::get_if<Assignment>(&record)) {
    alone.assignments.push_back(*task);
    return Keep(UnitQuery{.unit = query.unit, .role = query.role}, alone);
  }
  return (!query.from.empty() || !query.to.empty()) && MayKeep(DueQuery{.from = query.from, .to = query.to}, record);
}

bool MayKeep(const DueQuery& query, const AnyRecord& record) {
  const auto* const deadline = std::get_if<Deadline>(&record);
  if (deadline == nullptr) return false;
  Extraction alone;
  alone.deadlines.push_back(*deadline);
  return Keep(query, alone);
}

}  // namespace trichluc
