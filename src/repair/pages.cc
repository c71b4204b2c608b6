#include "repair/pages.h"

#include "text/utf8.h"

namespace trichluc {
namespace {

// A printed page holds two to three thousand letters; a text without form feeds is cut so that each part is judged by enough.
constexpr std::size_t kPage = 6000;
constexpr std::size_t kLongest = 12000;

// Behind so many bytes of the text, or at its end. Carriage returns count for nothing: both ends of lines make the same pages.
std::size_t Behind(std::string_view text, std::size_t at, std::size_t bytes) {
  for (; at < text.size() && bytes > 0; ++at) bytes -= text[at] == '\r' ? 0 : 1;
  return at;
}

// Where a page ends that begins at `at` and has no form feed within kLongest bytes.
std::size_t CutLong(std::string_view text, std::size_t at) {
  const std::string_view window = text.substr(at, Behind(text, at, kLongest) - at);
  if (const std::size_t line = window.find('\n', Behind(window, 0, kPage)); line != std::string_view::npos)
    return at + line + 1;
  if (const std::size_t space = window.rfind(' '); space != std::string_view::npos) return at + space + 1;
  std::size_t end = at + window.size();
  while (end < text.size() && IsContinuation(text[end])) ++end;
  return end;
}

}  // namespace

std::vector<Span> CutPages(std::string_view text) {
  std::vector<Span> pages;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = Behind(text, at, kLongest);
    const std::size_t feed = text.substr(at, end - at).find('\f');
    if (feed != std::string_view::npos) {
      end = at + feed + 1;
    } else if (end < text.size()) {
      end = CutLong(text, at);
    }
    pages.push_back({at, end});
    at = end;
  }
  return pages;
}

}  // namespace trichluc
