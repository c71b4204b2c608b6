// What repair learns from: a language model from text, a table of confusions from texts and what a machine read of them, and
// the measure of how well both do.
//
//   trichluc::ModelOptions options;
//   options.texts = {"archive.txt"};
//   options.output = "archive.lm";
//   const auto report = trichluc::TrainModel(options);
//   if (!report) return Fail(report.error());
//
// The functions may be called from any thread; each works by itself. They write only the files that they are told to.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "trichluc/result.h"

namespace trichluc {

// How far the training has come: `done` of `all` bytes to read (each text is read twice).
struct TrainingProgress {
  std::uint64_t done = 0;
  std::uint64_t all = 0;
};

struct ModelOptions {
  std::vector<std::string> texts;     // files of UTF-8 text, one paragraph a line; a file given twice counts twice
  std::vector<std::string> held_out;  // files that the model is measured on: paragraphs that share twelve words with them are left out
  std::string output;                 // the model's file
  std::uint64_t most_bytes = 24'000'000;             // of that file
  std::size_t memory_keys = std::size_t{1} << 25;    // n-grams counted in memory at a time (eight bytes each); more go to temporary files
  std::function<void(const TrainingProgress&)> progress;  // called now and then; may be empty
};

struct ModelReport {
  std::uint64_t words = 0;        // of running text, numbers and boundaries included
  std::uint64_t held_out = 0;     // paragraphs that were left out
  std::uint64_t vocabulary = 0;
  std::uint64_t bigrams = 0;
  std::uint64_t trigrams = 0;
  std::uint64_t bytes = 0;        // of the file
};

// Trains a trigram model (modified Kneser-Ney, pruned to the size asked for). Fails where a text cannot be read, holds no
// word, or the model cannot be written.
Result<ModelReport> TrainModel(const ModelOptions& options);

// A text and what a machine read of it, both UTF-8.
struct ReadingPair {
  std::string meant;
  std::string read;
};

struct ConfusionReport {
  std::size_t words = 0;  // that were aligned
  std::size_t wrong = 0;  // of them, read otherwise
  std::string table;      // the text of a file for grammars/confusions
};

// Learns how letters are misread. `comment` is put at the head of the table.
ConfusionReport LearnConfusionTable(const std::vector<ReadingPair>& pairs, std::string_view comment);

// How much of a damaged text was repaired, syllable by syllable. Syllables are what stands between white space, without the
// signs at its edges, in lower case; the texts are aligned by edit distance.
struct RepairScore {
  std::size_t syllables = 0;      // of the truth
  std::size_t errors_before = 0;  // edit distance of the damaged text
  std::size_t errors_after = 0;   // of the repaired one
  std::size_t harmed = 0;         // syllables that were right and are wrong now
};
[[nodiscard]] RepairScore ScoreRepair(std::string_view truth, std::string_view damaged, std::string_view repaired);

}  // namespace trichluc
