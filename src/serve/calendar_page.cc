// What is due when: the months around one, its days, and all deadlines of it.
#include <algorithm>

#include "serve/chart.h"
#include "serve/month.h"
#include "serve/month_bars.h"
#include "serve/pages.h"

namespace trichluc::serve {
namespace {

using std::chrono::day;
using std::chrono::months;

constexpr int kMonthsAround = 11;         // before and after the one that is shown
constexpr std::size_t kMostOfMonth = 300; // deadlines that are listed

void WriteMonths(const Visit& visit, year_month shown, Html& html) {
  const year_month first = shown - months(kMonthsAround);
  const year_month last = shown + months(kMonthsAround);
  const Result<DueAnswer> due = AskDue(visit.index, {.from = TextOf(first, 1), .to = TextOf(last, DaysOf(last)), .unit = std::string(visit.Query("unit")), .limit = 0});
  if (!due) return;
  DueCounts counts = CountsOf(*due);
  std::vector<Bar> bars;
  for (year_month time = first; time <= last; time += months(1)) {
    const std::string text = TextOf(time);
    const std::string number = std::to_string(static_cast<unsigned>(time.month())) + "/" + std::to_string(static_cast<int>(time.year()) % 100);
    bars.push_back(BarOfMonth(visit, text, number, counts[text]));
    bars.back().chosen = time == shown;
  }
  WriteBars(bars, visit.Word("months"), html);
}

void WriteDays(const Visit& visit, year_month shown, const DueAnswer& due, Html& html) {
  DueCounts counts = CountsOf(due);
  std::size_t most = 1;
  for (const auto& [time, count] : counts) most = std::max(most, count);
  html << "<table class=\"month\"><caption class=\"unseen\">";
  html.Text(visit.Word("days")) << "</caption><thead><tr>";
  for (int i = 1; i <= 7; ++i) {
    html << "<th scope=\"col\">";
    html.Text(visit.Word("weekday_" + std::to_string(i))) << "</th>";
  }
  html << "</tr></thead><tbody><tr>";
  const std::chrono::weekday first(std::chrono::sys_days(shown / day(1)));
  unsigned column = first.iso_encoding() - 1;
  for (unsigned i = 0; i < column; ++i) html << "<td></td>";
  for (unsigned number = 1; number <= DaysOf(shown); ++number, ++column) {
    if (column == 7) {
      html << "</tr><tr>";
      column = 0;
    }
    const std::string text = TextOf(shown, number);
    const std::size_t count = counts[text];
    html << "<td" << (count == 0 ? ">" : count * 3 > most * 2 ? " class=\"many\">" : count * 3 > most ? " class=\"some\">" : " class=\"few\">");
    html << "<span class=\"day\">" << number << "</span>";
    if (count > 0) {
      html << "<a";
      html.Attribute("href", "#day-" + text);
      html.Attribute("aria-label", visit.Fill("due_in", {{"time", DateWords(text, visit.words)}, {"count", std::to_string(count)}}));
      html << ">" << count << "</a>";
    }
    html << "</td>";
  }
  for (; column < 7; ++column) html << "<td></td>";
  html << "</tr></tbody></table>";
}

void WriteDeadlines(const Visit& visit, const DueAnswer& due, Html& html) {
  std::string day;
  for (const DueDeadline& each : due.deadlines) {
    if (each.due != day) {
      if (!day.empty()) html << "</ul></section>";
      day = each.due;
      html << "<section class=\"card\"><h2 id=\"day-" << HtmlText(day) << "\">";
      html.Text(DateWords(day, visit.words)) << "</h2><ul class=\"plain\">";
    }
    html << "<li><p lang=\"vi\">";
    html.Text(each.deadline.task.value_or(each.deadline.text)) << "</p><p class=\"about\"><span lang=\"vi\">";
    html.Text((each.deadline.label ? *each.deadline.label + ": " : "") + DueWords(each.deadline, visit.words)) << "</span>";
    for (const std::string& unit : each.deadline.units) {
      html << "<span lang=\"vi\">";
      html.Link(Address("/units").With("unit", unit).text(), unit) << "</span>";
    }
    html << "</p>";
    WritePlace(visit, each.place, html);
    html << "</li>";
  }
  if (!day.empty()) html << "</ul></section>";
}

}  // namespace

Response CalendarPage(const Visit& visit) {
  if (const auto fault = FaultOfFields(visit, {"unit"}, {})) return Problem(visit, 400, *fault);
  const year_month shown = MonthOf(visit.Query("month"));
  const std::string from = TextOf(shown, 1);
  const std::string to = TextOf(shown, DaysOf(shown));
  const std::string unit(visit.Query("unit"));
  if (const auto form = FileFormOf(visit)) return ExportOfDue(visit, {.from = from, .to = to, .unit = unit}, *form);
  const ListWindow window = WindowOf(visit, kMostOfMonth);
  const Result<DueAnswer> due = AskDue(visit.index, {.from = from, .to = to, .unit = unit, .step = DueQuery::Step::kDay, .limit = window.limit});
  if (!due) return Problem(visit, due.error());
  if (auto response = ForPrograms(window, *due, "due")) return std::move(*response);
  const std::string time = DateWords(TextOf(shown), visit.words);
  Html html;
  html << "<h1>";
  html.Text(visit.Fill("calendar_of", {{"time", time}})) << "</h1><form class=\"ask\" method=\"get\" action=\"/calendar\"><div class=\"fields\"><label><span>";
  html.Text(visit.Word("month")) << "</span><input type=\"month\" name=\"month\"";
  html.Attribute("value", TextOf(shown));
  html << "></label>";
  WriteField(visit, "unit", visit.Word("unit"), "search", html, visit.Word("unit_hint"));
  html << "<button>";
  html.Text(visit.Word("show")) << "</button></div></form><nav class=\"paging\"";
  html.Attribute("aria-label", visit.Word("months"));
  html << ">";
  html.Link(AddressOfMonth(visit, TextOf(shown - months(1))).text(), visit.Word("month_before")) << " ";
  html.Link(AddressOfMonth(visit, TextOf(shown + months(1))).text(), visit.Word("month_after")) << "</nav>";
  WriteMonths(visit, shown, html);
  (html << "<p class=\"count\" role=\"status\">").Text(visit.Fill("due_in", {{"time", time}, {"count", std::to_string(due->count)}})) << "</p>";
  WriteDays(visit, shown, *due, html);
  if (due->count > 0) WriteFileLinks(visit, AddressOfMonth(visit, TextOf(shown)), html);
  WriteDeadlines(visit, *due, html);
  if (due->count > due->deadlines.size()) (html << "<p class=\"note\">").Text(visit.Fill("not_all", {{"shown", std::to_string(due->deadlines.size())}, {"count", std::to_string(due->count)}})) << "</p>";
  return Page(visit, Part::kCalendar, visit.Fill("calendar_of", {{"time", time}}), std::move(html).Take());
}

}  // namespace trichluc::serve
