#include "ingest/decoder_process.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <string_view>
#include <vector>

#include "ingest/inherited.h"

extern char** environ;

namespace trichluc {
namespace {

void Close(int file) {
  if (file >= 0) close(file);
}

}  // namespace

bool MoveUp(int& file) {
  if (file > kArchiveFile) return true;
  const int moved = fcntl(file, F_DUPFD_CLOEXEC, kArchiveFile + 1);
  if (moved < 0) return false;
  close(file);
  file = moved;
  return true;
}

std::string Process::Start(const std::string& program, std::uint64_t memory, int archive) {
  std::array<int, 2> to{-1, -1};
  std::array<int, 2> from{-1, -1};
  bool open = pipe2(to.data(), O_CLOEXEC) == 0 && pipe2(from.data(), O_CLOEXEC) == 0;
  for (int* end : {&to[0], &to[1], &from[0], &from[1]}) open = open && MoveUp(*end);
  if (!open) {
    const int fault = errno;
    for (const int end : {to[0], to[1], from[0], from[1]}) Close(end);
    return std::strerror(fault);
  }
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, to[0], STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, from[1], STDOUT_FILENO);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  if (archive >= 0) posix_spawn_file_actions_adddup2(&actions, archive, kArchiveFile);
  CloseFrom(actions, archive >= 0 ? kArchiveFile + 1 : STDERR_FILENO + 1);
  std::string limit = std::to_string(memory);
  std::string name = program;
  std::array<char*, 3> arguments = {name.data(), limit.data(), nullptr};
  // Pages are shared out among threads; that Tesseract shares out each page as well only makes them wait for each other.
  std::string one_thread = "OMP_THREAD_LIMIT=1";
  std::vector<char*> environment;
  for (char** variable = environ; *variable != nullptr; ++variable) {
    if (!std::string_view(*variable).starts_with("OMP_THREAD_LIMIT=")) environment.push_back(*variable);
  }
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

std::string Process::End() {
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

Trouble Conversation::Write(const void* from, std::size_t size) {
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

Trouble Conversation::Read(void* to, std::size_t size) {
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

Trouble Conversation::ReadFrame(DecodeFrame& frame, std::string& payload, std::uint64_t most) {
  if (const Trouble trouble = Read(&frame, sizeof frame); trouble != Trouble::kNone) return trouble;
  if (frame.kind < DecodeFrame::kReady || frame.kind > DecodeFrame::kTooLarge) return Trouble::kNonsense;
  if (frame.bytes > (frame.kind == DecodeFrame::kResult ? most : kMostMessage)) return Trouble::kTooMuch;
  payload.resize(frame.bytes);
  return Read(payload.data(), payload.size());
}

Trouble Conversation::Wait(int file, short event) {
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

IgnoreBrokenPipe::IgnoreBrokenPipe() {
  sigemptyset(&pipe_);
  sigaddset(&pipe_, SIGPIPE);
  sigset_t waiting;
  sigpending(&waiting);
  was_waiting_ = sigismember(&waiting, SIGPIPE) == 1;
  pthread_sigmask(SIG_BLOCK, &pipe_, &before_);
}

IgnoreBrokenPipe::~IgnoreBrokenPipe() {
  if (!was_waiting_) {
    const timespec now{};
    while (sigtimedwait(&pipe_, nullptr, &now) < 0 && errno == EINTR) {
    }
  }
  pthread_sigmask(SIG_SETMASK, &before_, nullptr);
}

Result<std::unique_ptr<Process>> StartDecoder(const std::string& program, const DecoderLimits& limits, int archive) {
  auto process = std::make_unique<Process>();
  if (const std::string fault = process->Start(program, limits.memory, archive); !fault.empty())
    return Error{Error::Code::kUnreadable, program + ": the decoder cannot be started: " + fault};
  DecodeFrame frame;
  std::string payload;
  if (Conversation(*process, limits).ReadFrame(frame, payload, kMostMessage) != Trouble::kNone || frame.kind != DecodeFrame::kReady)
    return Error{Error::Code::kUnreadable, program + ": the decoder ended at its start, " + process->End()};
  process->warning = std::move(payload);
  return process;
}

Error FailureOf(const std::string& name, Trouble trouble, Process& process, const DecoderLimits& limits) {
  const auto seconds = [](std::chrono::milliseconds time) { return std::to_string(time.count() / 1000) + " seconds"; };
  switch (trouble) {
    case Trouble::kStalled: process.End(); return {Error::Code::kTooLarge, name + ": the decoder made no progress for " + seconds(limits.stall) + " and was ended"};
    case Trouble::kTooLong: process.End(); return {Error::Code::kTooLarge, name + ": decoding took more than " + seconds(limits.total) + " and was ended"};
    case Trouble::kTooMuch: process.End(); return {Error::Code::kTooLarge, name + ": decoding gave more than " + std::to_string(limits.result) + " bytes and was ended"};
    case Trouble::kNonsense: process.End(); return {Error::Code::kUnsupported, name + ": the decoder gave no sense; the file may be an attack"};
    default: return {Error::Code::kUnsupported, name + ": the decoder ended " + process.End() + "; the file is damaged or an attack"};
  }
}

}  // namespace trichluc
