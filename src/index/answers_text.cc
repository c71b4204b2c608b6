// Answers for a person at a terminal.
#include <algorithm>

#include "records/sheet.h"
#include "records/value_words.h"
#include "text/lists.h"
#include "text/number_text.h"
#include "trichluc/index_answers.h"

namespace trichluc {
namespace {

constexpr std::size_t kIndent = 2;
constexpr std::size_t kWords = 16;  // the column where words begin

// What a document is called: "Kế hoạch 12/KH-UBND"; the name of its file where it has no code.
std::string Called(const IndexedName& name) {
  if (!name.code) return name.name;
  return name.type ? *name.type + " " + *name.code : *name.code;
}

std::string Called(const CitedDocument& document) {
  if (!document.code) return document.name.value_or(document.type.value_or(document.id));
  const std::optional<std::string>& head = document.name ? document.name : document.type;
  return head ? *head + " " + *document.code : *document.code;
}

// "Kế hoạch 12/KH-UBND · 2031-01-05 · II.1 · p. 3"
std::vector<Run> PlaceRuns(const IndexedPlace& place) {
  std::vector<Run> runs = {{Called(place.in), Ink::kName}};
  if (place.in.date) runs.push_back({"· " + DateWords(*place.in.date), Ink::kPlain});
  if (place.section && !place.section->empty()) runs.push_back({"· " + *place.section, Ink::kPlace});
  if (place.page) runs.push_back({"· p. " + std::to_string(*place.page), Ink::kPlace});
  return runs;
}

std::string ReplacementWords(const Replacement& replacement) {
  std::string words = replacement.replaced_by.empty() ? "no longer in force" : "replaced by " + replacement.replaced_by;
  words += " from " + replacement.from;
  return replacement.note.empty() ? words : words + " (" + replacement.note + ")";
}

class AnswerText {
 public:
  explicit AnswerText(const TextStyle& style) : sheet_(style) {}

  std::string Of(const ReferenceAnswer& answer) && {
    if (answer.documents.empty()) return Nothing("No document of the index cites it, and none is it.");
    auto mention = answer.mentions.begin();  // in the order of the documents
    for (std::size_t i = 0; i < answer.documents.size(); ++i) {
      if (i > 0) sheet_.Blank();
      Document(answer.documents[i]);
      for (; mention != answer.mentions.end() && mention->cited == i; ++mention) Mention(*mention);
    }
    Rest(answer.mentions.size(), answer.count, "mention", "mentions");
    return std::move(sheet_).Take();
  }

  std::string Of(const UnitAnswer& answer) && {
    Title("CHARGED WITH", Counted(answer.count, "task", "tasks"), true);
    for (const UnitDuty& duty : answer.duties) Duty(duty);
    Rest(answer.duties.size(), answer.count, "task", "tasks");
    if (answer.issued_count == 0) return std::move(sheet_).Take();
    Title("ISSUER OF", Counted(answer.issued_count, "document", "documents"));
    sheet_.Blank();
    for (const IndexedName& name : answer.issued) {
      sheet_.Entry({{"  " + name.date.value_or(""), Ink::kPlace}}, kWords, {{Called(name), Ink::kName}, {name.issuer.value_or(""), Ink::kDim}, {"· " + name.name, Ink::kDim}});
    }
    Rest(answer.issued.size(), answer.issued_count, "document", "documents");
    return std::move(sheet_).Take();
  }

  std::string Of(const DueAnswer& answer) && {
    Title("DUE", Counted(answer.count, "deadline", "deadlines"), true);
    for (const DueDeadline& due : answer.deadlines) Due(due);
    Rest(answer.deadlines.size(), answer.count, "deadline", "deadlines");
    if (answer.counts.size() > 1) Counts(answer.counts);
    return std::move(sheet_).Take();
  }

  std::string Of(const TargetAnswer& answer) && {
    if (answer.count == 0) return Nothing("No targets of the index fit.");
    bool first = true;
    for (const TargetGroup& group : answer.groups) {
      if (!first) sheet_.Blank();
      first = false;
      Group(group);
    }
    Rest(answer.groups.size(), answer.count, "thing measured", "things measured");
    return std::move(sheet_).Take();
  }

  std::string Of(const ConflictAnswer& answer) && {
    Title("CONFLICTS", Counted(answer.count, "document of which different things are said", "documents of which different things are said"), true);
    for (const CitedDocument& document : answer.documents) {
      sheet_.Blank();
      Head(document);
      for (const Replacement& replacement : document.replacements) Note("note:", ReplacementWords(replacement), Ink::kWarning);
      Disagreements(document);
    }
    Rest(answer.documents.size(), answer.count, "document", "documents");
    Title("PROBABLY THE SAME", Counted(answer.near_count, "pair of codes", "pairs of codes"));
    for (const NearCodes& near : answer.near) Near(near);
    Rest(answer.near.size(), answer.near_count, "pair", "pairs");
    return std::move(sheet_).Take();
  }

 private:
  std::string Nothing(const char* words) {
    sheet_.Line({{words, Ink::kPlain}});
    return std::move(sheet_).Take();
  }

  void Title(std::string_view title, const std::string& remark, bool first = false) {
    if (!first) sheet_.Blank();
    sheet_.Line({{std::string(title) + "  ", Ink::kBold}, {remark, Ink::kDim}});
  }

  // What the limit cut off.
  void Rest(std::size_t shown, std::size_t count, std::string_view one, std::string_view many) {
    if (shown >= count) return;
    sheet_.Blank();
    sheet_.Line({{"(" + std::to_string(shown) + " of " + Counted(count, one, many) + "; --limit and --offset show others)", Ink::kDim}});
  }

  void Head(const CitedDocument& document) {
    std::vector<Run> runs = {{Called(document), Ink::kName}};
    for (const auto& [what, ink] : {std::pair(document.date, Ink::kPlain), std::pair(document.issuer, Ink::kPlain)}) {
      if (what) runs.push_back({"· " + *what, ink});
    }
    if (!document.date && document.year) runs.push_back({"· " + *document.year, Ink::kPlain});
    runs.push_back({"[" + document.id + "]", Ink::kDim});
    sheet_.Entry({}, 0, runs);
  }

  void Document(const CitedDocument& document) {
    Head(document);
    if (document.title) sheet_.Entry({}, kIndent, {{*document.title, Ink::kBold}});
    if (document.indexed.empty()) {
      Note("not in the index", "", Ink::kDim);
    } else {
      for (const IndexedName& name : document.indexed) Note("in the index:", name.name, Ink::kPlain);
    }
    if (!document.may_be.empty()) Note("left apart:", "the mentions do not tell whether this is " + JoinedFilled(document.may_be, " or "), Ink::kWarning);
    for (const Replacement& replacement : document.replacements) Note("note:", ReplacementWords(replacement), Ink::kWarning);
    Disagreements(document);
    Note("cited by:", Counted(document.citing, "document", "documents") + ", " + Counted(document.mentions, "mention", "mentions"), Ink::kPlain);
  }

  void Note(const std::string& label, const std::string& words, Ink ink) {
    if (words.empty()) {
      sheet_.Entry({{"  " + label, ink}}, kWords, {});
    } else {
      sheet_.Entry({{"  " + label, Ink::kDim}}, kWords, {{words, ink}});
    }
  }

  void Disagreements(const CitedDocument& document) {
    for (const Disagreement& disagreement : document.disagreements) {
      std::string label = "  " + disagreement.field + ":";
      for (const Statement& statement : disagreement.statements) {
        sheet_.Entry({{label, Ink::kWarning}}, kWords, {{statement.value, Ink::kPlain}, {statement.own ? "(its own)" : "", Ink::kDim}});
        label.clear();
        for (const IndexedPlace& place : statement.places) sheet_.Entry({}, kWords + kIndent, PlaceRuns(place));
        if (statement.places.size() < statement.count) {
          sheet_.Entry({}, kWords + kIndent, {{"and " + std::to_string(statement.count - statement.places.size()) + " more", Ink::kDim}});
        }
      }
    }
  }

  void Mention(const ReferenceMention& mention) {
    sheet_.Blank();
    std::vector<Run> runs = PlaceRuns(mention.place);
    runs.push_back({"· " + (mention.provision ? *mention.provision + " · " : std::string()) + mention.relation, Ink::kDim});
    sheet_.Entry({}, kIndent, runs);
    sheet_.Entry({}, 2 * kIndent, {{mention.passage.empty() ? mention.text : mention.passage, Ink::kPlain}});
    if (!mention.replacement) return;
    const std::string standing = !mention.in_force ? "in force then? Its date does not tell" : *mention.in_force ? "in force then" : "not in force any more then";
    sheet_.Entry({}, 2 * kIndent, {{standing + "; " + ReplacementWords(*mention.replacement), Ink::kWarning}});
  }

  void Duty(const UnitDuty& duty) {
    sheet_.Blank();
    sheet_.Entry({{"  " + duty.due.value_or("no day"), duty.due ? Ink::kPlace : Ink::kDim}}, kWords, {{duty.task, Ink::kPlain}});
    for (const Deadline& deadline : duty.deadlines) {
      std::string words = DueWords(deadline);
      if (deadline.label) words = *deadline.label + ": " + words;
      sheet_.Entry({}, kWords, {{"due", Ink::kDim}, {words, Ink::kPlain}});
    }
    std::vector<Run> units = {{duty.lead.empty() ? "(no unit leads)" : JoinedFilled(duty.lead, "; "), Ink::kName}};
    if (!duty.with.empty()) {
      units.push_back({"with", Ink::kDim});
      units.push_back({JoinedFilled(duty.with, "; "), Ink::kPlain});
    }
    sheet_.Entry({}, kWords, units);
    sheet_.Entry({}, kWords, PlaceRuns(duty.place));
  }

  void Due(const DueDeadline& due) {
    sheet_.Blank();
    sheet_.Entry({{"  " + due.due, Ink::kPlace}}, kWords, {{due.deadline.task.value_or(due.deadline.text), Ink::kPlain}});
    std::string words = DueWords(due.deadline);
    if (due.deadline.label) words = *due.deadline.label + ": " + words;
    sheet_.Entry({}, kWords, {{"due", Ink::kDim}, {words, Ink::kPlain}});
    if (!due.deadline.units.empty()) sheet_.Entry({}, kWords, {{JoinedFilled(due.deadline.units, "; "), Ink::kName}});
    sheet_.Entry({}, kWords, PlaceRuns(due.place));
  }

  // A bar for each time, the longest as wide as there is room.
  void Counts(const std::vector<DueCount>& counts) {
    constexpr std::size_t kWidest = 50;
    std::size_t most = 1;
    for (const DueCount& count : counts) most = std::max(most, count.count);
    sheet_.Blank();
    for (const DueCount& count : counts) {
      std::string bar;
      for (std::size_t i = 0; i < (count.count * kWidest + most - 1) / most; ++i) bar += "▇";
      sheet_.Entry({{"  " + count.time, Ink::kPlace}}, kWords, {{bar, Ink::kName}, {std::to_string(count.count), Ink::kPlain}});
    }
  }

  void Group(const TargetGroup& group) {
    std::vector<Run> runs = {{group.subject, Ink::kName}};
    if (group.predicate) runs.push_back({*group.predicate, Ink::kPlain});
    runs.push_back({"· " + Counted(group.documents, "document", "documents"), Ink::kDim});
    if (group.differing) runs.push_back({"· differ: " + NumberText(group.lowest) + " to " + NumberText(group.highest) + " " + group.unit, Ink::kWarning});
    sheet_.Entry({}, 0, runs);
    for (const TargetValue& value : group.values) {
      std::vector<Run> words = PlaceRuns(value.place);
      for (const auto& part : {value.province, value.place.in.issuer, value.period}) {
        if (part) words.push_back({"· " + *part, Ink::kDim});
      }
      sheet_.Entry({{"  " + AmountWords(value.target), Ink::kName}}, kWords, words);
    }
    if (group.values.size() < group.count) sheet_.Entry({}, kWords, {{"and " + std::to_string(group.count - group.values.size()) + " more", Ink::kDim}});
  }

  void Near(const NearCodes& near) {
    sheet_.Blank();
    for (const CitedDocument* const document : {&near.first, &near.second}) {
      Head(*document);
      const std::string mentions = "cited by " + Counted(document->citing, "document", "documents");
      sheet_.Entry({}, kIndent, {{document->indexed.empty() ? mentions : "in the index; " + mentions, Ink::kDim}});
      for (const Replacement& replacement : document->replacements) Note("note:", ReplacementWords(replacement), Ink::kWarning);
    }
  }

  Sheet sheet_;
};

}  // namespace

std::string ToText(const ReferenceAnswer& answer, const TextStyle& style) { return AnswerText(style).Of(answer); }
std::string ToText(const UnitAnswer& answer, const TextStyle& style) { return AnswerText(style).Of(answer); }
std::string ToText(const DueAnswer& answer, const TextStyle& style) { return AnswerText(style).Of(answer); }
std::string ToText(const TargetAnswer& answer, const TextStyle& style) { return AnswerText(style).Of(answer); }
std::string ToText(const ConflictAnswer& answer, const TextStyle& style) { return AnswerText(style).Of(answer); }

}  // namespace trichluc
