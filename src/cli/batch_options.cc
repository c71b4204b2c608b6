#include "cli/batch_options.h"

#include <algorithm>
#include <thread>

#include "cli/files.h"

namespace trichluc::cli {

void BatchOptions::AddTo(CLI::App& command) {
  grammar.AddTo(command);
  repair.AddTo(command);
  encoding.AddTo(command);
  command.add_option("--threads", threads, "Read N inputs at a time; the output does not depend on it")
      ->type_name("N")
      ->check(CLI::Range(std::size_t{1}, std::size_t{256}).description(""));
  AddProgress(command, progress);
  command
      .add_option("FILE", arguments,
                  "Files to read; - is the standard input, a folder all documents below it, known by the ends of their names, "
                  "an archive (ZIP, 7z, RAR, tar) all documents in it")
      ->type_name("")
      ->required();
}

EngineOptions BatchOptions::ForEngine() const {
  EngineOptions options = grammar.ForEngine();
  repair.Apply(options);
  options.encoding = encoding.name;
  return options;
}

Result<ExportWording> BatchOptions::Wording(const std::string& language) const {
  return ExportWording::Load({.language = language, .grammar_folder = grammar.folder, .extra_grammar_folders = grammar.extra_folders});
}

std::string BatchOptions::Fault() const {
  if (std::count(arguments.begin(), arguments.end(), kStandardInput) <= 1) return {};
  return "-: the standard input can be read only once (give - one time)";
}

std::size_t BatchOptions::Threads() const { return threads > 0 ? threads : std::max(1U, std::thread::hardware_concurrency()); }

}  // namespace trichluc::cli
