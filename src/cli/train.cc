// trichluc train and trichluc learn: what repair learns from.
#include <cstdio>
#include <memory>

#include "cli/commands.h"
#include "cli/exit_code.h"
#include "cli/files.h"
#include "cli/options.h"
#include "cli/progress.h"
#include "cli/report.h"
#include "cli/sink.h"
#include "trichluc/train.h"

namespace trichluc::cli {
namespace {

constexpr const char* kTrainExamples =
    "Examples:\n"
    "  trichluc train -o archive.lm texts.txt                 a model of one's own\n"
    "  trichluc train -o small.lm --size 8 a.txt b.txt        of at most 8 MB\n"
    "  trichluc normalize --model archive.lm plan.txt         and its use\n";
constexpr const char* kLearnExamples =
    "Examples:\n"
    "  trichluc learn right.txt read.txt > grammars/confusions/foreign_reader.tsv\n"
    "  trichluc learn p1.txt p1.ocr.txt p2.txt p2.ocr.txt     from several pairs\n";

constexpr std::size_t kMaxBytes = Limits{}.max_bytes;

std::string ProgressText(const TrainingProgress& progress, double seconds) {
  const double share = static_cast<double>(progress.done) / static_cast<double>(progress.all);
  char text[80];
  std::snprintf(text, sizeof text, "%3.0f %%  %.0f MB/s  ", 100 * share,
                static_cast<double>(progress.done) / seconds / 1e6);
  return text + TimeLeft(seconds, share) + " to read";
}

struct TrainOptions {
  ModelOptions model;
  double megabytes = 24;
  Progress progress = Progress::kAuto;
};

int RunTrain(const TrainOptions& given) {
  ModelOptions options = given.model;
  options.most_bytes = static_cast<std::uint64_t>(given.megabytes * 1e6);
  Result<ModelReport> report = Error{};
  {
    ProgressLine line(UseProgress(given.progress, options.output));
    options.progress = [&](const TrainingProgress& progress) {
      if (progress.done > 0 && line.Due()) line.Show(ProgressText(progress, line.Seconds()));
    };
    report = TrainModel(options);
  }
  if (!report) return Fail(report.error());
  return PrintAll(options.output + ": " + std::to_string(report->bytes) + " bytes; " + std::to_string(report->words) +
                  " words read, " + std::to_string(report->held_out) + " paragraphs held out; " +
                  std::to_string(report->vocabulary) + " words, " + std::to_string(report->bigrams) + " pairs and " +
                  std::to_string(report->trigrams) + " triples kept\n");
}

int RunLearn(const std::vector<std::string>& paths) {
  if (paths.size() % 2 != 0) {
    Complain("learn: files are given in pairs, the right text and what was read of it (" + paths.back() +
             " has no partner)");
    return kUsage;
  }
  std::vector<ReadingPair> pairs;
  for (std::size_t i = 0; i < paths.size(); i += 2) {
    Result<std::string> meant = ReadInput(paths[i], kMaxBytes);
    if (!meant) return Fail(meant.error());
    Result<std::string> read = ReadInput(paths[i + 1], kMaxBytes);
    if (!read) return Fail(read.error());
    pairs.push_back({std::move(*meant), std::move(*read)});
  }
  ConfusionReport report = LearnConfusionTable(pairs, "");
  const std::string head = "# Learned by `trichluc learn` from " + std::to_string(report.words) + " words, of which " +
                           std::to_string(report.wrong) + " were read otherwise.\n# meant\tread\tshare\n";
  if (report.words == 0) {
    Complain("learn: the texts of the pairs have no words in common (is the right text given first?)");
    return kFailed;
  }
  return PrintAll(head + report.table);
}

}  // namespace

void AddTrain(CLI::App& app, int& exit_code) {
  const auto options = std::make_shared<TrainOptions>();
  CLI::App* command = app.add_subcommand("train", "Make a language model for repair from text");
  command->add_option("-o,--output", options->model.output, "The model's FILE")->type_name("FILE")->required();
  command
      ->add_option("--held-out", options->model.held_out,
                   "Leave out paragraphs that share twelve words with FILE; may be given more than once")
      ->type_name("FILE")
      ->allow_extra_args(false);
  command->add_option("--size", options->megabytes, "At most so many MB (24)")
      ->type_name("MB")
      ->check(CLI::Range(1.0, 4000.0));
  AddProgress(*command, options->progress);
  command->add_option("TEXT", options->model.texts, "Files of UTF-8 text, one paragraph a line")
      ->type_name("")
      ->required();
  command->footer(kTrainExamples);
  command->callback([options, &exit_code] { exit_code = RunTrain(*options); });
}

void AddLearn(CLI::App& app, int& exit_code) {
  const auto paths = std::make_shared<std::vector<std::string>>();
  CLI::App* command =
      app.add_subcommand("learn", "Make a table of confusions from right texts and what was read of them");
  command->add_option("PAIRS", *paths, "The right text and what was read of it, by turns")->type_name("")->required();
  command->footer(kLearnExamples);
  command->callback([paths, &exit_code] { exit_code = RunLearn(*paths); });
}

}  // namespace trichluc::cli
