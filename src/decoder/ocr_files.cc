// The output of other OCR programs: hOCR, ALTO, PAGE XML.
//
// These files say where each word stands, in dots of a picture whose resolution they often keep to themselves, and programs
// leave out what they like: boxes of words, boxes of lines, sizes of pages. A word is kept whatever is missing. A line whose
// words have no boxes, "Số: 12/KH-UBND" on [100 200], shares its box out by letters: Số: has [100 132], 12/KH-UBND [140 200].
#include "decoder/ocr_files.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "decoder/resolution.h"
#include "pages/format.h"
#include "pages/layout.h"
#include "text/spaces.h"
#include "text/unicode.h"
#include "text/utf8.h"

namespace trichluc::decoder {
namespace {

constexpr double kMostUnits = 1e6;   // a page of a kilometre at 25 dots a millimetre
constexpr float kTouching = 0.1F;    // heights of letters between two words without a space
constexpr float kGuessedHeight = 1;  // points of a line that has no place: it must fit between any others
constexpr float kGuessedStep = 1.25F;

std::string_view Trimmed(std::string_view text) {
  while (!text.empty() && IsSpace(text.front())) text.remove_prefix(1);
  while (!text.empty() && IsSpace(text.back())) text.remove_suffix(1);
  return text;
}

// The words of a text, without the characters that no text has.
std::vector<std::string> Split(std::string_view text) {
  const std::string right = WellFormed(text);
  std::vector<std::string> out;
  bool open = false;
  for (std::size_t at = 0; at < right.size();) {
    const std::size_t start = at;
    const char32_t c = NextChar(right, at);
    const CharClass kind = ClassOf(c);
    if (kind == CharClass::kSpace) open = false;
    if (kind == CharClass::kSpace || kind == CharClass::kControl) continue;
    if (!open) out.emplace_back();
    open = true;
    out.back().append(right, start, at - start);
  }
  return out;
}

// Shares a box out among words that stand in it side by side, by their letters and the spaces between them.
void ShareOut(const Box& box, OcrWord* first, OcrWord* last) {
  double all = -1;
  for (const OcrWord* word = first; word != last; ++word) all += static_cast<double>(CountChars(word->text)) + 1;
  double at = 0;
  for (OcrWord* word = first; word != last; ++word) {
    const auto x = [&](double letters) {
      return static_cast<float>(box.x0 + box.width() * std::min(letters / std::max(all, 1.0), 1.0));
    };
    const auto letters = static_cast<double>(CountChars(word->text));
    word->box = {x(at), box.y0, x(at + letters), box.y1};
    at += letters + 1;
  }
}

// One word each, without white space.
std::vector<OcrWord> SingleWords(std::vector<OcrWord> words) {
  std::vector<OcrWord> out;
  for (OcrWord& word : words) {
    const std::size_t first = out.size();
    for (std::string& text : Split(word.text)) {
      OcrWord& one = out.emplace_back(word);
      one.text = std::move(text);
      one.touching = word.touching && out.size() == first + 1;
    }
    if (out.size() > first + 1 && !word.box.empty()) ShareOut(word.box, out.data() + first, out.data() + out.size());
  }
  return out;
}

// Gives the words without a box their share of the room that their neighbours leave in the line.
void FillWords(OcrLine& line) {
  if (line.box.empty()) {
    for (const OcrWord& word : line.words) line.box = Around(line.box, word.box);
  }
  if (line.box.empty()) return;
  for (std::size_t i = 0; i < line.words.size();) {
    std::size_t end = i;
    while (end < line.words.size() && line.words[end].box.empty()) ++end;
    if (end > i) {
      Box room = line.box;
      if (i > 0) room.x0 = std::max(room.x0, line.words[i - 1].box.x1);
      if (end < line.words.size()) room.x1 = std::min(room.x1, line.words[end].box.x0);
      ShareOut(room.empty() ? line.box : room, line.words.data() + i, line.words.data() + end);
    }
    i = end + 1;
  }
}

// A box as far as it is on the page. What is not is no place.
Box Inside(const Box& box, const PageSize& size) {
  const Box out{std::clamp(box.x0, 0.0F, size.width), std::clamp(box.y0, 0.0F, size.height),
                std::clamp(box.x1, 0.0F, size.width), std::clamp(box.y1, 0.0F, size.height)};
  return out.empty() ? Box{} : out;
}

// One page, from its own units to points.
class PageMaker {
 public:
  explicit PageMaker(OcrPage page) : page_(std::move(page)) {
    Measure();
    const double x_per_inch = DotsPerInch(page_.x_per_inch, page_.width, page_.height);
    x_scale_ = static_cast<float>(kPointsPerInch / x_per_inch);
    // A resolution that is none is none in both directions.
    const bool differs = page_.y_per_inch > 0 && x_per_inch == page_.x_per_inch;
    y_scale_ = differs ? static_cast<float>(kPointsPerInch / DotsPerInch(page_.y_per_inch, page_.width, page_.height))
                       : x_scale_;
    size_ = {static_cast<float>(page_.width) * x_scale_, static_cast<float>(page_.height) * y_scale_, true};
  }

  [[nodiscard]] const PageSize& size() const { return size_; }

  [[nodiscard]] std::vector<PlacedWord> Words() {
    std::vector<PlacedWord> out;
    for (OcrLine& line : page_.lines) {
      ToPoints(line);
      line.words = SingleWords(std::move(line.words));
      FillWords(line);
      if (line.words.empty()) continue;
      const bool guessed = line.box.empty();
      if (guessed) Guess(line);
      last_ = line.box;
      Place(line, guessed, out);
    }
    return out;
  }

 private:
  // A page that does not say its size is as large as what stands on it.
  void Measure() {
    if (page_.width > 0 && page_.height > 0) return;
    Box all;
    for (const OcrLine& line : page_.lines) {
      all = Around(all, line.box);
      for (const OcrWord& word : line.words) all = Around(all, word.box);
    }
    page_.width = std::max(page_.width, static_cast<double>(std::max(all.x1, 0.0F)));
    page_.height = std::max(page_.height, static_cast<double>(std::max(all.y1, 0.0F)));
  }

  [[nodiscard]] Box ToPoints(const Box& box) const {
    if (box.empty()) return {};
    return Inside({box.x0 * x_scale_, box.y0 * y_scale_, box.x1 * x_scale_, box.y1 * y_scale_}, size_);
  }
  void ToPoints(OcrLine& line) const {
    line.box = ToPoints(line.box);
    for (OcrWord& word : line.words) word.box = ToPoints(word.box);
  }

  // Below the line before it, so that the text has the order of the file.
  void Guess(OcrLine& line) const {
    line.box.x0 = last_.x0;
    line.box.y0 = last_.y1 + kGuessedStep - kGuessedHeight;
    line.box.y1 = last_.y1 + kGuessedStep;
    std::size_t letters = 0;
    for (const OcrWord& word : line.words) letters += CountChars(word.text) + 1;
    line.box.x1 = line.box.x0 + kGuessedHeight * static_cast<float>(letters) / 2;
    ShareOut(line.box, line.words.data(), line.words.data() + line.words.size());
  }

  static void Place(OcrLine& line, bool guessed, std::vector<PlacedWord>& out) {
    const OcrWord* before = nullptr;
    for (OcrWord& word : line.words) {
      const bool joined =
          word.touching && before != nullptr && word.box.x0 - before->box.x1 < kTouching * line.box.height();
      before = &word;
      out.push_back({std::move(word.text), word.box, word.confidence, word.bold, joined, guessed});
    }
  }

  OcrPage page_;
  float x_scale_ = 1;
  float y_scale_ = 1;
  PageSize size_;
  Box last_;
};

Result<OcrPages> Read(FileFormat format, std::string_view bytes, const Limits& limits) {
  switch (format) {
    case FileFormat::kHocr: return ReadHocr(bytes, limits);
    case FileFormat::kAlto: return ReadAlto(bytes, limits);
    default: return ReadPageXml(bytes, limits);
  }
}

}  // namespace

std::optional<double> PlaceNumber(std::string_view text) {
  text = Trimmed(text);
  if (text.starts_with('+')) text.remove_prefix(1);
  double value = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (fault != std::errc() || end != text.data() + text.size() || !std::isfinite(value) ||
      std::fabs(value) > kMostUnits)
    return std::nullopt;
  return value;
}

std::vector<double> PlaceNumbers(std::string_view text) {
  std::vector<double> out;
  while (!(text = Trimmed(text)).empty()) {
    const std::size_t end = static_cast<std::size_t>(
        std::find_if(text.begin(), text.end(), [](char c) { return IsSpace(c) || c == ','; }) - text.begin());
    const std::optional<double> value = PlaceNumber(text.substr(0, end));
    if (!value) break;
    out.push_back(*value);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

Box BoxOf(std::optional<double> x0, std::optional<double> y0, std::optional<double> x1, std::optional<double> y1) {
  if (!x0 || !y0 || !x1 || !y1) return {};
  const Box out{static_cast<float>(*x0), static_cast<float>(*y0), static_cast<float>(*x1), static_cast<float>(*y1)};
  return out.empty() ? Box{} : out;
}

float ShareOf(std::string_view text, double whole) {
  const std::optional<double> value = PlaceNumber(text);
  return value ? static_cast<float>(std::clamp(*value / whole, 0.0, 1.0)) : 1;
}

bool IsBlank(std::string_view text) { return text.find_first_not_of(" \t\r\n\f") == std::string_view::npos; }

Error TooDeep(const Limits& limits) {
  return {Error::Code::kTooLarge, "its elements stand inside each other more than " + std::to_string(limits.max_depth) +
                                      " deep, and that is the limit"};
}

Error TooManyPages(const Limits& limits) {
  return {Error::Code::kTooLarge,
          "it has more than " + std::to_string(limits.max_pages) + " pages, and that is the limit"};
}

Result<PagedText> DecodeOcrFile(std::string_view bytes, const Options& options) {
  const FileFormat format = DetectFormat(bytes);
  Result<OcrPages> pages = Read(format, bytes, options.limits);
  if (!pages) return pages.error();
  if (pages->empty()) return Error{Error::Code::kUnsupported, "the file has no page: it is cut off or damaged"};
  TextLayout layout{std::string(MediaType(format))};
  const auto count = static_cast<std::uint32_t>(pages->size());
  for (std::uint32_t p = 0; p < count; ++p) {
    PageMaker maker(std::move((*pages)[p]));
    layout.AddPage(maker.size(), maker.Words());
    if (layout.size() > options.limits.max_text)
      return Error{Error::Code::kTooLarge, "the text of the file is over the limit"};
    options.progress(p + 1, count);
  }
  return std::move(layout).Finish();
}

}  // namespace trichluc::decoder
