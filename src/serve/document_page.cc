// One document: its text and pages with the records on them.
#include "serve/pages.h"

namespace trichluc::serve {
namespace {

constexpr std::string_view kPrefix = "d1";

std::string CalledIn(const Extraction& all) {
  const DocumentData& data = all.document;
  if (!data.code) return all.source.name;
  return data.type ? *data.type + " " + *data.code : *data.code;
}

}  // namespace

Response DocumentPage(const Visit& visit, std::int64_t document) {
  const Result<IndexedDocument> loaded = visit.index.Load(document);
  if (!loaded) return loaded.error().code == Error::Code::kBadArgument ? Problem(visit, 404, visit.Word("no_document")) : Problem(visit, loaded.error());
  const Extraction& all = loaded->extraction;
  const std::string address = "/documents/" + std::to_string(document);
  if (visit.Query("format") == "json") return {200, "application/json", ToJson(all), {}};
  const std::string pages = address + "/pages/";
  Html html;
  html << DocumentHtml({.extraction = all, .text = loaded->text, .page_address = pages}, visit.words, kPrefix);
  return Page(visit, Part::kDocument, CalledIn(all), std::move(html).Take());
}

Response PlacePage(const Visit& visit, std::int64_t document, std::string_view span) {
  const std::size_t line = std::min(span.find('-'), span.size());
  const Result<IndexedDocument> loaded = visit.index.Load(document);
  if (!loaded) return loaded.error().code == Error::Code::kBadArgument ? Problem(visit, 404, visit.Word("no_document")) : Problem(visit, loaded.error());
  constexpr std::size_t kMost = std::size_t{1} << 40;
  const Span place{NumberIn(span.substr(0, line), kMost), NumberIn(span.substr(std::min(line + 1, span.size())), kMost)};
  const std::string id = IdAt(loaded->extraction, place, kPrefix);
  return Response::Redirect("/documents/" + std::to_string(document) + (id.empty() ? "" : "#" + id));
}

Response OriginalFile(const Visit& visit, std::int64_t document) {
  const Result<IndexedDocument> loaded = visit.index.Load(document);
  if (!loaded) return Problem(visit, 404, visit.Word("no_document"));
  const Source& source = loaded->extraction.source;
  auto bytes = visit.site.originals().Find(source.name, source.sha256, visit.site.options().engine.limits.max_bytes);
  if (!bytes) return Problem(visit, 404, visit.Word("no_original"));
  const std::size_t stroke = source.name.find_last_of('/');
  // Browsers keep it as a file: nothing in it is shown, and nothing runs.
  return {200, "application/octet-stream", std::move(*bytes),
          {{"Content-Disposition", "attachment; filename*=UTF-8''" + Escaped(source.name.substr(stroke == std::string::npos ? 0 : stroke + 1))}}};
}

Response PagesFragment(const Visit& visit, std::int64_t document, std::size_t page) {
  const auto fault = [&](unsigned status, const char* word) { return Response::Text(status, visit.Word(word) + "\n"); };
  const Result<IndexedDocument> loaded = visit.index.Load(document);
  if (!loaded) return fault(404, "no_document");
  const Extraction& all = loaded->extraction;
  if (page > static_cast<std::size_t>(std::max(all.source.pages.value_or(0), 0))) return fault(404, "no_page");
  const auto bytes = visit.site.originals().Find(all.source.name, all.source.sha256, visit.site.options().engine.limits.max_bytes);
  if (!bytes || !HasPagesToDraw(*bytes)) return fault(404, "no_original");
  const auto pictures = visit.site.engine().Draw({.name = all.source.name, .bytes = *bytes}, {.dpi = 110, .pages = {static_cast<int>(page)}});
  if (!pictures || pictures->empty()) return fault(404, "no_page");
  Response response;
  response.body = PagesHtml({.extraction = all, .text = loaded->text, .pictures = *pictures}, visit.words, kPrefix);
  return response;
}

}  // namespace trichluc::serve
