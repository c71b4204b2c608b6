// What hOCR, ALTO and PAGE XML have in common: words in lines on pages, in units of the file's own, with much left out. Each
// format is read into these (hocr.cc, alto.cc, page_xml.cc); ocr_files.cc fills what is missing and lays the pages out.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "decoder/decode.h"
#include "trichluc/span.h"

namespace trichluc::decoder {

struct OcrWord {
  std::string text;      // may hold white space, where a file has a whole line for a word
  Box box;               // empty where the file has none
  float confidence = 1;  // 0…1
  bool bold = false;
  bool touching = false;  // the file has no space before it
};

struct OcrLine {
  Box box;
  std::vector<OcrWord> words;
};

struct OcrPage {
  double width = 0;  // 0 where the file does not say
  double height = 0;
  double x_per_inch = 0;  // units; 0 where the file does not say: then they are dots of a page of A4
  double y_per_inch = 0;
  int number = -1;  // the file's own; -1 without
  std::vector<OcrLine> lines;
};

using OcrPages = std::vector<OcrPage>;

Result<OcrPages> ReadHocr(std::string_view bytes, const Limits& limits);
Result<OcrPages> ReadAlto(std::string_view bytes, const Limits& limits);
Result<OcrPages> ReadPageXml(std::string_view bytes, const Limits& limits);

// ---- what files that may be hostile say ---------------------------------------------------------------------------------

// A number that can be a place on a page; nothing for what is none, is not finite, or is larger than any page.
[[nodiscard]] std::optional<double> PlaceNumber(std::string_view text);
// The numbers of a list, up to the first that is none.
[[nodiscard]] std::vector<double> PlaceNumbers(std::string_view text);
// Empty where a corner is missing or the corners are none.
[[nodiscard]] Box BoxOf(std::optional<double> x0, std::optional<double> y0, std::optional<double> x1,
                        std::optional<double> y1);
// A share of 1; 1 where it is none.
[[nodiscard]] float ShareOf(std::string_view text, double whole);

// White space only?
[[nodiscard]] bool IsBlank(std::string_view text);

[[nodiscard]] Error TooDeep(const Limits& limits);
[[nodiscard]] Error TooManyPages(const Limits& limits);

}  // namespace trichluc::decoder
