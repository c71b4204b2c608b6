// Runs a program and keeps what it said; and a folder for the files it reads.
#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace trichluc::testing {

struct Outcome {
  int exit_code = -1;  // 128 and the signal where one ended the program
  std::string out;
  std::string err;
};

struct RunOptions {
  std::string input = {};       // for its standard input
  bool terminal = false;        // its standard output is a terminal
  bool error_terminal = false;  // its standard error stream is one; not both
  // Of its environment, beside or in place of those of this process.
  std::vector<std::pair<std::string, std::string>> variables = {};
  std::string output_path = {};  // its standard output goes there instead of into `out`
};

// Can RunOptions::terminal and error_terminal be had here? Some containers have no /dev/pts.
[[nodiscard]] bool HasTerminals();

// Runs `program` with `arguments` and waits for its end.
[[nodiscard]] Outcome Run(const std::string& program, const std::vector<std::string>& arguments,
                          const RunOptions& options = {});

// Runs it without its output, and kills it after so many seconds (SIGKILL, which it cannot catch). False where it had come to
// its end before.
[[nodiscard]] bool RunAndKill(const std::string& program, const std::vector<std::string>& arguments, double seconds);

// A new, empty folder that is gone with this value.
class TempFolder {
 public:
  TempFolder();
  ~TempFolder();
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;

  // Writes a file, with the folders it stands in, and gives its whole path.
  std::string Write(const std::string& name, const std::string& bytes) const;
  [[nodiscard]] std::string Path(const std::string& name) const { return (path_ / name).string(); }
  [[nodiscard]] std::string Read(const std::string& name) const;

 private:
  std::filesystem::path path_;
};

}  // namespace trichluc::testing
