// Documents by their words and records.
#include <array>

#include "serve/pages.h"

namespace trichluc::serve {
namespace {

constexpr std::size_t kMostForPrograms = 2000;  // hits: each has passages

constexpr std::string_view kOrder = "order";

// The other fields of the form as they stand in addresses, and what they ask.
struct Field {
  std::string_view name;
  std::string IndexQuery::*asked;
};
constexpr std::array<Field, 12> kFields = {{{"q", &IndexQuery::words},
                                            {"type", &IndexQuery::type},
                                            {"issuer", &IndexQuery::issuer},
                                            {"place", &IndexQuery::place},
                                            {"unit", &IndexQuery::unit},
                                            {"reference", &IndexQuery::reference},
                                            {"code", &IndexQuery::code},
                                            {"target", &IndexQuery::target},
                                            {"from", &IndexQuery::from},
                                            {"to", &IndexQuery::to},
                                            {"due_from", &IndexQuery::due_from},
                                            {"due_to", &IndexQuery::due_to}}};

Address AddressOfQuery(const Visit& visit, std::string path) {
  Address address(std::move(path));
  for (const Field& field : kFields) address.With(field.name, visit.Query(field.name));
  return address.With(kOrder, visit.Query(kOrder));
}

void WriteForm(const Visit& visit, const IndexFacts& facts, Html& html) {
  bool filtered = !visit.Query(kOrder).empty();
  for (const Field& field : kFields) filtered = filtered || (field.asked != &IndexQuery::words && !visit.Query(field.name).empty());
  html << "<form class=\"search\" method=\"get\" action=\"/\" role=\"search\"><div class=\"line\"><input type=\"search\" name=\"q\" id=\"q\"";
  html.Attribute("value", visit.Query("q"));
  html.Attribute("aria-label", visit.Word("words"));
  html.Attribute("placeholder", visit.Word("words_hint"));
  html << " autofocus><button>";
  html.Text(visit.Word("search_button")) << "</button></div><details class=\"filters\"" << (filtered ? " open>" : ">") << "<summary>";
  html.Text(visit.Word("filters")) << "</summary><div class=\"fields\">";
  Choices types;
  Choices places;
  for (const IndexFacts::Count& type : facts.types) {
    if (!type.name.empty()) types.emplace_back(type.name, type.name + " (" + std::to_string(type.count) + ")");
  }
  for (const IndexFacts::Place& place : facts.places) places.emplace_back(place.id, place.name + " (" + std::to_string(place.count) + ")");
  WriteChoice(visit, "type", visit.Word("type"), types, html);
  WriteChoice(visit, "place", visit.Word("place"), places, html);
  WriteField(visit, "issuer", visit.Word("issuer"), "text", html);
  WriteField(visit, "unit", visit.Word("unit"), "text", html, visit.Word("unit_hint"));
  WriteField(visit, "reference", visit.Word("reference"), "text", html, visit.Word("reference_hint"));
  WriteField(visit, "code", visit.Word("code"), "text", html);
  WriteField(visit, "target", visit.Word("target"), "text", html, visit.Word("target_hint"));
  WriteField(visit, "from", visit.Word("from"), "date", html);
  WriteField(visit, "to", visit.Word("to"), "date", html);
  WriteField(visit, "due_from", visit.Word("due_from"), "date", html);
  WriteField(visit, "due_to", visit.Word("due_to"), "date", html);
  WriteChoice(visit, kOrder, visit.Word("order"), {{"date", visit.Word("order_date")}}, html);
  html << "</div></details></form>";
}

// The text with what was asked for marked in it.
void WriteMarked(std::string_view text, const std::vector<Span>& matches, Html& html) {
  std::size_t at = 0;
  for (const Span match : matches) {
    if (match.start < at || match.end > text.size()) continue;
    html.Text(text.substr(at, match.start - at)) << "<b>";
    html.Text(text.substr(match.start, match.end - match.start)) << "</b>";
    at = match.end;
  }
  html.Text(text.substr(at));
}

void WriteHit(const Visit& visit, const IndexHit& hit, Html& html) {
  html << "<li class=\"hit\"><h2 lang=\"vi\">";
  html.Link(AddressOf(hit.document), CalledIn(hit.type, hit.code, hit.name)) << "</h2><p class=\"about\">";
  if (hit.issuer) html << "<span lang=\"vi\">", html.Text(*hit.issuer) << "</span>";
  if (hit.date) html << "<span>", html.Text(DateWords(*hit.date, visit.words)) << "</span>";
  html << "<code>";
  html.Text(hit.name) << "</code></p>";
  bool titled = false;
  for (const IndexSnippet& snippet : hit.snippets) titled = titled || snippet.text == hit.title;
  if (hit.title && !titled) {
    html << "<p class=\"title\" lang=\"vi\">";
    html.Text(*hit.title) << "</p>";
  }
  for (const IndexSnippet& snippet : hit.snippets) {
    const bool is_title = snippet.text == hit.title;
    html << (is_title ? "<p class=\"title\" lang=\"vi\">" : "<p class=\"snippet\" lang=\"vi\">");
    if (!is_title) {
      std::string place = snippet.section;
      if (snippet.page) place += (place.empty() ? "" : ", ") + visit.words.Fill("report.page", {{"page", std::to_string(*snippet.page)}});
      html.Link(AddressOf(hit.document, snippet.span), place.empty() ? visit.Word("here") : place, "where") << " ";
    }
    WriteMarked(snippet.text, snippet.matches, html);
    html << "</p>";
  }
  html << "</li>";
}

void WriteFacts(const Visit& visit, const IndexFacts& facts, Html& html) {
  html << "<dl class=\"facts\">";
  const auto fact = [&](const std::string& name, std::size_t count) {
    html << "<div><dt>";
    html.Text(name) << "</dt><dd>" << count << "</dd></div>";
  };
  fact(visit.Word("documents"), facts.documents);
  for (const IndexFacts::Count& records : facts.records) {
    for (const char* list : {"assignments", "targets", "deadlines", "references"}) {
      if (records.name == list) fact(visit.words.Text("report." + records.name), records.count);
    }
  }
  html << "</dl>";
}

// What is said of a question that was not answered.
std::string FaultIn(const Visit& visit, const Error& error) {
  std::optional<std::string> fault = FaultOfFields(visit, {"issuer", "unit", "reference", "target"}, {{"from", "to"}, {"due_from", "due_to"}});
  // The library names the value that is at fault.
  const std::string words(visit.Query("q"));
  if (!fault && !words.empty() && error.code == Error::Code::kBadArgument && error.message.starts_with("'" + words + "'")) fault = visit.Fill("bad_words", {{"value", words}});
  if (fault) return HtmlText(*fault);
  Html html;
  WriteMessage(visit, error, html);
  return std::move(html).Take();
}

}  // namespace

IndexQuery QueryOf(const Pairs& query) {
  IndexQuery asked;
  for (const Field& field : kFields) asked.*field.asked = ValueOf(query, field.name);
  if (ValueOf(query, kOrder) == "date") asked.order = IndexQuery::Order::kDate;
  return asked;
}

Response SearchPage(const Visit& visit) {
  IndexQuery query = QueryOf(visit.request.query);
  const ListWindow window = WindowOf(visit, kPerPage, kMostForPrograms);
  query.limit = window.limit;
  query.offset = window.offset;
  const Result<IndexAnswer> answer = visit.index.Search(query);
  if (answer) {
    if (auto response = ForPrograms(window, *answer, "search")) return std::move(*response);
  }
  const Result<IndexFacts> facts = visit.index.Facts();
  if (!facts) return Problem(visit, facts.error());
  Html html;
  html << "<h1 class=\"unseen\">";
  html.Text(visit.Word("search")) << "</h1>";
  WriteForm(visit, *facts, html);
  if (!answer) {
    html << "<p class=\"problem\" role=\"alert\">" << FaultIn(visit, answer.error()) << "</p>";
    return Page(visit, Part::kSearch, visit.Word("search"), std::move(html).Take(), StatusOf(answer.error()));
  }
  const bool asked = AddressOfQuery(visit, "/").text() != "/";
  if (!asked) WriteFacts(visit, *facts, html);
  html << "<p class=\"count\" role=\"status\">";
  html.Text(asked ? visit.Fill("found", {{"count", std::to_string(answer->count)}}) : visit.Word("latest")) << "</p>";
  if (asked && answer->count > 0) {
    html << "<p class=\"ways\">";
    html.Link(AddressOfQuery(visit, "/").With("format", "csv").text(), "CSV");
    html.Link(AddressOfQuery(visit, "/export").With("form", "xlsx").text(), visit.Word("whole_workbook"));
    html.Link(AddressOfQuery(visit, "/export").With("form", "ics").text(), visit.Word("whole_ics")) << "</p>";
  }
  html << "<ol class=\"hits\">";
  for (const IndexHit& hit : answer->hits) WriteHit(visit, hit, html);
  html << "</ol>";
  WritePaging(visit, AddressOfQuery(visit, "/"), answer->count, answer->hits.size(), query.offset, html);
  const std::string words(visit.Query("q"));
  return Page(visit, Part::kSearch, words.empty() ? visit.Word("search") : words, std::move(html).Take());
}

}  // namespace trichluc::serve
