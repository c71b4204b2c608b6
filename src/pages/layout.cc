#include "pages/layout.h"

#include <algorithm>
#include <cmath>

namespace trichluc {
namespace {

constexpr float kWideGap = 1.9F;       // heights of letters between two words of one line that belong to two columns
constexpr float kGutter = 1.2F;        // and between the columns of some lines
constexpr float kSameLevel = 0.5F;     // of the lower one's height that two words of a line share
constexpr float kIndentStep = 0.5F;    // heights that one space of an indent stands for
constexpr std::size_t kMostIndent = 80;

struct TextLine {
  std::vector<PlacedWord> words;  // from left to right
  Box box;
};

float MedianHeight(const std::vector<PlacedWord>& words) {
  std::vector<float> heights;
  for (const PlacedWord& word : words) heights.push_back(word.box.height());
  if (heights.empty()) return 12;
  std::nth_element(heights.begin(), heights.begin() + static_cast<std::ptrdiff_t>(heights.size() / 2), heights.end());
  return std::max(heights[heights.size() / 2], 1.0F);
}

// The height that two boxes have in common; below zero where one lies under the other.
float SharedHeight(const Box& a, const Box& b) { return std::min(a.y1, b.y1) - std::max(a.y0, b.y0); }

// Words on one level, side by side. A line is compared by its last word, so that a slanting one stays whole.
std::vector<TextLine> FindLines(std::vector<PlacedWord> words) {
  std::sort(words.begin(), words.end(), [](const PlacedWord& a, const PlacedWord& b) {
    return a.box.x0 != b.box.x0 ? a.box.x0 < b.box.x0 : a.box.y0 < b.box.y0;
  });
  std::vector<TextLine> lines;
  for (PlacedWord& word : words) {
    TextLine* best = nullptr;
    float best_shared = 0;
    for (TextLine& line : lines) {
      const Box& last = line.words.back().box;
      const float shared = SharedHeight(last, word.box);
      const bool same_level = shared > kSameLevel * std::min(last.height(), word.box.height());
      if (!same_level || word.box.x0 < last.x0 + 0.3F * last.width()) continue;
      if (best == nullptr || shared > best_shared) {
        best = &line;
        best_shared = shared;
      }
    }
    if (best == nullptr) best = &lines.emplace_back();
    best->box = Around(best->box, word.box);
    best->words.push_back(std::move(word));
  }
  std::sort(lines.begin(), lines.end(), [](const TextLine& a, const TextLine& b) { return a.box.y0 + a.box.y1 < b.box.y0 + b.box.y1; });
  return lines;
}

// Joins lines that stand in two columns, not quite on one level, row by row: neighbours of which one ends left of where the
// other begins.
void PairColumns(std::vector<TextLine>& lines, float height) {
  for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
    TextLine& a = lines[i];
    TextLine& b = lines[i + 1];
    const bool apart = a.box.x1 + kGutter * height < b.box.x0 || b.box.x1 + kGutter * height < a.box.x0;
    if (!apart || SharedHeight(a.box, b.box) <= 0.1F * height) continue;
    a.words.insert(a.words.end(), std::make_move_iterator(b.words.begin()), std::make_move_iterator(b.words.end()));
    std::stable_sort(a.words.begin(), a.words.end(), [](const PlacedWord& x, const PlacedWord& y) { return x.box.x0 < y.box.x0; });
    a.box = Around(a.box, b.box);
    lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(i) + 1);
  }
}

class PageWriter {
 public:
  PageWriter(PagedText& out, float left, float height) : out_(out), left_(left), height_(height) {}

  void Write(const TextLine& line) {
    if (!first_) out_.text += '\n';
    first_ = false;
    const float indent = (line.box.x0 - left_) / (kIndentStep * height_);
    out_.text.append(static_cast<std::size_t>(std::clamp(std::lround(indent), 0L, static_cast<long>(kMostIndent))), ' ');
    const PlacedWord* before = nullptr;
    for (const PlacedWord& word : line.words) {
      Separate(before, word);
      if (word.bold && !bold_) out_.text += "**";
      bold_ = word.bold;
      const std::size_t start = out_.text.size();
      out_.text += word.text;
      out_.words.push_back({{start, out_.text.size()}, static_cast<std::uint32_t>(out_.pages.size()), word.guessed ? Box{} : word.box, word.confidence});
      before = &word;
    }
    EndBold();
  }

 private:
  void Separate(const PlacedWord* before, const PlacedWord& word) {
    if (before == nullptr) return;
    const float gap = word.box.x0 - before->box.x1;
    const bool wide = gap > kWideGap * height_;
    if (wide || !word.bold) EndBold();
    if (wide) {
      out_.text.append(kColumnGap, ' ');
    } else if (!word.joined && gap > -height_) {
      out_.text += ' ';
    }
  }
  void EndBold() {
    if (bold_) out_.text += "**";
    bold_ = false;
  }

  PagedText& out_;
  float left_;
  float height_;
  bool first_ = true;
  bool bold_ = false;
};

}  // namespace

TextLayout::TextLayout(std::string media_type) { out_.media_type = std::move(media_type); }

void TextLayout::AddPage(const PageSize& size, std::vector<PlacedWord> words) {
  if (!out_.pages.empty()) out_.text += "\n\f";
  const std::size_t start = out_.text.size();
  std::erase_if(words, [](const PlacedWord& word) { return word.text.empty(); });
  const float height = MedianHeight(words);
  std::vector<TextLine> lines = FindLines(std::move(words));
  PairColumns(lines, height);
  float left = size.width;
  for (const TextLine& line : lines) left = std::min(left, line.box.x0);
  PageWriter writer(out_, left, height);
  for (const TextLine& line : lines) writer.Write(line);
  out_.pages.push_back({{start, out_.text.size()}, size.width, size.height, size.read});
}

}  // namespace trichluc
