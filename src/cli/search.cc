// trichluc search: questions to an index.
#include <memory>

#include "cli/commands.h"
#include "cli/options.h"
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
  std::vector<std::string> words;
  IndexQuery query;
  Format format = Format::kText;
  Colour colour = Colour::kAuto;
};

std::string Joined(const std::vector<std::string>& words) {
  std::string all;
  for (const std::string& word : words) all.append(all.empty() ? "" : " ").append(word);
  return all;
}

int Run(const Options& options) {
  const Result<Index> index = Index::Open(options.index, Index::Access::kRead);
  if (!index) return Fail(index.error());
  IndexQuery query = options.query;
  query.words = Joined(options.words);
  const Result<IndexAnswer> answer = index->Search(query);
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
  IndexQuery& query = options->query;
  command->add_option("INDEX", options->index, "The database that trichluc index add made")->type_name("")->required();
  command->add_option("WORDS", options->words, "All of them must be there; \"a phrase\", begin*, -without")->type_name("");
  const auto add = [&](const char* name, std::string& value, const char* type, const char* about) { command->add_option(name, value, about)->type_name(type); };
  add("--type", query.type, "TYPE", "Of that type, with its marks");
  add("--issuer", query.issuer, "NAME", "Issued by it; the beginning of a name, with or without marks");
  add("--place", query.place, "ID", "Of that province, by its id (vn:75)");
  add("--unit", query.unit, "NAME", "That charge a unit with something; the beginning of its name");
  add("--target", query.target, "WORDS", "That set a target for something: words of what is to be reached");
  add("--reference", query.reference, "CODE", "That cite a document: its code in any form, or the beginning of its name");
  add("--code", query.code, "CODE", "Of that code");
  add("--from", query.from, "DAY", "Of that day or later");
  add("--to", query.to, "DAY", "Of that day or earlier");
  add("--due-from", query.due_from, "DAY", "With a deadline that may be on that day or later");
  add("--due-to", query.due_to, "DAY", "With a deadline that may be on that day or earlier");
  AddChoice<IndexQuery::Order>(*command, "--order", {{"rank", IndexQuery::Order::kRank}, {"date", IndexQuery::Order::kDate}}, query.order,
                               "rank (the best first; the default) or date (the latest first)")
      ->type_name("ORDER");
  command->add_option("--limit", query.limit, "Show N documents (20)")->type_name("N")->check(CLI::Range(std::size_t{1}, std::size_t{1'000'000}).description(""));
  command->add_option("--offset", query.offset, "Pass over the first N")->type_name("N");
  AddChoice<Format>(*command, "--format", {{"text", Format::kText}, {"json", Format::kJson}, {"csv", Format::kCsv}}, options->format,
                    "text (the default), json or csv")
      ->type_name("FORMAT");
  AddColour(*command, options->colour);
  command->footer(kExamples);
  command->callback([options, &exit_code] { exit_code = Run(*options); });
}

}  // namespace trichluc::cli
