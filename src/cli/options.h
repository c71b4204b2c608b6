// Options that several commands have.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <utility>
#include <vector>

#include "cli/terminal.h"
#include "trichluc/engine.h"

namespace trichluc::cli {

// --grammars and --extra-grammars.
struct GrammarOptions {
  std::string folder;
  std::vector<std::string> extra_folders;

  void AddTo(CLI::App& command);
  [[nodiscard]] EngineOptions ForEngine() const;
};

// --encoding
struct EncodingOption {
  std::string name;

  void AddTo(CLI::App& command);
};

// --repair and --model.
struct RepairOptions {
  RepairMode mode = RepairMode::kAuto;
  std::string model;

  void AddTo(CLI::App& command);
  void Apply(EngineOptions& options) const;
};

// "auto", "off", "light", "ocr" or "marks".
[[nodiscard]] const char* Name(RepairMode mode);

// The model beside the program where that was installed, else that of the library.
[[nodiscard]] std::string FindModel();

// An option whose value is one of a few words.
template <typename Value>
CLI::Option* AddChoice(CLI::App& command, const char* name, std::vector<std::pair<const char*, Value>> choices,
                       Value& value, const char* about) {
  const auto set = [name, choices, &value](const std::string& word) {
    std::string known;
    for (const auto& [choice, meaning] : choices) {
      if (word == choice) {
        value = meaning;
        return;
      }
      known += (known.empty() ? "" : ", ") + std::string(choice);
    }
    throw CLI::ValidationError(name, word + ": no such value; use one of: " + known);
  };
  return command.add_option_function<std::string>(name, set, about);
}

// --colour
void AddColour(CLI::App& command, Colour& colour);

// --progress
void AddProgress(CLI::App& command, Progress& progress);

// One input, read, and the engine to read it with: what the commands for a single file begin with.
struct Opened {
  Engine engine;
  std::string name;
  std::string bytes;

  [[nodiscard]] Input AsInput() const { return {name, bytes}; }
};
Result<Opened> Open(const GrammarOptions& grammar, const RepairOptions& repair, const EncodingOption& encoding, const std::string& path);

// Says so, where the system could not shut in the decoder of files as it should. Once, at the end of a run.
// `missing`: Engine::DecoderWarning.
void WarnOfDecoder(const std::string& missing);

// Complains about the error and gives the exit code that goes with it.
int Fail(const Error& error);

}  // namespace trichluc::cli
