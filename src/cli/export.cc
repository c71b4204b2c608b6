// trichluc export: records as workbooks, calendars and the exchange formats of documents.
#include <memory>
#include <optional>

#include "cli/batch_report.h"
#include "cli/commands.h"
#include "cli/exit_code.h"
#include "cli/export_names.h"
#include "cli/export_options.h"
#include "cli/in_order.h"
#include "cli/input_reader.h"
#include "cli/report.h"
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

struct Options {
  ExportOptions exports;
  BatchOptions batch;
};

// What is wrong with the options taken together; empty where they hold.
std::string Fault(const Options& options) {
  const std::string fault = options.exports.Fault();
  return fault.empty() ? options.batch.Fault() : fault;
}

// The exports of one document each go to one place: a file (empty: the standard output), or a folder of files.
struct Places {
  std::string folder;              // empty where there is none
  std::vector<std::string> files;  // of each input, in its order
};

Result<Places> PlacesOf(const Options& options, const Work& work) {
  const bool into_folder = !IsOneForAll(*options.exports.form) && (work.paths.size() > 1 || (!options.exports.ToStandardOutput() && IsFolder(options.exports.output)));
  Places places;
  if (!into_folder) {
    places.files.push_back(options.exports.output);
  } else {
    if (options.exports.ToStandardOutput()) return NoFolderFor(work.paths.size(), "files were given");
    places.folder = options.exports.output;
    places.files = ExportNames(work.paths, std::string(EndingOf(*options.exports.form)));
    for (std::string& file : places.files) file = PathIn(places.folder, file);
  }
  for (const std::string& file : places.files) {
    if (!ExportOptions::IsStandardOutput(file) && work.Reads(file)) {
      return Error{Error::Code::kBadArgument, "-o " + options.exports.output + ": " + file + " is one of the inputs and would be overwritten (choose another name)"};
    }
  }
  return places;
}

// Takes the outcomes in the order of the inputs.
class Exports {
 public:
  Exports(const Options& options, const Places& places, const ExportWording& wording)
      : options_(options), places_(places), workbook_(wording), calendar_(wording) {}

  // False where no more can be written.
  bool Take(std::size_t i, const Outcome& outcome) {
    if (outcome.error) return true;
    if (options_.exports.form == ExportForm::kWorkbook) {
      workbook_.Add(*outcome.extraction);
    } else if (options_.exports.form == ExportForm::kCalendar) {
      calendar_.Add(*outcome.extraction);
    } else {
      fault_ = WriteFile(places_.files[i], outcome.output);
    }
    return !fault_;
  }

  // What was wrong with the output.
  std::optional<Error> End() {
    if (fault_ || !IsOneForAll(*options_.exports.form)) return fault_;
    if (options_.exports.form == ExportForm::kCalendar) return WriteFile(options_.exports.output, calendar_.Finish());
    const Result<std::string> bytes = workbook_.Finish();
    return bytes ? WriteFile(options_.exports.output, *bytes) : std::optional(bytes.error());
  }

  [[nodiscard]] std::vector<std::string> Notes() const {
    return options_.exports.form == ExportForm::kCalendar ? calendar_.notes() : workbook_.notes();
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
  const Result<ExportWording> wording = options.batch.Wording(options.exports.language);
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
    if (IsOneForAll(*options.exports.form)) {
      outcome.extraction = std::move(extraction);
    } else {
      outcome.output = ExportText(extraction, bytes, *options.exports.form, *wording);
    }
  });
  Exports exports(options, *places, *wording);
  BatchReport report(work, UseProgress(options.batch.progress, options.exports.output));
  report.Show();
  InOrder(
      work.files.size(), options.batch.Threads(), [&](std::size_t i) { return reader.Read(work.Next(i), report.PagesOf(i)); },
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
  options->exports.AddTo(*command);
  options->batch.AddTo(*command);
  command->footer(kExamples);
  command->callback([options, &exit_code] { exit_code = Run(*options); });
}

}  // namespace trichluc::cli
