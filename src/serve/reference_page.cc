// Who cites a document, and what is said of it; and what does not fit together.
#include "serve/pages.h"

namespace trichluc::serve {
namespace {

std::string Called(const CitedDocument& document) {
  if (!document.code) return document.name.value_or(document.type.value_or(document.id));
  const std::optional<std::string>& head = document.name ? document.name : document.type;
  return head ? *head + " " + *document.code : *document.code;
}

void WriteDisagreements(const Visit& visit, const CitedDocument& document, Html& html) {
  for (const Disagreement& disagreement : document.disagreements) {
    html << "<div class=\"disagree\"><h3>";
    html.Text(visit.Fill("disagree", {{"field", visit.Word("field_" + disagreement.field)}})) << "</h3><ul class=\"plain\">";
    for (const Statement& statement : disagreement.statements) {
      html << "<li><strong lang=\"vi\">";
      html.Text(statement.value) << "</strong>";
      if (statement.own) (html << " <span class=\"chip\">").Text(visit.Word("own")) << "</span>";
      html << "<ul class=\"plain\">";
      for (const IndexedPlace& place : statement.places) {
        html << "<li>";
        WritePlace(visit, place, html);
        html << "</li>";
      }
      html << "</ul></li>";
    }
    html << "</ul></div>";
  }
}

void WriteDocument(const Visit& visit, const CitedDocument& document, Html& html) {
  html << "<header class=\"cited\"><h2 lang=\"vi\">";
  html.Text(Called(document)) << "</h2>";
  if (document.title) (html << "<p class=\"title\" lang=\"vi\">").Text(*document.title) << "</p>";
  html << "<p class=\"about\">";
  if (document.date) (html << "<span>").Text(DateWords(*document.date, visit.words)) << "</span>";
  if (document.issuer) (html << "<span lang=\"vi\">").Text(*document.issuer) << "</span>";
  (html << "<span>").Text(visit.Fill("cited_by", {{"documents", std::to_string(document.citing)}, {"mentions", std::to_string(document.mentions)}})) << "</span></p>";
  for (const IndexedName& name : document.indexed) {
    (html << "<p>").Text(visit.Word("in_index")) << " ";
    WritePlace(visit, {.in = name, .section = {}, .page = {}, .span = {}}, html);
    html << "</p>";
  }
  if (!document.may_be.empty()) {
    std::string all;
    for (const std::string& node : document.may_be) all += (all.empty() ? "" : ", ") + node;
    (html << "<p class=\"note\">").Text(visit.Fill("may_be", {{"nodes", all}})) << "</p>";
  }
  for (const Replacement& replacement : document.replacements) {
    (html << "<p class=\"note\">").Text(visit.Fill(replacement.replaced_by.empty() ? "ended" : "replaced", {{"by", replacement.replaced_by}, {"from", DateWords(replacement.from, visit.words)}}));
    (html << " ").Text(replacement.note) << "</p>";
  }
  WriteDisagreements(visit, document, html);
  html << "</header>";
}

}  // namespace

Response ReferencePage(const Visit& visit) {
  if (const auto fault = FaultOfFields(visit, {"reference"}, {})) return Problem(visit, 400, *fault);
  Html html;
  WriteTitle(visit, "references", html);
  html << "<form class=\"ask\" method=\"get\" action=\"/references\"><div class=\"fields\">";
  WriteField(visit, "reference", visit.Word("reference"), "search", html, visit.Word("reference_hint"));
  html << "<button>";
  html.Text(visit.Word("show")) << "</button></div></form>";
  const std::string reference(visit.Query("reference"));
  if (reference.empty()) return Page(visit, Part::kReferences, visit.Word("references"), std::move(html).Take());
  const ListWindow window = WindowOf(visit);
  const ReferenceQuery query{.reference = reference, .limit = window.limit, .offset = window.offset};
  const Result<ReferenceAnswer> answer = AskReference(visit.index, query);
  if (!answer) return Problem(visit, answer.error());
  if (auto response = ForPrograms(window, *answer, "reference")) return std::move(*response);
  const Address address = Address("/references").With("reference", reference);
  (html << "<p class=\"count\" role=\"status\">").Text(visit.Fill("mentions", {{"count", std::to_string(answer->count)}})) << "</p>";
  if (answer->count > 0) (html << "<p class=\"ways\">").Link(Address(address).With("format", "csv").text(), "CSV") << "</p>";
  auto mention = answer->mentions.begin();  // in the order of the documents
  for (std::size_t i = 0; i < answer->documents.size(); ++i) {
    html << "<section class=\"card\">";
    WriteDocument(visit, answer->documents[i], html);
    html << "<ul class=\"plain mentions\">";
    for (; mention != answer->mentions.end() && mention->cited == i; ++mention) {
      html << "<li>";
      WritePlace(visit, mention->place, html);
      html << " <span class=\"chip\">";
      html.Text(visit.words.Text("relation." + mention->relation)) << "</span><p lang=\"vi\">";
      html.Text(mention->passage.empty() ? mention->text : mention->passage) << "</p></li>";
    }
    html << "</ul></section>";
  }
  WritePaging(visit, address, answer->count, answer->mentions.size(), query.offset, html);
  return Page(visit, Part::kReferences, reference, std::move(html).Take());
}

Response ConflictsPage(const Visit& visit) {
  // All mentions of the index are read.
  const auto turn = visit.site.HardWork();
  if (!turn) return Busy(Problem(visit, 503, visit.Word("busy")));
  const ListWindow window = WindowOf(visit);
  const ConflictQuery query{.limit = window.limit, .offset = window.offset};
  const Result<ConflictAnswer> answer = turn.Answer(visit, [&](const Index& index) { return FindConflicts(index, query); });
  if (!answer) return Problem(visit, answer.error());
  if (auto response = ForPrograms(window, *answer, "conflicts")) return std::move(*response);
  Html html;
  WriteTitle(visit, "conflicts", html);
  html << "<p class=\"count\" role=\"status\">";
  html.Text(visit.Fill("conflict_count", {{"count", std::to_string(answer->count)}, {"near", std::to_string(answer->near_count)}})) << "</p>";
  for (const CitedDocument& document : answer->documents) {
    html << "<section class=\"card\">";
    WriteDocument(visit, document, html);
    html << "</section>";
  }
  if (!answer->near.empty()) {
    html << "<h2>";
    html.Text(visit.Word("near")) << "</h2><ul class=\"plain\">";
    for (const NearCodes& near : answer->near) {
      html << "<li class=\"card\">";
      for (const CitedDocument* document : {&near.first, &near.second}) {
        html << "<p>";
        html.Link(Address("/references").With("reference", document->code.value_or(document->id)).text(), Called(*document)) << " · ";
        html.Text(DateWords(near.date, visit.words)) << " · ";
        html.Text(visit.Fill("cited_by", {{"documents", std::to_string(document->citing)}, {"mentions", std::to_string(document->mentions)}})) << "</p>";
      }
      html << "</li>";
    }
    html << "</ul>";
  }
  WritePaging(visit, Address("/conflicts"), std::max(answer->count, answer->near_count), std::max(answer->documents.size(), answer->near.size()), query.offset, html);
  return Page(visit, Part::kConflicts, visit.Word("conflicts"), std::move(html).Take());
}

}  // namespace trichluc::serve
