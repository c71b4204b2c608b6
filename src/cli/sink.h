// Output that says so when it did not arrive.
#pragma once

#include <cstdint>
#include <cstdio>
#include <optional>
#include <string>
#include <string_view>

#include "trichluc/result.h"

namespace trichluc::cli {

// The standard output, or a file. Once a write has failed (a full disk), all later ones do nothing; Close tells.
class Sink {
 public:
  // To the standard output where `path` is empty or "-". An existing file is overwritten by the first write, and stays as it
  // is if there is none.
  static Result<Sink> Open(const std::string& path);

  // To the file `path`, after the first `size` bytes that stand in it; what stands behind them goes.
  static Result<Sink> GoOn(const std::string& path, std::uint64_t size);

  Sink(Sink&& other) noexcept;
  Sink& operator=(Sink&&) = delete;
  Sink(const Sink&) = delete;
  Sink& operator=(const Sink&) = delete;
  ~Sink();

  // False once a write has failed: there is no use in making more.
  bool Write(std::string_view text);

  // Hands what is buffered to the system, which keeps it even where this program is killed. False as above.
  bool Flush();

  // Sends off what is buffered, and ends the output. The first failure of all writes, if there was one.
  [[nodiscard]] std::optional<Error> Close();

 private:
  Sink(std::FILE* file, std::string name, bool owned, bool begun = false)
      : file_(file), name_(std::move(name)), owned_(owned), begun_(begun) {}

  std::FILE* file_;
  std::string name_;
  bool owned_;
  bool begun_;  // what must not stay in the file is gone
  std::optional<int> error_number_;
};

// Writes `text` to the standard output and complains where it cannot; the exit code.
int PrintAll(std::string_view text);

}  // namespace trichluc::cli
