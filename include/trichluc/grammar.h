// Checking grammar files before they are used, and running the examples that stand in them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "trichluc/result.h"

namespace trichluc {

struct GrammarFault {
  std::string file;
  int line = 0;    // from 1
  int column = 0;  // from 1, in bytes
  std::string message;
};

// A fault on one line, as compilers write theirs, so that editors find the place: "units.toml:3:10: levels is a list of names".
[[nodiscard]] std::string FaultLine(const GrammarFault& fault);

struct GrammarCheck {
  std::vector<GrammarFault> faults;
  int files = 0;
  int rules = 0;
  int phrases = 0;
};

// Parses and compiles every file below `folder` (the built-in grammars if it is empty), and then those of the folders in
// `extra`, as EngineOptions does, and reports all faults, not only the first. Fails only where a folder cannot be read.
Result<GrammarCheck> CheckGrammar(const std::string& folder, const std::vector<std::string>& extra = {});

struct GrammarTest {
  struct Failure {
    std::string file;
    int line = 0;
    std::string rule;
    std::string example;
    std::string message;  // what was expected and what came
  };
  std::vector<Failure> failures;
  int examples = 0;
};

// Runs every `yes` and `no` example of the same rules.
Result<GrammarTest> TestGrammar(const std::string& folder, const std::vector<std::string>& extra = {});

}  // namespace trichluc
