// The options of the commands that read many inputs.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "cli/options.h"
#include "trichluc/exports.h"

namespace trichluc::cli {

struct BatchOptions {
  GrammarOptions grammar;
  RepairOptions repair;
  EncodingOption encoding;
  std::size_t threads = 0;  // 0: as many as there are processors
  Progress progress = Progress::kAuto;
  std::vector<std::string> arguments;

  void AddTo(CLI::App& command);
  [[nodiscard]] EngineOptions ForEngine() const;
  // The words of what is written, from the same grammars.
  [[nodiscard]] Result<ExportWording> Wording(const std::string& language) const;
  // What is wrong with them taken together; empty where they hold.
  [[nodiscard]] std::string Fault() const;
  [[nodiscard]] std::size_t Threads() const;
};

}  // namespace trichluc::cli
