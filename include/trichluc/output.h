// Records as text that other programs read, and as text that people read.
//
// All output is UTF-8 and depends on the records alone: the same Extraction gives the same bytes.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "trichluc/engine.h"
#include "trichluc/record.h"

namespace trichluc {

// One JSON document of the contract `trichluc.record/1`; indented by two spaces, with a final line feed.
[[nodiscard]] std::string ToJson(const Extraction& extraction);

// The same document in pieces, for plans whose JSON is better not held whole. `sink` gets the pieces in order and answers
// whether it took them; after a false it gets no more, and WriteJson gives false.
using JsonSink = std::function<bool(std::string_view)>;
bool WriteJson(const Extraction& extraction, const JsonSink& sink);

// The same on one line, with a final line feed: one line of a JSON Lines file.
[[nodiscard]] std::string ToJsonLine(const Extraction& extraction);

// The JSON Schema (draft 2020-12) that every ToJson output holds to.
[[nodiscard]] std::string_view JsonSchema();

// A table of one kind ("document", "sections", "references", "assignments", "targets", "deadlines", …) as CSV after
// RFC 4180. CsvHeader gives what goes once before the rows of all documents: the UTF-8 byte order mark, by which
// spreadsheets know the encoding, and the line of column names. ToCsv gives the rows alone, lists joined by "; ". Both are
// empty for an unknown kind.
[[nodiscard]] std::string CsvHeader(std::string_view kind);
[[nodiscard]] std::string ToCsv(const Extraction& extraction, std::string_view kind);

struct TextStyle {
  bool colour = false;  // ANSI colours
  int width = 100;      // columns to wrap at
};

// A view for the terminal: the document's data, its outline, and its records by kind with the place of each.
// `original` is the input the extraction was made from; it gives the line numbers.
[[nodiscard]] std::string ToText(const Extraction& extraction, std::string_view original, const TextStyle& style = {});

// What Engine::Explain says of a place: one JSON object with the keys section (null outside any), text, fired and missed,
// indented, with a final line feed.
[[nodiscard]] std::string ToJson(const Explanation& explanation);

// The same for a person: the place, the passage with a mark under it, the rules that fired, and those that came near.
// `original` is the input that was explained.
[[nodiscard]] std::string ToText(const Explanation& explanation, std::string_view original, const TextStyle& style = {});

}  // namespace trichluc
