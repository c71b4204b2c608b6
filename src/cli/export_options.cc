#include "cli/export_options.h"

#include <unistd.h>

#include "cli/options.h"
#include "cli/sink.h"

namespace trichluc::cli {

void ExportOptions::AddTo(CLI::App& command) {
  AddChoice<std::optional<ExportForm>>(command, "--to",
                                       {{"xlsx", ExportForm::kWorkbook},
                                        {"ics", ExportForm::kCalendar},
                                        {"akn", ExportForm::kAkomaNtoso},
                                        {"annotations", ExportForm::kAnnotations},
                                        {"annex-vi", ExportForm::kAnnexVi}},
                                       form,
                                       "xlsx (a workbook of all documents), ics (a calendar of all deadlines); for each document: akn (Akoma Ntoso), "
                                       "annotations (W3C, JSON-LD), annex-vi (metadata after Decree 30)")
      ->type_name("FORM");
  command.add_option("--language", language, "Titles and heads in vi (the default) or en")->type_name("NAME");
  command.add_option("-o,--output", output, "Write to FILE in place of the standard output; of several documents: a folder")->type_name("FILE");
}

std::string ExportOptions::Fault() const {
  if (!form) return "--to is missing (give --to xlsx, ics, akn, annotations or annex-vi)";
  if (form == ExportForm::kWorkbook && ToStandardOutput() && isatty(STDOUT_FILENO) == 1) return "--to xlsx: a terminal shows no workbook (name a file with -o)";
  return {};
}

Error NoFolderFor(std::size_t documents, std::string_view given) {
  return {Error::Code::kBadArgument, "--to makes one file for each document here, and " + std::to_string(documents) + " " + std::string(given) + " (name a folder for them with -o)"};
}

std::optional<Error> WriteFile(const std::string& path, std::string_view bytes) {
  Result<Sink> sink = Sink::Open(path);
  if (!sink) return sink.error();
  sink->Write(bytes);
  return sink->Close();
}

}  // namespace trichluc::cli
