#include "pages/format.h"

#include <algorithm>
#include <array>
#include <string>

#include "text/utf8.h"

namespace trichluc {
namespace {

constexpr std::size_t kHead = 4096;    // bytes that are looked at
constexpr std::size_t kTarMark = 257;  // where tar says what it is
constexpr std::string_view kZipMark = "PK\x03\x04";
constexpr std::string_view kEmptyZipMark = "PK\x05\x06";

std::string LowerHead(std::string_view bytes) {
  std::string head = LowerAscii(bytes.substr(0, kHead));
  // UTF-16 shows its ASCII between zeros.
  if (head.starts_with("\xFF\xFE") || head.starts_with("\xFE\xFF")) std::erase(head, '\0');
  return head;
}

bool Holds(std::string_view head, std::string_view what) { return head.find(what) != std::string_view::npos; }

// Markup begins with an angle bracket, after white space and a byte order mark.
FileFormat DetectMarkup(const std::string& head) {
  const std::size_t first = head.find_first_not_of(" \t\r\n\xEF\xBB\xBF\xFF\xFE");
  if (first == std::string::npos || head[first] != '<') return FileFormat::kText;
  if (Holds(head, "ocr_page") || Holds(head, "ocr-system")) return FileFormat::kHocr;
  if (Holds(head, "<alto") || Holds(head, "/alto/")) return FileFormat::kAlto;
  if (Holds(head, "<pcgts")) return FileFormat::kPageXml;
  constexpr std::array<std::string_view, 10> kTags = {"<!doctype html", "<html", "<head", "<body", "<meta", "<title", "<table", "<div", "<style", "<p"};
  for (const std::string_view tag : kTags) {
    const std::size_t at = head.find(tag);
    const std::size_t end = at + tag.size();
    if (at != std::string::npos && (end >= head.size() || head[end] == '>' || head[end] == ' ' || head[end] == '\n' || head[end] == '\r')) return FileFormat::kHtml;
  }
  return head.substr(first).starts_with("<?xml") ? FileFormat::kXml : FileFormat::kText;
}

}  // namespace

FileFormat DetectFormat(std::string_view bytes) {
  using namespace std::string_view_literals;
  // Some writers put a few bytes before the head of a PDF; readers allow a kilobyte.
  if (bytes.substr(0, 1024).find("%PDF-") != std::string_view::npos) return FileFormat::kPdf;
  if (bytes.starts_with("\x89PNG\r\n\x1A\n"sv)) return FileFormat::kPng;
  if (bytes.starts_with("\xFF\xD8\xFF"sv)) return FileFormat::kJpeg;
  if (bytes.starts_with("II*\0"sv) || bytes.starts_with("MM\0*"sv) || bytes.starts_with("II+\0"sv) || bytes.starts_with("MM\0+"sv)) return FileFormat::kTiff;
  if (bytes.starts_with(kZipMark) || bytes.starts_with(kEmptyZipMark)) return FileFormat::kZip;
  if (bytes.starts_with("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv)) return FileFormat::kOle;
  if (bytes.starts_with("{\\rtf"sv)) return FileFormat::kRtf;
  return DetectMarkup(LowerHead(bytes));
}

Packing PackingOf(std::string_view head) {
  using namespace std::string_view_literals;
  const auto begins = [&](std::string_view mark) { return head.starts_with(mark); };
  constexpr std::array kArchives = {kZipMark, kEmptyZipMark, "7z\xBC\xAF\x27\x1C"sv, "Rar!\x1A\x07"sv};
  constexpr std::array kStreams = {"\x1F\x8B"sv, "BZh"sv, "\xFD" "7zXZ\0"sv, "\x28\xB5\x2F\xFD"sv};
  const bool tar = head.size() > kTarMark && head.substr(kTarMark).starts_with("ustar");
  if (tar || std::any_of(kArchives.begin(), kArchives.end(), begins)) return Packing::kArchive;
  return std::any_of(kStreams.begin(), kStreams.end(), begins) ? Packing::kStream : Packing::kNone;
}

std::string_view MediaType(FileFormat format) {
  switch (format) {
    case FileFormat::kText: return "text/plain";
    case FileFormat::kHtml: return "text/html";
    case FileFormat::kPdf: return "application/pdf";
    case FileFormat::kPng: return "image/png";
    case FileFormat::kJpeg: return "image/jpeg";
    case FileFormat::kTiff: return "image/tiff";
    case FileFormat::kZip: return "application/zip";
    case FileFormat::kOle: return "application/msword";
    case FileFormat::kRtf: return "application/rtf";
    case FileFormat::kHocr: return "text/vnd.hocr+html";
    case FileFormat::kAlto: return "application/alto+xml";
    case FileFormat::kPageXml: return "application/vnd.prima.page+xml";
    case FileFormat::kXml: return "application/xml";
  }
  return {};
}

}  // namespace trichluc
