#include "support/program.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <thread>

namespace trichluc::testing {
namespace {

namespace fs = std::filesystem;

std::string ReadFile(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// The two ends of a pseudo-terminal; the child writes to `slave`.
struct Terminal {
  int master = -1;
  int slave = -1;
};

Terminal OpenTerminal() {
  Terminal terminal;
  terminal.master = posix_openpt(O_RDWR | O_NOCTTY);
  if (terminal.master < 0 || grantpt(terminal.master) != 0 || unlockpt(terminal.master) != 0) {
    throw std::runtime_error("no pseudo-terminal");
  }
  const std::string name = ptsname(terminal.master);
  terminal.slave = open(name.c_str(), O_RDWR | O_NOCTTY);
  return terminal;
}

std::string ReadAll(int descriptor) {
  std::string out;
  char buffer[4096];
  for (ssize_t size = 0; (size = read(descriptor, buffer, sizeof buffer)) > 0;)
    out.append(buffer, static_cast<std::size_t>(size));
  return out;
}

void Redirect(const char* path, int flags, int descriptor) {
  const int file = open(path, flags, 0600);
  if (file < 0 || dup2(file, descriptor) < 0) _exit(126);
  close(file);
}

// What execv wants, made before the fork: a child of a process with threads must not allocate.
class CommandLine {
 public:
  CommandLine(const std::string& program, const std::vector<std::string>& arguments) : words_(arguments) {
    words_.insert(words_.begin(), program);
    for (std::string& word : words_) argv_.push_back(word.data());
    argv_.push_back(nullptr);
  }
  [[noreturn]] void Execute() {
    execv(argv_[0], argv_.data());
    _exit(127);
  }

 private:
  std::vector<std::string> words_;
  std::vector<char*> argv_;
};

}  // namespace

bool HasTerminals() {
  const int master = posix_openpt(O_RDWR | O_NOCTTY);
  if (master >= 0) close(master);
  return master >= 0;
}

Outcome Run(const std::string& program, const std::vector<std::string>& arguments, const RunOptions& options) {
  const TempFolder folder;
  const std::string in = folder.Write("in", options.input);
  const std::string out = options.output_path.empty() ? folder.Path("out") : options.output_path;
  const std::string err = folder.Path("err");
  const bool with_terminal = options.terminal || options.error_terminal;
  const Terminal terminal = with_terminal ? OpenTerminal() : Terminal{};
  CommandLine command(program, arguments);

  const pid_t child = fork();
  if (child < 0) throw std::runtime_error("cannot fork");
  if (child == 0) {
    Redirect(in.c_str(), O_RDONLY, STDIN_FILENO);
    if (options.terminal) {
      dup2(terminal.slave, STDOUT_FILENO);
    } else {
      Redirect(out.c_str(), O_WRONLY | O_CREAT | O_TRUNC, STDOUT_FILENO);
    }
    if (options.error_terminal) {
      dup2(terminal.slave, STDERR_FILENO);
    } else {
      Redirect(err.c_str(), O_WRONLY | O_CREAT | O_TRUNC, STDERR_FILENO);
    }
    for (const auto& [name, value] : options.variables) setenv(name.c_str(), value.c_str(), 1);
    command.Execute();
  }

  Outcome outcome;
  if (with_terminal) {
    close(terminal.slave);
    (options.terminal ? outcome.out : outcome.err) =
        ReadAll(terminal.master);  // ends with an error when the child has closed its end
    close(terminal.master);
  }
  int status = 0;
  waitpid(child, &status, 0);
  outcome.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  if (!options.terminal && options.output_path.empty()) outcome.out = ReadFile(out);
  if (!options.error_terminal) outcome.err = ReadFile(err);
  return outcome;
}

bool RunAndKill(const std::string& program, const std::vector<std::string>& arguments, double seconds) {
  CommandLine command(program, arguments);
  const pid_t child = fork();
  if (child < 0) throw std::runtime_error("cannot fork");
  if (child == 0) {
    for (const int descriptor : {STDOUT_FILENO, STDERR_FILENO}) Redirect("/dev/null", O_WRONLY, descriptor);
    command.Execute();
  }
  std::this_thread::sleep_for(std::chrono::duration<double>(seconds));
  kill(child, SIGKILL);  // does nothing to a child that has ended and was not waited for
  int status = 0;
  waitpid(child, &status, 0);
  return WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
}

TempFolder::TempFolder() {
  std::string name = (fs::temp_directory_path() / "trichluc-test-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("cannot make a folder like " + name);
  path_ = name;
}

TempFolder::~TempFolder() {
  std::error_code ignored;  // what cannot be removed stays for the system's own cleaning
  fs::remove_all(path_, ignored);
}

std::string TempFolder::Write(const std::string& name, const std::string& bytes) const {
  const fs::path path = path_ / name;
  fs::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << bytes;
  return path.string();
}

std::string TempFolder::Read(const std::string& name) const { return ReadFile(path_ / name); }

}  // namespace trichluc::testing
