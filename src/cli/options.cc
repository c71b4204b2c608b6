#include "cli/options.h"

#include <algorithm>
#include <filesystem>
#include <thread>
#include <utility>

#include "cli/exit_code.h"
#include "cli/files.h"
#include "cli/report.h"

namespace trichluc::cli {

void GrammarOptions::AddTo(CLI::App& command) {
  command.add_option("--grammars", folder, "Grammar files below DIR in place of the built-in ones")->type_name("DIR");
  command.add_option("--extra-grammars", extra_folders, "Grammar files below DIR as well; may be given more than once")
      ->type_name("DIR")
      ->allow_extra_args(false);  // or it would swallow the FILE that follows
}

EngineOptions GrammarOptions::ForEngine() const {
  EngineOptions options;
  options.grammar_folder = folder;
  options.extra_grammar_folders = extra_folders;
  return options;
}

void EncodingOption::AddTo(CLI::App& command) {
  command.add_option("--encoding", name, "The encoding of the input (UTF-16LE, TCVN3, VNI, ...); judged by its text where it is not given")
      ->type_name("NAME");
}

void RepairOptions::AddTo(CLI::App& command) {
  AddChoice<RepairMode>(
      command, "--repair",
      {{"auto", RepairMode::kAuto},
       {"off", RepairMode::kOff},
       {"light", RepairMode::kLight},
       {"ocr", RepairMode::kOcr},
       {"marks", RepairMode::kMarks}},
      mode, "What a machine did to the text: auto (each page is judged by itself), off, light, ocr or marks")
      ->type_name("DAMAGE");
  command.add_option("--model", model, "The language model that repair leans on, a FILE of trichluc train")
      ->type_name("FILE");
}

void RepairOptions::Apply(EngineOptions& options) const {
  options.repair = mode;
  options.model = model.empty() ? FindModel() : model;
}

const char* Name(RepairMode mode) {
  switch (mode) {
    case RepairMode::kAuto: return "auto";
    case RepairMode::kOff: return "off";
    case RepairMode::kLight: return "light";
    case RepairMode::kOcr: return "ocr";
    case RepairMode::kMarks: return "marks";
  }
  return "";
}

std::string FindModel() {
  namespace fs = std::filesystem;
  std::error_code unknown;  // where the system does not say which program this is
  const fs::path program = fs::read_symlink("/proc/self/exe", unknown);
  const fs::path beside = program.parent_path().parent_path() / "share" / "trichluc" / "models" / "vietnamese.lm";
  if (!unknown && fs::is_regular_file(beside, unknown)) return beside.string();
  return {};
}

void AddColour(CLI::App& command, Colour& colour) {
  AddChoice<Colour>(command, "--colour,--color",
                    {{"auto", Colour::kAuto}, {"always", Colour::kAlways}, {"never", Colour::kNever}}, colour,
                    "Colour text: auto (a terminal only), always or never")
      ->type_name("WHEN");
}

void AddProgress(CLI::App& command, Progress& progress) {
  AddChoice<Progress>(command, "--progress",
                      {{"auto", Progress::kAuto}, {"always", Progress::kAlways}, {"never", Progress::kNever}}, progress,
                      "Show how far it has come: auto (where errors go to a terminal), always or never")
      ->type_name("WHEN");
}

Result<Opened> Open(const GrammarOptions& grammar, const RepairOptions& repair, const EncodingOption& encoding, const std::string& path) {
  EngineOptions options = grammar.ForEngine();
  repair.Apply(options);
  options.encoding = encoding.name;
  options.page_threads = std::max(1U, std::thread::hardware_concurrency());  // it is the only document
  Result<std::string> bytes = ReadInput(path, options.limits.max_bytes);
  if (!bytes) return bytes.error();
  Result<Engine> engine = Engine::Create(options);
  if (!engine) return engine.error();
  return Opened{std::move(*engine), InputName(path), std::move(*bytes)};
}

void WarnOfDecoder(const std::string& missing) {
  if (!missing.empty()) Complain("the decoder ran with less protection than it should: this system does not offer " + missing + " (read files of strangers elsewhere)");
}

int Fail(const Error& error) {
  Complain(error);
  return error.code == Error::Code::kBadArgument ? kUsage : kFailed;
}

}  // namespace trichluc::cli
