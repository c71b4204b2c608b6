// Exports (exports.h) of documents that are in an index, with what people said of their records (review.h).
//
//   auto words = trichluc::ExportWording::Load({.language = "vi"});
//   std::vector<std::string> notes;
//   auto xlsx = trichluc::ExportFound(*index, {.unit = "Sở Nội vụ", .limit = trichluc::kAllDocuments}, {.form = trichluc::ExportForm::kWorkbook}, *words, notes);
//   if (!xlsx) return Fail(xlsx.error());
//   Send(*xlsx, trichluc::MediaTypeOf(trichluc::ExportForm::kWorkbook));
//
// Documents come in the order of the search. They are taken one at a time: memory does not grow with their number but for what the
// export itself holds (a calendar is made in memory). All of them are of one state of the index, whoever writes meanwhile.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "trichluc/exports.h"
#include "trichluc/index.h"
#include "trichluc/index_answers.h"
#include "trichluc/result.h"

namespace trichluc {

enum class ExportForm : std::uint8_t {
  kWorkbook,     // xlsx
  kCalendar,     // ics
  kAkomaNtoso,   // akn
  kAnnotations,  // annotations
  kAnnexVi,      // annex-vi
};
// As `trichluc export --to` calls it; and back.
[[nodiscard]] std::string_view Name(ExportForm form);
[[nodiscard]] std::optional<ExportForm> ExportFormOf(std::string_view name);
// One file for all documents (workbook, calendar), or one for each?
[[nodiscard]] bool IsOneForAll(ExportForm form);
// What names of its files end with: ".xlsx", ".akn.xml"
[[nodiscard]] std::string_view EndingOf(ExportForm form);
[[nodiscard]] std::string_view MediaTypeOf(ExportForm form);

struct IndexExport {
  ExportForm form = ExportForm::kWorkbook;
  bool as_read = false;  // the machine's own reading, without what people said of it
};

// Calls `take` with each document that fits, from the query's offset on, at most `limit` of them (20, unless it is set), as people
// left it, or as read.
// Ends early where `take` answers false. Fails as Index::Search does.
std::optional<Error> ForEachDocument(const Index& index, const IndexQuery& query, bool as_read,
                                     const std::function<bool(std::int64_t number, const IndexedDocument& document)>& take);

// The bytes of an export of the documents that fit, as one file: at most the query's `limit` of them (kAllDocuments: all). Of a form that has one file for each document, exactly one must
// fit, else it fails (kBadArgument). `notes` gets a line for what was cut or left out.
[[nodiscard]] Result<std::string> ExportFound(const Index& index, const IndexQuery& query, const IndexExport& how, const ExportWording& wording,
                                              std::vector<std::string>& notes);

// The same of the document of that number alone.
[[nodiscard]] Result<std::string> ExportDocument(const Index& index, std::int64_t document, const IndexExport& how, const ExportWording& wording,
                                                 std::vector<std::string>& notes);

// What AskUnit answers, as one file (a workbook or a calendar): the tasks of the unit with their deadlines, and nothing else of the
// documents. And the same of AskDue: deadlines with their tasks. A limit and an offset of the query do not count. Fails as these do, and
// with kTooLarge where they are of more than `most` documents.
[[nodiscard]] Result<std::string> ExportUnit(const Index& index, const UnitQuery& query, const IndexExport& how, const ExportWording& wording, std::vector<std::string>& notes,
                                             std::size_t most = kAllDocuments);
[[nodiscard]] Result<std::string> ExportDue(const Index& index, const DueQuery& query, const IndexExport& how, const ExportWording& wording, std::vector<std::string>& notes,
                                            std::size_t most = kAllDocuments);

// A document in a form that has one file for each; `original` as ToAnnotations takes it (IndexedDocument::text). Empty for the others.
[[nodiscard]] std::string ExportText(const Extraction& extraction, std::string_view original, ExportForm form, const ExportWording& wording);

}  // namespace trichluc
