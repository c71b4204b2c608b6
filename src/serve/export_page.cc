// What is shown, as files for other programs.
#include "serve/pages.h"
#include "trichluc/index_export.h"

namespace trichluc::serve {
namespace {

constexpr std::size_t kMostDocuments = 2000;  // of one export: it is made in memory

Response AsFile(Result<std::string> bytes, const Visit& visit, ExportForm form) {
  if (!bytes && bytes.error().code == Error::Code::kTooLarge) return Problem(visit, 413, visit.Fill("too_many_tasks", {{"most", std::to_string(kMostDocuments)}}));
  if (!bytes) return Problem(visit, bytes.error());
  return {200, std::string(MediaTypeOf(form)), std::move(*bytes), {{"Content-Disposition", "attachment; filename=\"trichluc" + std::string(EndingOf(form)) + "\""}}};
}

}  // namespace

Response ExportOfDocument(const Visit& visit, std::int64_t document) {
  const std::optional<ExportForm> form = ExportFormOf(visit.Query("form"));
  if (!form) return Problem(visit, 400, visit.Word("no_form"));
  std::vector<std::string> notes;
  Result<std::string> bytes = ExportDocument(visit.index, document, {.form = *form}, visit.words, notes);
  if (!bytes && bytes.error().code == Error::Code::kBadArgument) return Problem(visit, 404, visit.Word("no_document"));
  return AsFile(std::move(bytes), visit, *form);
}

Response ExportOfUnit(const Visit& visit, const UnitQuery& query, ExportForm form) {
  const auto turn = visit.site.HardWork();
  if (!turn) return Busy(Problem(visit, 503, visit.Word("busy")));
  std::vector<std::string> notes;
  return AsFile(ExportUnit(visit.index, query, {.form = form}, visit.words, notes, kMostDocuments), visit, form);
}

Response ExportOfDue(const Visit& visit, const DueQuery& query, ExportForm form) {
  const auto turn = visit.site.HardWork();
  if (!turn) return Busy(Problem(visit, 503, visit.Word("busy")));
  std::vector<std::string> notes;
  return AsFile(ExportDue(visit.index, query, {.form = form}, visit.words, notes, kMostDocuments), visit, form);
}

std::optional<ExportForm> FileFormOf(const Visit& visit) {
  const std::optional<ExportForm> form = ExportFormOf(visit.Query("format"));
  return form && IsOneForAll(*form) ? form : std::nullopt;
}

void WriteFileLinks(const Visit& visit, const Address& address, Html& html) {
  html << "<p class=\"ways\">";
  for (const auto& [format, word] : {std::pair("csv", "csv"), std::pair("xlsx", "workbook"), std::pair("ics", "ics")}) html.Link(Address(address).With("format", format).text(), visit.Word(word));
  html << "</p>";
}

Response ExportOfQuery(const Visit& visit) {
  const std::optional<ExportForm> form = ExportFormOf(visit.Query("form"));
  if (!form) return Problem(visit, 400, visit.Word("no_form"));
  const auto turn = visit.site.HardWork();
  if (!turn) return Busy(Problem(visit, 503, visit.Word("busy")));
  IndexQuery query = QueryOf(visit.request.query);
  query.limit = 1;
  const Result<IndexAnswer> found = visit.index.Search(query);
  if (!found) return Problem(visit, found.error());
  if (found->count > kMostDocuments) return Problem(visit, 413, visit.Fill("too_many", {{"count", std::to_string(found->count)}, {"most", std::to_string(kMostDocuments)}}));
  query.limit = kMostDocuments;
  std::vector<std::string> notes;
  return AsFile(ExportFound(visit.index, query, {.form = *form}, visit.words, notes), visit, *form);
}

}  // namespace trichluc::serve
