#include "cli/input_reader.h"

#include <exception>
#include <mutex>
#include <new>
#include <utility>

namespace trichluc::cli {
namespace {

Outcome Failure(Error error) { return {.error = std::move(error)}; }

// Where memory runs out in what is made once (a pattern of the grammars), the exception passes through the C library, which
// loads its part in that only then, and ends the program where it cannot. So it passes once while there is memory.
void PrepareForWantOfMemory() {
  std::once_flag once;
  try {
    std::call_once(once, [] { throw std::bad_alloc(); });
  } catch (const std::bad_alloc&) {  // as it should be
  }
}

}  // namespace

InputReader::InputReader(const Engine& engine, Use use, IsKnown is_known) : engine_(engine), use_(std::move(use)), is_known_(std::move(is_known)) {
  PrepareForWantOfMemory();
}

Outcome InputReader::Read(const InputFile& file, const PageProgress& pages) const {
  std::shared_lock together(memory_);
  std::optional<Outcome> outcome = Try(file, pages);
  together.unlock();
  if (!outcome && file.path != kStandardInput) {  // that cannot be read again
    const std::unique_lock alone(memory_);
    outcome = Try(file, pages);
  }
  if (outcome) return std::move(*outcome);
  return Failure({Error::Code::kTooLarge, InputName(file.name) + ": out of memory (split the file)"});
}

// Nothing where the memory does not suffice.
std::optional<Outcome> InputReader::Try(const InputFile& file, const PageProgress& pages) const {
  try {
    return ReadOnce(file, pages);
  } catch (const std::bad_alloc&) {
    return std::nullopt;
  } catch (const std::exception& error) {
    return Failure({Error::Code::kUnsupported, InputName(file.name) + ": " + error.what() + " (please report this)"});
  }
}

Outcome InputReader::ReadOnce(const InputFile& file, const PageProgress& pages) const {
  const Result<std::string> bytes = ReadInput(file, Limits{}.max_bytes);
  if (!bytes) return Failure(bytes.error());
  Outcome outcome{.bytes = bytes->size()};
  if (is_known_ && is_known_(InputName(file.name), *bytes, outcome)) return outcome;
  Result<Extraction> extraction = engine_.Extract({.name = InputName(file.name), .bytes = *bytes, .progress = pages});
  if (!extraction) return Failure(extraction.error());
  use_(std::move(extraction).value(), *bytes, outcome);
  return outcome;
}

}  // namespace trichluc::cli
