// The decoders of file formats, each in a process of its own: a file that crashes one, hangs it or eats its memory costs that
// file only.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "pages/paged_text.h"
#include "trichluc/limits.h"
#include "trichluc/pages.h"
#include "trichluc/result.h"

namespace trichluc {

// What one file may cost, as the pool counts it.
struct DecoderLimits {
  DecoderLimits() : DecoderLimits(Limits{}) {}
  explicit DecoderLimits(const Limits& limits);

  std::chrono::milliseconds stall;  // without a page done
  std::chrono::milliseconds total;
  std::uint64_t memory;             // bytes of address space
  std::uint64_t result;             // bytes that come back
  std::uint32_t pages;
  std::uint64_t pixels;             // of one picture
  std::uint64_t text;               // bytes
  std::uint64_t unpacked;           // bytes of an archive's parts
  std::uint64_t file;               // bytes of a document in an archive
};

struct DecodeTask {
  std::string_view name;        // for messages
  std::string_view bytes;
  std::uint32_t threads = 1;    // that read its pictures
  bool read_pictures = true;    // pages without text are read by OCR
  std::vector<std::uint32_t> reread{};  // and so are these (from 0, in order), though they have text; or those to draw
  std::function<void(std::uint32_t done, std::uint32_t all)> progress{};  // by page; may be empty
};

// Any number of threads may use one. Processes are started as they are needed and kept for the next file.
class DecoderPool {
 public:
  // `program` is the path of trichluc-decoder, `tables` are what it reads old fonts by (Charsets::TablesOf).
  DecoderPool(std::string program, const DecoderLimits& limits, std::string tables = {});
  DecoderPool(const DecoderPool&) = delete;
  DecoderPool& operator=(const DecoderPool&) = delete;
  ~DecoderPool();

  // Fails with a message that names the file and what happened to it or to its decoder.
  [[nodiscard]] Result<PagedText> Decode(const DecodeTask& task);

  // The bytes of a PDF that shows the pages of the task's file, a PDF or a picture, and holds `words` for text.
  [[nodiscard]] Result<std::string> Searchable(const DecodeTask& task, const PagedText& words);

  // The pages of the task's file, a PDF or a picture, as they look: those of `task.reread`, or all where it is empty.
  [[nodiscard]] Result<std::vector<PagePicture>> Draw(const DecodeTask& task, std::uint32_t dpi, std::uint64_t max_bytes);

  // What the kernel could not keep decoders from doing; empty where all holds, or before the first file.
  [[nodiscard]] std::string warning() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace trichluc
