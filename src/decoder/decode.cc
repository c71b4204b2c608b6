#include "decoder/decode.h"

#include "pages/format.h"

namespace trichluc::decoder {

Result<PagedText> Decode(std::string_view bytes, const Options& options) {
  switch (DetectFormat(bytes)) {
    case FileFormat::kPdf: return DecodePdf(bytes, options);
    case FileFormat::kPng:
    case FileFormat::kJpeg:
    case FileFormat::kTiff: return DecodeImage(bytes, options);
    case FileFormat::kHocr:
    case FileFormat::kAlto:
    case FileFormat::kPageXml: return DecodeOcrFile(bytes, options);
    case FileFormat::kHtml: return DecodeHtml(bytes, options);
    case FileFormat::kZip: return DecodePackage(bytes, options);
    default: break;
  }
  return Error{Error::Code::kUnsupported, "is XML of no kind that is read (give the output of an OCR program as hOCR, ALTO or PAGE XML)"};
}

}  // namespace trichluc::decoder
