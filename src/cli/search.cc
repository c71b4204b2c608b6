// trichluc search: questions to an index.
#include <memory>

#include "cli/commands.h"
#include "cli/options.h"
#include "cli/query_filters.h"
#include "cli/sink.h"
#include "trichluc/index.h"

namespace trichluc::cli {
namespace {

constexpr const char* kExamples =
    "Examples:\n"
    "  trichluc search plans.db dan van kheo                  with any marks; typed marks narrow\n"
    "  trichluc search plans.db '\"dan van\" -kheo'           a phrase, and without a word\n"
    "  trichluc search plans.db --reference 33/CT-TTg         what cites a document\n"
    "  trichluc search plans.db --target 'ho ngheo'           who sets a target for it\n"
    "  trichluc search plans.db --unit 'so noi vu' --due-to 2026-06-30 --format csv\n";

enum class Format { kText, kJson, kCsv };

struct Options {
  std::string index;
  QueryFilters filters;
  Format format = Format::kText;
  Colour colour = Colour::kAuto;
};

int Run(const Options& options) {
  const Result<Index> index = Index::Open(options.index, Index::Access::kRead);
  if (!index) return Fail(index.error());
  const Result<IndexAnswer> answer = index->Search(options.filters.Query());
  if (!answer) return Fail(answer.error());
  switch (options.format) {
    case Format::kJson: return PrintAll(ToJson(*answer));
    case Format::kCsv: return PrintAll(ToCsv(*answer));
    case Format::kText: break;
  }
  return PrintAll(ToText(*answer, {UseColour(options.colour, ""), TextWidth("")}));
}

}  // namespace

void AddSearch(CLI::App& app, int& exit_code) {
  const auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("search", "Find documents in an index by their words and records");
  command->add_option("INDEX", options->index, "The database that trichluc index add made")->type_name("")->required();
  options->filters.AddTo(*command, "Show N documents (20); 0: only their count", 0);
  AddChoice<Format>(*command, "--format", {{"text", Format::kText}, {"json", Format::kJson}, {"csv", Format::kCsv}}, options->format,
                    "text (the default), json or csv")
      ->type_name("FORMAT");
  AddColour(*command, options->colour);
  command->footer(kExamples);
  command->callback([options, &exit_code] { exit_code = Run(*options); });
}

}  // namespace trichluc::cli
