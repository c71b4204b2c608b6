// trichluc eval: records against records made by hand.
#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <memory>

#include "cli/commands.h"
#include "cli/exit_code.h"
#include "cli/files.h"
#include "cli/options.h"
#include "cli/report.h"
#include "cli/sink.h"
#include "trichluc/evaluate.h"

namespace trichluc::cli {
namespace {

namespace fs = std::filesystem;

constexpr const char* kExamples =
    "Examples:\n"
    "  trichluc eval gold/plan.json out/plan.json --raw plans/plan.txt --show\n"
    "  trichluc eval gold/ out/ --raw plans/                  every gold/NAME.json with plans/**/NAME.txt\n";

constexpr std::size_t kMaxBytes = Limits{}.max_bytes;

struct Options {
  std::string gold;
  std::string output;
  std::string raw;
  bool show = false;
};

// One document to score.
struct Case {
  fs::path gold;
  fs::path output;
  std::string name;
};

// The kinds and their fields in the order of the table; the library keeps them by name.
struct Columns {
  const char* kind;
  std::array<const char*, 4> fields;
};
constexpr std::array<Columns, 7> kTable = {{{"document", {}},
                                            {"sections", {"heading"}},
                                            {"blocks", {"section"}},
                                            {"references", {"issuer", "relation", "title", "provision"}},
                                            {"assignments", {"with", "task"}},
                                            {"targets", {"subject", "predicate", "value_max"}},
                                            {"deadlines", {"task", "units"}}}};

std::string Share(const std::string& field, const std::pair<int, int>& counts) {
  return "  " + field + " " + std::to_string(counts.first) + "/" + std::to_string(counts.second);
}

// The shares of right fields among the records that were found.
std::string Shares(const Score& score, const Columns& columns) {
  std::string out;
  for (const char* field : columns.fields) {
    const auto counts = field == nullptr ? score.fields.end() : score.fields.find(field);
    if (counts != score.fields.end()) out += Share(field, counts->second);
  }
  return out;
}

// The fields of the document that are not always right; all of them would be a long line.
std::string WrongFields(const Score& score) {
  std::string out;
  for (const auto& [field, counts] : score.fields) {
    if (counts.first < counts.second) out += Share(field, counts);
  }
  return out;
}

std::string Row(const Score& score, const Columns& columns) {
  std::array<char, 160> line{};
  std::snprintf(line.data(), line.size(), "  %-12s P %.3f  R %.3f  F1 %.3f   ", columns.kind, score.precision(),
                score.recall(), score.f1());
  const std::string found = std::to_string(score.hits) + " of " + std::to_string(score.expected);
  // The document is one record with fields: nothing can be missing or too many.
  if (std::string_view(columns.kind) == "document") return line.data() + ("(" + found + " right)") + WrongFields(score);
  return line.data() + ("(" + found + ", " + std::to_string(score.given) + " given)") + Shares(score, columns);
}

std::string Table(const Evaluation& evaluation, const std::string& title) {
  std::string out = title + "\n";
  for (const Columns& columns : kTable) {
    const auto found = evaluation.kinds.find(columns.kind);
    if (found != evaluation.kinds.end()) out += Row(found->second, columns) + "\n";
  }
  std::array<char, 40> line{};
  std::snprintf(line.data(), line.size(), "  overall      F1 %.4f\n", evaluation.overall());
  return out + line.data();
}

std::string Shown(const Evaluation& evaluation) {
  std::string out;
  for (const std::string& line : evaluation.missed) out += "  missed   " + Visible(line) + "\n";
  for (const std::string& line : evaluation.made_up) out += "  made up  " + Visible(line) + "\n";
  return out;
}

// The documents to score, in the order of their names. Empty where GOLD is a folder without any.
std::vector<Case> Cases(const Options& options) {
  std::error_code unknown;
  const auto make = [&](const fs::path& gold) {
    const bool folder = fs::is_directory(options.output, unknown);
    return Case{gold, folder ? options.output / gold.filename() : fs::path(options.output), gold.stem().string()};
  };
  if (!fs::is_directory(options.gold, unknown)) return {make(options.gold)};
  std::vector<Case> cases;
  for (fs::directory_iterator entry(options.gold, unknown); !unknown && entry != fs::directory_iterator();
       entry.increment(unknown)) {
    if (entry->path().extension() == ".json") cases.push_back(make(entry->path()));
  }
  std::sort(cases.begin(), cases.end(), [](const Case& a, const Case& b) { return a.name < b.name; });
  return cases;
}

// Where to look for the documents: --raw, else beside the gold.
fs::path RawPlace(const Options& options) {
  if (!options.raw.empty()) return options.raw;
  std::error_code unknown;
  fs::path gold(options.gold);
  if (fs::is_directory(gold, unknown)) return gold;
  return gold.has_parent_path() ? gold.parent_path() : fs::path(".");
}

// The document NAME.txt at or below `place`; else the first NAME_*.txt.
std::optional<std::string> RawFile(const std::vector<std::string>& texts, const std::string& name) {
  const auto find = [&](const auto& fits) -> std::optional<std::string> {
    const auto found =
        std::find_if(texts.begin(), texts.end(), [&](const std::string& text) { return fits(fs::path(text)); });
    return found == texts.end() ? std::nullopt : std::optional(*found);
  };
  auto exact = find([&](const fs::path& text) { return text.filename() == name + ".txt"; });
  if (exact) return exact;
  return find([&](const fs::path& text) {
    return text.extension() == ".txt" && text.stem().string().rfind(name + "_", 0) == 0;
  });
}

// The gold cannot be used: the evaluation as a whole ends.
Error Blame(const Case& one, const Error& error) {
  return {Error::Code::kUnreadable, one.gold.string() + ": " + error.message};
}

class Evaluator {
 public:
  explicit Evaluator(const Options& options) : options_(options) {
    const fs::path place = RawPlace(options);
    std::error_code unknown;
    single_ = !fs::is_directory(place, unknown);
    Inputs inputs = ExpandInputs({place.string()});
    for (const Error& error : inputs.errors) Complain(error);
    texts_ = std::move(inputs.paths);
  }

  // Scores one document and writes its table. A missing or broken output scores 0.
  std::optional<Error> Add(const Case& one) {
    const auto text = single_ ? std::optional(texts_.front()) : RawFile(texts_, one.name);
    if (!text) {
      return Error{Error::Code::kUnreadable, one.name + ".txt: not found below " + RawPlace(options_).string() +
                                                 " (name the folder of the documents with --raw)"};
    }
    const Result<std::string> original = ReadInput(*text, kMaxBytes);
    if (!original) return original.error();
    const Result<std::string> gold = ReadInput(one.gold.string(), kMaxBytes);
    if (!gold) return gold.error();
    const Result<std::string> output = ReadInput(one.output.string(), kMaxBytes);
    if (!output) return AddBroken(one, *original, *gold, output.error().message);
    if (output->empty()) return AddBroken(one, *original, *gold, one.output.string() + ": is empty (make it again)");
    const Result<Evaluation> evaluation = Evaluate(*original, *gold, *output);
    if (evaluation) return Take(one, *evaluation);
    if (evaluation.error().code != Error::Code::kUnsupported) return Blame(one, evaluation.error());
    return AddBroken(one, *original, *gold, one.output.string() + ": " + evaluation.error().message);
  }

  // All tables; after those of a folder the one of all documents together.
  [[nodiscard]] std::string Tables(bool folder) const { return folder ? tables_ + Table(total_, "ALL") : tables_; }
  [[nodiscard]] bool broken() const { return broken_; }

 private:
  std::optional<Error> AddBroken(const Case& one, std::string_view original, std::string_view gold,
                                 const std::string& why) {
    Complain(why + "; " + one.name + " scores 0");
    broken_ = true;
    const auto evaluation = Evaluate(original, gold, "");
    if (!evaluation) return Blame(one, evaluation.error());
    return Take(one, *evaluation);
  }

  std::optional<Error> Take(const Case& one, const Evaluation& evaluation) {
    if (options_.show) tables_ += Shown(evaluation);
    tables_ += Table(evaluation, one.name);
    total_.Add(evaluation);
    return std::nullopt;
  }

  const Options& options_;
  std::vector<std::string> texts_;
  bool single_ = false;  // --raw names the document itself
  bool broken_ = false;
  std::string tables_;
  Evaluation total_;
};

int Run(const Options& options) {
  std::error_code unknown;
  // Before the documents are looked for, which may be long.
  if (!fs::exists(options.gold, unknown))
    return Fail({Error::Code::kUnreadable, FileMessage(options.gold, "cannot be read", ENOENT)});
  const bool folder = fs::is_directory(options.gold, unknown);
  if (folder && !fs::is_directory(options.output, unknown)) {
    return Fail({Error::Code::kBadArgument,
                 options.output + ": is no folder, and " + options.gold + " is one (give two files or two folders)"});
  }
  const std::vector<Case> cases = Cases(options);
  if (cases.empty())
    return Fail({Error::Code::kUnreadable, options.gold + ": holds no .json file (name the folder of the gold)"});
  Evaluator evaluator(options);
  for (const Case& one : cases) {
    if (const auto error = evaluator.Add(one)) return Fail(*error);
  }
  const int printed = PrintAll(evaluator.Tables(folder));
  return evaluator.broken() ? kFailed : printed;
}

}  // namespace

void AddEval(CLI::App& app, int& exit_code) {
  const auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("eval", "Compare records with records made by hand");
  command->add_option("GOLD", options->gold, "A gold file, or a folder of NAME.json")->type_name("")->required();
  command->add_option("OUT", options->output, "The output for it, or a folder of NAME.json")->type_name("")->required();
  command->add_option("--raw", options->raw, "The document, or the folder of the documents NAME.txt; else beside GOLD")
      ->type_name("DIR");
  command->add_flag("--show", options->show, "List the records that were missed and those that were made up");
  command->footer(kExamples);
  command->callback([options, &exit_code] { exit_code = Run(*options); });
}

}  // namespace trichluc::cli
