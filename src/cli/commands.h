// The commands of the program. Each function adds one to `app`; when that command is given, its exit code is put into
// `exit_code` after the command line was read.
#pragma once

#include <CLI/CLI.hpp>

namespace trichluc::cli {

void AddExtract(CLI::App& app, int& exit_code);
void AddExport(CLI::App& app, int& exit_code);
void AddReport(CLI::App& app, int& exit_code);
void AddIndex(CLI::App& app, int& exit_code);
void AddSearch(CLI::App& app, int& exit_code);
void AddServe(CLI::App& app, int& exit_code);
void AddNormalize(CLI::App& app, int& exit_code);
void AddSegment(CLI::App& app, int& exit_code);
void AddExplain(CLI::App& app, int& exit_code);
void AddGrammar(CLI::App& app, int& exit_code);
void AddEval(CLI::App& app, int& exit_code);
void AddTrain(CLI::App& app, int& exit_code);
void AddLearn(CLI::App& app, int& exit_code);
void AddEvalRepair(CLI::App& app, int& exit_code);
void AddOcr(CLI::App& app, int& exit_code);
void AddSchema(CLI::App& app, int& exit_code);

}  // namespace trichluc::cli
