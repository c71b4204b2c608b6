// trichluc eval-repair: how much of the damage repair takes away, and how fast.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <map>
#include <memory>

#include "cli/commands.h"
#include "cli/exit_code.h"
#include "cli/files.h"
#include "cli/options.h"
#include "cli/report.h"
#include "cli/sink.h"
#include "trichluc/train.h"

namespace trichluc::cli {
namespace {

namespace fs = std::filesystem;

constexpr const char* kExamples =
    "Examples:\n"
    "  trichluc eval-repair pairs/                            NAME.truth.txt beside NAME.KIND.txt\n"
    "  trichluc eval-repair --repair ocr plan.txt plan.ocr.txt\n";

constexpr std::size_t kMaxBytes = Limits{}.max_bytes;
constexpr std::string_view kTruth = ".truth.txt";

struct Options {
  GrammarOptions grammar;
  RepairOptions repair;
  EncodingOption encoding;
  std::vector<std::string> arguments;
};

struct Case {
  std::string name;
  std::string kind;
  std::string truth;
  std::string damaged;
};

struct Total {
  RepairScore score;
  double seconds = 0;
  std::size_t files = 0;
};

// NAME.truth.txt of a folder with each NAME.KIND.txt beside it; or two files.
Result<std::vector<Case>> FindCases(const std::vector<std::string>& arguments) {
  std::vector<Case> cases;
  std::error_code unknown;
  if (arguments.size() == 2 && !fs::is_directory(arguments[0], unknown)) {
    cases.push_back({fs::path(arguments[1]).filename().string(), "", arguments[0], arguments[1]});
    return cases;
  }
  for (const std::string& folder : arguments) {
    std::vector<std::string> paths;
    for (const auto& entry : fs::directory_iterator(folder, unknown)) paths.push_back(entry.path().string());
    if (unknown) return Error{Error::Code::kUnreadable, folder + ": cannot be read: " + unknown.message() + " (give a folder of pairs, or two files)"};
    std::sort(paths.begin(), paths.end());
    for (const std::string& truth : paths) {
      if (!truth.ends_with(kTruth)) continue;
      const std::string stem = truth.substr(0, truth.size() - kTruth.size() + 1);
      for (const std::string& damaged : paths) {
        if (damaged == truth || !damaged.starts_with(stem) || !damaged.ends_with(".txt")) continue;
        const std::string name = fs::path(damaged).stem().string();
        cases.push_back({name, damaged.substr(stem.size(), damaged.size() - stem.size() - 4), truth, damaged});
      }
    }
  }
  if (cases.empty()) return Error{Error::Code::kUnreadable, arguments.front() + ": holds no NAME.truth.txt with a NAME.KIND.txt beside it"};
  return cases;
}

std::string Row(const std::string& name, const Total& total) {
  const double n = static_cast<double>(std::max<std::size_t>(total.score.syllables, 1));
  char row[160];
  std::snprintf(row, sizeof row, "%-24s %9zu  %8.4f  %8.4f  %8.4f  %10.0f\n", name.c_str(), total.score.syllables, static_cast<double>(total.score.errors_before) / n,
                static_cast<double>(total.score.errors_after) / n, static_cast<double>(total.score.harmed) / n, n / std::max(total.seconds, 1e-9));
  return row;
}

int Run(const Options& options) {
  const Result<std::vector<Case>> cases = FindCases(options.arguments);
  if (!cases) return Fail(cases.error());
  EngineOptions reading = options.grammar.ForEngine();
  options.repair.Apply(reading);
  reading.encoding = options.encoding.name;
  const Result<Engine> engine = Engine::Create(reading);
  if (!engine) return Fail(engine.error());
  std::map<std::string, Total> kinds;
  std::string out = "text                     syllables    before     after    harmed  syllables/s\n";
  for (const Case& pair : *cases) {
    const Result<std::string> truth = ReadInput(pair.truth, kMaxBytes);
    if (!truth) return Fail(truth.error());
    const Result<std::string> damaged = ReadInput(pair.damaged, kMaxBytes);
    if (!damaged) return Fail(damaged.error());
    const auto start = std::chrono::steady_clock::now();
    const auto lines = engine->Normalize({.name = pair.damaged, .bytes = *damaged});
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    if (!lines) return Fail(lines.error());
    std::string repaired;
    for (const NormalizedLine& line : *lines) repaired.append(line.text).append("\n");
    const Total one{ScoreRepair(*truth, *damaged, repaired), seconds, 1};
    if (one.score.syllables == 0)
      return Fail(Error{Error::Code::kUnsupported,
                        pair.truth + ": holds no word to compare with (the right text is given first)"});
    out += Row(pair.name, one);
    Total& kind = kinds[pair.kind];
    kind.score.syllables += one.score.syllables;
    kind.score.errors_before += one.score.errors_before;
    kind.score.errors_after += one.score.errors_after;
    kind.score.harmed += one.score.harmed;
    kind.seconds += seconds;
    ++kind.files;
  }
  if (cases->size() > 1) {
    out += "\n";
    for (const auto& [kind, total] : kinds) out += Row("all " + kind, total);
  }
  return PrintAll(out);
}

}  // namespace

void AddEvalRepair(CLI::App& app, int& exit_code) {
  const auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("eval-repair", "Measure repair against right texts");
  options->grammar.AddTo(*command);
  options->repair.AddTo(*command);
  options->encoding.AddTo(*command);
  command->add_option("PAIRS", options->arguments, "Folders of NAME.truth.txt and NAME.KIND.txt, or the right text and what was read of it")
      ->type_name("")
      ->required();
  command->footer(kExamples);
  command->callback([options, &exit_code] { exit_code = Run(*options); });
}

}  // namespace trichluc::cli
