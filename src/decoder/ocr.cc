#include "decoder/ocr.h"

#include <leptonica/allheaders.h>
#include <tesseract/baseapi.h>
#include <tesseract/resultiterator.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <mutex>
#include <vector>

#include "decoder/picture.h"
#include "decoder/resolution.h"
#include "text/unicode.h"

namespace trichluc::decoder {
namespace {

constexpr const char* kLanguage = "vie";
constexpr float kLeastSkew = 0.1F;        // degrees; less is left as it is
constexpr float kMostSkew = 15;
constexpr float kSureOfSkew = 3;
constexpr int kRedOver = 60;              // how much redder than green and blue the ink of a seal is

struct Reader {
  tesseract::TessBaseAPI api;
  std::string fault;

  Reader() {
    if (api.Init(nullptr, kLanguage, tesseract::OEM_LSTM_ONLY) != 0) {
      fault = "pictures cannot be read: Tesseract's model for Vietnamese was not found (Debian: tesseract-ocr-vie)";
      return;
    }
    api.SetVariable("debug_file", "/dev/null");
    api.SetPageSegMode(tesseract::PSM_AUTO);
  }
};

// Readers that no page needs at the moment. A model takes a while to load, so they are kept.
class Readers {
 public:
  std::unique_ptr<Reader> Take() {
    {
      const std::lock_guard lock(mutex_);
      if (!idle_.empty()) {
        std::unique_ptr<Reader> reader = std::move(idle_.back());
        idle_.pop_back();
        return reader;
      }
    }
    return std::make_unique<Reader>();
  }
  void Return(std::unique_ptr<Reader> reader) {
    const std::lock_guard lock(mutex_);
    idle_.push_back(std::move(reader));
  }

 private:
  std::mutex mutex_;
  std::vector<std::unique_ptr<Reader>> idle_;
};

Readers& TheReaders() {
  static Readers readers;
  return readers;
}

// Grey, and without the red ink of seals: a seal's red is as light as paper in the red channel of a colour scan.
PixPointer WithoutSeals(Pix* picture) {
  if (pixGetDepth(picture) != 32) return PixPointer(pixConvertTo8(picture, 0));
  const int width = pixGetWidth(picture);
  const int height = pixGetHeight(picture);
  PixPointer grey(pixCreateNoInit(width, height, 8));
  for (int y = 0; y < height; ++y) {
    const l_uint32* const from = pixGetData(picture) + static_cast<std::ptrdiff_t>(y) * pixGetWpl(picture);
    l_uint32* const to = pixGetData(grey.get()) + static_cast<std::ptrdiff_t>(y) * pixGetWpl(grey.get());
    for (int x = 0; x < width; ++x) {
      const auto red = static_cast<l_int32>(from[x] >> L_RED_SHIFT & 0xFF);
      const auto green = static_cast<l_int32>(from[x] >> L_GREEN_SHIFT & 0xFF);
      const auto blue = static_cast<l_int32>(from[x] >> L_BLUE_SHIFT & 0xFF);
      const bool seal = red > green + kRedOver && red > blue + kRedOver / 2;
      SET_DATA_BYTE(to, x, seal ? red + (255 - red) * 3 / 4 : (red * 3 + green * 6 + blue) / 10);
    }
  }
  return grey;
}

// How far the lines slant, in degrees; 0 where it is not sure.
float SkewOf(Pix* grey) {
  const PixPointer black(pixConvertTo1(grey, 160));
  if (!black) return 0;
  l_float32 angle = 0;
  l_float32 confidence = 0;
  if (pixFindSkew(black.get(), &angle, &confidence) != 0 || confidence < kSureOfSkew) return 0;
  return std::fabs(angle) < kLeastSkew || std::fabs(angle) > kMostSkew ? 0 : angle;
}

// The places of the straightened picture on the one that was given: the picture was turned about its centre.
class Turn {
 public:
  Turn(float degrees, int width, int height) : cosine_(std::cos(degrees * std::acos(-1.0) / 180)), sine_(std::sin(degrees * std::acos(-1.0) / 180)), x_(width / 2.0), y_(height / 2.0) {}

  [[nodiscard]] Box Back(double x0, double y0, double x1, double y1) const {
    std::array<float, 4> x;
    std::array<float, 4> y;
    for (std::size_t i = 0; i < 4; ++i) {
      const double dx = (i % 2 == 0 ? x0 : x1) - x_;
      const double dy = (i < 2 ? y0 : y1) - y_;
      x[i] = static_cast<float>(x_ + dx * cosine_ + dy * sine_);
      y[i] = static_cast<float>(y_ - dx * sine_ + dy * cosine_);
    }
    const auto [left, right] = std::minmax_element(x.begin(), x.end());
    const auto [upper, lower] = std::minmax_element(y.begin(), y.end());
    return {*left, *upper, *right, *lower};
  }

 private:
  double cosine_;
  double sine_;
  double x_;
  double y_;
};

}  // namespace

Result<std::vector<PlacedWord>> ReadPicture(Pix* picture, double dpi) {
  std::unique_ptr<Reader> taken = TheReaders().Take();
  Reader& reader = *taken;
  if (!reader.fault.empty()) return Error{Error::Code::kUnsupported, reader.fault};
  PixPointer grey = WithoutSeals(picture);
  if (!grey) return Error{Error::Code::kUnsupported, "the picture cannot be read"};
  const int width = pixGetWidth(grey.get());
  const int height = pixGetHeight(grey.get());
  const float skew = SkewOf(grey.get());
  if (skew != 0) grey.reset(pixRotate(grey.get(), skew * static_cast<float>(std::acos(-1.0)) / 180, L_ROTATE_AREA_MAP, L_BRING_IN_WHITE, 0, 0));
  const Turn turn(skew, width, height);
  reader.api.SetImage(grey.get());
  reader.api.SetSourceResolution(static_cast<int>(std::lround(dpi)));
  if (reader.api.Recognize(nullptr) != 0) return Error{Error::Code::kUnsupported, "the picture cannot be read"};
  std::vector<PlacedWord> words;
  const std::unique_ptr<tesseract::ResultIterator> found(reader.api.GetIterator());
  const auto scale = static_cast<float>(kPointsPerInch / dpi);
  if (found) {
    do {
      const std::unique_ptr<const char[]> text(found->GetUTF8Text(tesseract::RIL_WORD));
      int x0 = 0;
      int y0 = 0;
      int x1 = 0;
      int y1 = 0;
      if (!text || !found->BoundingBox(tesseract::RIL_WORD, &x0, &y0, &x1, &y1)) continue;
      PlacedWord word;
      word.text = WellFormed(text.get());
      while (!word.text.empty() && static_cast<unsigned char>(word.text.back()) <= ' ') word.text.pop_back();
      const Box box = turn.Back(x0, y0, x1, y1);
      word.box = {box.x0 * scale, box.y0 * scale, box.x1 * scale, box.y1 * scale};
      word.confidence = found->Confidence(tesseract::RIL_WORD) / 100;
      words.push_back(std::move(word));
    } while (found->Next(tesseract::RIL_WORD));
  }
  reader.api.Clear();
  TheReaders().Return(std::move(taken));
  return words;
}

}  // namespace trichluc::decoder
