#include "extract/deadlines.h"

#include <algorithm>

#include "extract/clauses.h"
#include "extract/values.h"

namespace trichluc {
namespace {

bool IsTime(NodeView node) {
  return node.Is("date") || node.Is("day") || node.Is("month") || node.Is("quarter") || node.Is("year");
}

// The date that a captured group holds, among prepositions and "cuối", "đầu".
std::optional<NodeView> TimeIn(const GroupView& group) {
  for (std::size_t i = 0; i < group.size(); ++i) {
    if (IsTime(group[i])) return group[i];
  }
  return std::nullopt;
}

// "ngày 25" of a recurring deadline: a day without its month.
DateValue ValueOf(const GroupView& group) {
  if (const auto time = TimeIn(group)) return DateOf(*time);
  DateValue date;
  for (std::size_t i = 0; i < group.size() && !date.day; ++i) date.day = IntegerOf(group[i].text());
  return date;
}

class Reader {
 public:
  Reader(const PassageReading& reading, const StatedTimes& stated, std::vector<Diagnostic>& diagnostics)
      : reading_(reading), stated_(stated), diagnostics_(diagnostics), clauses_(reading) {}

  std::vector<DeadlineMention> Run() {
    for (const NodeId id : reading_.analysis.emitted) {
      const NodeView node = reading_.analysis.View(id);
      if (node.rule()->emit == "deadline") Read(node);
    }
    JoinRecurrences();
    for (Pending& pending : pending_) Finish(pending);
    return std::move(mentions_);
  }

 private:
  // A mention whose year may still be missing.
  struct Pending {
    DeadlineMention mention;
    DateValue date;
    std::optional<DateValue> until;
    bool has_date = false;
    bool open = false;
  };

  void Read(NodeView node) {
    const std::string_view form = node.Constant("form");
    if (form == "set") return ReadSet(node);
    if (form == "days") return ReadDays(node);
    if (form == "range") return ReadRange(node);
    if (form == "open") return ReadOne(node, "from", true);
    if (form == "day_of_quarter") return ReadDayOfQuarter(node);
    if (form == "short") return ReadShort(node);
    if (form == "years") return ReadYears(node);
    if (form == "list") return ReadList(node);
    if (form == "one") return ReadRelated(node);
    if (form == "alone") return ReadAlone(node);
    if (form == "every") return ReadEvery(node);
    if (form == "condition") return ReadCondition(node);
    if (form == "stated" && IsStated(node)) return Add(node, node.Capture("label")->span(), "continuous", {});
    if (form == "adhoc" && IsAdhocReport(node)) return Add(node, node.Capture("label")->span(), "adhoc", {});
  }

  Pending Start(NodeView node, Span span, std::string_view kind, std::string_view relation) const {
    Pending pending;
    Deadline& record = pending.mention.record;
    record.kind = kind;
    if (!relation.empty()) record.relation = std::string(relation);
    record.section = reading_.SectionPath();
    pending.mention.span = span;
    reading_.Ground(record, span, node.rule());
    return pending;
  }

  void Add(NodeView node, Span span, std::string_view kind, std::string_view relation) {
    pending_.push_back(Start(node, span, kind, relation));
  }

  // "định kỳ 3 tháng, một năm hoặc đột xuất" is three; the first takes the word before it along.
  void ReadSet(NodeView node) {
    bool first = true;
    for (std::size_t i = 0; i < node.size(); ++i) {
      const std::string every = EveryOf(node[i]);
      const bool adhoc = !node[i].ValueIn("adhoc_word").empty();
      if (every.empty() && !adhoc) continue;
      const Span span{first ? node.span().start : node[i].span().start, node[i].span().end};
      Pending pending = Start(node, span, adhoc ? "adhoc" : "recurring", {});
      if (!adhoc) pending.mention.record.every = every;
      pending_.push_back(std::move(pending));
      first = false;
    }
  }

  // "trước ngày 15/6 và 15/12 hằng năm": one for each day.
  void ReadDays(NodeView node) {
    const auto every = node.Capture("every");
    std::vector<std::size_t> days;
    for (std::size_t i = 0; i < node.size(); ++i) {
      if (node[i].Is("day") || (node[i].node().rule == kNoId && IntegerOf(node[i].text()))) days.push_back(i);
    }
    for (std::size_t k = 0; k < days.size(); ++k) {
      const NodeView day = node[days[k]];
      const Span span{k == 0 ? node.span().start : day.span().start, k + 1 == days.size() ? node.span().end : day.span().end};
      Pending pending = Start(node, span, "recurring", RelationOf(node, "relation"));
      if (every) pending.mention.record.every = EveryOf((*every)[0]);
      DateValue value = day.Is("day") ? DateOf(day) : DateValue{};
      if (!day.Is("day")) value.day = IntegerOf(day.text());
      if (!pending.mention.record.relation) pending.mention.record.relation = "on";
      if (value.IsPossible() || !value.month) pending.mention.record.date = value.Edtf();
      pending_.push_back(std::move(pending));
    }
  }

  static std::string EveryOf(NodeView node) {
    if (std::string duration = DurationOf(node); !duration.empty()) return duration;
    if (node.Is("report_span")) return "P1Y";
    for (const char* lexicon : {"every_word", "every_short"}) {
      if (const auto value = node.ValueIn(lexicon); !value.empty()) return std::string(value);
    }
    return {};
  }

  static std::string_view RelationOf(NodeView node, std::string_view capture) {
    if (const auto relation = node.Capture(capture); relation && relation->size() == 1) {
      return (*relation)[0].ValueIn("relation_word");
    }
    return node.Constant("relation");
  }

  void ReadRange(NodeView node) {
    Pending pending = Start(node, node.span(), "date", "between");
    const auto until = node.Capture("until");
    if (!until) return;
    pending.until = ValueOf(*until);
    if (const auto from_day = node.Capture("from_day")) {
      pending.date = *pending.until;
      pending.date.day = IntegerOf(from_day->text());
    } else if (const auto date = node.Capture("date")) {
      pending.date = ValueOf(*date);
    }
    // "từ tháng 3 đến tháng 5/2025": the first shares the year and, for days, the month of the second.
    if (!pending.date.year) pending.date.year = pending.until->year;
    if (pending.date.day && !pending.date.month) pending.date.month = pending.until->month;
    pending.has_date = true;
    pending_.push_back(std::move(pending));
  }

  void ReadDayOfQuarter(NodeView node) {
    const auto date = node.Capture("date");
    const auto day = date ? (*date)[0].Capture("day") : std::nullopt;
    if (!day) return;
    Pending pending = Start(node, node.span(), "recurring", RelationOf(node, "relation"));
    DateValue value;
    value.day = IntegerOf(day->text());
    pending.mention.record.date = value.Edtf();
    pending.mention.record.every = std::string(date->value());
    if (!pending.mention.record.relation) pending.mention.record.relation = "on";
    pending_.push_back(std::move(pending));
  }

  // "trong 01 ngày làm việc", "trước 01 ngày": days and hours only; years tell of periods.
  void ReadShort(NodeView node) {
    const auto length = node.Capture("length");
    const std::string duration = length ? DurationOf((*length)[0]) : std::string();
    const bool clock = duration.ends_with("H") && node.Constant("relation") == "before";
    if (duration.ends_with("D") || (duration.ends_with("H") && !clock)) ReadCondition(node);
  }

  // "Từ năm 2026 đến năm 2028"
  void ReadYears(NodeView node) {
    const auto years = node.Capture("date");
    if (!years || years->size() != 1) return;
    const auto from = (*years)[0].Capture("from");
    const auto to = (*years)[0].Capture("to");
    if (!from || !to) return;
    Pending pending = Start(node, node.span(), "date", "between");
    pending.date.year = IntegerOf(from->text());
    pending.until = DateValue{};
    pending.until->year = IntegerOf(to->text());
    pending.has_date = true;
    pending_.push_back(std::move(pending));
  }

  // "trước ngày 20/3, 20/6 và 20/9/2026": one for each date.
  void ReadList(NodeView node) {
    bool first = true;
    for (std::size_t i = 0; i < node.size(); ++i) {
      if (!IsTime(node[i])) continue;
      const Span span{first ? node.span().start : node[i].span().start, node[i].span().end};
      Pending pending = Start(node, span, "date", RelationOf(node, "relation"));
      pending.date = DateOf(node[i]);
      pending.has_date = true;
      pending_.push_back(std::move(pending));
      first = false;
    }
  }

  void ReadRelated(NodeView node) {
    const std::string_view relation = RelationOf(node, "relation");
    ReadOne(node, relation, relation == "from");
  }

  void ReadOne(NodeView node, std::string_view relation, bool open) {
    const auto date = node.Capture("date");
    if (!date) return;
    Pending pending = Start(node, node.span(), "date", relation);
    pending.date = ValueOf(*date);
    pending.has_date = true;
    pending.open = open;
    pending_.push_back(std::move(pending));
  }

  // A time without a preposition is a deadline where the writer plainly states one.
  void ReadAlone(NodeView node) {
    const auto date = node.Capture("date");
    const auto time = date ? TimeIn(*date) : std::nullopt;
    if (!time) return;
    const DateValue value = DateOf(*time);
    const bool day = value.day.has_value();
    if (!value.IsPossible() || LabelsNext(node.span())) return;
    const std::string_view rest = reading_.Text({node.span().end, reading_.text().size()});
    const bool run_in = rest.starts_with(":") || TrimPunctuation(rest).empty();
    const bool stated = IsStated(node) || (OpensClause(node.span()) && (run_in || !IsHeading())) ||
                        (day && IsNamed(node)) || (value.quarter && !IsHeading()) || (value.month && value.year && !IsHeading());
    if (!stated) return;
    ReadOne(node, day ? "on" : "within", false);
  }

  // "báo cáo quý I trước ngày 10/3": the quarter is the label of the date behind it.
  [[nodiscard]] bool LabelsNext(Span span) const {
    const Span after{span.end, reading_.SentenceAt(span.start).end};
    return clauses_.SkipLeading("relation_word", after.start, after.end) > after.start;
  }

  [[nodiscard]] bool IsHeading() const { return reading_.block < 0; }

  // In a time field, in a cell of a time column, or in brackets of its own.
  [[nodiscard]] bool IsStated(NodeView node) const {
    if (stated_.Hold(node.span())) return true;
    const std::string_view before = reading_.Text({0, node.span().start});
    const std::string_view after = reading_.Text({node.span().end, reading_.text().size()});
    return Trim(before).ends_with("(") && (Trim(after).starts_with(")") || Trim(after).starts_with(","));
  }

  // "Năm 2028, …", "Chỉ tiêu 3: Năm 2028 đạt …", "Phấn đấu năm 2028 đạt …"
  [[nodiscard]] bool OpensClause(Span span) const {
    Span before{clauses_.Around(span).start, span.start};
    const std::size_t colon = reading_.Text(before).rfind(':');
    if (colon != std::string_view::npos) before.start += colon + 1;
    before.start = clauses_.SkipLeading("time_opener", before.start, before.end);
    return TrimPunctuation(reading_.Text(before)).empty();
  }

  // The word for day itself stands in front: more than a pair of numbers.
  [[nodiscard]] static bool IsNamed(NodeView node) {
    const char first = node.text().empty() ? '0' : node.text()[0];
    return first < '0' || first > '9';
  }

  void ReadEvery(NodeView node) {
    const auto every = node.Capture("every");
    if (!every || Follows("nominal_before", node.span())) return;
    Pending pending = Start(node, node.span(), "recurring", {});
    pending.mention.record.every = EveryOf((*every)[0]);
    pending_.push_back(std::move(pending));
  }

  [[nodiscard]] bool Follows(std::string_view lexicon, Span span) const {
    const Span before{reading_.SentenceAt(span.start).start, span.start};
    return clauses_.TrimTrailing(lexicon, before) < before.end &&
           TrimPunctuation(reading_.Text({clauses_.TrimTrailing(lexicon, before), span.start})).size() > 0;
  }

  void ReadCondition(NodeView node) {
    const auto label = node.Capture("label");
    Pending pending = Start(node, node.span(), "relative", node.Constant("relation"));
    if (label) pending.mention.record.label = std::string(TrimPunctuation(label->text()));
    pending_.push_back(std::move(pending));
  }

  // "báo cáo … hoặc đột xuất": reports that are asked for; not the adverb of an unannounced inspection.
  [[nodiscard]] bool IsAdhocReport(NodeView node) const {
    const auto label = node.Capture("label");
    const bool beside_recurrence = std::any_of(pending_.begin(), pending_.end(), [&](const Pending& other) {
      return other.mention.record.every && reading_.SentenceAt(node.span().start).Contains(other.mention.span);
    });
    return label && (beside_recurrence || label->span().start > node.span().start || label->size() > 1 ||
                     Follows("report_word", label->span()) || IsStated(node));
  }

  // "Hằng năm, báo cáo trước ngày 15/6 và trước ngày 05/12": the days recur, and the word that says so is no record of its own.
  void JoinRecurrences() {
    for (std::size_t i = 0; i < pending_.size(); ++i) {
      Pending& recurrence = pending_[i];
      const bool bare = recurrence.mention.record.kind == "recurring" && !recurrence.mention.record.date && recurrence.mention.record.every == "P1Y";
      if (!bare) continue;
      const Span clause = clauses_.Around(recurrence.mention.span);
      bool joined = false;
      for (Pending& day : pending_) {
        const bool without_year = day.has_date && day.date.day && !day.date.year && !day.until && !day.mention.record.every;
        if (!without_year || !clause.Contains(day.mention.span)) continue;
        day.mention.record.kind = "recurring";
        day.mention.record.every = "P1Y";
        joined = true;
      }
      if (joined) pending_.erase(pending_.begin() + static_cast<std::ptrdiff_t>(i--));
    }
  }

  // A missing year: of the nearest date of the same sentence that has one, else of the plan.
  void Finish(Pending& pending) {
    Deadline& record = pending.mention.record;
    if (pending.has_date) {
      const bool infer = !pending.date.year && !record.every;
      if (infer) pending.date.year = SiblingYear(pending);
      if (IsPast(pending)) return;
      if (pending.until && !pending.until->year) pending.until->year = pending.date.year;
      if (!pending.date.IsPossible() || (pending.until && !pending.until->IsPossible())) {
        diagnostics_.push_back({DiagnosticCode::kInvalidDate, Severity::kWarning, "no calendar has the date '" + record.text + "'", record.span});
      } else {
        record.date = pending.date.Edtf();
        if (pending.until) *record.date += '/' + pending.until->Edtf();
        else if (pending.open) *record.date += "/..";
      }
      if (infer && pending.date.year) {
        diagnostics_.push_back({DiagnosticCode::kInferredYear, Severity::kInfo,
                                "'" + record.text + "' names no year; " + std::to_string(*pending.date.year) + " was taken", record.span});
      }
    }
    if (!record.label && pending.has_date) record.label = ReportPeriod(pending.mention.span);
    mentions_.push_back(std::move(pending.mention));
  }

  // What was to be done before the plan was written is no deadline of the plan.
  [[nodiscard]] bool IsPast(const Pending& pending) const {
    const auto& last = pending.until && pending.until->year ? pending.until->year : pending.date.year;
    const auto& written = reading_.document->written_in;
    if (!last || !written || pending.open) return false;
    // "26/3/1931 - 26/3/2026" is an anniversary.
    const bool anniversary = pending.until && pending.date.year && *pending.date.year < *written - 1;
    return *last < *written || anniversary;
  }

  [[nodiscard]] std::optional<int> SiblingYear(const Pending& pending) const {
    const Span sentence = reading_.SentenceAt(pending.mention.span.start);
    std::optional<int> year;
    for (const Pending& other : pending_) {
      const bool past = other.date.year && *other.date.year < reading_.document->written_in.value_or(0);
      if (!other.date.year || past || !sentence.Contains(other.mention.span) || &other == &pending) continue;
      year = other.date.year;
      if (other.mention.span.start > pending.mention.span.start) break;
    }
    return year ? year : reading_.document->YearFor(pending.date.month);
  }

  // "3 tháng trước ngày 07/4": the reporting period beside the date.
  [[nodiscard]] std::optional<std::string> ReportPeriod(Span span) const {
    const Span before{reading_.SentenceAt(span.start).start, span.start};
    std::string_view text = reading_.Text(before);
    while (!text.empty() && (text.back() == ' ' || text.back() == '(' || text.back() == ':')) text.remove_suffix(1);
    const std::size_t end = before.start + text.size();
    for (const Node& node : reading_.analysis.nodes) {
      const NodeView view(reading_.analysis, static_cast<NodeId>(&node - reading_.analysis.nodes.data()));
      if (view.span().end == end && (view.Is("duration") || view.Is("report_span") || view.Is("quarter"))) return std::string(view.text());
    }
    const std::size_t start = clauses_.TrimTrailing("report_period", {before.start, end});
    if (start >= end) return std::nullopt;
    return std::string(Trim(reading_.Text({start, end})));
  }

  const PassageReading& reading_;
  const StatedTimes& stated_;
  std::vector<Diagnostic>& diagnostics_;
  Clauses clauses_;
  std::vector<Pending> pending_;
  std::vector<DeadlineMention> mentions_;
};

}  // namespace

bool StatedTimes::Hold(Span span) const {
  return everywhere || std::any_of(cells.begin(), cells.end(), [&](Span cell) { return cell.Contains(span); });
}

std::vector<DeadlineMention> ReadDeadlines(const PassageReading& reading, const StatedTimes& stated,
                                           std::vector<Diagnostic>& diagnostics) {
  return Reader(reading, stated, diagnostics).Run();
}

std::string DueTask(const PassageReading& reading, const Clauses& clauses, const DeadlineMention& mention,
                    const std::vector<DeadlineMention>& all, std::size_t after) {
  Span clause = clauses.Around(mention.span);
  const std::string_view text = reading.Text(clause);
  const std::size_t colon = text.find(": ");
  if (colon != std::string_view::npos && clause.start + colon < mention.span.start && colon < 40) clause.start += colon + 1;
  std::vector<Span> holes;
  for (const DeadlineMention& other : all) {
    if (clause.Overlaps(other.span)) holes.push_back(other.span);
  }
  clause.start = clauses.SkipLeading("time_opener", std::max(clause.start, std::min(after, mention.span.start)), clause.end);
  Span part = clauses.Part(clause, mention.span);
  const bool completes = TrimPunctuation(reading.Text({clauses.SkipLeading("completion_word", part.start, mention.span.start),
                                                       mention.span.start})).empty() && part.end <= mention.span.end + 2;
  if (completes && part.start > clause.start) part.start = clauses.Part(clause, {part.start - 1, part.start - 1}).start;
  std::string task = Without(reading, part, holes);
  // "Hằng năm, tổ chức kiểm tra …": the part is the time alone, and the rest of the clause says what is due.
  return task.empty() ? Without(reading, clause, holes) : task;
}

}  // namespace trichluc
