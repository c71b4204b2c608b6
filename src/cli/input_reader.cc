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

InputReader::InputReader(const Engine& engine, Use use)
    : InputReader([&engine, use = std::move(use)](const Input& input, Outcome& outcome) -> std::optional<Error> {
        Result<Extraction> extraction = engine.Extract(input);
        if (!extraction) return extraction.error();
        use(std::move(extraction).value(), input.bytes, outcome);
        return std::nullopt;
      }) {}

InputReader::InputReader(Make make) : make_(std::move(make)) { PrepareForWantOfMemory(); }

Outcome InputReader::ReadWith(const InputFile& file, const PageProgress& pages, const Make& make) const {
  std::shared_lock together(memory_);
  std::optional<Outcome> outcome = Try(file, pages, make);
  together.unlock();
  if (!outcome && file.path != kStandardInput) {  // that cannot be read again
    const std::unique_lock alone(memory_);
    outcome = Try(file, pages, make);
  }
  if (outcome) return std::move(*outcome);
  return Failure({Error::Code::kTooLarge, InputName(file.name) + ": out of memory (split the file)"});
}

// Nothing where the memory does not suffice.
std::optional<Outcome> InputReader::Try(const InputFile& file, const PageProgress& pages, const Make& make) const {
  try {
    const Result<std::string> bytes = ReadInput(file, Limits{}.max_bytes);
    if (!bytes) return Failure(bytes.error());
    Outcome outcome{.bytes = bytes->size()};
    if (auto error = make({.name = InputName(file.name), .bytes = *bytes, .progress = pages}, outcome)) return Failure(std::move(*error));
    return outcome;
  } catch (const std::bad_alloc&) {
    return std::nullopt;
  } catch (const std::exception& error) {
    return Failure({Error::Code::kUnsupported, InputName(file.name) + ": " + error.what() + " (please report this)"});
  }
}

}  // namespace trichluc::cli
