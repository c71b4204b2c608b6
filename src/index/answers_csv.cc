// Answers as CSV.
#include "records/csv_row.h"
#include "records/value_words.h"
#include "text/utf8.h"
#include "trichluc/index_answers.h"

namespace trichluc {
namespace {

// A table with its head.
class Csv {
 public:
  template <typename... Names>
  explicit Csv(const Names&... names) : out_(kByteOrderMark) {
    Row(std::string_view(names)...);
  }

  template <typename... Values>
  void Row(const Values&... values) {
    CsvRow row(out_);
    row.Cells(values...);
    row.End();
  }

  std::string Take() && { return std::move(out_); }

 private:
  std::string out_;
};

std::optional<std::string> Words(const std::optional<bool>& truth) {
  return truth ? std::optional<std::string>(*truth ? "yes" : "no") : std::nullopt;
}

std::vector<std::string> NamesOf(const CitedDocument& document) {
  std::vector<std::string> names;
  for (const IndexedName& name : document.indexed) names.push_back(name.name);
  return names;
}

void AddStatements(Csv& csv, const CitedDocument& document) {
  for (const Disagreement& disagreement : document.disagreements) {
    for (const Statement& statement : disagreement.statements) {
      for (const IndexedPlace& place : statement.places) {
        csv.Row(document.id, document.code, disagreement.field, statement.value, statement.count, Words(statement.own), place.in.document, place.in.name, place.in.code,
                place.section, place.page, place.span.start, place.span.end);
      }
    }
  }
}

}  // namespace

std::string ToCsv(const ReferenceAnswer& answer) {
  Csv csv("cited", "cited_code", "cited_year", "cited_in_index", "document", "name", "code", "issuer", "date", "relation", "provision", "section", "page",
          "start", "end", "text", "passage", "replaced_by", "replaced_from", "in_force");
  for (const ReferenceMention& mention : answer.mentions) {
    const CitedDocument& cited = answer.documents[mention.cited];
    const IndexedName& in = mention.place.in;
    const auto replaced = [&](const std::string Replacement::*field) { return mention.replacement ? std::optional(*mention.replacement.*field) : std::nullopt; };
    csv.Row(cited.id, cited.code, cited.year, NamesOf(cited), in.document, in.name, in.code, in.issuer, in.date, mention.relation, mention.provision, mention.place.section,
            mention.place.page, mention.place.span.start, mention.place.span.end, mention.text, mention.passage, replaced(&Replacement::replaced_by),
            replaced(&Replacement::from), Words(mention.in_force));
  }
  return std::move(csv).Take();
}

std::string ToCsv(const UnitAnswer& answer) {
  Csv csv("due", "unit", "role", "task", "lead", "with", "deadlines", "document", "name", "code", "issuer", "date", "section", "page", "start", "end");
  for (const UnitDuty& duty : answer.duties) {
    std::vector<std::string> deadlines;
    for (const Deadline& deadline : duty.deadlines) deadlines.push_back(DueWords(deadline));
    const IndexedName& in = duty.place.in;
    csv.Row(duty.due, duty.unit, duty.role, duty.task, duty.lead, duty.with, deadlines, in.document, in.name, in.code, in.issuer, in.date, duty.place.section,
            duty.place.page, duty.place.span.start, duty.place.span.end);
  }
  return std::move(csv).Take();
}

std::string ToCsv(const DueAnswer& answer) {
  Csv csv("due", "when", "kind", "every", "label", "task", "units", "document", "name", "code", "issuer", "date", "section", "page", "start", "end");
  for (const DueDeadline& due : answer.deadlines) {
    const IndexedName& in = due.place.in;
    const Deadline& deadline = due.deadline;
    csv.Row(due.due, DueWords(deadline), deadline.kind, deadline.every, deadline.label, deadline.task, deadline.units, in.document, in.name, in.code, in.issuer,
            in.date, due.place.section, due.place.page, due.place.span.start, due.place.span.end);
  }
  return std::move(csv).Take();
}

std::string ToCsv(const TargetAnswer& answer) {
  Csv csv("subject", "predicate", "comparator", "value", "value_max", "unit", "differing", "province", "period", "document", "name", "code", "issuer", "date", "section", "page",
          "start", "end");
  for (const TargetGroup& group : answer.groups) {
    for (const TargetValue& value : group.values) {
      const IndexedName& in = value.place.in;
      const Target& target = value.target;
      csv.Row(target.subject, target.predicate, target.comparator, target.value, target.value_max, target.unit, Words(group.differing), value.province,
              value.period, in.document, in.name, in.code, in.issuer, in.date, value.place.section, value.place.page, value.place.span.start, value.place.span.end);
    }
  }
  return std::move(csv).Take();
}

std::string ToCsv(const ConflictAnswer& answer) {
  Csv csv("cited", "cited_code", "field", "value", "count", "own", "document", "name", "code", "section", "page", "start", "end");
  for (const CitedDocument& document : answer.documents) AddStatements(csv, document);
  // Of codes that are probably one, each is a value.
  for (const NearCodes& near : answer.near) {
    for (const CitedDocument* const document : {&near.first, &near.second}) {
      const std::vector<IndexedName>& indexed = document->indexed;
      const auto number = indexed.empty() ? std::nullopt : std::optional(indexed.front().document);
      csv.Row(near.first.id, near.first.code, "code", document->code, document->mentions, Words(!indexed.empty()), number, NamesOf(*document), "", "", "", "", "");
    }
  }
  return std::move(csv).Take();
}

}  // namespace trichluc
