// What all pages have: the bar, the way from one part to another, and pages that say what is wrong.
#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>

#include "serve/month.h"
#include "serve/pages.h"
#include "trichluc/version.h"

namespace trichluc::serve {
namespace {

struct PartLink {
  Part part;
  const char* address;
  const char* word;
};

constexpr std::array<PartLink, 7> kParts = {{{Part::kSearch, "/", "search"},
                                             {Part::kUnits, "/units", "units"},
                                             {Part::kReferences, "/references", "references"},
                                             {Part::kCalendar, "/calendar", "calendar"},
                                             {Part::kTargets, "/targets", "targets"},
                                             {Part::kConflicts, "/conflicts", "conflicts"},
                                             {Part::kReviews, "/reviews", "reviews"}}};

void WriteHead(const ExportWording& words, std::string_view title, Html& html) {
  html << "<!DOCTYPE html>\n<html";
  html.Attribute("lang", words.language());
  html << ">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
          "<meta name=\"color-scheme\" content=\"light dark\">\n<link rel=\"icon\" href=\"/assets/seal.svg\" type=\"image/svg+xml\">\n<title>";
  html.Text(title) << " – ";
  html.Text(words.Text("report.name")) << "</title>\n<link rel=\"stylesheet\" href=\"/assets/report.css\">\n<link rel=\"stylesheet\" href=\"/assets/serve.css\">\n"
      "<script src=\"/assets/report.js\" defer></script>\n<script src=\"/assets/serve.js\" defer></script>\n</head>\n";
}

void WriteBar(const Visit& visit, Part part, Html& html) {
  html << "<header class=\"bar\"><p class=\"site\">";
  html.Link("/", visit.words.Text("report.name")) << "</p><nav class=\"parts\"";
  html.Attribute("aria-label", visit.Word("parts"));
  html << ">";
  for (const PartLink& link : kParts) {
    html << "<a";
    html.Attribute("href", link.address);
    if (link.part == part) html << " aria-current=\"page\"";
    html << ">";
    html.Text(visit.Word(link.word)) << "</a>";
  }
  if (visit.site.MayAdd()) {
    html << "<a href=\"/add\"" << (part == Part::kAdd ? " aria-current=\"page\">" : ">");
    html.Text(visit.Word("add")) << "</a>";
  }
  const std::string other = visit.words.language() == "vi" ? "en" : "vi";
  html << "</nav><a class=\"language\"";
  html.Attribute("href", Address("/language").With("to", other).With("back", AddressOf(visit.request)).text());
  html.Attribute("lang", other);
  html << ">";
  html.Text(visit.Word("in_" + other)) << "</a><div class=\"tools\" hidden><label>";
  html.Text(visit.words.Text("report.theme")) << " <select class=\"theme\">";
  for (const char* theme : {"auto", "light", "dark"}) {
    html << "<option value=\"" << theme << "\">";
    html.Text(visit.words.Text(std::string("report.theme_") + theme)) << "</option>";
  }
  html << "</select></label><button type=\"button\" class=\"print\">";
  html.Text(visit.words.Text("report.print")) << "</button></div></header>\n";
}

}  // namespace

Response Page(const Visit& visit, Part part, std::string_view title, std::string body, unsigned status) {
  Html html;
  WriteHead(visit.words, title, html);
  html << "<body>\n<a class=\"skip\" href=\"#main\">";
  html.Text(visit.words.Text("report.skip")) << "</a>\n";
  WriteBar(visit, part, html);
  html << "<main id=\"main\" tabindex=\"-1\"" << (part == Part::kDocument ? ">" : " class=\"sheet\">") << body << "</main>\n<footer class=\"made\">";
  html.Text(visit.Fill("made", {{"version", TRICHLUC_VERSION}})) << "</footer>\n</body>\n</html>\n";
  Response response;
  response.status = status;
  response.body = std::move(html).Take();
  return response;
}

namespace {

Response ProblemPage(const Visit& visit, unsigned status, std::string_view message_markup) {
  Html html;
  html << "<h1>";
  html.Text(visit.Word("problem")) << "</h1><p class=\"problem\" role=\"alert\">" << message_markup << "</p><p>";
  html.Link("/", visit.Word("to_search")) << "</p>";
  return Page(visit, Part::kSearch, visit.Word("problem"), std::move(html).Take(), status);
}

// Letters beyond ASCII are taken for words: what is none of them only the library knows.
bool HasWord(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80 || std::isalnum(static_cast<unsigned char>(c)) != 0; });
}

}  // namespace

Response Problem(const Visit& visit, unsigned status, std::string_view message) { return ProblemPage(visit, status, HtmlText(message)); }

Response Problem(const Visit& visit, const Error& error) {
  Html message;
  WriteMessage(visit, error, message);
  return ProblemPage(visit, StatusOf(error), std::move(message).Take());
}

void WriteMessage(const Visit& visit, const Error& error, Html& html) {
  if (error.code == Error::Code::kConflict) {
    html.Text(error.message);  // the page has told who was faster
  } else {
    (html << "<samp lang=\"en\">").Text(MessageOf(visit.site, error)) << "</samp>";
  }
}

std::optional<std::string> FaultOfFields(const Visit& visit, std::initializer_list<std::string_view> texts, std::initializer_list<FieldPair> days) {
  for (const std::string_view name : texts) {
    const std::string_view text = visit.Query(name);
    if (!text.empty() && !HasWord(text)) return visit.Fill("no_words", {{"value", text}});
  }
  for (const auto& [from_name, to_name] : days) {
    const std::string_view from = visit.Query(from_name);
    const std::string_view to = visit.Query(to_name);
    for (const std::string_view day : {from, to}) {
      if (!day.empty() && !IsDay(day)) return visit.Fill("bad_day", {{"value", day}});
    }
    if (!from.empty() && !to.empty() && from > to) return visit.Fill("days_reversed", {{"from", from}, {"to", to}});
  }
  return std::nullopt;
}

Response Busy(Response problem) {
  problem.headers.emplace_back("Retry-After", "2");
  return problem;
}

unsigned StatusOf(const Error& error) {
  switch (error.code) {
    case Error::Code::kBadArgument: return 400;
    case Error::Code::kConflict: return 409;
    case Error::Code::kUnsupported:
    case Error::Code::kTooLarge: return 422;
    default: return 503;
  }
}

// "/srv/plans.db: disk I/O error" → "disk I/O error"
std::string MessageOf(const Site& site, const Error& error) {
  const std::string& index = site.options().index;
  std::size_t end = std::string::npos;
  if (error.message.starts_with(index + ": ")) end = index.size();
  if (error.message.starts_with("postgres")) end = error.message.find(": ");  // without its password
  return end == std::string::npos ? error.message : error.message.substr(end + 2);
}

Response EntrancePage(const ExportWording& words, std::string_view back, unsigned status) {
  Html html;
  const std::string title = words.Text("serve.enter");
  WriteHead(words, title, html);
  html << "<body>\n<main class=\"sheet entrance\"><h1>";
  html.Text(title) << "</h1><p>";
  html.Text(words.Text("serve.enter_help")) << "</p><form method=\"post\" action=\"/enter\"><input type=\"hidden\" name=\"back\"";
  html.Attribute("value", back);
  html << "><label>";
  html.Text(words.Text("serve.token")) << " <input type=\"password\" name=\"token\" required autocomplete=\"current-password\"></label> <button>";
  html.Text(words.Text("serve.enter_button")) << "</button></form></main>\n</body>\n</html>\n";
  Response response;
  response.status = status;
  response.body = std::move(html).Take();
  return response;
}

std::optional<std::size_t> NumberOf(std::string_view text, std::size_t most) {
  std::size_t number = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  return fault != std::errc() || end != text.data() + text.size() || number > most ? std::nullopt : std::optional(number);
}

std::size_t NumberIn(std::string_view text, std::size_t most) { return NumberOf(text, most).value_or(0); }

ListWindow WindowOf(const Visit& visit, std::size_t per_page, std::size_t most) {
  constexpr std::size_t kDeepest = 1'000'000;  // that can be paged to
  const bool csv = visit.Query("format") == "csv";
  const bool json = visit.Query("format") == "json";
  return {csv, json, csv || json ? most : per_page, NumberIn(visit.Query("offset"), kDeepest)};
}

Response CsvFile(std::string csv, std::string_view name) {
  return {200, "text/csv; charset=utf-8", std::move(csv), {{"Content-Disposition", "attachment; filename=\"" + std::string(name) + ".csv\""}}};
}

void WritePaging(const Visit& visit, const Address& address, std::size_t count, std::size_t shown, std::size_t offset, Html& html, std::size_t per_page) {
  if (count <= per_page && offset == 0) return;
  html << "<nav class=\"paging\"";
  html.Attribute("aria-label", visit.Word("paging"));
  html << ">";
  const auto link = [&](std::size_t to, const char* word, const char* relation) {
    Address there = address;
    there.With("offset", to == 0 ? "" : std::to_string(to));
    html << "<a rel=\"" << relation << "\"";
    html.Attribute("href", there.text());
    html << ">";
    html.Text(visit.Word(word)) << "</a>";
  };
  if (offset > 0) link(offset > per_page ? offset - per_page : 0, "previous", "prev");
  if (shown > 0) {
    html << "<span>";
    html.Text(visit.Fill("shown", {{"first", std::to_string(offset + 1)}, {"last", std::to_string(offset + shown)}, {"count", std::to_string(count)}})) << "</span>";
  }
  if (offset + shown < count && shown > 0) link(offset + per_page, "next", "next");
  html << "</nav>";
}

void WriteChoice(const Visit& visit, std::string_view name, std::string_view label, const Choices& choices, Html& html) {
  html << "<label><span>";
  html.Text(label) << "</span><select";
  html.Attribute("name", name);
  html << "><option value=\"\">";
  html.Text(visit.Word("any")) << "</option>";
  const std::string chosen(visit.Query(name));
  bool found = chosen.empty();
  const auto option = [&](const std::string& value, const std::string& text) {
    html << "<option";
    html.Attribute("value", value);
    if (value == chosen) html << " selected";
    found = found || value == chosen;
    html << ">";
    html.Text(text) << "</option>";
  };
  for (const auto& [value, text] : choices) option(value, text);
  if (!found) option(chosen, chosen);
  html << "</select></label>";
}

void WriteTitle(const Visit& visit, const std::string& part, Html& html) {
  html << "<h1>";
  html.Text(visit.Word(part)) << "</h1><p class=\"help\">";
  html.Text(visit.Word(part + "_help")) << "</p>";
}

void WriteField(const Visit& visit, std::string_view name, std::string_view label, std::string_view type, Html& html, std::string_view placeholder) {
  html << "<label><span>";
  html.Text(label) << "</span><input";
  html.Attribute("type", type);
  html.Attribute("name", name);
  html.Attribute("value", visit.Query(name));
  if (!placeholder.empty()) html.Attribute("placeholder", placeholder);
  html << "></label>";
}

std::string CalledIn(const std::optional<std::string>& type, const std::optional<std::string>& code, const std::string& name) {
  if (!code) return name;
  return type ? *type + " " + *code : *code;
}

std::string AddressOf(std::int64_t document) { return "/documents/" + std::to_string(document); }

std::string AddressOf(std::int64_t document, Span span) {
  return AddressOf(document) + "/at/" + std::to_string(span.start) + "-" + std::to_string(span.end);
}

void WritePlace(const Visit& visit, const IndexedPlace& place, Html& html) {
  html << "<span class=\"place\" lang=\"vi\">";
  html.Link(place.span.empty() ? AddressOf(place.in.document) : AddressOf(place.in.document, place.span), CalledIn(place.in.type, place.in.code, place.in.name));
  if (place.in.date) (html << " · ").Text(DateWords(*place.in.date, visit.words));
  if (place.in.issuer) (html << " · ").Text(*place.in.issuer);
  if (place.section && !place.section->empty()) (html << " · ").Text(visit.Fill("in_section", {{"section", *place.section}}));
  if (place.page) (html << " · ").Text(visit.words.Fill("report.page", {{"page", std::to_string(*place.page)}}));
  html << "</span>";
}

}  // namespace trichluc::serve
