// trichluc-decoder: decodes files for the engine, in a process that can lose no more than the file it is given.
//
// It is started by the engine (ingest/decoder_pool.h) and talks with it over its standard input and output (pages/protocol.h).
// Everything it needs is loaded first; then it gives up the rights that decoding does not need (sandbox.h).
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "decoder/archive.h"
#include "decoder/decode.h"
#include "decoder/sandbox.h"
#include "ingest/charset.h"
#include "pages/protocol.h"
#include "pages/wire.h"

namespace {

using trichluc::DecodeFrame;
using trichluc::DecodeRequest;
using trichluc::Error;

bool ReadAll(void* to, std::size_t size) {
  auto* at = static_cast<char*>(to);
  while (size > 0) {
    const ssize_t got = read(STDIN_FILENO, at, size);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    at += got;
    size -= static_cast<std::size_t>(got);
  }
  return true;
}

bool WriteAll(const void* from, std::size_t size) {
  const auto* at = static_cast<const char*>(from);
  while (size > 0) {
    const ssize_t put = write(STDOUT_FILENO, at, size);
    if (put < 0 && errno == EINTR) continue;
    if (put <= 0) return false;
    at += put;
    size -= static_cast<std::size_t>(put);
  }
  return true;
}

bool Send(DecodeFrame frame, const std::string& payload = {}) {
  frame.bytes = payload.size();
  return WriteAll(&frame, sizeof frame) && WriteAll(payload.data(), payload.size());
}

trichluc::decoder::Options OptionsOf(const DecodeRequest& request, std::vector<std::uint32_t> reread,
                                     const trichluc::Charsets* charsets) {
  trichluc::decoder::Options options;
  options.limits.max_pages = request.max_pages;
  options.limits.max_pixels = request.max_pixels;
  options.limits.max_text = request.max_text;
  options.limits.max_unpacked = request.max_unpacked;
  options.limits.max_file = request.max_file;
  options.limits.max_pictures = request.max_pictures;
  options.dpi = request.dpi;
  options.threads = request.threads;
  options.read_pictures = request.read_pictures != 0;
  options.reread = std::move(reread);
  options.charsets = charsets;
  options.progress = [](std::uint32_t done, std::uint32_t all) { Send({.kind = DecodeFrame::kProgress, .done = done, .all = all}); };
  return options;
}

// A process that is given an archive is given one.
trichluc::Result<std::string> WorkOnArchive(const DecodeRequest& request, const trichluc::decoder::Options& options) {
  static trichluc::decoder::ArchiveReader reader(trichluc::kArchiveFile);
  const auto progress = [&](std::uint32_t done) { options.progress(done, done); };
  if (request.operation == trichluc::DecodeOperation::kUnpack) return reader.Unpack(request.entry, options.limits, progress);
  trichluc::Result<std::vector<trichluc::ArchiveFile>> files = reader.List(options.limits, progress);
  if (!files) return files.error();
  return trichluc::ToWire(*files);
}

trichluc::Result<std::string> Work(const DecodeRequest& request, std::vector<std::uint32_t> reread, const std::string& bytes,
                                   const std::string& words, const trichluc::Charsets* charsets) {
  const trichluc::decoder::Options options = OptionsOf(request, std::move(reread), charsets);
  if (request.operation == trichluc::DecodeOperation::kList || request.operation == trichluc::DecodeOperation::kUnpack)
    return WorkOnArchive(request, options);
  if (request.operation == trichluc::DecodeOperation::kSearchable) {
    const std::optional<trichluc::PagedText> paged = trichluc::FromWire(words);
    if (!paged) return Error{Error::Code::kUnsupported, "the words for the PDF make no sense"};
    return trichluc::decoder::MakeSearchable(bytes, *paged, options);
  }
  if (request.operation == trichluc::DecodeOperation::kDraw) {
    trichluc::Result<std::vector<trichluc::PagePicture>> pictures = trichluc::decoder::DrawPages(bytes, options);
    if (!pictures) return pictures.error();
    return trichluc::ToWire(*pictures);
  }
  trichluc::Result<trichluc::PagedText> paged = trichluc::decoder::Decode(bytes, options);
  if (!paged) return paged.error();
  return ToWire(*paged);
}

trichluc::Result<std::string> Answer(const DecodeRequest& request, std::vector<std::uint32_t> reread, const std::string& bytes,
                                     const std::string& words, const trichluc::Charsets* charsets) {
  try {
    return Work(request, std::move(reread), bytes, words, charsets);
  } catch (const std::bad_alloc&) {
    return Error{Error::Code::kTooLarge, "decoding it takes more memory than is allowed"};
  } catch (const std::exception& fault) {
    return Error{Error::Code::kUnsupported, std::string("cannot be decoded: ") + fault.what()};
  }
}

}  // namespace

// trichluc-decoder [BYTES]: of memory that it may take.
int main(int count, char** arguments) {
  const std::string warning = trichluc::decoder::EnterSandbox(count > 1 ? std::strtoull(arguments[1], nullptr, 10) : 0);
  if (!Send({.kind = DecodeFrame::kReady}, warning)) return 1;
  DecodeRequest request;
  std::string bytes;
  std::string words;
  std::string tables;
  std::unique_ptr<const trichluc::Charsets> charsets;
  while (ReadAll(&request, sizeof request)) {
    if (request.magic != trichluc::kProtocolMagic) return 2;
    if (request.reread > request.max_pages) return 2;
    std::vector<std::uint32_t> reread(request.reread);
    if (!ReadAll(reread.data(), reread.size() * sizeof reread[0])) return 2;
    bytes.resize(request.bytes);
    if (!ReadAll(bytes.data(), bytes.size())) return 2;
    words.resize(request.word_bytes);
    if (!ReadAll(words.data(), words.size())) return 2;
    tables.resize(request.table_bytes);
    if (!ReadAll(tables.data(), tables.size())) return 2;
    if (!tables.empty() && !(charsets = trichluc::Charsets::FromTables(tables))) return 2;
    const auto answer = Answer(request, std::move(reread), bytes, words, charsets.get());
    const bool sent = answer ? Send({.kind = DecodeFrame::kResult}, *answer)
                             : Send({.kind = answer.error().code == Error::Code::kTooLarge ? DecodeFrame::kTooLarge : DecodeFrame::kUnsupported}, answer.error().message);
    if (!sent) return 1;
  }
  return 0;
}
