// What the engine and the process that decodes files say to each other, over two pipes.
//
// The engine sends a request, its list of pages, the bytes of the file, for a searchable PDF the words of its pages (wire.h), and,
// to a process that has none yet, the tables of encodings (ingest/charset.h); the decoder answers with frames: progress by page, and at last a result (wire.h, or the bytes of the PDF) or an error, whose
// payload is its message. Then it waits for the next request; the end of its input ends it.
#pragma once

#include <cstdint>

namespace trichluc {

inline constexpr std::uint32_t kProtocolMagic = 0x34514C54;  // "TLQ4"

// Where a process that unpacks an archive finds it open. Archives may be too large to be sent, and are read here and there.
inline constexpr int kArchiveFile = 3;

enum class DecodeOperation : std::uint8_t {
  kDecode,      // what the file says
  kSearchable,  // a PDF that shows the file and holds the words that were sent
  kList,        // what the archive holds that is open as kArchiveFile (wire.h)
  kUnpack,      // the bytes of one of its files
  kDraw,        // its pages as pictures (wire.h): those that are listed, or all
};

struct DecodeRequest {
  std::uint32_t magic = kProtocolMagic;
  std::uint32_t threads = 1;        // that read pictures
  std::uint32_t read_pictures = 1;
  std::uint32_t max_pages = 0;
  std::uint64_t max_pixels = 0;
  std::uint64_t max_text = 0;
  std::uint64_t max_unpacked = 0;
  std::uint64_t max_file = 0;       // bytes of a file that is unpacked
  DecodeOperation operation = DecodeOperation::kDecode;
  std::uint8_t reserved[3] = {};
  std::uint32_t dpi = 0;            // of pages that are drawn
  std::uint64_t max_pictures = 0;   // bytes of them all together
  std::uint64_t reread = 0;         // pages whose own text is bad, or pages to draw: their numbers, from 0 and four bytes each, follow
  std::uint64_t bytes = 0;          // of the file, which follows them
  std::uint64_t word_bytes = 0;     // of the words, which follow it
  std::uint64_t entry = 0;          // the file of an archive, counted from 0 as it was listed
  std::uint64_t table_bytes = 0;    // of the tables, which come last; those that came before hold where there are none
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
