// What a batch has to do.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "cli/batch_options.h"
#include "cli/files.h"
#include "cli/report.h"

namespace trichluc::cli {

// The files to read, and what they are like.
struct Work {
  std::vector<InputFile> files;
  std::vector<std::string> paths;  // their names
  std::vector<FileFacts> facts;
  std::vector<Error> errors;
  std::vector<std::string> notes;
  std::string decoder_warning;  // of the archives' decoders
  std::uint64_t bytes = 0;

  Work(const BatchOptions& options, const EngineOptions& reading)
      : Work(OpenArchives(ExpandInputs(options.arguments, true), reading)) {}
  explicit Work(OpenInputs inputs)
      : files(std::move(inputs.files)), errors(std::move(inputs.errors)), notes(std::move(inputs.notes)),
        decoder_warning(std::move(inputs.decoder_warning)) {
    facts.reserve(files.size());
    for (const InputFile& file : files) {
      paths.push_back(file.name);
      facts.push_back(LookAt(file));
      bytes += facts.back().size;
    }
  }

  // The input that is read now, in their order; others are fetched meanwhile.
  [[nodiscard]] const InputFile& Next(std::size_t i) const {
    constexpr std::size_t kAhead = 16;
    if (i + kAhead < files.size()) ReadAhead(files[i + kAhead]);
    return files[i];
  }

  // Is one of the inputs the file `output`?
  [[nodiscard]] bool Reads(const std::string& output) const {
    const FileFacts there = LookAt(output);
    return std::any_of(facts.begin(), facts.end(), [&](const FileFacts& input) { return input.SameFile(there); });
  }

  // Folders that could not be read, and what was passed over.
  void Announce() const {
    for (const Error& error : errors) Complain(error);
    for (const std::string& note : notes) Complain(note);
  }
};

// The engine to read them with. Many documents are shared out among the threads, of one its pages.
[[nodiscard]] inline Result<Engine> EngineFor(const Work& work, const BatchOptions& options, EngineOptions reading) {
  if (work.paths.size() == 1) reading.page_threads = static_cast<std::uint32_t>(options.Threads());
  return Engine::Create(reading);
}

}  // namespace trichluc::cli
