// trichluc index: questions to an index of many documents.
#include "cli/commands.h"
#include "cli/index_answers.h"

namespace trichluc::cli {

void AddIndex(CLI::App& app, int& exit_code) {
  CLI::App* command = app.add_subcommand("index", "Ask an index of many documents");
  command->require_subcommand(0, 1);
  AddIndexAnswers(*command, exit_code);
}

}  // namespace trichluc::cli
