#include "repair/pages.h"

#include <algorithm>

namespace trichluc {
namespace {

// A printed page holds two to three thousand letters; a text without form feeds is cut so that each part is judged by enough.
constexpr std::size_t kPage = 6000;
constexpr std::size_t kLongest = 12000;

}  // namespace

std::vector<Span> CutPages(std::string_view text) {
  std::vector<Span> pages;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = std::min(text.find('\f', at), text.size() - 1) + 1;
    if (end - at > kLongest) {
      const std::size_t line = text.find('\n', at + kPage);
      end = line < at + kLongest ? line + 1 : at + kLongest;
      if (line >= at + kLongest) {
        const std::size_t space = text.rfind(' ', end - 1);
        if (space != std::string_view::npos && space > at) {
          end = space + 1;
        } else {
          while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) ++end;
        }
      }
    }
    pages.push_back({at, end});
    at = end;
  }
  return pages;
}

}  // namespace trichluc
