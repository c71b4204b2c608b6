// Pictures of pages: PNG, JPEG, TIFF with one page or many.
#include <algorithm>
#include <cmath>

#include "decoder/decode.h"
#include "decoder/ocr.h"
#include "decoder/picture.h"
#include "pages/format.h"
#include "pages/layout.h"

namespace trichluc::decoder {
namespace {

constexpr int kLeastDpi = 70;      // what is less was never meant as a resolution
constexpr int kMostDpi = 1200;
constexpr double kPageInches = 8.27;  // the short side of A4, where the picture does not say
constexpr double kPointsPerInch = 72;

// Dots an inch: what the picture says of itself, else as if it showed a page of A4.
double DpiOf(Pix* picture) {
  const int said = pixGetXRes(picture);
  if (said >= kLeastDpi && said <= kMostDpi) return said;
  const int side = std::min(pixGetWidth(picture), pixGetHeight(picture));
  return std::clamp(side / kPageInches, static_cast<double>(kLeastDpi), static_cast<double>(kMostDpi));
}

// The size of a picture is checked before it is unpacked.
std::string TooLarge(const l_uint8* data, std::size_t size, const Options& options) {
  l_int32 width = 0;
  l_int32 height = 0;
  if (pixReadHeaderMem(data, size, nullptr, &width, &height, nullptr, nullptr, nullptr) != 0) return {};
  if (static_cast<double>(width) * height <= static_cast<double>(options.limits.max_pixels)) return {};
  return "the picture has " + std::to_string(width) + " × " + std::to_string(height) + " dots, and the limit is " + std::to_string(options.limits.max_pixels) + " in all";
}

}  // namespace

Result<PagedText> DecodeImage(std::string_view bytes, const Options& options) {
  if (!options.read_pictures) return Error{Error::Code::kUnsupported, "is a picture, and pictures are not to be read"};
  const auto* const data = reinterpret_cast<const l_uint8*>(bytes.data());
  const FileFormat format = DetectFormat(bytes);
  TextLayout layout{std::string(MediaType(format))};
  std::size_t offset = 0;  // Leptonica's, from one page of a TIFF to the next
  for (std::uint32_t p = 0; p < options.limits.max_pages; ++p) {
    if (const std::string fault = TooLarge(data, bytes.size(), options); !fault.empty()) return Error{Error::Code::kTooLarge, fault};
    const PixPointer picture(format == FileFormat::kTiff ? pixReadMemFromMultipageTiff(data, bytes.size(), &offset) : pixReadMem(data, bytes.size()));
    if (!picture && p == 0) return Error{Error::Code::kUnsupported, "the picture cannot be read: it is damaged"};
    if (!picture) break;
    const double dpi = DpiOf(picture.get());
    const PixPointer colours(pixGetDepth(picture.get()) == 32 ? pixClone(picture.get()) : pixConvertTo8(picture.get(), 0));
    Result<std::vector<PlacedWord>> words = ReadPicture(colours.get(), dpi);
    if (!words) return words.error();
    const auto points = [&](int dots) { return static_cast<float>(dots * kPointsPerInch / dpi); };
    layout.AddPage({points(pixGetWidth(picture.get())), points(pixGetHeight(picture.get())), true}, std::move(*words));
    options.progress(p + 1, 0);
    if (format != FileFormat::kTiff || offset == 0) break;
  }
  return std::move(layout).Finish();
}

}  // namespace trichluc::decoder
