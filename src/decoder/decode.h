// The decoders of file formats. They run in a process of their own (main.cc), for what they read may be hostile.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/charset.h"
#include "pages/paged_text.h"
#include "trichluc/limits.h"
#include "trichluc/pages.h"
#include "trichluc/result.h"

namespace trichluc::decoder {

// What a file may cost. Hitting a limit is an Error (kTooLarge) that names it, or, where a part can be left out, a diagnostic.
struct Limits {
  std::uint32_t max_pages = trichluc::Limits{}.max_pages;
  std::uint64_t max_pixels = trichluc::Limits{}.max_pixels;      // of one picture
  std::uint64_t max_text = trichluc::Limits{}.max_bytes;         // bytes of text that come out
  std::uint64_t max_unpacked = trichluc::Limits{}.max_unpacked;  // bytes of an archive's parts together
  std::uint64_t max_pictures = DrawOptions{}.max_bytes;          // bytes of pages that are drawn, together
  std::uint64_t max_file = trichluc::Limits{}.max_bytes;         // bytes of a file that is unpacked
  std::uint32_t max_depth = 256;                                 // of elements inside elements
};

struct Options {
  Limits limits;
  std::uint32_t threads = 1;   // that read pictures
  bool read_pictures = true;   // pages without text are read by OCR
  std::vector<std::uint32_t> reread;  // so are these, in order: their own text was judged to be bad; or these are drawn
  std::uint32_t dpi = 96;             // that pages are drawn with
  const Charsets* charsets = nullptr;  // that old fonts are read by; null: none are
  std::function<void(std::uint32_t done, std::uint32_t all)> progress;  // by page; never empty
};

Result<PagedText> Decode(std::string_view bytes, const Options& options);

// A PDF that shows the pages of a PDF or a picture as they are, with `words` (one line of text for each line of a page) as text
// that is not seen: it is searched and copied. Pages of a PDF that have a text of their own (PageText::read is false) stay as
// they are.
Result<std::string> MakeSearchable(std::string_view bytes, const PagedText& words, const Options& options);

// The pages of a PDF or a picture as they look: those of `options.reread`, or all where it is empty.
Result<std::vector<PagePicture>> DrawPages(std::string_view bytes, const Options& options);
Result<std::vector<PagePicture>> DrawPdf(std::string_view bytes, const Options& options);

// One format each.
Result<PagedText> DecodePdf(std::string_view bytes, const Options& options);
Result<PagedText> DecodeImage(std::string_view bytes, const Options& options);
Result<PagedText> DecodeHtml(std::string_view bytes, const Options& options);
Result<PagedText> DecodePackage(std::string_view bytes, const Options& options);   // DOCX, ODT
Result<PagedText> DecodeOcrFile(std::string_view bytes, const Options& options);   // hOCR, ALTO, PAGE XML

}  // namespace trichluc::decoder
