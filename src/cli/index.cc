// trichluc index: questions to an index of many documents.
#include "cli/commands.h"
#include "cli/index_answers.h"
#include "cli/options.h"

namespace trichluc::cli {

void AddIndex(CLI::App& app, int& exit_code) {
  CLI::App* command = app.add_subcommand("index", "Ask an index of many documents");
  command->require_subcommand(0, 1);
  command->footer("Examples:\n  trichluc index reference plans.db 33/CT-TTg    who cites it\n");
  command->callback([command, &exit_code] {
    if (command->get_subcommands().empty()) {
      exit_code = Fail({Error::Code::kBadArgument, "index: no command was given (see trichluc index --help)"});
    }
  });
  AddIndexAnswers(*command, exit_code);
}

}  // namespace trichluc::cli
