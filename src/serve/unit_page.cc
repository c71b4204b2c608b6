// What a unit is charged with, by when, in all documents.
#include "serve/chart.h"
#include "serve/month.h"
#include "serve/month_bars.h"
#include "serve/pages.h"

namespace trichluc::serve {
namespace {

constexpr std::chrono::months kMostMonths(120);  // on a timeline

void WriteForm(const Visit& visit, Html& html) {
  html << "<form class=\"ask\" method=\"get\" action=\"/units\"><div class=\"fields\">";
  WriteField(visit, "unit", visit.Word("unit"), "search", html, visit.Word("unit_hint"));
  WriteChoice(visit, "role", visit.Word("role"), {{"lead", visit.Word("role_lead")}, {"with", visit.Word("role_with")}}, html);
  WriteField(visit, "from", visit.Word("due_from"), "date", html);
  WriteField(visit, "to", visit.Word("due_to"), "date", html);
  html << "<button>";
  html.Text(visit.Word("show")) << "</button></div></form>";
}

Address AddressOfUnit(const Visit& visit) {
  return Address("/units").With("unit", visit.Query("unit")).With("role", visit.Query("role")).With("from", visit.Query("from")).With("to", visit.Query("to"));
}

void WriteUnits(const Visit& visit, const std::vector<std::string>& units, Html& html) {
  for (std::size_t i = 0; i < units.size(); ++i) {
    if (i > 0) html << "; ";
    html.Link(Address("/units").With("unit", units[i]).text(), units[i]);
  }
  if (units.empty()) (html << "<span class=\"quiet\">").Text(visit.Word("no_unit")) << "</span>";
}

void WriteDuty(const Visit& visit, const UnitDuty& duty, Html& html) {
  html << "<tr><td class=\"due\">";
  if (duty.due) {
    html.Text(DateWords(*duty.due, visit.words));
  } else {
    (html << "<span class=\"quiet\">").Text(visit.Word("no_day")) << "</span>";
  }
  for (const Deadline& deadline : duty.deadlines) {
    html << "<span class=\"small\" lang=\"vi\">";
    html.Text((deadline.label ? *deadline.label + ": " : "") + DueWords(deadline, visit.words)) << "</span>";
  }
  html << "</td><td lang=\"vi\">";
  html.Text(duty.task);
  WritePlace(visit, duty.place, html);
  html << "</td><td lang=\"vi\">";
  WriteUnits(visit, duty.lead, html);
  if (!duty.with.empty()) {
    html << "<span class=\"small\">";
    html.Text(visit.Word("with")) << " ";
    WriteUnits(visit, duty.with, html);
    html << "</span>";
  }
  html << "</td></tr>";
}

void WriteTimeline(const Visit& visit, Html& html) {
  const Result<DueAnswer> due = AskDue(visit.index, {.from = std::string(visit.Query("from")), .to = std::string(visit.Query("to")), .unit = std::string(visit.Query("unit")), .limit = 0});
  if (!due || due->counts.size() < 2) return;
  DueCounts counts = CountsOf(*due);
  const auto first = MonthOf(due->counts.front().time);
  const auto last = MonthOf(due->counts.back().time);
  // A bar for each month; where these are too many, only for months with something due.
  if (last - first < kMostMonths) {
    for (auto month = first; month <= last; month += std::chrono::months(1)) counts.try_emplace(TextOf(month), 0);
  }
  std::vector<Bar> bars;
  for (const auto& [month, count] : counts) bars.push_back(BarOfMonth(visit, month, month, count));
  html << "<h2>";
  html.Text(visit.Word("timeline")) << "</h2>";
  WriteBars(bars, visit.Word("timeline"), html);
}

void WriteAnswer(const Visit& visit, const UnitAnswer& answer, std::size_t offset, Html& html) {
  WriteTimeline(visit, html);
  html << "<h2>";
  html.Text(visit.Fill("duties", {{"count", std::to_string(answer.count)}})) << "</h2>";
  if (answer.count > 0) {
    WriteFileLinks(visit, AddressOfUnit(visit), html);
    html << "<div class=\"wide\" tabindex=\"0\" role=\"group\"";
    html.Attribute("aria-label", visit.Word("duties_table"));
    html << "><table class=\"list\"><thead><tr>";
    for (const char* head : {"due", "task", "units_of_task"}) {
      html << "<th scope=\"col\">";
      html.Text(visit.Word(head)) << "</th>";
    }
    html << "</tr></thead><tbody>";
    for (const UnitDuty& duty : answer.duties) WriteDuty(visit, duty, html);
    html << "</tbody></table></div>";
    WritePaging(visit, AddressOfUnit(visit), answer.count, answer.duties.size(), offset, html);
  }
  if (answer.issued_count == 0) return;
  html << "<h2>";
  html.Text(visit.Fill("issued", {{"count", std::to_string(answer.issued_count)}})) << "</h2><ul class=\"plain\">";
  for (const IndexedName& name : answer.issued) {
    html << "<li>";
    WritePlace(visit, {.in = name, .section = {}, .page = {}, .span = {}}, html);
    html << "</li>";
  }
  html << "</ul>";
}

}  // namespace

Response UnitPage(const Visit& visit) {
  if (const auto fault = FaultOfFields(visit, {"unit"}, {{"from", "to"}})) return Problem(visit, 400, *fault);
  Html html;
  WriteTitle(visit, "units", html);
  WriteForm(visit, html);
  if (visit.Query("unit").empty()) return Page(visit, Part::kUnits, visit.Word("units"), std::move(html).Take());
  UnitQuery query{.unit = std::string(visit.Query("unit")), .role = std::string(visit.Query("role")), .from = std::string(visit.Query("from")), .to = std::string(visit.Query("to"))};
  if (const auto form = FileFormOf(visit)) return ExportOfUnit(visit, query, *form);
  const ListWindow window = WindowOf(visit);
  query.limit = window.limit;
  query.offset = window.offset;
  const Result<UnitAnswer> answer = AskUnit(visit.index, query);
  if (!answer) return Problem(visit, answer.error());
  if (auto response = ForPrograms(window, *answer, "unit")) return std::move(*response);
  WriteAnswer(visit, *answer, query.offset, html);
  return Page(visit, Part::kUnits, query.unit, std::move(html).Take());
}

}  // namespace trichluc::serve
