// What a file is, told by its content and never by its name.
#pragma once

#include <string_view>

namespace trichluc {

enum class FileFormat {
  kText,       // or nothing that is known
  kHtml,
  kPdf,
  kPng,
  kJpeg,
  kTiff,
  kZip,        // Word's DOCX, ODT, or an archive: only its list of files tells
  kOle,        // Word's DOC, or another file of the old Office
  kRtf,
  kHocr,
  kAlto,
  kPageXml,
  kXml,        // any other
};

// What packs other files, by its first bytes; 263 of them tell all.
enum class Packing {
  kNone,
  kArchive,
  kStream,  // of one file, which may be an archive
};
[[nodiscard]] Packing PackingOf(std::string_view head);

[[nodiscard]] FileFormat DetectFormat(std::string_view bytes);
// "application/pdf"; for formats that only a closer look tells apart, that of the container.
[[nodiscard]] std::string_view MediaType(FileFormat format);

}  // namespace trichluc
