// The subcommands of `trichluc index` that answer across documents: reference, unit, targets, conflicts, graph, supersede.
#pragma once

#include <CLI/CLI.hpp>

namespace trichluc::cli {

void AddIndexAnswers(CLI::App& index, int& exit_code);

}  // namespace trichluc::cli
