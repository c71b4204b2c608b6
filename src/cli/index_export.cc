// trichluc index export: documents of an index as workbooks, calendars and the exchange formats of documents.
#include "cli/index_export.h"

#include <algorithm>
#include <limits>
#include <memory>

#include "cli/exit_code.h"
#include "cli/export_names.h"
#include "cli/export_options.h"
#include "cli/files.h"
#include "cli/options.h"
#include "cli/query_filters.h"
#include "cli/report.h"
#include "trichluc/index_export.h"

namespace trichluc::cli {
namespace {

constexpr const char* kExamples =
    "Examples:\n"
    "  trichluc index export plans.db --to xlsx -o tasks.xlsx --unit \"So Noi vu\"    a workbook of plans that charge a unit\n"
    "  trichluc index export plans.db --to ics -o due.ics --due-from 2031-06-01            all deadlines of plans with one from then on\n"
    "  trichluc index export plans.db --to akn -o akn/                             a file for each document\n";

struct Options {
  std::string address;
  QueryFilters filters;
  ExportOptions exports;
  GrammarOptions grammar;
  bool as_read = false;
};

// A file for each document, in a folder.
std::optional<Error> WriteEach(const Index& index, const Options& options, const ExportWording& wording) {
  if (auto fault = MakeFolder(options.exports.output)) return fault;
  ExportNamer namer;
  std::optional<Error> unwritten;
  const ExportForm form = *options.exports.form;
  auto fault = ForEachDocument(index, options.filters.Query(), options.as_read, [&](std::int64_t, const IndexedDocument& document) {
    const std::string name = namer.NameOf(document.extraction.source.name) + std::string(EndingOf(form));
    unwritten = WriteFile(PathIn(options.exports.output, name), ExportText(document.extraction, document.text, form, wording));
    return !unwritten;
  });
  return unwritten ? unwritten : fault;
}

std::optional<Error> WriteOne(const Index& index, const Options& options, const ExportWording& wording) {
  std::vector<std::string> notes;
  const Result<std::string> bytes = ExportFound(index, options.filters.Query(), {.form = *options.exports.form, .as_read = options.as_read}, wording, notes);
  if (!bytes) return bytes.error();
  if (auto unwritten = WriteFile(options.exports.output, *bytes)) return unwritten;
  for (const std::string& note : notes) Complain(note);
  return std::nullopt;
}

// How many documents are asked for.
Result<std::size_t> CountOf(const Index& index, const Options& options) {
  IndexQuery query = options.filters.Query();
  query.limit = 1;
  const Result<IndexAnswer> answer = index.Search(query);
  if (!answer) return answer.error();
  const std::size_t behind = answer->count - std::min(answer->count, query.offset);
  return std::min(behind, options.filters.query.limit);
}

int Run(const Options& options) {
  if (const std::string fault = options.exports.Fault(); !fault.empty()) return Fail({Error::Code::kBadArgument, fault});
  const Result<ExportWording> wording =
      ExportWording::Load({.language = options.exports.language, .grammar_folder = options.grammar.folder, .extra_grammar_folders = options.grammar.extra_folders});
  if (!wording) return Fail(wording.error());
  const Result<Index> index = Index::Open(options.address, Index::Access::kRead);
  if (!index) return Fail(index.error());
  if (LookAt(options.exports.output).SameFile(LookAt(options.address))) {
    return Fail({Error::Code::kBadArgument, "-o " + options.exports.output + ": this is the index, and would be overwritten (choose another name)"});
  }
  const Result<std::size_t> count = CountOf(*index, options);
  if (!count) return Fail(count.error());
  if (*count == 0) return Fail({Error::Code::kUnreadable, options.address + ": no document of the index fits (trichluc search shows what there is)"});
  const bool to_folder = !IsOneForAll(*options.exports.form) && (*count > 1 || (!options.exports.ToStandardOutput() && IsFolder(options.exports.output)));
  if (to_folder && options.exports.ToStandardOutput()) return Fail(NoFolderFor(*count, "documents fit"));
  const std::optional<Error> fault = to_folder ? WriteEach(*index, options, *wording) : WriteOne(*index, options, *wording);
  return fault ? Fail(*fault) : kOk;
}

}  // namespace

void AddIndexExport(CLI::App& index, int& exit_code) {
  const auto options = std::make_shared<Options>();
  CLI::App* command = index.add_subcommand("export", "Write documents of an index as a workbook, a calendar, or for archives, as people left their records");
  command->add_option("INDEX", options->address, "The database")->type_name("")->required();
  options->exports.AddTo(*command);
  options->filters.query.limit = std::numeric_limits<std::size_t>::max();
  options->filters.AddTo(*command, "Take N documents (all)", 1, {.from = "--dated-from", .to = "--dated-to"});
  command->add_flag("--as-read", options->as_read, "The machine's own reading, without what people said of it");
  options->grammar.AddTo(*command);
  command->footer(kExamples);
  command->callback([options, &exit_code] { exit_code = Run(*options); });
}

}  // namespace trichluc::cli
