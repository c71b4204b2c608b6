#include "repair/pages.h"

#include "text/utf8.h"

namespace trichluc {
namespace {

// A printed page holds two to three thousand letters; a text without form feeds is cut so that each part is judged by enough.
constexpr std::size_t kPage = 6000;
constexpr std::size_t kLongest = 12000;

// Where a page ends that begins at `at` and has no form feed within kLongest bytes.
std::size_t CutLong(std::string_view text, std::size_t at) {
  const std::string_view window = text.substr(at, kLongest);
  if (const std::size_t line = window.find('\n', kPage); line != std::string_view::npos) return at + line + 1;
  if (const std::size_t space = window.rfind(' '); space != std::string_view::npos) return at + space + 1;
  std::size_t end = at + kLongest;
  while (end < text.size() && IsContinuation(text[end])) ++end;
  return end;
}

}  // namespace

std::vector<Span> CutPages(std::string_view text) {
  std::vector<Span> pages;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t feed = text.substr(at, kLongest).find('\f');
    std::size_t end = text.size();
    if (feed != std::string_view::npos) {
      end = at + feed + 1;
    } else if (text.size() - at > kLongest) {
      end = CutLong(text, at);
    }
    pages.push_back({at, end});
    at = end;
  }
  return pages;
}

}  // namespace trichluc
