// The pages of the site: each gets a visit and gives the answer to it.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

#include "serve/html.h"
#include "serve/message.h"
#include "serve/site.h"
#include "trichluc/index_answers.h"
#include "trichluc/index_export.h"

namespace trichluc::serve {

// ---- what all pages have --------------------------------------------------------------------------------------------------------

// Which part of the site a page belongs to.
enum class Part { kSearch, kDocument, kUnits, kReferences, kCalendar, kTargets, kConflicts, kReviews, kAdd };

// A whole page around its main part.
Response Page(const Visit& visit, Part part, std::string_view title, std::string body, unsigned status = 200);
// A page that says what is wrong.
Response Problem(const Visit& visit, unsigned status, std::string_view message);
Response Problem(const Visit& visit, const Error& error);
// The same where others are at work: browsers and programs may ask again in some seconds.
Response Busy(Response problem);
// The status of an error; and what a visitor is told of it, which is not where the server has its index.
unsigned StatusOf(const Error& error);
std::string MessageOf(const Site& site, const Error& error);
// The same within a page: in the reader's language where the page knows what is wrong, else as the library says it, in English.
void WriteMessage(const Visit& visit, const Error& error, Html& html);
// What is wrong with what was typed, in the reader's language: texts that have no word to look for, days that are none, and
// pairs of them whose first is the later one. Fields are told by their names in the query.
using FieldPair = std::pair<std::string_view, std::string_view>;
std::optional<std::string> FaultOfFields(const Visit& visit, std::initializer_list<std::string_view> texts, std::initializer_list<FieldPair> days);
// A page for those who may not enter yet.
Response EntrancePage(const ExportWording& words, std::string_view back, unsigned status);

// A number in a query, from 0 to `most`; 0 where it is none.
std::size_t NumberIn(std::string_view text, std::size_t most);
// The same; nothing where it is none.
[[nodiscard]] std::optional<std::size_t> NumberOf(std::string_view text, std::size_t most);
// What is asked of an index in a query (the fields of forms), for searches and exports.
IndexQuery QueryOf(const Pairs& query);
// `offset`, `limit` and the links that lead on; `address` goes without them.
constexpr std::size_t kPerPage = 20;
void WritePaging(const Visit& visit, const Address& address, std::size_t count, std::size_t shown, std::size_t offset, Html& html, std::size_t per_page = kPerPage);
// Which part of a list is asked for: a page of it; or for programs (`format=csv`, `format=json`) all, up to `most`.
struct ListWindow {
  bool csv = false;
  bool json = false;
  std::size_t limit = kPerPage;
  std::size_t offset = 0;
};
ListWindow WindowOf(const Visit& visit, std::size_t per_page = kPerPage, std::size_t most = 1'000'000);
// The answer to a program; nothing where a page is asked for.
Response CsvFile(std::string csv, std::string_view name);
template <typename Answer>
std::optional<Response> ForPrograms(const ListWindow& window, const Answer& answer, std::string_view name) {
  if (window.csv) return CsvFile(ToCsv(answer), name);
  if (window.json) return Response{200, "application/json", ToJson(answer), {}};
  return std::nullopt;
}

// The form of a file for other programs that is asked for (`format=xlsx`, `format=ics`) in place of a page.
std::optional<ExportForm> FileFormOf(const Visit& visit);
// Links to what a page shows as CSV, workbook and calendar.
void WriteFileLinks(const Visit& visit, const Address& address, Html& html);

// The heading of a part of the site, by the name of its texts, and what it is for.
void WriteTitle(const Visit& visit, const std::string& part, Html& html);
// A field of a form that is one of some values, or any.
using Choices = std::vector<std::pair<std::string, std::string>>;  // values and their words
void WriteChoice(const Visit& visit, std::string_view name, std::string_view label, const Choices& choices, Html& html);
// A text field of a form.
void WriteField(const Visit& visit, std::string_view name, std::string_view label, std::string_view type, Html& html, std::string_view placeholder = {});
// The document's type and code, or the name of its file, as a link to a place in it; section and page behind it.
void WritePlace(const Visit& visit, const IndexedPlace& place, Html& html);
// The name of a document: type and code, or that of its file.
std::string CalledIn(const std::optional<std::string>& type, const std::optional<std::string>& code, const std::string& name);
// The address of a document, and of a place in it.
std::string AddressOf(std::int64_t document);
std::string AddressOf(std::int64_t document, Span span);

// ---- the pages --------------------------------------------------------------------------------------------------------------------

Response SearchPage(const Visit& visit);
Response DocumentPage(const Visit& visit, std::int64_t document);
Response PlacePage(const Visit& visit, std::int64_t document, std::string_view span);    // leads to the place
Response PagesFragment(const Visit& visit, std::int64_t document, std::size_t page);
Response OriginalFile(const Visit& visit, std::int64_t document);
Response RecordPage(const Visit& visit, std::int64_t document, std::string_view kind, std::string_view record);  // to correct or add it
Response JudgeRecord(const Visit& visit, std::int64_t document);
Response ReviewsPage(const Visit& visit);
Response ExportOfDocument(const Visit& visit, std::int64_t document);
Response ExportOfQuery(const Visit& visit);  // documents whole
Response ExportOfUnit(const Visit& visit, const UnitQuery& query, ExportForm form);
Response ExportOfDue(const Visit& visit, const DueQuery& query, ExportForm form);
Response AddPage(const Visit& visit);
Response AddDocument(const Visit& visit);
Response UnitPage(const Visit& visit);
Response ReferencePage(const Visit& visit);
Response CalendarPage(const Visit& visit);
Response TargetsPage(const Visit& visit);
Response ConflictsPage(const Visit& visit);
Response Asset(std::string_view name);

}  // namespace trichluc::serve
