// What is shown, as files for other programs.
#include "serve/pages.h"
#include "trichluc/index_export.h"

namespace trichluc::serve {
namespace {

constexpr std::size_t kMostDocuments = 2000;  // of one export: it is made in memory

Response AsFile(Result<std::string> bytes, const Visit& visit, ExportForm form) {
  if (!bytes) return Problem(visit, bytes.error());
  return {200, std::string(MediaTypeOf(form)), std::move(*bytes), {{"Content-Disposition", "attachment; filename=\"trichluc" + std::string(EndingOf(form)) + "\""}}};
}

}  // namespace

Response ExportOfDocument(const Visit& visit, std::int64_t document) {
  const std::optional<ExportForm> form = ExportFormOf(visit.Query("form"));
  if (!form) return Problem(visit, 400, visit.Word("no_form"));
  std::vector<std::string> notes;
  Result<std::string> bytes = ExportDocument(visit.index, document, {.form = *form}, visit.words, notes);
  if (!bytes && bytes.error().code == Error::Code::kBadArgument) return Problem(visit, 404, bytes.error().message);
  return AsFile(std::move(bytes), visit, *form);
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
