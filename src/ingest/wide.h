// UTF-16 and UTF-32.
#pragma once

#include <optional>
#include <string_view>

#include "ingest/charset.h"

namespace trichluc {

struct WideEncoding {
  std::string_view name;
  std::size_t unit = 2;  // bytes
  bool big_endian = false;
  std::size_t mark = 0;  // bytes of the byte order mark that was found
};

// By name: "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"; "UTF-16" and "UTF-32" are big endian, as Unicode has it.
[[nodiscard]] std::optional<WideEncoding> WideByName(std::string_view name);

// By its byte order mark, or else by the zeros of its ASCII letters: text in no other encoding holds any.
[[nodiscard]] std::optional<WideEncoding> JudgeWide(std::string_view bytes);

void DecodeWide(std::string_view bytes, const WideEncoding& encoding, PieceWriter& out);

}  // namespace trichluc
