// trichluc ocr: the pages of a scan with their words repaired, as files that other programs read.
#include <unistd.h>

#include <filesystem>
#include <memory>

#include "cli/commands.h"
#include "cli/exit_code.h"
#include "cli/files.h"
#include "cli/options.h"
#include "cli/report.h"
#include "cli/sink.h"
#include "trichluc/pages.h"

namespace trichluc::cli {
namespace {

namespace fs = std::filesystem;

constexpr const char* kExamples =
    "Examples:\n"
    "  trichluc ocr --to pdf -o searchable.pdf scan.pdf       the scan, with text to search and copy\n"
    "  trichluc ocr --to alto -o plan.xml scan.tif            words and places for a digital library\n"
    "  trichluc ocr --to text old.hocr                        what another OCR program read, repaired\n";

enum class Target { kNone, kPdf, kAlto, kHocr, kText };

struct Options {
  Target target = Target::kNone;
  RepairOptions repair;
  std::string output;
  std::string path;
};

// What is wrong with the options taken together; empty where they hold.
std::string Fault(const Options& options) {
  if (options.target == Target::kNone) return "--to is missing (give --to pdf, alto, hocr or text)";
  const bool standard = options.output.empty() || options.output == "-";
  if (options.target == Target::kPdf && standard && isatty(STDOUT_FILENO) == 1)
    return "--to pdf: a terminal shows no PDF (name a file with -o)";
  std::error_code unknown;  // where one of the two does not exist they are not the same
  if (!standard && options.path != kStandardInput && fs::equivalent(options.path, options.output, unknown)) {
    return "-o " + options.output + ": is the input and would be overwritten (choose another name)";
  }
  return {};
}

Result<std::string> Written(const Options& options, const Opened& opened, const ReadPages& pages) {
  if (options.target != Target::kText && !pages.HasPlaces()) {
    return Error{Error::Code::kUnsupported,
                 opened.name + ": does not say where its words stand (only --to text can be had of it)"};
  }
  switch (options.target) {
    case Target::kPdf: return opened.engine.Searchable(opened.AsInput(), pages);
    case Target::kAlto: return ToAlto(pages);
    case Target::kHocr: return ToHocr(pages);
    default: return pages.text + "\n";
  }
}

int Run(const Options& options) {
  if (const std::string fault = Fault(options); !fault.empty()) return Fail({Error::Code::kBadArgument, fault});
  const Result<Opened> opened = Open({}, options.repair, {}, options.path);
  if (!opened) return Fail(opened.error());
  const Result<ReadPages> pages = opened->engine.Read(opened->AsInput());
  if (!pages) return Fail(pages.error());
  const Result<std::string> written = Written(options, *opened, *pages);
  if (!written) return Fail(written.error());
  Result<Sink> sink = Sink::Open(options.output);
  if (!sink) return Fail(sink.error());
  sink->Write(*written);
  bool failed = false;
  if (const auto error = sink->Close()) {
    Complain(*error);
    failed = true;
  }
  WarnOfDecoder(opened->engine.DecoderWarning());
  // Pages that are missing from the output are no secret.
  for (const Diagnostic& diagnostic : pages->diagnostics) {
    if (diagnostic.severity != Severity::kError) continue;
    Complain(opened->name + ": " + diagnostic.message);
    failed = true;
  }
  return failed ? kFailed : kOk;
}

}  // namespace

void AddOcr(CLI::App& app, int& exit_code) {
  const auto options = std::make_shared<Options>();
  CLI::App* command =
      app.add_subcommand("ocr", "Write the pages of a scan with their words repaired: PDF, ALTO, hOCR, text");
  AddChoice<Target>(*command, "--to",
                    {{"pdf", Target::kPdf}, {"alto", Target::kAlto}, {"hocr", Target::kHocr}, {"text", Target::kText}},
                    options->target, "pdf (the pages as they look, with text to search and copy), alto, hocr or text")
      ->type_name("FORM");
  options->repair.AddTo(*command);
  command->add_option("-o,--output", options->output, "Write to FILE in place of the standard output")
      ->type_name("FILE");
  command
      ->add_option("FILE", options->path,
                   "A PDF, a picture, or for the other forms hOCR, ALTO or PAGE XML; - is the standard input")
      ->type_name("")
      ->required();
  command->footer(kExamples);
  command->callback([options, &exit_code] { exit_code = Run(*options); });
}

}  // namespace trichluc::cli
