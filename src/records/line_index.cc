#include "records/line_index.h"

#include <algorithm>

#include "text/utf8.h"

namespace trichluc {
namespace {

constexpr std::size_t kStretch = 1024;

}  // namespace

LineIndex::LineIndex(std::string_view text) : text_(text) {
  line_starts_.push_back(text.substr(0, kByteOrderMark.size()) == kByteOrderMark ? kByteOrderMark.size() : 0);
  // A carriage return ends its line, but before a line feed, which then does.
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool lone_return = text[at] == '\r' && (at + 1 == text.size() || text[at + 1] != '\n');
    if (text[at] == '\n' || lone_return) line_starts_.push_back(at + 1);
  }
  std::size_t count = 0;
  for (std::size_t at = 0; at <= text.size(); at += kStretch) {
    characters_.push_back(count);
    count += CountChars(text.substr(at, kStretch));
  }
}

std::size_t LineIndex::CharactersBefore(std::size_t offset) const {
  const std::size_t stretch = offset / kStretch;
  return characters_[stretch] + CountChars(text_.substr(stretch * kStretch, offset - stretch * kStretch));
}

LineColumn LineIndex::At(std::size_t offset) const {
  offset = std::min(offset, text_.size());
  auto next = std::upper_bound(line_starts_.begin(), line_starts_.end(), offset);
  if (next == line_starts_.begin()) return {};  // inside the byte order mark
  const std::size_t start = *(next - 1);
  return {static_cast<std::size_t>(next - line_starts_.begin()),
          CharactersBefore(offset) - CharactersBefore(start) + 1};
}

}  // namespace trichluc
