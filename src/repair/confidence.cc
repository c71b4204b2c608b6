#include "repair/confidence.h"

#include <algorithm>
#include <array>

namespace trichluc {
namespace {

struct Point {
  float confidence;
  float doubt;
};

// How much oftener Tesseract is so sure of a word that it misread than of one that it read right, as a logarithm: counted over
// 16,500 words of scans at 90 and 150 dots an inch, and kept below what was counted, for other readers are not it.
constexpr std::array<Point, 9> kDoubt = {{{0.0F, 4.0F}, {0.6F, 3.5F}, {0.8F, 3.0F}, {0.87F, 2.2F}, {0.91F, 1.3F}, {0.94F, 0.4F}, {0.955F, 0.0F}, {0.965F, -1.0F}, {0.97F, -1.5F}}};
constexpr float kSure = kDoubt.back().confidence;  // of three words in four of a fair scan, Tesseract is at least so sure
constexpr float kSaysNothing = 1;

float DoubtAt(float confidence) {
  if (confidence >= kSure) return kDoubt.back().doubt;
  const auto above = std::find_if(kDoubt.begin() + 1, kDoubt.end(), [&](const Point& point) { return confidence < point.confidence; });
  const Point& a = above[-1];
  const Point& b = *above;
  return a.doubt + (b.doubt - a.doubt) * (std::max(confidence, 0.0F) - a.confidence) / (b.confidence - a.confidence);
}

// What three words in four do not exceed.
float UpperQuartile(std::vector<float> confidences) {
  const auto place = confidences.begin() + static_cast<std::ptrdiff_t>(confidences.size() * 3 / 4);
  std::nth_element(confidences.begin(), place, confidences.end());
  return *place;
}

}  // namespace

std::vector<Evidence> EvidenceOf(std::span<const WordPlace> words) {
  std::vector<float> confidences;
  for (const WordPlace& word : words) {
    if (word.confidence < kSaysNothing) confidences.push_back(word.confidence);
  }
  std::vector<Evidence> evidence;
  if (confidences.empty()) return evidence;
  const float usual = UpperQuartile(std::move(confidences));
  const float scale = usual > 0 && usual < kSure ? kSure / usual : 1;
  for (const WordPlace& word : words) {
    if (word.confidence < kSaysNothing) evidence.push_back({word.span, DoubtAt(word.confidence * scale)});
  }
  return evidence;
}

}  // namespace trichluc
