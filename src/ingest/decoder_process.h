// A trichluc-decoder that runs, and the talk with it (pages/protocol.h).
#pragma once

#include <signal.h>
#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

#include "ingest/decoder_pool.h"
#include "pages/protocol.h"
#include "trichluc/result.h"

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
  std::string Start(const std::string& program, std::uint64_t memory, int archive);

  // Ends the process, and says how it ended.
  std::string End();

  [[nodiscard]] pid_t id() const { return id_; }
  [[nodiscard]] int in() const { return in_; }
  [[nodiscard]] int out() const { return out_; }
  std::string warning;  // which protection it has to do without
  int files = 0;

 private:
  pid_t id_ = -1;
  int in_ = -1;
  int out_ = -1;
};

// Moves bytes both ways while the clocks run.
class Conversation {
 public:
  Conversation(Process& process, const DecoderLimits& limits) : process_(process), limits_(limits), end_(std::chrono::steady_clock::now() + limits.total) { Touch(); }

  Trouble Write(const void* from, std::size_t size);
  Trouble Read(void* to, std::size_t size);
  Trouble ReadFrame(DecodeFrame& frame, std::string& payload, std::uint64_t most);

 private:
  void Touch() { stalled_ = std::chrono::steady_clock::now() + limits_.stall; }

  Trouble Wait(int file, short event);

  Process& process_;
  const DecoderLimits& limits_;
  std::chrono::steady_clock::time_point end_;
  std::chrono::steady_clock::time_point stalled_;
};

// Writing to a decoder that has ended must not end this process.
class IgnoreBrokenPipe {
 public:
  IgnoreBrokenPipe();
  IgnoreBrokenPipe(const IgnoreBrokenPipe&) = delete;
  IgnoreBrokenPipe& operator=(const IgnoreBrokenPipe&) = delete;
  ~IgnoreBrokenPipe();

 private:
  sigset_t pipe_;
  sigset_t before_;
  bool was_waiting_ = false;
};

// Moves an open file to a number that a decoder uses for nothing: where a standard stream is closed, new files get its number.
// False where no number is left.
[[nodiscard]] bool MoveUp(int& file);

// A decoder that is ready for its first request; as Process::Start.
Result<std::unique_ptr<Process>> StartDecoder(const std::string& program, const DecoderLimits& limits, int archive = -1);

// What became of the file, for a person; ends the process.
[[nodiscard]] Error FailureOf(const std::string& name, Trouble trouble, Process& process, const DecoderLimits& limits);

}  // namespace trichluc
