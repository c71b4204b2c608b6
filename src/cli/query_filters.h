// Which documents of an index: the words and filters of the commands that search it.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "trichluc/index.h"

namespace trichluc::cli {

// What the filters are called whose names mean something else in a command.
struct DayNames {
  const char* from = "--from";
  const char* to = "--to";
};

struct QueryFilters {
  std::vector<std::string> words;
  IndexQuery query;

  // WORDS, --type … --due-to, --order, --limit and --offset.
  // `least`: the smallest limit that makes sense.
  void AddTo(CLI::App& command, const char* about_limit, std::size_t least, const DayNames& names = {});
  [[nodiscard]] IndexQuery Query() const;
};

}  // namespace trichluc::cli
