// What the engine and the process that decodes files say to each other, over two pipes.
//
// The engine sends a request, its list and the bytes of the file; the decoder answers with frames: progress by page, and at last a result
// (wire.h) or an error, whose payload is its message. Then it waits for the next request; the end of its input ends it.
#pragma once

#include <cstdint>

namespace trichluc {

inline constexpr std::uint32_t kProtocolMagic = 0x31514C54;  // "TLQ1"

struct DecodeRequest {
  std::uint32_t magic = kProtocolMagic;
  std::uint32_t threads = 1;        // that read pictures
  std::uint32_t read_pictures = 1;
  std::uint32_t max_pages = 0;
  std::uint64_t max_pixels = 0;
  std::uint64_t max_text = 0;
  std::uint64_t max_unpacked = 0;
  std::uint64_t reread = 0;         // pages whose own text is bad: their numbers, from 0 and four bytes each, follow
  std::uint64_t bytes = 0;          // of the file, which follows them
};

struct DecodeFrame {
  enum Kind : std::uint32_t { kReady = 1, kProgress, kResult, kUnsupported, kTooLarge };
  std::uint32_t kind = kReady;
  std::uint32_t done = 0;   // pages
  std::uint32_t all = 0;
  std::uint32_t reserved = 0;
  std::uint64_t bytes = 0;  // of the payload, which follows
};

}  // namespace trichluc
