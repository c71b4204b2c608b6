// A page of print is smallest and sharpest as a PNG of sixteen greys, a photograph as a JPEG. What has colours is a JPEG; of the
// rest the smaller one is taken.
#include "decoder/picture_album.h"

#include <algorithm>
#include <utility>

#include "decoder/pictures.h"
#include "decoder/resolution.h"
#include "pages/format.h"

namespace trichluc::decoder {
namespace {

constexpr int kQuality = 72;            // of JPEG
constexpr int kGreys = 16;
constexpr float kColourful = 0.0005F;   // of a page's dots: a red seal has more
constexpr int kColourStep = 40;         // between the parts of a colour that is no grey
constexpr int kDarkest = 20;            // colours of dots that are darker are not seen
constexpr int kLightest = 244;

PixPointer WithoutPalette(Pix* given) {
  PixPointer picture(pixRemoveColormap(given, REMOVE_CMAP_BASED_ON_SRC));
  if (picture && pixGetDepth(picture.get()) == 32 && pixGetSpp(picture.get()) == 4)
    picture.reset(pixAlphaBlendUniform(picture.get(), 0xFFFFFF00));
  if (picture && pixGetDepth(picture.get()) != 32) picture.reset(pixConvertTo8(picture.get(), 0));
  return picture;
}

bool HasColours(Pix* picture) {
  if (pixGetDepth(picture) != 32) return false;
  l_float32 seen = 0;
  l_float32 coloured = 0;
  return pixColorFraction(picture, kDarkest, kLightest, kColourStep, 4, &seen, &coloured) == 0 && seen * coloured > kColourful;
}

std::string AsJpeg(Pix* picture) {
  l_uint8* data = nullptr;
  size_t size = 0;
  std::string out;
  if (pixWriteMemJpeg(&data, &size, picture, kQuality, 0) == 0) out.assign(reinterpret_cast<const char*>(data), size);
  lept_free(data);
  return out;
}

std::string AsPng(Pix* grey) {
  const PixPointer few(pixThresholdTo4bpp(grey, kGreys, 1));
  l_uint8* data = nullptr;
  size_t size = 0;
  std::string out;
  if (few && pixWriteMemPng(&data, &size, few.get(), 0) == 0) out.assign(reinterpret_cast<const char*>(data), size);
  lept_free(data);
  return out;
}

// Empty where there is no memory for it.
std::string Packed(Pix* given) {
  const PixPointer picture = WithoutPalette(given);
  if (!picture) return {};
  if (HasColours(picture.get())) return AsJpeg(picture.get());
  const PixPointer grey(pixConvertTo8(picture.get(), 0));
  if (!grey) return {};
  std::string jpeg = AsJpeg(grey.get());
  std::string png = AsPng(grey.get());
  return !png.empty() && (jpeg.empty() || png.size() <= jpeg.size()) ? png : jpeg;
}

Result<std::vector<PagePicture>> DrawPictures(std::string_view bytes, const Options& options) {
  PictureAlbum album(options);
  std::uint32_t number = 0;
  const auto add = [&](const PixPointer& picture) -> std::optional<Error> {
    const std::uint32_t page = number++;
    if (album.IsFull() || !album.Wants(page)) return std::nullopt;
    const double dpi = DotsPerInch(pixGetXRes(picture.get()), pixGetWidth(picture.get()), pixGetHeight(picture.get()));
    const auto scale = static_cast<float>(std::min(1.0, options.dpi / dpi));
    const PixPointer colours = WithoutPalette(picture.get());
    const PixPointer scaled(colours ? pixScale(colours.get(), scale, scale) : nullptr);
    const auto points = [&](int dots) { return static_cast<float>(dots * kPointsPerInch / dpi); };
    if (scaled) album.Add(page, points(pixGetWidth(picture.get())), points(pixGetHeight(picture.get())), scaled.get());
    return std::nullopt;
  };
  if (auto fault = EachPicture(bytes, options, add)) return *fault;
  return std::move(album).Take();
}

}  // namespace

bool PictureAlbum::Wants(std::uint32_t page) const {
  return options_.reread.empty() || std::binary_search(options_.reread.begin(), options_.reread.end(), page);
}

void PictureAlbum::Add(std::uint32_t page, float width, float height, Pix* picture) {
  std::string packed = Packed(picture);
  if (packed.empty() || width <= 0 || height <= 0) return;
  full_ = bytes_ + packed.size() > options_.limits.max_pictures;
  if (full_) return;
  bytes_ += packed.size();
  pictures_.push_back({static_cast<int>(page) + 1, width, height, {}, std::move(packed)});
}

Result<std::vector<PagePicture>> DrawPages(std::string_view bytes, const Options& options) {
  switch (DetectFormat(bytes)) {
    case FileFormat::kPdf: return DrawPdf(bytes, options);
    case FileFormat::kPng:
    case FileFormat::kJpeg:
    case FileFormat::kTiff: return DrawPictures(bytes, options);
    default: return Error{Error::Code::kUnsupported, "has no pages that could be drawn"};
  }
}

}  // namespace trichluc::decoder
