#include "ingest/wide.h"

#include <algorithm>
#include <array>

#include "text/utf8.h"

namespace trichluc {
namespace {

using namespace std::string_view_literals;

constexpr std::array<WideEncoding, 4> kEncodings = {
    {{"UTF-16LE", 2, false, 0}, {"UTF-16BE", 2, true, 0}, {"UTF-32LE", 4, false, 0}, {"UTF-32BE", 4, true, 0}}};
constexpr std::size_t kLookedAt = std::size_t{1} << 16;

constexpr char32_t Unit(std::string_view bytes, std::size_t at, const WideEncoding& encoding) {
  char32_t unit = 0;
  for (std::size_t i = 0; i < encoding.unit; ++i) {
    const std::size_t place = encoding.big_endian ? i : encoding.unit - 1 - i;
    unit = unit << 8 | static_cast<unsigned char>(bytes[at + place]);
  }
  return unit;
}

bool IsLead(char32_t unit) { return unit >= 0xD800 && unit < 0xDC00; }
bool IsTrail(char32_t unit) { return unit >= 0xDC00 && unit < 0xE000; }

std::string_view ByteOrderMark(const WideEncoding& encoding) {
  if (encoding.unit == 2) return encoding.big_endian ? "\xFE\xFF"sv : "\xFF\xFE"sv;
  return encoding.big_endian ? "\0\0\xFE\xFF"sv : "\xFF\xFE\0\0"sv;
}

// Does the text look like Latin letters in this encoding? A third at least is ASCII, and nothing is a control character.
bool LooksRight(std::string_view bytes, const WideEncoding& encoding) {
  if (bytes.size() % encoding.unit != 0) return false;
  const std::string_view head = bytes.substr(0, kLookedAt);
  std::size_t ascii = 0;
  std::size_t strange = 0;
  for (std::size_t at = 0; at + encoding.unit <= head.size(); at += encoding.unit) {
    const char32_t unit = Unit(head, at, encoding);
    if (unit >= 0x20 && unit < 0x7F)
      ++ascii;
    else if (unit == '\n' || unit == '\r' || unit == '\t' || unit == '\f')
      ++ascii;
    else if (unit < 0x20 || unit >= 0x2600)
      ++strange;
  }
  const std::size_t units = head.size() / encoding.unit;
  return units > 0 && ascii * 3 >= units && strange * 50 <= units;
}

}  // namespace

std::optional<WideEncoding> WideByName(std::string_view name) {
  const bool open = SameAscii(name, "UTF-16") || SameAscii(name, "UTF-32");
  const std::string whole = std::string(name) + (open ? "BE" : "");
  const auto* found = std::find_if(kEncodings.begin(), kEncodings.end(),
                                   [&](const WideEncoding& encoding) { return SameAscii(encoding.name, whole); });
  if (found == kEncodings.end()) return std::nullopt;
  return *found;
}

std::optional<WideEncoding> JudgeWide(std::string_view bytes) {
  // The marks of UTF-32 first: that of UTF-32LE begins with that of UTF-16LE.
  for (const std::size_t i : {2, 3, 0, 1}) {
    WideEncoding encoding = kEncodings[i];
    encoding.mark = ByteOrderMark(encoding).size();
    if (bytes.starts_with(ByteOrderMark(encoding)) && (encoding.unit == 2 || LooksRight(bytes, encoding))) {
      // Two bytes that happen to stand before text of single bytes are no mark.
      if (bytes.size() % encoding.unit == 0 &&
          (bytes.size() == encoding.mark || bytes.find('\0') != std::string_view::npos))
        return encoding;
    }
  }
  if (bytes.substr(0, kLookedAt).find('\0') == std::string_view::npos) return std::nullopt;
  for (const std::size_t i : {2, 3, 0, 1}) {
    if (LooksRight(bytes, kEncodings[i])) return kEncodings[i];
  }
  return std::nullopt;
}

void DecodeWide(std::string_view bytes, const WideEncoding& encoding, PieceWriter& out) {
  std::size_t at = 0;
  if (bytes.starts_with(ByteOrderMark(encoding))) {
    at = ByteOrderMark(encoding).size();
    out.builder.Delete(at);
  }
  std::string letter;
  while (at + encoding.unit <= bytes.size()) {
    char32_t c = Unit(bytes, at, encoding);
    std::size_t length = encoding.unit;
    if (encoding.unit == 2 && IsLead(c) && at + 4 <= bytes.size() && IsTrail(Unit(bytes, at + 2, encoding))) {
      c = 0x10000 + ((c - 0xD800) << 10) + (Unit(bytes, at + 2, encoding) - 0xDC00);
      length = 4;
    }
    if (c > 0x10FFFF || IsLead(c) || IsTrail(c)) {
      out.Fault(length);
    } else {
      letter.clear();
      AppendChar(letter, c);
      out.Put(length, letter);
    }
    at += length;
  }
  if (at < bytes.size()) out.Fault(bytes.size() - at);
}

}  // namespace trichluc
