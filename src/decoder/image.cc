// Pictures of pages: PNG, JPEG, TIFF with one page or many.
#include "decoder/decode.h"
#include "decoder/ocr.h"
#include "decoder/picture.h"
#include "decoder/pictures.h"
#include "decoder/resolution.h"
#include "pages/format.h"
#include "pages/layout.h"

namespace trichluc::decoder {
namespace {

// The size of a picture is checked before it is unpacked.
std::string TooLarge(const l_uint8* data, std::size_t size, const Options& options) {
  l_int32 width = 0;
  l_int32 height = 0;
  if (pixReadHeaderMem(data, size, nullptr, &width, &height, nullptr, nullptr, nullptr) != 0) return {};
  if (static_cast<double>(width) * height <= static_cast<double>(options.limits.max_pixels)) return {};
  return "the picture has " + std::to_string(width) + " × " + std::to_string(height) + " dots, and the limit is " +
         std::to_string(options.limits.max_pixels) + " in all";
}

}  // namespace

std::optional<Error> EachPicture(std::string_view bytes, const Options& options,
                                 const std::function<std::optional<Error>(PixPointer)>& take) {
  const auto* const data = reinterpret_cast<const l_uint8*>(bytes.data());
  const bool many = DetectFormat(bytes) == FileFormat::kTiff;
  std::size_t offset = 0;  // Leptonica's, from one page of a TIFF to the next
  for (std::uint32_t p = 0; p < options.limits.max_pages; ++p) {
    if (const std::string fault = TooLarge(data, bytes.size(), options); !fault.empty())
      return Error{Error::Code::kTooLarge, fault};
    PixPointer picture(many ? pixReadMemFromMultipageTiff(data, bytes.size(), &offset)
                            : pixReadMem(data, bytes.size()));
    if (!picture && p == 0) return Error{Error::Code::kUnsupported, "the picture cannot be read: it is damaged (open it in another program and save it anew)"};
    if (!picture) break;
    if (auto fault = take(std::move(picture))) return fault;
    options.progress(p + 1, 0);
    if (!many || offset == 0) break;
  }
  return std::nullopt;
}

Result<PagedText> DecodeImage(std::string_view bytes, const Options& options) {
  if (!options.read_pictures) return Error{Error::Code::kUnsupported, "is a picture, and pictures are not to be read"};
  TextLayout layout{std::string(MediaType(DetectFormat(bytes)))};
  const auto read = [&](const PixPointer& picture) -> std::optional<Error> {
    const double dpi = DotsPerInch(pixGetXRes(picture.get()), pixGetWidth(picture.get()), pixGetHeight(picture.get()));
    const PixPointer colours(pixGetDepth(picture.get()) == 32 ? pixClone(picture.get())
                                                              : pixConvertTo8(picture.get(), 0));
    Result<ReadPage> page = ReadPicture(colours.get(), dpi);
    if (!page) return page.error();
    const auto points = [&](int dots) { return static_cast<float>(dots * kPointsPerInch / dpi); };
    layout.AddPage({points(pixGetWidth(picture.get())), points(pixGetHeight(picture.get())), true, page->turns},
                   std::move(page->words), page->rulings);
    return std::nullopt;
  };
  if (auto fault = EachPicture(bytes, options, read)) return *fault;
  return std::move(layout).Finish();
}

}  // namespace trichluc::decoder
