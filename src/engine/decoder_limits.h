// The limits of an engine, as its decoders take them.
#pragma once

#include "ingest/decoder_pool.h"
#include "trichluc/engine.h"

namespace trichluc {

[[nodiscard]] inline DecoderLimits DecoderLimitsOf(const Limits& limits) {
  DecoderLimits out;
  out.stall = std::chrono::seconds(limits.stall_seconds);
  out.total = std::chrono::seconds(limits.total_seconds);
  out.memory = limits.decoder_memory;
  out.pages = limits.max_pages;
  out.pixels = limits.max_pixels;
  out.text = limits.max_bytes;
  out.result = limits.max_bytes * 8;
  out.unpacked = limits.max_unpacked;
  out.file = limits.max_bytes;
  return out;
}

}  // namespace trichluc
