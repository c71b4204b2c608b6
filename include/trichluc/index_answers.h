// Answers across the documents of an index: who cites a document, what a unit is charged with, where targets differ, what
// documents say of one another.
//
//   auto index = trichluc::Index::Open("plans.db", trichluc::Index::Access::kRead);
//   if (!index) return Fail(index.error());
//   auto page = trichluc::AskReference(*index, {.reference = "33/CT-TTg"});
//   if (page) std::cout << trichluc::ToText(*page);
//
// A document that others cite is one *node*, in whatever form they write its code. Codes recur: each year begins with number 1,
// and so does each province. So mentions are joined where year, date and issuer allow it:
//
// - Mentions of one code and year with the same issuer, or the same date, are of one document. An issuer that only says its rank
//   ("the people's committee of the province") is that of the citing document's own place.
// - A mention without a year is of the one that the same document names with its year elsewhere; else of the only one that is not
//   younger than the citing document, and of no other congress term (a Roman number behind the issuer). Where several remain, it is
//   left apart, and the answer says of which it may be.
//
// Where many issuers use a code (one of a province's), nothing but issuer and date joins its mentions.
//
// Answers are plain values. Functions ask the index when they are called; like the Index itself they are for one thread at a time.
// Those that look at all of it (AskTargets, FindConflicts) take seconds where there are 100,000 documents, and only once: the Index
// keeps which things and which documents they found until anything changes, so ask it again for further pages, and not another.
//
// Lists are cut at `limit` (0: only the counts), and `count` says how many there are in all. The same documents give the same answers,
// in whichever order they were added, but for the numbers of documents in this index.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "trichluc/index.h"
#include "trichluc/output.h"
#include "trichluc/record.h"
#include "trichluc/result.h"

namespace trichluc {

// A document of the index, as answers name it.
struct IndexedName {
  std::int64_t document = 0;  // its number in this index
  std::string name;           // of its file
  std::optional<std::string> code;
  std::optional<std::string> type;
  std::optional<std::string> issuer;
  std::optional<std::string> date;
};

// Where something stands.
struct IndexedPlace {
  IndexedName in;
  std::optional<std::string> section;  // its path; absent before the first
  std::optional<int> page;             // from 1; absent where there are no pages
  Span span;                           // bytes of the document (span.h)
};

// ---- what was replaced ------------------------------------------------------------------------------------------------------

// A line of the owner's list of replaced documents.
struct Replacement {
  std::string code;         // as the list has it
  std::string replaced_by;  // as the list has it; empty where it only ceased to be in force
  std::string from;         // the day: "2031-07-01"
  std::string note;
};

// Replaces the whole list by that of a TSV text (UTF-8): lines of code, replaced by, from date (YYYY-MM-DD), note. Empty lines, lines
// that begin with #, and a first line that begins with `code` are passed over. A code is written in any form; without a year it
// stands for the document of that code of any year up to the date; `33/CT-TTg@2030` names the year. The list stays when documents
// are added, replaced and removed. Gives the number of lines. Fails (kBadArgument) at the first line that does not hold, and then
// changes nothing.
Result<std::size_t> ReplaceSupersessions(Index& index, std::string_view tsv);

// ---- a document that is cited -----------------------------------------------------------------------------------------------

// One of several things that are said of a document.
struct Statement {
  std::string value;
  std::size_t count = 0;             // how many say so
  bool own = false;                  // the document itself does, being in the index
  std::vector<IndexedPlace> places;  // of at most five of them
};
struct Disagreement {
  std::string field;                  // date, issuer, type or title
  std::vector<Statement> statements;  // at least two; what the document itself says first, then what most say
};

struct CitedDocument {
  std::string id;                   // of the node: "33-ct-ttg@2030"; "…#2" where a second document has that code and year
  std::optional<std::string> year;  // absent where no mention tells it
  // As the document itself says, else as most of its mentions do.
  std::optional<std::string> code;
  std::optional<std::string> name;
  std::optional<std::string> type;
  std::optional<std::string> title;
  std::optional<std::string> issuer;
  std::optional<std::string> date;
  std::vector<IndexedName> indexed;        // it is in the index; more than one where there are several copies
  std::vector<std::string> may_be;         // nodes: the mentions do not tell of which of these they are
  std::size_t mentions = 0;
  std::size_t citing = 0;                  // documents that mention it
  std::vector<Disagreement> disagreements;
  std::vector<Replacement> replacements;   // by day
};

struct ReferenceMention {
  std::size_t cited = 0;                  // of ReferenceAnswer::documents
  IndexedPlace place;
  std::string relation;                   // "basis" or "cite"
  std::optional<std::string> provision;
  std::string text;                       // of the mention
  std::string passage;                    // around it; empty where none is kept
  std::optional<Replacement> replacement; // the earliest of the cited document
  std::optional<bool> in_force;           // was it, on the citing document's date? Absent where that is not known
};

struct ReferenceQuery {
  std::string reference{};  // a code as anybody writes it, with or without its year; or the beginning of a name
  std::size_t limit = 50;   // of mentions
  std::size_t offset = 0;
};

struct ReferenceAnswer {
  std::vector<CitedDocument> documents;    // by year
  std::size_t count = 0;                   // of all mentions
  std::vector<ReferenceMention> mentions;  // in the order of `documents`, then by the citing documents' dates
};

// Who cites a document. An empty answer where nobody does. Fails (kBadArgument) where the reference says nothing.
Result<ReferenceAnswer> AskReference(const Index& index, const ReferenceQuery& query);

// ---- a unit -----------------------------------------------------------------------------------------------------------------

struct UnitQuery {
  std::string unit{};   // the whole name, or its beginning up to the end of a word; case and marks do not count
  std::string role{};   // "lead" or "with"; empty: either
  std::string from{};   // due on that day or later: "2031-01-01"
  std::string to{};     // due on that day or before
  std::size_t limit = 50;
  std::size_t offset = 0;
};

struct UnitDuty {
  IndexedPlace place;
  std::string unit;                    // as the document writes it; where several have such a name, the first, those that lead before others
  std::string role;                    // its role: "lead" or "with"
  std::string task;
  std::vector<std::string> lead;       // all units charged with it
  std::vector<std::string> with;
  std::vector<Deadline> deadlines;     // that belong to the task; without the places of records
  std::optional<std::string> due;      // the first day that it is due on; absent where no deadline has one
};

struct UnitAnswer {
  std::size_t count = 0;             // of all duties that fit; a task is one, however many of its units have such a name
  std::vector<UnitDuty> duties;      // by the day that they are due; those without one last
  std::size_t issued_count = 0;      // of documents that the unit issued
  std::vector<IndexedName> issued;   // the latest first, at most `limit`
};

// What a unit is charged with. Fails (kBadArgument) where the name holds no word, or a filter no value.
Result<UnitAnswer> AskUnit(const Index& index, const UnitQuery& query);

// ---- what is due ------------------------------------------------------------------------------------------------------------

struct DueQuery {
  std::string from{};       // due on that day or later: "2031-01-01"
  std::string to{};         // due on that day or before
  std::string unit{};       // of a unit that the deadline is set for: the whole name, or its beginning up to the end of a word
  enum class Step : std::uint8_t { kMonth, kDay };
  Step step = Step::kMonth; // of the counts
  std::size_t limit = 50;   // of deadlines
  std::size_t offset = 0;
};

struct DueDeadline {
  IndexedPlace place;
  Deadline deadline;        // without its place
  std::string due;          // the day; of a time that is not one day its last, of one without an end its first
};

struct DueCount {
  std::string time;         // "2031-06", or "2031-06-30"
  std::size_t count = 0;
};

struct DueAnswer {
  std::size_t count = 0;                // of all deadlines that fit; those of no certain day never do
  std::vector<DueDeadline> deadlines;   // by day, then by the documents' dates
  std::vector<DueCount> counts;         // of all that fit, in order; times at which nothing is due are left out
};

// What is due when, in all documents. Fails (kBadArgument) where a day is none, or the name of a unit holds no word.
Result<DueAnswer> AskDue(const Index& index, const DueQuery& query);

// ---- targets ----------------------------------------------------------------------------------------------------------------

struct TargetQuery {
  std::string subject{};     // words that its subject must hold, at most 64 in any order, without case and marks; empty: all
  bool differing = false;    // only what documents set different values for
  std::size_t least = 0;     // documents that set it; 0: two, or one where a subject is asked for
  std::size_t limit = 20;    // of things measured
  std::size_t offset = 0;
};

struct TargetValue {
  IndexedPlace place;
  std::optional<std::string> province;  // the place of the document
  std::optional<std::string> period;    // the years the plan is for
  Target target;                        // without its place
};

// One thing measured: targets whose subject, what is said of it, and unit are the same but for case and marks.
struct TargetGroup {
  std::string subject;
  std::optional<std::string> predicate;
  std::string unit;
  std::size_t count = 0;            // of targets
  std::size_t documents = 0;        // that set one
  double lowest = 0;
  double highest = 0;
  bool differing = false;           // not all documents set the same: comparator and value
  std::vector<TargetValue> values;  // by value; at most 100
};

struct TargetAnswer {
  std::size_t count = 0;            // of all groups that fit
  std::vector<TargetGroup> groups;  // those that most documents set first
};

Result<TargetAnswer> AskTargets(const Index& index, const TargetQuery& query);

// ---- what does not fit together ---------------------------------------------------------------------------------------------

struct ConflictQuery {
  std::size_t limit = 50;  // of each list
  std::size_t offset = 0;
};

// Two codes of one number and day, whose symbols differ by one letter or by letters that look alike.
struct NearCodes {
  CitedDocument first;   // the one that is in the index or is cited more; without its own disagreements
  CitedDocument second;
  std::string date;      // that both have
};

struct ConflictAnswer {
  std::size_t count = 0;                 // of documents of which different things are said
  std::vector<CitedDocument> documents;  // by code
  std::size_t near_count = 0;
  std::vector<NearCodes> near;           // by number and day: probably the same document
};

// Reads all mentions of the index once, code by code.
Result<ConflictAnswer> FindConflicts(const Index& index, const ConflictQuery& query);

// ---- the graph --------------------------------------------------------------------------------------------------------------

enum class GraphForm : std::uint8_t { kGraphMl, kDot, kJson };

// All documents of the index and all that they cite, and who cites whom: GraphML, the language of Graphviz, or JSON as node and link
// lists (networkx's node_link_graph, d3). `sink` gets the pieces in order and answers whether it took them; after a false it
// gets no more, and the function ends without an error. Memory depends on how often the most-cited document is cited, and on no
// other size of the index.
std::optional<Error> WriteGraph(const Index& index, GraphForm form, const JsonSink& sink);

// ---- as text ----------------------------------------------------------------------------------------------------------------

// One JSON object with the fields above under their names, indented, with a final line feed.
[[nodiscard]] std::string ToJson(const ReferenceAnswer& answer);
[[nodiscard]] std::string ToJson(const UnitAnswer& answer);
[[nodiscard]] std::string ToJson(const DueAnswer& answer);
[[nodiscard]] std::string ToJson(const TargetAnswer& answer);
[[nodiscard]] std::string ToJson(const ConflictAnswer& answer);

// A table with a byte order mark and a head: a row for each mention, duty, deadline, target, or statement that conflicts with another.
// In all tables of an index `document` is the number of the document in which something stands, and `name` its file.
[[nodiscard]] std::string ToCsv(const ReferenceAnswer& answer);
[[nodiscard]] std::string ToCsv(const UnitAnswer& answer);
[[nodiscard]] std::string ToCsv(const DueAnswer& answer);
[[nodiscard]] std::string ToCsv(const TargetAnswer& answer);
[[nodiscard]] std::string ToCsv(const ConflictAnswer& answer);

// For a person at a terminal.
[[nodiscard]] std::string ToText(const ReferenceAnswer& answer, const TextStyle& style = {});
[[nodiscard]] std::string ToText(const UnitAnswer& answer, const TextStyle& style = {});
[[nodiscard]] std::string ToText(const DueAnswer& answer, const TextStyle& style = {});
[[nodiscard]] std::string ToText(const TargetAnswer& answer, const TextStyle& style = {});
[[nodiscard]] std::string ToText(const ConflictAnswer& answer, const TextStyle& style = {});

}  // namespace trichluc
