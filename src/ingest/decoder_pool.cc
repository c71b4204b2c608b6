#include "ingest/decoder_pool.h"

#include <mutex>
#include <optional>
#include <vector>

#include "ingest/decoder_process.h"
#include "pages/wire.h"

namespace trichluc {
namespace {

constexpr int kMostFiles = 200;  // that one process decodes: what libraries leak does not add up

}  // namespace

struct DecoderPool::State {
  std::string program;
  DecoderLimits limits;
  std::string tables;  // each process gets them with its first file
  mutable std::mutex mutex;
  std::vector<std::unique_ptr<Process>> idle;
  std::string warning;

  // A process that waits for a file.
  Result<std::unique_ptr<Process>> Take() {
    {
      const std::lock_guard lock(mutex);
      if (!idle.empty()) {
        std::unique_ptr<Process> process = std::move(idle.back());
        idle.pop_back();
        return process;
      }
    }
    Result<std::unique_ptr<Process>> process = StartDecoder(program, limits);
    if (!process) return process;
    const std::lock_guard lock(mutex);
    warning = (*process)->warning;
    return process;
  }

  void Return(std::unique_ptr<Process> process) {
    if (++process->files >= kMostFiles) return;
    const std::lock_guard lock(mutex);
    idle.push_back(std::move(process));
  }

  [[nodiscard]] DecodeRequest RequestFor(const DecodeTask& task) const {
    DecodeRequest request;
    request.max_pages = limits.pages;
    request.max_pixels = limits.pixels;
    request.max_text = limits.text;
    request.max_unpacked = limits.unpacked;
    request.threads = task.threads;
    request.read_pictures = task.read_pictures ? 1 : 0;
    request.reread = task.reread.size();
    request.bytes = task.bytes.size();
    return request;
  }

  // Sends one request and gives the answer to `take`, which says whether it made sense of it.
  template <typename Take>
  std::optional<Error> Ask(const DecodeTask& task, DecodeOperation operation, std::string_view words, const Take& take) {
    DecodeRequest request = RequestFor(task);
    request.operation = operation;
    return Ask(task, request, words, take);
  }

  template <typename Take>
  std::optional<Error> Ask(const DecodeTask& task, DecodeRequest request, std::string_view words, const Take& take) {
    const IgnoreBrokenPipe ignore;
    Result<std::unique_ptr<Process>> taken = this->Take();
    if (!taken) return Error{taken.error().code, std::string(task.name) + ": " + taken.error().message};
    std::unique_ptr<Process> process = std::move(*taken);
    Conversation talk(*process, limits);
    request.word_bytes = words.size();
    const std::string_view new_tables = process->files == 0 ? std::string_view(tables) : std::string_view();
    request.table_bytes = new_tables.size();
    Trouble trouble = talk.Write(&request, sizeof request);
    if (trouble == Trouble::kNone) trouble = talk.Write(task.reread.data(), task.reread.size() * sizeof(std::uint32_t));
    if (trouble == Trouble::kNone) trouble = talk.Write(task.bytes.data(), task.bytes.size());
    if (trouble == Trouble::kNone) trouble = talk.Write(words.data(), words.size());
    if (trouble == Trouble::kNone) trouble = talk.Write(new_tables.data(), new_tables.size());
    DecodeFrame frame;
    std::string payload;
    while (trouble == Trouble::kNone) {
      trouble = talk.ReadFrame(frame, payload, limits.result);
      if (trouble != Trouble::kNone) continue;
      if (frame.kind == DecodeFrame::kProgress) {
        if (task.progress) task.progress(frame.done, frame.all);
        continue;
      }
      if (frame.kind == DecodeFrame::kResult) {
        if (!take(std::move(payload))) break;
        Return(std::move(process));
        return std::nullopt;
      }
      Return(std::move(process));
      return Error{frame.kind == DecodeFrame::kTooLarge ? Error::Code::kTooLarge : Error::Code::kUnsupported, std::string(task.name) + ": " + payload};
    }
    return FailureOf(std::string(task.name), trouble == Trouble::kNone ? Trouble::kNonsense : trouble, *process, limits);
  }
};

DecoderLimits::DecoderLimits(const Limits& limits)
    : stall(std::chrono::seconds(limits.stall_seconds)),
      total(std::chrono::seconds(limits.total_seconds)),
      memory(limits.decoder_memory),
      result(std::uint64_t{limits.max_bytes} * 8),  // words and their places take more room than their letters
      pages(limits.max_pages),
      pixels(limits.max_pixels),
      text(limits.max_bytes),
      unpacked(limits.max_unpacked),
      file(limits.max_bytes) {}

DecoderPool::DecoderPool(std::string program, const DecoderLimits& limits, std::string tables) : state_(std::make_unique<State>()) {
  state_->program = std::move(program);
  state_->limits = limits;
  state_->tables = std::move(tables);
}

DecoderPool::~DecoderPool() = default;

std::string DecoderPool::warning() const {
  const std::lock_guard lock(state_->mutex);
  return state_->warning;
}

Result<PagedText> DecoderPool::Decode(const DecodeTask& task) {
  std::optional<PagedText> paged;
  const auto take = [&](std::string payload) { return (paged = FromWire(payload)).has_value(); };
  if (auto fault = state_->Ask(task, DecodeOperation::kDecode, {}, take)) return *fault;
  return std::move(*paged);
}

Result<std::string> DecoderPool::Searchable(const DecodeTask& task, const PagedText& words) {
  std::string pdf;
  const auto take = [&](std::string payload) {
    pdf = std::move(payload);
    return pdf.starts_with("%PDF-");
  };
  if (auto fault = state_->Ask(task, DecodeOperation::kSearchable, ToWire(words), take)) return *fault;
  return pdf;
}

Result<std::vector<PagePicture>> DecoderPool::Draw(const DecodeTask& task, std::uint32_t dpi, std::uint64_t max_bytes) {
  DecodeRequest request = state_->RequestFor(task);
  request.operation = DecodeOperation::kDraw;
  request.dpi = dpi;
  request.max_pictures = max_bytes;
  std::optional<std::vector<PagePicture>> pictures;
  const auto take = [&](std::string payload) { return (pictures = PicturesFromWire(payload)).has_value(); };
  if (auto fault = state_->Ask(task, request, {}, take)) return *fault;
  return std::move(*pictures);
}

}  // namespace trichluc
