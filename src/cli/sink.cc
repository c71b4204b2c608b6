#include "cli/sink.h"

#include <unistd.h>

#include <cerrno>
#include <utility>

#include "cli/exit_code.h"
#include "cli/report.h"

namespace trichluc::cli {

Result<Sink> Sink::Open(const std::string& path) {
  if (path.empty() || path == "-") return Sink(stdout, "(standard output)", false);
  errno = 0;
  std::FILE* file = std::fopen(path.c_str(), "ab");  // what stands there stays until there is something to write
  if (file == nullptr) return Error{Error::Code::kUnreadable, FileMessage(path, "cannot be written", errno)};
  return Sink(file, path, true);
}

Result<Sink> Sink::GoOn(const std::string& path, std::uint64_t size) {
  errno = 0;
  std::FILE* file = std::fopen(path.c_str(), "ab");  // made where it is missing; writes go to the end, wherever that is
  if (file == nullptr) return Error{Error::Code::kUnreadable, FileMessage(path, "cannot be written", errno)};
  if (ftruncate(fileno(file), static_cast<off_t>(size)) != 0) {
    const int error_number = errno;
    std::fclose(file);
    return Error{Error::Code::kUnreadable, FileMessage(path, "cannot be cut to where it goes on", error_number)};
  }
  return Sink(file, path, true, true);
}

Sink::Sink(Sink&& other) noexcept
    : file_(std::exchange(other.file_, nullptr)),
      name_(std::move(other.name_)),
      owned_(other.owned_),
      begun_(other.begun_),
      error_number_(other.error_number_) {}

Sink::~Sink() {
  if (file_ != nullptr && owned_) std::fclose(file_);
}

bool Sink::Write(std::string_view text) {
  if (error_number_) return false;
  errno = 0;
  if (owned_ && !std::exchange(begun_, true)) file_ = std::freopen(name_.c_str(), "wb", file_);
  if (file_ == nullptr) {
    error_number_ = errno;
    return false;
  }
  if (std::fwrite(text.data(), 1, text.size(), file_) != text.size()) error_number_ = errno;
  return !error_number_;
}

bool Sink::Flush() {
  errno = 0;
  if (!error_number_ && file_ != nullptr && std::fflush(file_) != 0) error_number_ = errno;
  return !error_number_;
}

std::optional<Error> Sink::Close() {
  std::FILE* file = std::exchange(file_, nullptr);
  errno = 0;
  const bool arrived = file == nullptr || (owned_ ? std::fclose(file) : std::fflush(file)) == 0;
  if (!arrived && !error_number_) error_number_ = errno;
  if (!error_number_) return std::nullopt;
  return Error{Error::Code::kUnreadable, FileMessage(name_, "cannot be written", *error_number_)};
}

int PrintAll(std::string_view text) {
  Result<Sink> sink = Sink::Open("");
  sink->Write(text);
  if (const auto error = sink->Close()) {
    Complain(*error);
    return kFailed;
  }
  return kOk;
}

}  // namespace trichluc::cli
