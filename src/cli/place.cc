#include "cli/place.h"

#include <algorithm>
#include <charconv>

namespace trichluc::cli {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

bool BeginsCharacter(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) != 0x80; }

std::size_t TextStart(std::string_view bytes) {
  return bytes.substr(0, kByteOrderMark.size()) == kByteOrderMark ? kByteOrderMark.size() : 0;
}

// Lines end where the library ends them: at a line feed, a carriage return, or both together.
std::size_t LineEnd(std::string_view bytes, std::size_t start) {
  return std::min(bytes.find_first_of("\r\n", start), bytes.size());
}

std::size_t NextLine(std::string_view bytes, std::size_t end) {
  const std::size_t mark = bytes.substr(end, 2) == "\r\n" ? 2 : 1;
  return std::min(end + mark, bytes.size());
}

std::optional<std::size_t> ParseNumber(std::string_view text) {
  std::size_t number = 0;
  const auto done = std::from_chars(text.data(), text.data() + text.size(), number);
  if (done.ec != std::errc() || done.ptr != text.data() + text.size() || number == 0) return std::nullopt;
  return number;
}

}  // namespace

std::optional<Place> ParsePlace(std::string_view text) {
  const std::size_t colon = text.find(':');
  const auto line = ParseNumber(text.substr(0, colon));
  if (!line) return std::nullopt;
  if (colon == std::string_view::npos) return Place{*line, 1};
  const auto column = ParseNumber(text.substr(colon + 1));
  if (!column) return std::nullopt;
  return Place{*line, *column};
}

Result<std::size_t> OffsetAt(std::string_view bytes, Place place) {
  std::size_t start = TextStart(bytes);
  for (std::size_t line = 1; line < place.line; ++line) {
    start = NextLine(bytes, LineEnd(bytes, start));
    if (start == bytes.size()) {
      return Error{Error::Code::kBadArgument,
                   "has no line " + std::to_string(place.line) + " (its last is line " + std::to_string(line) + ")"};
    }
  }
  const std::string_view line = bytes.substr(start, LineEnd(bytes, start) - start);
  std::size_t column = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (BeginsCharacter(line[i]) && ++column == place.column) return start + i;
  }
  if (place.column == column + 1) return start + line.size();
  return Error{Error::Code::kBadArgument, "has no column " + std::to_string(place.column) + " in line " +
                                              std::to_string(place.line) + " (the line has " + std::to_string(column) +
                                              " characters)"};
}

}  // namespace trichluc::cli
