#include "decoder/tab_labels.h"

#include <leptonica/allheaders.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "decoder/picture.h"

namespace trichluc::decoder {
namespace {

// In heights of a letter.
constexpr float kLookLeft = 5;       // of the line's words, for a label that was not taken for one
constexpr float kLookRight = 6;      // of where they begin
constexpr float kLineStart = 0.5F;
constexpr float kLeastTab = 0.9F;
constexpr float kMostTab = 4.5F;
constexpr float kWidestLabel = 2.6F;
constexpr float kEdge = 0.15F;       // of the line's height
constexpr float kFullStop = 0.5F;
constexpr float kSpeck = 0.12F;
constexpr float kDashHeight = 0.25F;
constexpr float kDashWidth = 0.2F;
constexpr float kDashShape = 1.5F;   // times as wide as high

struct Run {
  int begin = 0;
  int end = 0;
};

// Columns with ink, those together that are less than `gap` apart.
std::vector<Run> InkRuns(Pix* strip, int gap) {
  std::vector<Run> runs;
  const int height = pixGetHeight(strip);
  for (int x = 0; x < pixGetWidth(strip); ++x) {
    bool ink = false;
    for (int y = 0; y < height && !ink; ++y) {
      l_uint32 value = 0;
      ink = pixGetPixel(strip, x, y, &value) == 0 && value != 0;
    }
    if (!ink) continue;
    if (runs.empty() || x - runs.back().end >= gap) runs.push_back({x, x});
    runs.back().end = x + 1;
  }
  return runs;
}

// The rows of the ink between two columns.
Run InkRows(Pix* strip, const Run& columns) {
  Run rows{pixGetHeight(strip), 0};
  for (int y = 0; y < pixGetHeight(strip); ++y) {
    for (int x = columns.begin; x < columns.end; ++x) {
      l_uint32 value = 0;
      if (pixGetPixel(strip, x, y, &value) != 0 || value == 0) continue;
      rows = {std::min(rows.begin, y), y + 1};
      break;
    }
  }
  return rows;
}

}  // namespace

std::optional<TabLabel> FindTabLabel(Pix* black, const Box& line, float letter) {
  const int left = std::max(0, static_cast<int>(line.x0 - kLookLeft * letter));
  const int right = std::min(pixGetWidth(black), static_cast<int>(std::min(line.x0 + kLookRight * letter, line.x1)));
  // Tall letters of the lines above and below reach into the box.
  const float edge = kEdge * line.height();
  const int top = std::max(0, static_cast<int>(line.y0 + edge));
  const int bottom = std::min(pixGetHeight(black), static_cast<int>(line.y1 - edge));
  if (right <= left || bottom <= top) return std::nullopt;
  const BoxPointer area(boxCreate(left, top, right - left, bottom - top));
  const PixPointer cut(pixClipRectangle(black, area.get(), nullptr));
  if (!cut) return std::nullopt;
  const int speck = std::max(1, static_cast<int>(kSpeck * letter));
  const PixPointer strip(pixSelectBySize(cut.get(), speck, speck, 8, L_SELECT_IF_EITHER, L_SELECT_IF_GTE, nullptr));
  if (!strip) return std::nullopt;
  const std::vector<Run> runs = InkRuns(strip.get(), static_cast<int>(kLeastTab * letter));
  const auto wide = [&](int from, int to) { return static_cast<float>(to - from) / letter; };
  for (std::size_t i = 0; i + 1 < runs.size(); ++i) {
    const Run& label = runs[i];
    const bool whole = label.begin > 0 && wide(label.begin, label.end) <= kWidestLabel;
    if (!whole || wide(label.end, runs[i + 1].begin) > kMostTab) continue;
    if (static_cast<float>(left + label.begin) > line.x0 + kLineStart * letter) break;  // it stands within the line
    const Run rows = InkRows(strip.get(), label);
    TabLabel out;
    out.ink = {static_cast<float>(left + label.begin), static_cast<float>(top + rows.begin), static_cast<float>(left + label.end), static_cast<float>(top + rows.end)};
    out.text = static_cast<float>(left + runs[i + 1].begin);
    out.is_dash = out.ink.height() <= kDashHeight * letter && out.ink.width() >= kDashWidth * letter &&
                  out.ink.width() >= kDashShape * out.ink.height();
    // Its full stop may be no larger than a speck.
    if (!out.is_dash) out.ink.x1 += std::min(kFullStop * letter, (out.text - out.ink.x1) / 2);
    return out;
  }
  return std::nullopt;
}

}  // namespace trichluc::decoder
