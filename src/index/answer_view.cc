// Answers of an index for programs, spreadsheets and people.
#include <algorithm>

#include "records/csv_row.h"
#include "records/json_writer.h"
#include "records/sheet.h"
#include "records/value_words.h"
#include "text/lists.h"
#include "text/spaces.h"
#include "text/utf8.h"
#include "trichluc/index.h"

namespace trichluc {
namespace {

constexpr std::size_t kIndent = 4;

void WriteSnippet(JsonWriter& json, const IndexSnippet& snippet) {
  json.BeginObject();
  json.Key("section").Value(snippet.section);
  json.Key("text").Value(snippet.text);
  json.Key("matches").BeginArray();
  for (const Span match : snippet.matches) json.Value(match);
  json.EndArray();
  json.Key("span").Value(snippet.span);
  json.Key("page").Value(snippet.page);
  json.EndObject();
}

void WriteHit(JsonWriter& json, const IndexHit& hit) {
  json.BeginObject();
  json.Key("document").Value(static_cast<std::uint64_t>(hit.document));
  json.Key("name").Value(hit.name);
  json.Key("code").Value(hit.code);
  json.Key("type").Value(hit.type);
  json.Key("title").Value(hit.title);
  json.Key("issuer").Value(hit.issuer);
  json.Key("date").Value(hit.date);
  json.Key("snippets").BeginArray();
  for (const IndexSnippet& snippet : hit.snippets) WriteSnippet(json, snippet);
  json.EndArray();
  json.EndObject();
}

// The words of a snippet, those that were asked for in another ink: whole ones, since between two runs stands a space.
std::vector<Run> RunsOf(const IndexSnippet& snippet) {
  std::vector<Run> runs;
  const std::string& text = snippet.text;
  std::size_t match = 0;
  for (std::size_t start = 0; start < text.size();) {
    std::size_t end = start;
    while (end < text.size() && !IsSpace(text[end])) ++end;
    while (match < snippet.matches.size() && snippet.matches[match].end <= start) ++match;
    const bool found = match < snippet.matches.size() && snippet.matches[match].start < end;
    if (end > start) {
      const Ink ink = found ? Ink::kName : Ink::kPlain;
      if (runs.empty() || runs.back().ink != ink) runs.push_back({"", ink});
      runs.back().text.append(runs.back().text.empty() ? "" : " ").append(text, start, end - start);
    }
    start = end + 1;
  }
  return runs;
}

std::string CalledIn(const IndexHit& hit) {
  DocumentData data;
  data.type = hit.type;
  data.code = hit.code;
  return Called(data);
}

void WriteHit(Sheet& sheet, const IndexHit& hit) {
  sheet.Blank();
  std::vector<Run> about = {{CalledIn(hit), Ink::kName}};
  for (const std::string& part : {DateWords(hit.date.value_or("")), hit.issuer.value_or("")}) {
    if (!part.empty()) about.push_back({"· " + part, Ink::kPlain});
  }
  about.push_back({"· document " + std::to_string(hit.document), Ink::kDim});
  sheet.Entry({}, 2, about);
  if (hit.title) sheet.Entry({}, 2, {{*hit.title, Ink::kBold}});
  sheet.Entry({}, 2, {{hit.name, Ink::kPlace}});
  for (const IndexSnippet& snippet : hit.snippets) {
    if (snippet.text == hit.title) continue;  // it stands above
    std::vector<Run> runs = RunsOf(snippet);
    const std::string page = snippet.page ? "p. " + std::to_string(*snippet.page) : std::string();
    const std::string place = snippet.section.empty() ? page : snippet.section + (page.empty() ? "" : ", " + page);
    if (!place.empty()) runs.insert(runs.begin(), {place + ":", Ink::kDim});
    sheet.Entry({}, kIndent, runs);
  }
}

void WriteCounts(JsonWriter& json, std::string_view key, const std::vector<IndexFacts::Count>& counts) {
  json.Key(key).BeginObject();
  for (const IndexFacts::Count& count : counts) json.FreeKey(count.name).Value(std::uint64_t{count.count});
  json.EndObject();
}

void WriteCounts(Sheet& sheet, const std::string& title, const std::vector<IndexFacts::Count>& counts) {
  if (counts.empty()) return;
  std::size_t width = 0;
  for (const IndexFacts::Count& count : counts) width = std::max(width, std::to_string(count.count).size());
  sheet.Blank();
  sheet.Line({{title, Ink::kBold}});
  for (const IndexFacts::Count& count : counts) {
    std::string number = std::to_string(count.count);
    number.insert(0, width - number.size(), ' ');
    sheet.Entry({{"  " + number, Ink::kPlain}}, width + kIndent, {{count.name.empty() ? "(none)" : count.name, Ink::kPlain}});
  }
}

}  // namespace

std::string ToJson(const IndexAnswer& answer) {
  std::string out;
  JsonWriter json(out, JsonWriter::Layout::kIndented);
  json.BeginObject();
  json.Key("schema").Value("trichluc.search/1");
  json.Key("count").Value(std::uint64_t{answer.count});
  json.Key("hits").BeginArray();
  for (const IndexHit& hit : answer.hits) WriteHit(json, hit);
  json.EndArray();
  json.EndObject();
  out += '\n';
  return out;
}

std::string ToCsv(const IndexAnswer& answer) {
  std::string out(kByteOrderMark);  // without it Excel reads UTF-8 as an 8-bit code page
  CsvRow head(out);
  head.Cells("document", "name", "code", "type", "title", "issuer", "date", "section", "page", "snippet");
  head.End();
  for (const IndexHit& hit : answer.hits) {
    const IndexSnippet none;
    const IndexSnippet& snippet = hit.snippets.empty() ? none : hit.snippets.front();
    CsvRow row(out);
    row.Cells(hit.document, hit.name, hit.code, hit.type, hit.title, hit.issuer, hit.date, snippet.section, snippet.page, snippet.text);
    row.End();
  }
  return out;
}

std::string ToText(const IndexAnswer& answer, const TextStyle& style) {
  Sheet sheet(style);
  const std::string all = Counted(answer.count, "document", "documents");
  const std::size_t shown = answer.hits.size();
  sheet.Line({{all, Ink::kBold}, {shown < answer.count ? "  " + std::to_string(shown) + " of them shown" : "", Ink::kDim}});
  for (const IndexHit& hit : answer.hits) WriteHit(sheet, hit);
  return std::move(sheet).Take();
}

std::string ToJson(const IndexFacts& facts) {
  std::string out;
  JsonWriter json(out, JsonWriter::Layout::kIndented);
  json.BeginObject();
  json.Key("documents").Value(std::uint64_t{facts.documents});
  json.Key("first_day").Value(facts.first_day);
  json.Key("last_day").Value(facts.last_day);
  WriteCounts(json, "records", facts.records);
  WriteCounts(json, "types", facts.types);
  WriteCounts(json, "readers", facts.readers);
  json.Key("places").BeginObject();
  for (const IndexFacts::Place& place : facts.places) json.FreeKey(place.id).Value(std::uint64_t{place.count});
  json.EndObject();
  json.EndObject();
  out += '\n';
  return out;
}

std::string ToText(const IndexFacts& facts, const TextStyle& style) {
  Sheet sheet(style);
  sheet.Line({{Counted(facts.documents, "document", "documents"), Ink::kBold},
              {facts.first_day && facts.last_day ? "  " + *facts.first_day + " to " + *facts.last_day : "", Ink::kDim}});
  WriteCounts(sheet, "RECORDS", facts.records);
  WriteCounts(sheet, "TYPES", facts.types);
  std::vector<IndexFacts::Count> places;
  for (const IndexFacts::Place& place : facts.places) places.push_back({place.name + " (" + place.id + ")", place.count});
  WriteCounts(sheet, "PLACES", places);
  WriteCounts(sheet, "READERS", facts.readers);
  return std::move(sheet).Take();
}

}  // namespace trichluc
