// trichluc schema: the JSON Schema of the records.
#include "cli/commands.h"
#include "cli/sink.h"
#include "trichluc/output.h"

namespace trichluc::cli {
namespace {

constexpr const char* kExamples =
    "Examples:\n"
    "  trichluc schema > record.schema.json\n";

}  // namespace

void AddSchema(CLI::App& app, int& exit_code) {
  CLI::App* command = app.add_subcommand("schema", "Print the JSON Schema that every JSON output holds to");
  command->footer(kExamples);
  command->callback([&exit_code] { exit_code = PrintAll(JsonSchema()); });
}

}  // namespace trichluc::cli
