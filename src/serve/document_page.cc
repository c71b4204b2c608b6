// One document: its text and pages with the records on them.
#include <algorithm>

#include "serve/pages.h"
#include "serve/review_page.h"

namespace trichluc::serve {
namespace {

constexpr std::string_view kPrefix = "d1";

std::string CalledIn(const Extraction& all) { return serve::CalledIn(all.document.type, all.document.code, all.source.name); }

Response NotThere(const Visit& visit, const Error& error) {
  return error.code == Error::Code::kBadArgument ? Problem(visit, 404, visit.Word("no_document")) : Problem(visit, error);
}

// Was it read by the engine of this site? Then that can say again what it repaired, which an index does not keep.
bool IsOfThisReader(const Visit& visit, const IndexedDocument& document) { return document.reader == visit.site.reader(); }

// What was read beside what was meant, from the text that the index has, or the original. Else a page that says what is wrong.
std::optional<Response> ReadRepairs(const Visit& visit, const IndexedDocument& document, std::optional<Repairs>& repairs) {
  const auto turn = visit.site.Drawing();
  if (!turn) return Busy(Problem(visit, 503, visit.Word("busy")));
  const Source& source = document.extraction.source;
  const bool is_text = document.extraction.text.empty();
  const auto bytes = is_text ? document.text : visit.site.originals().Find(source.name, source.sha256, visit.site.options().engine.limits.max_bytes);
  if (!bytes) return Problem(visit, 404, visit.Word("no_original"));
  Result<Repairs> made = visit.site.engine().Repair({.name = source.name, .bytes = *bytes});
  if (!made) return Problem(visit, made.error());
  repairs = std::move(*made);
  return std::nullopt;
}

// The ways that lead from the document.
void WriteHead(const Visit& visit, const Judged& judged, Html& html) {
  const std::string address = AddressOf(judged.number());
  html << "<h1 class=\"unseen\" lang=\"vi\">";
  html.Text(CalledIn(judged.document().extraction)) << "</h1><div class=\"head-of-document\">" << judged.Progress() << "<p class=\"ways\"><span class=\"quiet\">";
  html.Text(visit.Word("download")) << "</span>";
  html.Link(address + "/original", visit.Word("original"));
  for (const auto& [form, word] : {std::pair("xlsx", "workbook"), std::pair("ics", "ics"), std::pair("akn", "akn"), std::pair("annotations", "annotations"), std::pair("annex-vi", "annex_vi")})
    html.Link(Address(address + "/export").With("form", form).text(), visit.Word(word));
  html.Link(address + "?format=json", visit.Word("json"));
  html.Link(address + "?format=gold", visit.Word("gold"));
  if (IsOfThisReader(visit, judged.document())) html.Link(address + "?repairs=1#" + std::string(kPrefix) + "-repairs", visit.Word("repairs"));
  html << "</p>";
  if (visit.site.MayReview()) {
    html << "<p class=\"ways adding\"><span class=\"quiet\">";
    html.Text(visit.Word("add_record")) << "</span>";
    for (const char* list : {"assignments", "targets", "deadlines", "references"})
      html.Link(judged.AddressOfForm(list, "new"), visit.words.Text(std::string("report.") + list));
    html << "</p>";
  }
  html << "</div>";
}

// For `trichluc eval`.
Response Gold(const Visit& visit, const Judged& judged) {
  const Result<std::string> gold = ToGold(judged.document(), judged.reviewed());
  if (!gold) return Problem(visit, gold.error());
  return {200, "application/json", *gold, {{"Content-Disposition", "attachment; filename=\"gold.json\""}}};
}

}  // namespace

Response DocumentPage(const Visit& visit, std::int64_t document) {
  const Result<Judged> judged = Judged::Load(visit, document);
  if (!judged) return NotThere(visit, judged.error());
  const Extraction& all = judged->reviewed().extraction;
  if (visit.Query("format") == "json") return {200, "application/json", ToJson(all), {}};
  if (visit.Query("format") == "gold") return Gold(visit, *judged);
  const std::string pages = AddressOf(document) + "/pages/";
  const auto tools = [&](std::string_view list, std::string_view id) { return judged->Tools(list, id); };
  std::optional<Repairs> repairs;
  if (!visit.Query("repairs").empty() && IsOfThisReader(visit, judged->document())) {
    if (auto fault = ReadRepairs(visit, judged->document(), repairs)) return std::move(*fault);
  }
  Html html;
  WriteHead(visit, *judged, html);
  if (repairs && repairs->edits.empty()) (html << "<p class=\"note\" role=\"status\">").Text(visit.Word("no_repairs")) << "</p>";
  html << DocumentHtml({.extraction = all, .text = judged->document().text, .repairs = repairs ? &*repairs : nullptr, .page_address = pages, .tools = tools}, visit.words, kPrefix) << judged->Rejected();
  return Page(visit, Part::kDocument, CalledIn(all), std::move(html).Take());
}

Response PlacePage(const Visit& visit, std::int64_t document, std::string_view span) {
  const std::size_t line = std::min(span.find('-'), span.size());
  const Result<IndexedDocument> loaded = LoadReviewed(visit.index, document);
  if (!loaded) return NotThere(visit, loaded.error());
  constexpr std::size_t kMost = std::size_t{1} << 40;
  const Span place{NumberIn(span.substr(0, line), kMost), NumberIn(span.substr(std::min(line + 1, span.size())), kMost)};
  const std::string id = IdAt(loaded->extraction, place, kPrefix);
  return Response::Redirect(AddressOf(document) + (id.empty() ? "" : "#" + id));
}

Response OriginalFile(const Visit& visit, std::int64_t document) {
  const Result<IndexedDocument> loaded = visit.index.Load(document);
  if (!loaded) return NotThere(visit, loaded.error());
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
  const Result<IndexedDocument> loaded = LoadReviewed(visit.index, document);
  if (!loaded) return fault(404, "no_document");
  const Extraction& all = loaded->extraction;
  if (page > static_cast<std::size_t>(std::max(all.source.pages.value_or(0), 0))) return fault(404, "no_page");
  const auto turn = visit.site.Drawing();
  if (!turn) return Busy(fault(503, "busy"));
  const auto bytes = visit.site.originals().Find(all.source.name, all.source.sha256, visit.site.options().engine.limits.max_bytes);
  if (!bytes || !HasPagesToDraw(*bytes)) return fault(404, "no_original");
  const auto pictures = visit.site.engine().Draw({.name = all.source.name, .bytes = *bytes}, {.dpi = 110, .pages = {static_cast<int>(page)}});
  if (!pictures || pictures->empty()) return fault(404, "no_page");
  Response response;
  response.body = PagesHtml({.extraction = all, .text = loaded->text, .pictures = *pictures}, visit.words, kPrefix);
  return response;
}

}  // namespace trichluc::serve
