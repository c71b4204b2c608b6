#include "decoder/lost_ink.h"

#include <leptonica/allheaders.h>

#include <algorithm>

#include "decoder/picture.h"
#include "pages/ruled_tables.h"

namespace trichluc::decoder {
namespace {

// In heights of a letter.
constexpr float kLowest = 0.35F;    // sign of a word: digits and capitals are as high as that, dirt is lower
constexpr float kHighest = 1.8F;
constexpr float kWidest = 1.8F;     // of one sign
constexpr float kGap = 0.5F;        // between two signs of a word
constexpr std::size_t kMost = 100;  // on a page; more are a picture

bool Overlap(const Box& a, const Box& b) { return a.x0 < b.x1 && b.x0 < a.x1 && a.y0 < b.y1 && b.y0 < a.y1; }

float MiddleX(const Box& box) { return (box.x0 + box.x1) / 2; }
float MiddleY(const Box& box) { return (box.y0 + box.y1) / 2; }

// Has it lines on its four sides?
bool IsInCell(const Box& ink, const std::vector<Box>& rulings) {
  const float x = MiddleX(ink);
  const float y = MiddleY(ink);
  bool above = false;
  bool below = false;
  bool left = false;
  bool right = false;
  for (const Box& ruling : rulings) {
    if (Lies(ruling)) {
      if (x < ruling.x0 || x > ruling.x1) continue;
      (MiddleY(ruling) < y ? above : below) = true;
    } else {
      if (y < ruling.y0 || y > ruling.y1) continue;
      (MiddleX(ruling) < x ? left : right) = true;
    }
  }
  return above && below && left && right;
}

// Boxes around what hangs together.
std::vector<Box> Signs(Pix* black) {
  std::vector<Box> signs;
  Boxa* const found = pixConnCompBB(black, 8);
  if (found == nullptr) return signs;
  for (l_int32 i = 0; i < boxaGetCount(found); ++i) {
    l_int32 x = 0;
    l_int32 y = 0;
    l_int32 width = 0;
    l_int32 height = 0;
    boxaGetBoxGeometry(found, i, &x, &y, &width, &height);
    signs.push_back({static_cast<float>(x), static_cast<float>(y), static_cast<float>(x + width), static_cast<float>(y + height)});
  }
  Boxa* done = found;
  boxaDestroy(&done);
  return signs;
}

// Signs side by side become one box.
std::vector<Box> Joined(std::vector<Box> signs, float letter) {
  std::sort(signs.begin(), signs.end(), [](const Box& a, const Box& b) { return a.x0 < b.x0; });
  std::vector<Box> words;
  for (const Box& sign : signs) {
    const auto beside = std::find_if(words.begin(), words.end(), [&](const Box& word) {
      return sign.x0 - word.x1 < kGap * letter && MiddleY(sign) > word.y0 && MiddleY(sign) < word.y1;
    });
    if (beside == words.end()) {
      words.push_back(sign);
    } else {
      *beside = Around(*beside, sign);
    }
  }
  std::sort(words.begin(), words.end(), [](const Box& a, const Box& b) { return a.y0 < b.y0; });
  return words;
}

}  // namespace

std::vector<Box> FindLostInk(Pix* black, const std::vector<Box>& rulings, const std::vector<Box>& words, float letter) {
  std::vector<Box> lost;
  if (rulings.empty()) return lost;
  for (const Box& sign : Signs(black)) {
    if (sign.height() < kLowest * letter || sign.height() > kHighest * letter || sign.width() > kWidest * letter) continue;
    if (!IsInCell(sign, rulings) || std::any_of(words.begin(), words.end(), [&](const Box& word) { return Overlap(sign, word); })) continue;
    lost.push_back(sign);
    if (lost.size() > kMost) return {};
  }
  return Joined(std::move(lost), letter);
}

}  // namespace trichluc::decoder
