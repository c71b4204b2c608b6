// What a run over many inputs has written so far, so that another can go on where it was killed.
//
// The journal of FILE is FILE.journal. Its head says under which conditions the output is made; then comes a line for each
// input whose output was written, in order. The output is always written first. So whenever the program is killed, the output
// holds all that the journal says and perhaps more; the next run drops what is more and goes on. Each line has a digest of
// the whole output up to there: what the output does not bear out (somebody wrote into it, the power failed) is made anew.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/files.h"
#include "trichluc/result.h"

namespace trichluc::cli {

// A digest that tells apart what was not made to be mistaken (FNV-1a, 64 bits).
class Digest {
 public:
  void Add(std::string_view bytes) {
    for (const char byte : bytes) value_ = (value_ ^ static_cast<unsigned char>(byte)) * kPrime;
  }
  [[nodiscard]] std::uint64_t value() const { return value_; }
  [[nodiscard]] std::string Hex() const;

 private:
  static constexpr std::uint64_t kPrime = 0x100000001B3;
  std::uint64_t value_ = 0xCBF29CE484222325;
};

// What has to be the same for two runs to write the same bytes: names that the user knows, with their values.
using Conditions = std::vector<std::pair<std::string, std::string>>;

class Journal {
 public:
  // That of the file `output`, begun where there is none. Fails where it was begun under other conditions, or another
  // program is writing it.
  static Result<Journal> Open(const std::string& output, const Conditions& conditions,
                              const std::vector<std::string>& inputs);

  // Of the earlier run: how many inputs are done, the first ones; what was wrong with some of them; and how many bytes of the
  // output belong to them.
  [[nodiscard]] std::size_t done() const { return done_; }
  [[nodiscard]] const std::vector<std::string>& errors() const { return errors_; }
  [[nodiscard]] std::uint64_t size() const { return begun_size_; }

  // Says that `text` was written.
  void Wrote(std::string_view text);

  // Says that the next input is done, after its output has reached the file. `error` is what was wrong with it, if anything.
  [[nodiscard]] std::optional<Error> Commit(const std::string& input, const std::string& error);

  // All is done: there is nothing to go on with.
  [[nodiscard]] std::optional<Error> Remove();

 private:
  struct Line;
  Journal(File file, std::string name) : file_(std::move(file)), name_(std::move(name)) {}
  std::optional<Error> Begin(const std::string& head);
  std::optional<Error> Take(const std::string& output, const std::vector<Line>& lines, std::size_t head_size);
  std::optional<Error> CutTo(std::uint64_t size);
  std::optional<Error> Append(std::string_view text);
  [[nodiscard]] Error Unwritable(int error_number) const;

  File file_;
  std::string name_;
  std::vector<std::string> errors_;
  std::size_t done_ = 0;
  std::uint64_t begun_size_ = 0;
  std::size_t next_ = 0;    // input to be committed
  std::uint64_t size_ = 0;  // of the output
  Digest digest_;           // of the output
};

}  // namespace trichluc::cli
