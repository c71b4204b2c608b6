// trichluc report: documents as one page to read in a browser.
#include <unistd.h>

#include <memory>
#include <optional>

#include "cli/batch_report.h"
#include "cli/commands.h"
#include "cli/exit_code.h"
#include "cli/in_order.h"
#include "cli/input_reader.h"
#include "cli/report.h"
#include "cli/sink.h"
#include "cli/work.h"
#include "trichluc/report.h"

namespace trichluc::cli {
namespace {

constexpr const char* kExamples =
    "Examples:\n"
    "  trichluc report -o plan.html plan.pdf                      a plan with its records, and its pages as pictures\n"
    "  trichluc report --language en -o plan.html plan.docx       the same in English\n"
    "  trichluc report --no-pictures -o plans.html plans/         all plans below a folder, in one page\n";

constexpr unsigned kLeastDpi = 18;
constexpr unsigned kMostDpi = 600;

struct Options {
  std::string language = "vi";
  std::string output;
  bool pictures = true;
  unsigned dpi = DrawOptions{}.dpi;
  BatchOptions batch;
};

bool IsStandard(const std::string& output) { return output.empty() || output == "-"; }

// What is wrong with the options taken together; empty where they hold.
std::string Fault(const Options& options) {
  if (IsStandard(options.output) && isatty(STDOUT_FILENO) == 1) return "a terminal shows no HTML (name a file with -o)";
  return options.batch.Fault();
}

// One input that was read.
struct Shown {
  Outcome outcome;
  FullReading reading;
  std::vector<PagePicture> pictures;
  std::string text;      // the bytes of an input that is text
  std::string no_pages;  // why there are no pictures where there could be some
};

// What a report shows of an input. Pictures that cannot be had cost nothing but themselves.
std::optional<Error> ReadAll(const Engine& engine, const Options& options, const Input& input, Shown& shown) {
  Result<FullReading> reading = engine.ReadFully(input);
  if (!reading) return reading.error();
  shown.reading = std::move(*reading);
  if (shown.reading.extraction.text.empty()) shown.text = input.bytes;
  if (!options.pictures || !HasPagesToDraw(input.bytes)) return std::nullopt;
  Result<std::vector<PagePicture>> pictures = engine.Draw({.name = input.name, .bytes = input.bytes}, {.dpi = options.dpi});
  if (pictures) {
    shown.pictures = std::move(*pictures);
  } else {
    shown.no_pages = pictures.error().message;
  }
  return std::nullopt;
}

bool Write(Report& report, const std::string& name, const Shown& shown) {
  if (shown.outcome.error) {
    report.AddFailure(name, shown.outcome.error->message);
    return true;
  }
  return report.Add({.extraction = shown.reading.extraction,
                     .text = shown.text,
                     .repairs = &shown.reading.repairs,
                     .pictures = shown.pictures});
}

int Run(const Options& options) {
  if (const std::string fault = Fault(options); !fault.empty()) return Fail({Error::Code::kBadArgument, fault});
  const EngineOptions reading = options.batch.ForEngine();
  const Result<ExportWording> wording = options.batch.Wording(options.language);
  if (!wording) return Fail(wording.error());
  const Work work(options.batch, reading);
  if (!IsStandard(options.output) && work.Reads(options.output)) {
    return Fail({Error::Code::kBadArgument, "-o " + options.output + ": is one of the inputs and would be overwritten (choose another name)"});
  }
  work.Announce();
  const Result<Engine> engine = EngineFor(work, options.batch, reading);
  if (!engine) return Fail(engine.error());
  Result<Sink> sink = Sink::Open(options.output);
  if (!sink) return Fail(sink.error());

  const InputReader reader(*engine, {});
  Report page(*wording, [&](std::string_view piece) { return sink->Write(piece); }, work.files.size());
  BatchReport report(work, UseProgress(options.batch.progress, options.output));
  report.Show();
  const auto read = [&](std::size_t i) {
    Shown shown;
    shown.outcome = reader.ReadWith(work.Next(i), report.PagesOf(i), [&](const Input& input, Outcome&) {
      shown = {};  // of a first try
      return ReadAll(*engine, options, input, shown);
    });
    return shown;
  };
  InOrder(work.files.size(), options.batch.Threads(), read, [&](std::size_t i, const Shown& shown) {
    if (!shown.no_pages.empty()) Complain(shown.no_pages);
    const bool goes_on = Write(page, work.paths[i], shown);
    report.Take(i, shown.outcome);
    return goes_on;
  });
  // Where nothing could be read there is nothing to show, and what stands in the file stays.
  if (page.shown() > 0) page.Finish();
  return report.End(*engine, sink->Close());
}

}  // namespace

void AddReport(CLI::App& app, int& exit_code) {
  const auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("report", "Write one HTML page that shows each FILE with its records marked on the text");
  command->add_option("--language", options->language, "Words of the page in vi (the default) or en")->type_name("NAME");
  command->add_flag("--pictures,!--no-pictures", options->pictures, "Show the pages of PDF and pictures too (the default)");
  command->add_option("--dpi", options->dpi, "Draw them with N dots an inch (18 to 600; 96)")
      ->type_name("N")
      ->check(CLI::Range(kLeastDpi, kMostDpi).description(""));
  command->add_option("-o,--output", options->output, "Write to FILE in place of the standard output")->type_name("FILE");
  options->batch.AddTo(*command);
  command->footer(kExamples);
  command->callback([options, &exit_code] { exit_code = Run(*options); });
}

}  // namespace trichluc::cli
