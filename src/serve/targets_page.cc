// What documents set targets for, and where these differ.
#include "serve/chart.h"
#include "serve/pages.h"

namespace trichluc::serve {
namespace {

constexpr std::size_t kGroups = 10;           // on a page
constexpr std::size_t kMostUnasked = 5000;    // documents whose targets are shown without a question

void WriteGroup(const Visit& visit, const TargetGroup& group, Html& html) {
  html << "<section class=\"card\"><h2 lang=\"vi\">";
  html.Text(group.subject) << "</h2><p class=\"about\">";
  if (group.predicate) (html << "<span lang=\"vi\">").Text(*group.predicate) << "</span>";
  (html << "<span>").Text(visit.Fill("set_by", {{"documents", std::to_string(group.documents)}})) << "</span>";
  if (group.differing) (html << "<span class=\"chip low\">").Text(visit.Word("differ")) << "</span>";
  html << "</p>";
  if (group.values.size() > 1) {
    std::vector<Dot> dots;
    Target lowest = group.values.front().target;
    Target highest = lowest;
    lowest.comparator = highest.comparator = "eq";
    lowest.value_max = highest.value_max = std::nullopt;
    lowest.value = group.lowest;
    highest.value = group.highest;
    for (const TargetValue& value : group.values) {
      dots.push_back({value.target.value, value.target.value_max.value_or(value.target.value),
                      AmountWords(value.target, visit.words) + " · " + value.province.value_or(value.place.in.issuer.value_or(value.place.in.name)),
                      AddressOf(value.place.in.document, value.place.span)});
    }
    WriteDots(dots, AmountWords(lowest, visit.words), AmountWords(highest, visit.words), group.subject, html);
  }
  html << "<details" << (group.values.size() <= 8 ? " open" : "") << "><summary>";
  html.Text(visit.Fill("values", {{"count", std::to_string(group.count)}})) << "</summary><table class=\"list\"><thead><tr>";
  for (const char* head : {"amount", "place", "period", "document"}) {
    html << "<th scope=\"col\">";
    html.Text(visit.Word(head)) << "</th>";
  }
  html << "</tr></thead><tbody>";
  for (const TargetValue& value : group.values) {
    html << "<tr><td class=\"amount\">";
    html.Text(AmountWords(value.target, visit.words)) << "</td><td lang=\"vi\">";
    html.Text(value.province.value_or("")) << "</td><td>";
    html.Text(value.period ? DateWords(*value.period, visit.words) : "") << "</td><td>";
    WritePlace(visit, value.place, html);
    html << "</td></tr>";
  }
  html << "</tbody></table></details></section>";
}

}  // namespace

Response TargetsPage(const Visit& visit) {
  if (const auto fault = FaultOfFields(visit, {"subject"}, {})) return Problem(visit, 400, *fault);
  const std::string subject(visit.Query("subject"));
  const bool differing = !visit.Query("differ").empty();
  Html html;
  WriteTitle(visit, "targets", html);
  html << "<form class=\"ask\" method=\"get\" action=\"/targets\"><div class=\"fields\">";
  WriteField(visit, "subject", visit.Word("subject"), "search", html, visit.Word("target_hint"));
  html << "<label class=\"tick\"><input type=\"checkbox\" name=\"differ\" value=\"1\"" << (differing ? " checked>" : ">") << "<span>";
  html.Text(visit.Word("only_differing")) << "</span></label><button>";
  html.Text(visit.Word("show")) << "</button></div></form>";
  // Of many documents only what is asked for is grouped: all of it takes long, and nobody reads it.
  if (subject.empty() && !differing) {
    const Result<std::size_t> documents = visit.index.Count();
    if (!documents) return Problem(visit, documents.error());
    if (*documents > kMostUnasked) return Page(visit, Part::kTargets, visit.Word("targets"), std::move(html).Take());
  }
  const auto turn = visit.site.HardWork();
  if (!turn) return Busy(Problem(visit, 503, visit.Word("busy")));
  const ListWindow window = WindowOf(visit, kGroups);
  const TargetQuery query{.subject = subject, .differing = differing, .limit = window.limit, .offset = window.offset};
  const Result<TargetAnswer> answer = turn.Answer(visit, [&](const Index& index) { return AskTargets(index, query); });
  if (!answer) return Problem(visit, answer.error());
  if (auto response = ForPrograms(window, *answer, "targets")) return std::move(*response);
  const Address address = Address("/targets").With("subject", subject).With("differ", differing ? "1" : "");
  (html << "<p class=\"count\" role=\"status\">").Text(visit.Fill("groups", {{"count", std::to_string(answer->count)}})) << "</p>";
  if (answer->count > 0) (html << "<p class=\"ways\">").Link(Address(address).With("format", "csv").text(), "CSV") << "</p>";
  for (const TargetGroup& group : answer->groups) WriteGroup(visit, group, html);
  WritePaging(visit, address, answer->count, answer->groups.size(), query.offset, html, kGroups);
  return Page(visit, Part::kTargets, subject.empty() ? visit.Word("targets") : subject, std::move(html).Take());
}

}  // namespace trichluc::serve
