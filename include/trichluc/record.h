// What the engine says about one document: the record contract as values.
//
// The names, the shapes and the meaning of every field are those of the JSON contract `trichluc.record/1`
// (docs/records.md); output.h writes these values as JSON, CSV or text. Text fields are normalized (NFC, one space between
// words, line wraps joined, emphasis gone) but keep the writer's own wording and capitals. A value that the text does not
// state is absent: an empty optional, an empty list.
//
// Everything here is a plain value: copy it, move it, keep it after the engine is gone. Reading one Extraction from several
// threads is safe.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "trichluc/diagnostic.h"
#include "trichluc/span.h"

namespace trichluc {

// What every record carries besides its own fields.
struct Provenance {
  std::string id;           // stable: made from the record's kind, content and place, the same on every machine
  Span span;                // bytes of the original input (span.h)
  std::vector<PageArea> areas;  // where it has pages: the parts of them that the span covers, one for each page
  std::string text;         // the normalized text of the span
  std::string rule;         // the grammar rule that fired, `file:rule`; empty for the outline's own records
  double confidence = 1.0;  // 0…1
};

struct Source {
  std::string name;
  std::string media_type = "text/plain";
  std::uint64_t bytes = 0;
  std::string sha256;       // lower-case hexadecimal digest of the original bytes
  std::string encoding = "UTF-8";
  std::optional<int> pages;
  std::string repair = "none";
};

// The block at the foot of a document. Decree 30/2020/NĐ-CP, Annex I, section II.7.
struct Signer {
  std::optional<std::string> on_behalf;  // the TM. line, where another authority line follows it
  std::optional<std::string> authority;  // the KT./TL./TUQ./Q. line, or a TM. line that stands alone
  std::optional<std::string> position;
  std::optional<std::string> name;
};

// The document's own data, from its letterhead, title and closing. Decree 30/2020/NĐ-CP, Annex I.
struct DocumentData {
  std::optional<std::string> type;    // canonical name in sentence case: "Kế hoạch"
  std::optional<std::string> number;  // absent where the form left it blank
  std::optional<std::string> symbol;  // "KH-UBND"
  std::optional<std::string> code;    // number and symbol, as written: "853/KH-UBND"
  std::optional<std::string> place;
  std::optional<std::string> place_id; // the gazetteer's id of a province, valid at the document's date: "vn:75"
  std::optional<std::string> date;    // EDTF, with the precision the text has: "2024-03-27", "2025-03", "2022"
  std::optional<std::string> title;
  std::optional<std::string> issuer;
  std::optional<std::string> period;  // the years the plan is for: "2024", "2021/2025", "../2030"
  Signer signer;
  std::vector<std::string> recipients;
};

// A labelled heading. `id` is the path of labels ("III.1.a"), unique in the document.
struct Section : Provenance {
  std::string path;                   // the contract's `id`
  std::optional<std::string> parent;  // the path of the section it stands in
  std::string kind;                   // roman, arabic, letter, part, chapter, division, article, clause, point, annex
  std::string label;                  // as written
  std::string heading;
};

// A bullet, an unlabelled paragraph or a table row, whole.
struct Block : Provenance {
  std::optional<std::string> section;  // path of the nearest section above; absent before the first
  std::string kind;                    // bullet, paragraph, row
};

// A mention of a legal or official document.
struct Reference : Provenance {
  std::string type;                    // "Chỉ thị"
  std::optional<std::string> number;
  std::optional<int> year;             // only where the code holds one
  std::optional<std::string> symbol;
  std::optional<std::string> code;
  std::optional<std::string> name;     // a document cited by name
  std::optional<std::string> title;
  std::optional<std::string> issuer;
  std::optional<std::string> date;     // ISO
  std::optional<std::string> provision;
  std::string relation;                // "basis" in the opening, else "cite"
  std::optional<std::string> section;
  std::string key;                     // one for all writers' forms of one document
  std::optional<std::string> first;    // id of the mention that gave the document in full (Decree 30, Annex I, II.6b)
};

// A unit charged with a task.
struct Assignment : Provenance {
  std::vector<std::string> lead;
  std::vector<std::string> with;
  std::string task;
  std::string via;                     // sentence, heading, field, table
  std::optional<std::string> section;
};

// A number to be reached.
struct Target : Provenance {
  std::string comparator;              // gt, ge, eq, le, lt, approx
  double value = 0;
  std::optional<double> value_max;
  std::string unit;
  std::optional<std::string> subject;
  std::optional<std::string> predicate;
  std::optional<std::string> section;
};

// A time by which, on which or how often something is due.
struct Deadline : Provenance {
  std::string kind;                    // date, recurring, continuous, adhoc, relative
  std::optional<std::string> relation; // before, by, on, from, between, within
  std::optional<std::string> date;     // EDTF
  std::optional<std::string> every;    // ISO 8601 duration
  std::optional<std::string> label;
  std::optional<std::string> task;
  std::vector<std::string> units;
  std::optional<std::string> section;
};

// A record of a kind that a user's own grammar defines (`emit = "…"`): its captures by name, in the rule's order.
struct CustomRecord : Provenance {
  std::string kind;
  std::vector<std::pair<std::string, std::string>> fields;
  std::optional<std::string> section;
};

// All that is said of one document, in the order of the source.
struct Extraction {
  Source source;
  std::string text;  // that spans count in, where the input is no text itself: UTF-8, a form feed between pages; else empty
  DocumentData document;
  std::vector<Section> sections;
  std::vector<Block> blocks;
  std::vector<Reference> references;
  std::vector<Assignment> assignments;
  std::vector<Target> targets;
  std::vector<Deadline> deadlines;
  std::vector<CustomRecord> custom;
  std::vector<Diagnostic> diagnostics;
};

// The keys of one document in the contract, in its order. The kinds of a user's own stand between the last two, each under
// its own name; none may be named like one of these.
inline constexpr std::array<std::string_view, 10> kContractKeys = {"schema",    "source",     "document",    "sections",
                                                                   "blocks",    "references", "assignments", "targets",
                                                                   "deadlines", "diagnostics"};

}  // namespace trichluc
