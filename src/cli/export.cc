// trichluc export: records as workbooks, calendars and the exchange formats of documents.
#include <unistd.h>

#include <memory>
#include <optional>

#include "cli/batch_report.h"
#include "cli/commands.h"
#include "cli/exit_code.h"
#include "cli/export_names.h"
#include "cli/in_order.h"
#include "cli/input_reader.h"
#include "cli/report.h"
#include "cli/sink.h"
#include "cli/work.h"
#include "trichluc/exports.h"

namespace trichluc::cli {
namespace {

constexpr const char* kExamples =
    "Examples:\n"
    "  trichluc export --to xlsx -o tasks.xlsx plans/             one workbook of all plans below a folder\n"
    "  trichluc export --to ics -o due.ics plan.pdf               deadlines for a calendar\n"
    "  trichluc export --to akn -o plan.xml plan.docx             one document as Akoma Ntoso\n"
    "  trichluc export --to annotations -o annotations/ *.txt     a file for each document\n";

enum class Form { kNone, kWorkbook, kCalendar, kAkomaNtoso, kAnnotations, kAnnexVi };

struct Options {
  Form form = Form::kNone;
  std::string language = "vi";
  std::string output;
  BatchOptions batch;
};

bool IsOneForAll(Form form) { return form == Form::kWorkbook || form == Form::kCalendar; }

// What the names of files of a form end with.
const char* EndingOf(Form form) {
  switch (form) {
    case Form::kAkomaNtoso: return ".akn.xml";
    case Form::kAnnotations: return ".anno.jsonld";
    case Form::kAnnexVi: return ".annex-vi.xml";
    default: return "";
  }
}

bool IsStandard(const std::string& output) { return output.empty() || output == "-"; }

// What is wrong with the options taken together; empty where they hold.
std::string Fault(const Options& options) {
  if (options.form == Form::kNone) return "--to is missing (give --to xlsx, ics, akn, annotations or annex-vi)";
  if (options.form == Form::kWorkbook && IsStandard(options.output) && isatty(STDOUT_FILENO) == 1) {
    return "--to xlsx: a terminal shows no workbook (name a file with -o)";
  }
  return options.batch.Fault();
}

// The exports of one document each go to one place: a file (empty: the standard output), or a folder of files.
struct Places {
  std::string folder;              // empty where there is none
  std::vector<std::string> files;  // of each input, in its order
};

Result<Places> PlacesOf(const Options& options, const Work& work) {
  const bool into_folder = !IsOneForAll(options.form) && (work.paths.size() > 1 || (!IsStandard(options.output) && IsFolder(options.output)));
  Places places;
  if (!into_folder) {
    places.files.push_back(options.output);
  } else {
    if (IsStandard(options.output)) {
      return Error{Error::Code::kBadArgument, "--to makes one file for each document here, and " + std::to_string(work.paths.size()) +
                                                  " files were given (name a folder for them with -o)"};
    }
    places.folder = options.output;
    places.files = ExportNames(work.paths, EndingOf(options.form));
    for (std::string& file : places.files) file.insert(0, places.folder + (places.folder.ends_with('/') ? "" : "/"));
  }
  for (const std::string& file : places.files) {
    if (!IsStandard(file) && work.Reads(file)) {
      return Error{Error::Code::kBadArgument, "-o " + options.output + ": " + file + " is one of the inputs and would be overwritten (choose another name)"};
    }
  }
  return places;
}

// Writes `bytes` to a file or to the standard output.
std::optional<Error> WriteFile(const std::string& path, std::string_view bytes) {
  Result<Sink> sink = Sink::Open(path);
  if (!sink) return sink.error();
  sink->Write(bytes);
  return sink->Close();
}

std::string Written(Form form, const Extraction& extraction, std::string_view bytes, const ExportWording& wording) {
  switch (form) {
    case Form::kAkomaNtoso: return ToAkomaNtoso(extraction);
    case Form::kAnnotations: return ToAnnotations(extraction, bytes);
    case Form::kAnnexVi: return ToAnnexVi(extraction, wording);
    default: return {};
  }
}

// Takes the outcomes in the order of the inputs.
class Exports {
 public:
  Exports(const Options& options, const Places& places, const ExportWording& wording)
      : options_(options), places_(places), workbook_(wording), calendar_(wording) {}

  // False where no more can be written.
  bool Take(std::size_t i, const Outcome& outcome) {
    if (outcome.error) return true;
    if (options_.form == Form::kWorkbook) {
      workbook_.Add(*outcome.extraction);
    } else if (options_.form == Form::kCalendar) {
      calendar_.Add(*outcome.extraction);
    } else {
      fault_ = WriteFile(places_.files[i], outcome.output);
    }
    return !fault_;
  }

  // What was wrong with the output.
  std::optional<Error> End() {
    if (fault_ || !IsOneForAll(options_.form)) return fault_;
    if (options_.form == Form::kCalendar) return WriteFile(options_.output, calendar_.Finish());
    const Result<std::string> bytes = workbook_.Finish();
    return bytes ? WriteFile(options_.output, *bytes) : std::optional(bytes.error());
  }

  [[nodiscard]] std::vector<std::string> Notes() const {
    return options_.form == Form::kCalendar ? calendar_.notes() : workbook_.notes();
  }

 private:
  const Options& options_;
  const Places& places_;
  Workbook workbook_;
  Calendar calendar_;
  std::optional<Error> fault_;
};

int Run(const Options& options) {
  if (const std::string fault = Fault(options); !fault.empty()) return Fail({Error::Code::kBadArgument, fault});
  const EngineOptions reading = options.batch.ForEngine();
  const Result<ExportWording> wording = options.batch.Wording(options.language);
  if (!wording) return Fail(wording.error());
  const Work work(options.batch, reading);
  const Result<Places> places = PlacesOf(options, work);
  if (!places) return Fail(places.error());
  work.Announce();
  if (!places->folder.empty()) {
    if (const auto error = MakeFolder(places->folder)) return Fail(*error);
  }
  const Result<Engine> engine = EngineFor(work, options.batch, reading);
  if (!engine) return Fail(engine.error());

  const InputReader reader(*engine, [&](Extraction extraction, std::string_view bytes, Outcome& outcome) {
    if (IsOneForAll(options.form)) {
      outcome.extraction = std::move(extraction);
    } else {
      outcome.output = Written(options.form, extraction, bytes, *wording);
    }
  });
  Exports exports(options, *places, *wording);
  BatchReport report(work, UseProgress(options.batch.progress, options.output));
  report.Show();
  InOrder(
      work.files.size(), options.batch.Threads(), [&](std::size_t i) { return reader.Read(work.files[i], report.PagesOf(i)); },
      [&](std::size_t i, const Outcome& outcome) {
        const bool goes_on = exports.Take(i, outcome);
        report.Take(i, outcome);
        return goes_on;
      });
  const std::optional<Error> fault = exports.End();
  const int exit_code = report.End(*engine, fault);
  for (const std::string& note : exports.Notes()) Complain(note);
  return exit_code;
}

}  // namespace

void AddExport(CLI::App& app, int& exit_code) {
  const auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("export", "Write records as a workbook, a calendar, or for archives");
  AddChoice<Form>(*command, "--to",
                  {{"xlsx", Form::kWorkbook},
                   {"ics", Form::kCalendar},
                   {"akn", Form::kAkomaNtoso},
                   {"annotations", Form::kAnnotations},
                   {"annex-vi", Form::kAnnexVi}},
                  options->form,
                  "xlsx (a workbook of all documents), ics (a calendar of all deadlines); for each document: akn (Akoma Ntoso), "
                  "annotations (W3C, JSON-LD), annex-vi (metadata after Decree 30)")
      ->type_name("FORM");
  command->add_option("--language", options->language, "Titles and heads in vi (the default) or en")->type_name("NAME");
  command->add_option("-o,--output", options->output, "Write to FILE in place of the standard output; of several documents: a folder")
      ->type_name("FILE");
  options->batch.AddTo(*command);
  command->footer(kExamples);
  command->callback([options, &exit_code] { exit_code = Run(*options); });
}

}  // namespace trichluc::cli
