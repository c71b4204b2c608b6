// One input of a batch, read so that whatever goes wrong with it costs no other.
#pragma once

#include <functional>
#include <optional>
#include <shared_mutex>
#include <string>
#include <string_view>

#include "cli/files.h"
#include "trichluc/engine.h"
#include "trichluc/index.h"

namespace trichluc::cli {

// What became of one input.
struct Outcome {
  std::string output{};
  std::optional<Extraction> extraction{};  // in place of the output, where that is better made later
  std::optional<PreparedDocument> prepared{};  // the same, for an index
  std::optional<Error> error{};
  std::size_t bytes = 0;  // that were read
};

using PageProgress = std::function<void(std::uint32_t done, std::uint32_t all)>;

// Any number of threads may read.
class InputReader {
 public:
  // Puts what is made of an extraction and the bytes it comes from into the outcome.
  using Use = std::function<void(Extraction extraction, std::string_view bytes, Outcome& outcome)>;

  // Makes something of an input itself, in place of the extraction and its use; what is wrong with the input, if anything is.
  using Make = std::function<std::optional<Error>(const Input& input, Outcome& outcome)>;

  InputReader(const Engine& engine, Use use);
  explicit InputReader(Make make);

  // What is thrown over one document costs that document and no other. One that finds no memory may only have had a large
  // neighbour: it is read again while nothing else is.
  // `pages` is told of the pages of long files, and may be empty.
  [[nodiscard]] Outcome Read(const InputFile& file, const PageProgress& pages) const { return ReadWith(file, pages, make_); }
  [[nodiscard]] Outcome ReadWith(const InputFile& file, const PageProgress& pages, const Make& make) const;

 private:
  [[nodiscard]] std::optional<Outcome> Try(const InputFile& file, const PageProgress& pages, const Make& make) const;

  Make make_;
  mutable std::shared_mutex memory_;
};

}  // namespace trichluc::cli
