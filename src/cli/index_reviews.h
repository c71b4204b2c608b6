// trichluc index judge and trichluc index reviews.
#pragma once

#include <CLI/CLI.hpp>

namespace trichluc::cli {

void AddIndexReviews(CLI::App& index, int& exit_code);

}  // namespace trichluc::cli
