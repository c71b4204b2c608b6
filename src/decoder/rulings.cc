#include "decoder/rulings.h"

#include <leptonica/allheaders.h>

#include <algorithm>
#include <cmath>

#include "decoder/picture.h"
#include "decoder/resolution.h"
#include "pages/ruled_tables.h"

namespace trichluc::decoder {
namespace {

constexpr double kDpi = 100;            // so many show a line of half a point, and no more are needed
constexpr int kInk = 200;               // of 255: what is darker. Thin lines are grey where they are drawn small
constexpr double kShortest = 0.25;      // inches
constexpr double kLowestRow = 0.11;
constexpr double kLongerThanFeet = 1;   // inch: so far the feet of letters in bold capitals do not hang together
constexpr float kNear = 1;              // dots between lines that meet
constexpr double kThickest = 0.06;
constexpr float kLeastWidth = 0.2F;     // points, of the box of a line: it has some area

struct BoxaDeleter {
  void operator()(Boxa* boxes) const { boxaDestroy(&boxes); }
};

int Dots(double inches) { return static_cast<int>(std::lround(inches * kDpi)); }

// Goes a standing line from one lying line to another? The strokes of an H go from foot to foot as well. All in dots.
bool JoinsLines(const Box& standing, const std::vector<Box>& lying) {
  const auto meets = [&](float y) {
    const Box end{standing.x0, y, standing.x1, y};
    return std::any_of(lying.begin(), lying.end(), [&](const Box& line) { return line.width() >= static_cast<float>(Dots(kLongerThanFeet)) && Meet(line, end, kNear); });
  };
  return meets(standing.y0) && meets(standing.y1);
}

// Black where there is ink, at the resolution that lines are looked for in.
PixPointer Ink(Pix* picture, double dpi) {
  PixPointer grey(pixConvertTo8(picture, 0));
  if (!grey) return nullptr;
  const auto scale = static_cast<float>(kDpi / dpi);
  // Darker of the dots that become one: a line of one dot must not be lost.
  if (scale < 0.75F) {
    const int by = static_cast<int>(std::lround(1 / scale));
    grey.reset(pixScaleGrayMinMax(grey.get(), by, by, L_CHOOSE_MIN));
  }
  return grey ? PixPointer(pixThresholdToBinary(grey.get(), kInk)) : nullptr;
}

}  // namespace

std::vector<Box> RulingsOf(Pix* picture, double dpi) {
  std::vector<Box> rulings;
  PixPointer ink = Ink(picture, dpi);
  if (!ink) return rulings;
  const PixPointer thick(pixOpenBrick(nullptr, ink.get(), Dots(kThickest), Dots(kThickest)));
  if (thick) pixSubtract(ink.get(), ink.get(), thick.get());
  const auto across = static_cast<float>(pixGetWidth(picture) * kPointsPerInch / dpi / pixGetWidth(ink.get()));
  const auto down = static_cast<float>(pixGetHeight(picture) * kPointsPerInch / dpi / pixGetHeight(ink.get()));
  std::vector<Box> lying_lines;  // in dots
  for (const bool lying : {true, false}) {
    // In a low row a line that stands is no longer than a letter, but it goes from one lying line to the next.
    const PixPointer lines(pixOpenBrick(nullptr, ink.get(), lying ? Dots(kShortest) : 1, lying ? 1 : Dots(kLowestRow)));
    if (!lines) continue;
    const std::unique_ptr<Boxa, BoxaDeleter> boxes(pixConnCompBB(lines.get(), 8));
    for (int i = 0; boxes && i < boxaGetCount(boxes.get()); ++i) {
      l_int32 x = 0;
      l_int32 y = 0;
      l_int32 width = 0;
      l_int32 height = 0;
      if (boxaGetBoxGeometry(boxes.get(), i, &x, &y, &width, &height) != 0) continue;
      if ((lying ? height : width) > Dots(kThickest)) continue;
      const Box line{static_cast<float>(x), static_cast<float>(y), static_cast<float>(x + width), static_cast<float>(y + height)};
      if (!lying && height < Dots(kShortest) && !JoinsLines(line, lying_lines)) continue;
      if (lying) lying_lines.push_back(line);
      rulings.push_back({line.x0 * across, line.y0 * down, std::max(line.x1 * across, line.x0 * across + kLeastWidth),
                         std::max(line.y1 * down, line.y0 * down + kLeastWidth)});
      if (rulings.size() > kMostRulings) return {};
    }
  }
  return rulings;
}

}  // namespace trichluc::decoder
