// trichluc index export.
#pragma once

#include <CLI/CLI.hpp>

namespace trichluc::cli {

void AddIndexExport(CLI::App& index, int& exit_code);

}  // namespace trichluc::cli
