// trichluc normalize: the text as the rules see it, or what repair changed in it.
#include <cstdio>
#include <memory>

#include "cli/commands.h"
#include "cli/exit_code.h"
#include "cli/options.h"
#include "cli/report.h"
#include "cli/sink.h"
#include "cli/terminal.h"

namespace trichluc::cli {
namespace {

constexpr const char* kExamples =
    "Examples:\n"
    "  trichluc normalize plan.txt\n"
    "  trichluc normalize --diff scan.txt                     what was repaired, and why\n"
    "  trichluc normalize --repair off plan.txt               nothing repaired\n";

struct Options {
  GrammarOptions grammar;
  RepairOptions repair;
  EncodingOption encoding;
  Colour colour = Colour::kAuto;
  bool diff = false;
  std::string path;
};

// Counts lines and columns of places that are asked for in order.
class Counter {
 public:
  explicit Counter(std::string_view bytes) : bytes_(bytes) {}

  std::string At(std::size_t offset) {
    for (; at_ < offset && at_ < bytes_.size(); ++at_) {
      if (bytes_[at_] == '\n') {
        ++line_;
        column_ = 1;
      } else if ((static_cast<unsigned char>(bytes_[at_]) & 0xC0) != 0x80) {
        ++column_;
      }
    }
    return std::to_string(line_) + ":" + std::to_string(column_);
  }

 private:
  std::string_view bytes_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
  std::size_t column_ = 1;
};

// White space and nothing made visible.
std::string Shown(const std::string& text) {
  if (text.empty()) return "(nothing)";
  if (text == "\n" || text == "\r\n") return "(end of line)";
  if (text == " ") return "(space)";
  return Visible(text);
}

std::string Diff(const Opened& opened, const Repairs& repairs, bool colour) {
  std::string out = opened.name + ": " + std::to_string(repairs.edits.size()) + (repairs.edits.size() == 1 ? " repair" : " repairs") +
                    ", damage " + std::string(Name(repairs.damage)) + "\n";
  const char* const read = colour ? "\x1B[31m" : "";
  const char* const meant = colour ? "\x1B[32m" : "";
  const char* const plain = colour ? "\x1B[0m" : "";
  Counter counter(repairs.text.empty() ? std::string_view(opened.bytes) : std::string_view(repairs.text));
  for (const RepairEdit& edit : repairs.edits) {
    char tail[48];
    std::snprintf(tail, sizeof tail, "  %s %.2f\n", std::string(Name(edit.reason)).c_str(), edit.probability);
    std::string place = counter.At(edit.span.start);
    place.resize(std::max<std::size_t>(place.size(), 9), ' ');
    out += place + read + Shown(edit.read) + plain + " \xE2\x86\x92 " + meant + Shown(edit.meant) + plain + tail;
  }
  return out;
}

int Run(const Options& options) {
  const Result<Opened> opened = Open(options.grammar, options.repair, options.encoding, options.path);
  if (!opened) return Fail(opened.error());
  if (options.diff) {
    const Result<Repairs> repairs = opened->engine.Repair(opened->AsInput());
    if (!repairs) return Fail(repairs.error());
    WarnOfDecoder(opened->engine.DecoderWarning());
    return PrintAll(Diff(*opened, *repairs, UseColour(options.colour, "")));
  }
  const auto lines = opened->engine.Normalize(opened->AsInput());
  if (!lines) return Fail(lines.error());
  WarnOfDecoder(opened->engine.DecoderWarning());
  std::string out;
  for (const NormalizedLine& line : *lines) out.append(line.text).append("\n");
  return PrintAll(out);
}

}  // namespace

void AddNormalize(CLI::App& app, int& exit_code) {
  const auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("normalize", "Print the text as the rules see it, line by line");
  options->grammar.AddTo(*command);
  options->repair.AddTo(*command);
  options->encoding.AddTo(*command);
  command->add_flag("--diff", options->diff, "Print what was repaired in place of the text: line and column, read, meant, why, probability");
  AddColour(*command, options->colour);
  command->add_option("FILE", options->path, "The file to read; - is the standard input")->type_name("")->required();
  command->footer(kExamples);
  command->callback([options, &exit_code] { exit_code = Run(*options); });
}

}  // namespace trichluc::cli
