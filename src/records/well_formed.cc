#include "records/well_formed.h"

#include <algorithm>

#include "text/unicode.h"

namespace trichluc {
namespace {

bool IsAscii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char byte) { return static_cast<unsigned char>(byte) < 0x80; });
}

}  // namespace

std::string_view WellFormed(std::string_view text, std::string& buffer) {
  if (IsAscii(text)) return text;
  const std::vector<Span> bad = IllFormedUtf8(text);
  if (bad.empty()) return text;
  buffer.clear();
  std::size_t done = 0;
  for (const Span span : bad) {
    buffer.append(text.substr(done, span.start - done)).append("\xEF\xBF\xBD");
    done = span.end;
  }
  buffer.append(text.substr(done));
  return buffer;
}

}  // namespace trichluc
