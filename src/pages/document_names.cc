#include "trichluc/document_names.h"

#include <algorithm>
#include <iterator>

#include "text/utf8.h"

namespace trichluc {
namespace {

constexpr std::string_view kEndings[] = {"txt", "md", "htm", "html", "pdf", "docx", "odt", "doc", "rtf", "hocr", "alto", "xml", "png", "jpg", "jpeg", "tif", "tiff"};

}  // namespace

bool HasDocumentEnding(std::string_view name) {
  const std::size_t dot = name.rfind('.');
  return dot != std::string_view::npos && std::any_of(std::begin(kEndings), std::end(kEndings), [&](std::string_view ending) { return SameAscii(name.substr(dot + 1), ending); });
}

}  // namespace trichluc
