// A trichluc-decoder that runs, and the talk with it (pages/protocol.h).
#pragma once

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <string>
#include <vector>

#include "ingest/decoder_pool.h"
#include "pages/protocol.h"

extern char** environ;

namespace trichluc {

inline constexpr std::uint64_t kMostMessage = 1 << 16;  // bytes of an error or of progress

// What went wrong between the two processes.
enum class Trouble { kNone, kEnded, kStalled, kTooLong, kTooMuch, kNonsense };

// One trichluc-decoder.
class Process {
 public:
  Process() = default;
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;
  ~Process() { End(); }

  // Starts the program; empty, or why not. `archive`, an open file or -1, is what it finds as kArchiveFile.
  std::string Start(const std::string& program, std::uint64_t memory, int archive = -1) {
    std::array<int, 2> to{-1, -1};
    std::array<int, 2> from{-1, -1};
    if (pipe2(to.data(), O_CLOEXEC) != 0 || pipe2(from.data(), O_CLOEXEC) != 0) {
      for (const int end : {to[0], to[1], from[0], from[1]}) Close(end);
      return std::strerror(errno);
    }
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, to[0], STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, from[1], STDOUT_FILENO);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    if (archive >= 0) posix_spawn_file_actions_adddup2(&actions, archive, kArchiveFile);
    std::string limit = std::to_string(memory);
    std::string name = program;
    std::array<char*, 3> arguments = {name.data(), limit.data(), nullptr};
    // Pages are shared out among threads; that Tesseract shares out each page as well only makes them wait for each other.
    std::string one_thread = "OMP_THREAD_LIMIT=1";
    std::vector<char*> environment;
    for (char** variable = environ; *variable != nullptr; ++variable) environment.push_back(*variable);
    environment.push_back(one_thread.data());
    environment.push_back(nullptr);
    const int fault = posix_spawn(&id_, program.c_str(), &actions, nullptr, arguments.data(), environment.data());
    posix_spawn_file_actions_destroy(&actions);
    Close(to[0]);
    Close(from[1]);
    in_ = to[1];
    out_ = from[0];
    if (fault != 0) {
      id_ = -1;
      return std::strerror(fault);
    }
    fcntl(in_, F_SETFL, O_NONBLOCK);
    fcntl(out_, F_SETFL, O_NONBLOCK);
    return {};
  }

  // Ends the process, and says how it ended.
  std::string End() {
    Close(in_);
    Close(out_);
    in_ = out_ = -1;
    if (id_ <= 0) return {};
    int status = 0;
    // One that waits for its next file ends by itself; one that hangs does not.
    for (int tries = 0; tries < 20 && waitpid(id_, &status, WNOHANG) == 0; ++tries) usleep(1000);
    if (waitpid(id_, &status, WNOHANG) == 0) {
      kill(id_, SIGKILL);
      while (waitpid(id_, &status, 0) < 0 && errno == EINTR) {
      }
    }
    id_ = -1;
    if (WIFSIGNALED(status)) return std::string("by signal ") + std::to_string(WTERMSIG(status)) + " (" + strsignal(WTERMSIG(status)) + ")";
    return "with status " + std::to_string(WEXITSTATUS(status));
  }

  [[nodiscard]] pid_t id() const { return id_; }
  [[nodiscard]] int in() const { return in_; }
  [[nodiscard]] int out() const { return out_; }
  std::string warning;
  int files = 0;

 private:
  static void Close(int file) {
    if (file >= 0) close(file);
  }
  pid_t id_ = -1;
  int in_ = -1;
  int out_ = -1;
};

// Moves bytes both ways while the clocks run.
class Conversation {
 public:
  Conversation(Process& process, const DecoderLimits& limits) : process_(process), limits_(limits), end_(std::chrono::steady_clock::now() + limits.total) { Touch(); }

  Trouble Write(const void* from, std::size_t size) {
    const auto* at = static_cast<const char*>(from);
    while (size > 0) {
      const ssize_t put = write(process_.in(), at, size);
      if (put > 0) {
        at += put;
        size -= static_cast<std::size_t>(put);
        Touch();
      } else if (put < 0 && errno == EAGAIN) {
        if (const Trouble trouble = Wait(process_.in(), POLLOUT); trouble != Trouble::kNone) return trouble;
      } else if (put == 0 || errno != EINTR) {
        return Trouble::kEnded;
      }
    }
    return Trouble::kNone;
  }

  Trouble Read(void* to, std::size_t size) {
    auto* at = static_cast<char*>(to);
    while (size > 0) {
      const ssize_t got = read(process_.out(), at, size);
      if (got > 0) {
        at += got;
        size -= static_cast<std::size_t>(got);
        Touch();
      } else if (got == 0) {
        return Trouble::kEnded;
      } else if (errno == EAGAIN) {
        if (const Trouble trouble = Wait(process_.out(), POLLIN); trouble != Trouble::kNone) return trouble;
      } else if (errno != EINTR) {
        return Trouble::kEnded;
      }
    }
    return Trouble::kNone;
  }

  Trouble ReadFrame(DecodeFrame& frame, std::string& payload, std::uint64_t most) {
    if (const Trouble trouble = Read(&frame, sizeof frame); trouble != Trouble::kNone) return trouble;
    if (frame.kind < DecodeFrame::kReady || frame.kind > DecodeFrame::kTooLarge) return Trouble::kNonsense;
    if (frame.bytes > (frame.kind == DecodeFrame::kResult ? most : kMostMessage)) return Trouble::kTooMuch;
    payload.resize(frame.bytes);
    return Read(payload.data(), payload.size());
  }

 private:
  void Touch() { stalled_ = std::chrono::steady_clock::now() + limits_.stall; }

  Trouble Wait(int file, short event) {
    for (;;) {
      const auto now = std::chrono::steady_clock::now();
      if (now >= end_) return Trouble::kTooLong;
      if (now >= stalled_) return Trouble::kStalled;
      const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(std::min(end_, stalled_) - now).count() + 1;
      pollfd waiting{file, event, 0};
      const int ready = poll(&waiting, 1, static_cast<int>(std::min<long long>(left, 1000)));
      if (ready > 0) return Trouble::kNone;
      if (ready < 0 && errno != EINTR) return Trouble::kEnded;
    }
  }

  Process& process_;
  const DecoderLimits& limits_;
  std::chrono::steady_clock::time_point end_;
  std::chrono::steady_clock::time_point stalled_;
};

// Writing to a decoder that has ended must not end this process.
class IgnoreBrokenPipe {
 public:
  IgnoreBrokenPipe() {
    sigemptyset(&pipe_);
    sigaddset(&pipe_, SIGPIPE);
    sigset_t waiting;
    sigpending(&waiting);
    was_waiting_ = sigismember(&waiting, SIGPIPE) == 1;
    pthread_sigmask(SIG_BLOCK, &pipe_, &before_);
  }
  IgnoreBrokenPipe(const IgnoreBrokenPipe&) = delete;
  IgnoreBrokenPipe& operator=(const IgnoreBrokenPipe&) = delete;
  ~IgnoreBrokenPipe() {
    if (!was_waiting_) {
      const timespec now{};
      while (sigtimedwait(&pipe_, nullptr, &now) < 0 && errno == EINTR) {
      }
    }
    pthread_sigmask(SIG_SETMASK, &before_, nullptr);
  }

 private:
  sigset_t pipe_;
  sigset_t before_;
  bool was_waiting_ = false;
};

// What became of the file, for a person; ends the process.
[[nodiscard]] Error FailureOf(const std::string& name, Trouble trouble, Process& process, const DecoderLimits& limits);

}  // namespace trichluc
