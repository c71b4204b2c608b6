// Times by which, on which or how often something is due.
#pragma once

#include <vector>

#include "extract/passages.h"

namespace trichluc {

class Clauses;

// A deadline and where it stands in its passage. `task` and `units` are filled when the passage's assignments are known.
struct DeadlineMention {
  Deadline record;
  Span span;
};

// Where a time may stand alone and still be one: the whole passage (a field like "Thời gian: …") or cells of a row.
struct StatedTimes {
  bool everywhere = false;
  std::vector<Span> cells;

  [[nodiscard]] bool Hold(Span span) const;
};

[[nodiscard]] std::vector<DeadlineMention> ReadDeadlines(const PassageReading& reading, const StatedTimes& stated,
                                                         std::vector<Diagnostic>& diagnostics);

// The words of the clause around a deadline that say what is due; they do not begin before `after`, where the task of the
// assignment around it begins. `clauses` are the passage's, one for all its deadlines.
[[nodiscard]] std::string DueTask(const PassageReading& reading, const Clauses& clauses, const DeadlineMention& mention,
                                  const std::vector<DeadlineMention>& all, std::size_t after);

}  // namespace trichluc
