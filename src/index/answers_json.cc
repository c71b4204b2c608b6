// Answers as JSON: the fields of the public header under their names.
#include <utility>

#include "records/json_writer.h"
#include "trichluc/index_answers.h"

namespace trichluc {
namespace {

class AnswerJson {
 public:
  AnswerJson() : json_(out_, JsonWriter::Layout::kIndented) {}

  template <typename Answer>
  std::string Of(const Answer& answer) && {
    Value(answer);
    out_ += '\n';
    return std::move(out_);
  }

 private:
  void Value(std::size_t number) { json_.Value(static_cast<std::uint64_t>(number)); }
  void Value(std::int64_t number) { json_.Value(static_cast<std::uint64_t>(number)); }
  void Value(const std::string& text) { json_.Value(text); }
  void Value(double number) { json_.Value(number); }
  void Value(int number) { json_.Value(number); }
  void Value(std::same_as<bool> auto truth) { json_.Value(truth); }
  void Value(const Span& span) { json_.Value(span); }

  template <typename T>
  void Value(const std::optional<T>& value) {
    if (value) {
      Value(*value);
    } else {
      json_.Null();
    }
  }

  template <typename T>
  void Value(const std::vector<T>& list) {
    json_.BeginArray();
    for (const T& element : list) Value(element);
    json_.EndArray();
  }

  template <typename T>
  void Put(std::string_view name, const T& value) {
    json_.Key(name);
    Value(value);
  }

  template <typename Fields>
  void Object(const Fields& fields) {
    json_.BeginObject();
    fields();
    json_.EndObject();
  }

  void PutName(const IndexedName& name) {
    Put("document", name.document);
    Put("name", name.name);
    Put("code", name.code);
    Put("type", name.type);
    Put("issuer", name.issuer);
    Put("date", name.date);
  }

  void PutPlace(const IndexedPlace& place) {
    Put("in", place.in);
    Put("section", place.section);
    Put("page", place.page);
    Put("span", place.span);
  }

  void Value(const IndexedName& name) {
    Object([&] { PutName(name); });
  }
  void Value(const IndexedPlace& place) {
    Object([&] { PutPlace(place); });
  }

  void Value(const Replacement& replacement) {
    Object([&] {
      Put("code", replacement.code);
      Put("replaced_by", replacement.replaced_by);
      Put("from", replacement.from);
      Put("note", replacement.note);
    });
  }

  void Value(const Statement& statement) {
    Object([&] {
      Put("value", statement.value);
      Put("count", statement.count);
      Put("own", statement.own);
      Put("places", statement.places);
    });
  }
  void Value(const Disagreement& disagreement) {
    Object([&] {
      Put("field", disagreement.field);
      Put("statements", disagreement.statements);
    });
  }

  void Value(const CitedDocument& document) {
    Object([&] {
      Put("id", document.id);
      Put("year", document.year);
      Put("code", document.code);
      Put("name", document.name);
      Put("type", document.type);
      Put("title", document.title);
      Put("issuer", document.issuer);
      Put("date", document.date);
      Put("indexed", document.indexed);
      Put("may_be", document.may_be);
      Put("mentions", document.mentions);
      Put("citing", document.citing);
      Put("disagreements", document.disagreements);
      Put("replacements", document.replacements);
    });
  }

  void Value(const ReferenceMention& mention) {
    Object([&] {
      Put("cited", mention.cited);
      PutPlace(mention.place);
      Put("relation", mention.relation);
      Put("provision", mention.provision);
      Put("text", mention.text);
      Put("passage", mention.passage);
      Put("replacement", mention.replacement);
      Put("in_force", mention.in_force);
    });
  }
  void Value(const ReferenceAnswer& answer) {
    Object([&] {
      Put("documents", answer.documents);
      Put("count", answer.count);
      Put("mentions", answer.mentions);
    });
  }

  void Value(const Deadline& deadline) {
    Object([&] {
      Put("kind", deadline.kind);
      Put("relation", deadline.relation);
      Put("date", deadline.date);
      Put("every", deadline.every);
      Put("label", deadline.label);
      Put("text", deadline.text);
    });
  }
  void Value(const UnitDuty& duty) {
    Object([&] {
      PutPlace(duty.place);
      Put("unit", duty.unit);
      Put("role", duty.role);
      Put("task", duty.task);
      Put("lead", duty.lead);
      Put("with", duty.with);
      Put("deadlines", duty.deadlines);
      Put("due", duty.due);
    });
  }
  void Value(const UnitAnswer& answer) {
    Object([&] {
      Put("count", answer.count);
      Put("duties", answer.duties);
      Put("issued_count", answer.issued_count);
      Put("issued", answer.issued);
    });
  }

  void Value(const DueDeadline& due) {
    Object([&] {
      PutPlace(due.place);
      Put("due", due.due);
      Put("kind", due.deadline.kind);
      Put("relation", due.deadline.relation);
      Put("date", due.deadline.date);
      Put("every", due.deadline.every);
      Put("label", due.deadline.label);
      Put("task", due.deadline.task);
      Put("units", due.deadline.units);
      Put("text", due.deadline.text);
    });
  }
  void Value(const DueCount& count) {
    Object([&] {
      Put("time", count.time);
      Put("count", count.count);
    });
  }
  void Value(const DueAnswer& answer) {
    Object([&] {
      Put("count", answer.count);
      Put("deadlines", answer.deadlines);
      Put("counts", answer.counts);
    });
  }

  void Value(const TargetValue& value) {
    Object([&] {
      PutPlace(value.place);
      Put("province", value.province);
      Put("period", value.period);
      Put("comparator", value.target.comparator);
      Put("value", value.target.value);
      Put("value_max", value.target.value_max);
      Put("unit", value.target.unit);
      Put("subject", value.target.subject);
      Put("predicate", value.target.predicate);
    });
  }
  void Value(const TargetGroup& group) {
    Object([&] {
      Put("subject", group.subject);
      Put("predicate", group.predicate);
      Put("unit", group.unit);
      Put("count", group.count);
      Put("documents", group.documents);
      Put("lowest", group.lowest);
      Put("highest", group.highest);
      Put("differing", group.differing);
      Put("values", group.values);
    });
  }
  void Value(const TargetAnswer& answer) {
    Object([&] {
      Put("count", answer.count);
      Put("groups", answer.groups);
    });
  }

  void Value(const NearCodes& near) {
    Object([&] {
      Put("date", near.date);
      Put("first", near.first);
      Put("second", near.second);
    });
  }
  void Value(const ConflictAnswer& answer) {
    Object([&] {
      Put("count", answer.count);
      Put("documents", answer.documents);
      Put("near_count", answer.near_count);
      Put("near", answer.near);
    });
  }

  std::string out_;
  JsonWriter json_;
};

}  // namespace

std::string ToJson(const ReferenceAnswer& answer) { return AnswerJson().Of(answer); }
std::string ToJson(const UnitAnswer& answer) { return AnswerJson().Of(answer); }
std::string ToJson(const DueAnswer& answer) { return AnswerJson().Of(answer); }
std::string ToJson(const TargetAnswer& answer) { return AnswerJson().Of(answer); }
std::string ToJson(const ConflictAnswer& answer) { return AnswerJson().Of(answer); }

}  // namespace trichluc
