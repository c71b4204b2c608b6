#include "ingest/archive_process.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "ingest/decoder_process.h"
#include "pages/wire.h"

namespace trichluc {

ArchiveProcess::ArchiveProcess(std::string program, const DecoderLimits& limits, std::string path)
    : program_(std::move(program)), limits_(limits), path_(std::move(path)) {}

ArchiveProcess::~ArchiveProcess() = default;

void ArchiveProcess::End() { process_.reset(); }

std::optional<Error> ArchiveProcess::Start() {
  int file = open(path_.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0 || !MoveUp(file)) return Error{Error::Code::kUnreadable, path_ + ": cannot be read: " + std::strerror(errno)};
  Result<std::unique_ptr<Process>> process = StartDecoder(program_, limits_, file);
  close(file);  // the process has its own
  if (!process) return Error{process.error().code, path_ + ": " + process.error().message};
  process_ = std::move(*process);
  warning_ = process_->warning;
  return std::nullopt;
}

Result<std::string> ArchiveProcess::Ask(DecodeRequest request) {
  const IgnoreBrokenPipe ignore;
  if (!process_) {
    if (auto fault = Start()) return *fault;
  }
  request.max_unpacked = limits_.unpacked;
  request.max_file = limits_.file;
  Conversation talk(*process_, limits_);
  Trouble trouble = talk.Write(&request, sizeof request);
  DecodeFrame frame;
  std::string payload;
  while (trouble == Trouble::kNone) {
    trouble = talk.ReadFrame(frame, payload, limits_.result);
    if (trouble != Trouble::kNone || frame.kind == DecodeFrame::kProgress) continue;
    if (frame.kind == DecodeFrame::kResult) return payload;
    return Error{frame.kind == DecodeFrame::kTooLarge ? Error::Code::kTooLarge : Error::Code::kUnsupported, path_ + ": " + payload};
  }
  Error error = FailureOf(path_, trouble, *process_, limits_);
  process_.reset();
  return error;
}

Result<std::vector<ArchiveFile>> ArchiveProcess::List() {
  Result<std::string> bytes = Ask({.operation = DecodeOperation::kList});
  if (!bytes) return bytes.error();
  std::optional<std::vector<ArchiveFile>> files = ArchiveFromWire(*bytes);
  if (files) return std::move(*files);
  Error error = FailureOf(path_, Trouble::kNonsense, *process_, limits_);
  process_.reset();
  return error;
}

Result<std::string> ArchiveProcess::Unpack(std::uint64_t entry) {
  return Ask({.operation = DecodeOperation::kUnpack, .entry = entry});
}

}  // namespace trichluc
