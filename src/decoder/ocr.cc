#include "decoder/ocr.h"

#include <leptonica/allheaders.h>
#include <tesseract/baseapi.h>
#include <tesseract/resultiterator.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "decoder/counted_columns.h"
#include "decoder/lost_ink.h"
#include "decoder/picture.h"
#include "decoder/resolution.h"
#include "decoder/rulings.h"
#include "decoder/tab_labels.h"
#include "pages/page_lines.h"
#include "pages/ruled_tables.h"
#include "text/unicode.h"

namespace trichluc::decoder {
namespace {

constexpr const char* kLanguage = "vie";
constexpr float kLeastSkew = 0.1F;        // degrees; less is left as it is
constexpr float kMostSkew = 15;
constexpr float kSureOfSkew = 3;
constexpr float kSpeck = 0.22F;           // of a letter's height
constexpr std::size_t kShortRule = 3;     // signs
constexpr float kMeet = 6;                // points between lines that meet
constexpr float kLineEdge = 0.4F;         // points that a line's ink reaches beyond it
constexpr double kSmallDpi = 200;
constexpr int kInk = 160;                 // of 255: what is darker
constexpr float kLabelMargin = 0.6F;      // of a letter's height
constexpr float kWordsWithLabel = 12;
constexpr float kSpace = 0.3F;
constexpr const char* kLabelEnds = ".)/+*";
constexpr std::size_t kLongestLabel = 8;  // bytes
constexpr float kSurelyLost = 0.5F;         // confidence of a word that stands alone in a cell; dirt is read less surely
constexpr float kNumberColumn = 6;          // of a letter's height, is wider than any column of numbers
constexpr double kDoubtful = 0.6;         // confidence of a page that may be upside down
constexpr std::size_t kSurelyWide = 4;    // bytes of a word that is wider than high
constexpr double kFewLetters = 16;        // bytes of a page that may lie on its side
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
  const PixPointer black(pixConvertTo1(grey, kInk));
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

// A line of text as the reader found it, in dots.
struct ReadLine {
  Box box;
  std::vector<PlacedWord> words;
};

std::string Trimmed(const char* text) {
  std::string out = WellFormed(text);
  while (!out.empty() && static_cast<unsigned char>(out.back()) <= ' ') out.pop_back();
  return out;
}

// The reader takes some wide gaps for a short rule, by itself or at the end of the word before.
std::string WithoutGaps(std::string text) {
  const std::size_t rule = text.size() - (text.find_last_not_of('_') + 1);
  if (rule <= kShortRule) text.resize(text.size() - rule);
  return text;
}

std::vector<ReadLine> LinesOf(tesseract::TessBaseAPI& api) {
  std::vector<ReadLine> lines;
  const std::unique_ptr<tesseract::ResultIterator> found(api.GetIterator());
  if (!found) return lines;
  const auto box = [&](tesseract::PageIteratorLevel level) {
    int x0 = 0;
    int y0 = 0;
    int x1 = 0;
    int y1 = 0;
    found->BoundingBox(level, &x0, &y0, &x1, &y1);
    return Box{static_cast<float>(x0), static_cast<float>(y0), static_cast<float>(x1), static_cast<float>(y1)};
  };
  do {
    if (lines.empty() || found->IsAtBeginningOf(tesseract::RIL_TEXTLINE)) lines.push_back({box(tesseract::RIL_TEXTLINE), {}});
    const std::unique_ptr<const char[]> text(found->GetUTF8Text(tesseract::RIL_WORD));
    if (!text) continue;
    PlacedWord word;
    word.text = WithoutGaps(Trimmed(text.get()));
    if (word.text.empty()) continue;
    word.box = box(tesseract::RIL_WORD);
    word.confidence = found->Confidence(tesseract::RIL_WORD) / 100;
    lines.back().words.push_back(std::move(word));
  } while (found->Next(tesseract::RIL_WORD));
  return lines;
}

// The label of a line and the beginning of its words, with no more than a space between them.
PixPointer WithoutTab(Pix* page, const ReadLine& line, const TabLabel& label, float letter) {
  const auto dots = [&](float letters) { return static_cast<int>(letters * letter); };
  const int top = std::max(0, static_cast<int>(line.box.y0) - dots(kLabelMargin) / 2);
  const int height = std::min(pixGetHeight(page), static_cast<int>(line.box.y1) + dots(kLabelMargin) / 2) - top;
  const int label_width = static_cast<int>(label.ink.width());
  const int words_width = std::min(dots(kWordsWithLabel), static_cast<int>(line.box.x1 - label.text));
  if (height <= 0 || words_width <= 0) return nullptr;
  const int margin = dots(kLabelMargin);
  PixPointer out(pixCreate(margin + label_width + dots(kSpace) + words_width + margin, height + 2 * margin, 8));
  if (!out) return nullptr;
  pixSetAllArbitrary(out.get(), 255);
  pixRasterop(out.get(), margin, margin, label_width, height, PIX_SRC, page, static_cast<int>(label.ink.x0), top);
  pixRasterop(out.get(), margin + label_width + dots(kSpace), margin, words_width, height, PIX_SRC, page, static_cast<int>(label.text), top);
  return out;
}

// Reads the label of a line once more, with some of its words, which tell the reader what it is.
std::optional<PlacedWord> ReadLabel(tesseract::TessBaseAPI& api, Pix* page, const ReadLine& line, const TabLabel& label, float letter) {
  const PixPointer picture = WithoutTab(page, line, label, letter);
  if (!picture) return std::nullopt;
  api.SetPageSegMode(tesseract::PSM_SINGLE_LINE);
  api.SetImage(picture.get());
  std::optional<PlacedWord> out;
  if (api.Recognize(nullptr) == 0) {
    const std::vector<ReadLine> lines = LinesOf(api);
    if (!lines.empty() && lines.front().words.size() > 1) out = lines.front().words.front();
    // The first of the words may have been taken to be one with the label.
    if (out) out->text.resize(out->text.find_last_of(kLabelEnds) + 1);
    if (out && (out->text.empty() || out->text.size() > kLongestLabel)) out.reset();
  }
  api.SetPageSegMode(tesseract::PSM_AUTO);
  return out;
}

// The height of a letter, in dots.
float HeightOf(const std::vector<ReadLine>& lines) {
  std::vector<PlacedWord> words;
  for (const ReadLine& line : lines) words.insert(words.end(), line.words.begin(), line.words.end());
  return LetterSize(words);
}

// Does a word of another line stand there? Then it is the end of the column on the left.
bool IsOfAnotherLine(const std::vector<ReadLine>& lines, const ReadLine& line, const Box& ink) {
  if (ink.x1 > line.box.x0) return false;
  const auto covers = [&](const PlacedWord& word) {
    return word.box.x0 < ink.x1 && ink.x0 < word.box.x1 && word.box.y0 < ink.y1 && ink.y0 < word.box.y1;
  };
  return std::any_of(lines.begin(), lines.end(), [&](const ReadLine& other) {
    return &other != &line && std::any_of(other.words.begin(), other.words.end(), covers);
  });
}

// Puts the labels that stand before tabs right.
void ReadTabLabels(std::vector<ReadLine>& lines, tesseract::TessBaseAPI& api, Pix* page, float letter) {
  const PixPointer black(pixConvertTo1(page, kInk));
  if (!black) return;
  for (ReadLine& line : lines) {
    const std::optional<TabLabel> found = FindTabLabel(black.get(), line.box, letter);
    if (!found || IsOfAnotherLine(lines, line, found->ink)) continue;
    std::optional<PlacedWord> label;
    if (found->is_dash) {
      label.emplace().text = "-";
    } else {
      label = ReadLabel(api, page, line, *found, letter);
    }
    if (!label) continue;
    label->box = found->ink;
    std::erase_if(line.words, [&](const PlacedWord& word) { return (word.box.x0 + word.box.x1) / 2 < found->text; });
    line.words.insert(line.words.begin(), std::move(*label));
  }
}

// The ink and a white margin around it.
PixPointer CutOut(Pix* page, const Box& ink, int margin) {
  const auto width = static_cast<int>(ink.width());
  const auto height = static_cast<int>(ink.height());
  PixPointer out(pixCreate(width + 2 * margin, height + 2 * margin, 8));
  if (!out) return nullptr;
  pixSetAllArbitrary(out.get(), 255);
  pixRasterop(out.get(), margin, margin, width, height, PIX_SRC, page, static_cast<int>(ink.x0), static_cast<int>(ink.y0));
  return out;
}

// Reads what stands alone in the cells of tables and was passed over; what was not read surely, too, with its confidence.
void ReadLostInk(std::vector<ReadLine>& lines, tesseract::TessBaseAPI& api, Pix* page, const std::vector<Box>& rulings, float letter) {
  const PixPointer black(pixConvertTo1(page, kInk));
  if (!black) return;
  std::vector<Box> words;
  for (const ReadLine& line : lines) {
    for (const PlacedWord& word : line.words) words.push_back(word.box);
  }
  api.SetPageSegMode(tesseract::PSM_SINGLE_WORD);
  for (const Box& ink : FindLostInk(black.get(), rulings, words, letter)) {
    const PixPointer picture = CutOut(page, ink, static_cast<int>(kLabelMargin * letter));
    if (!picture) continue;
    api.SetImage(picture.get());
    if (api.Recognize(nullptr) != 0) continue;
    std::vector<ReadLine> read = LinesOf(api);
    PlacedWord word;
    if (read.size() == 1 && read.front().words.size() == 1) {
      word = std::move(read.front().words.front());
    } else {
      word.confidence = 0;
    }
    word.box = ink;
    lines.push_back({ink, {std::move(word)}});
  }
  api.SetPageSegMode(tesseract::PSM_AUTO);
}

// The edges of the column that a word stands in; nothing where lines do not stand on both sides of it.
std::optional<std::pair<float, float>> ColumnOf(const Box& word, const std::vector<Box>& rulings) {
  const float x = (word.x0 + word.x1) / 2;
  const float y = (word.y0 + word.y1) / 2;
  std::optional<float> left;
  std::optional<float> right;
  for (const Box& ruling : rulings) {
    if (Lies(ruling) || y < ruling.y0 || y > ruling.y1) continue;
    const float edge = (ruling.x0 + ruling.x1) / 2;
    if (edge < x) left = std::max(left.value_or(edge), edge);
    else right = std::min(right.value_or(edge), edge);
  }
  if (!left || !right) return std::nullopt;
  return std::pair(*left, *right);
}

// Reads the numbers of rows by each other, and leaves out what was not read surely and counts nothing.
void ReadCountedColumns(std::vector<ReadLine>& lines, const std::vector<Box>& rulings, float letter) {
  std::map<long, std::vector<PlacedWord*>> columns;  // by their left edge, in letters
  for (ReadLine& line : lines) {
    for (PlacedWord& word : line.words) {
      const auto column = ColumnOf(word.box, rulings);
      if (column && column->second - column->first < kNumberColumn * letter) columns[std::lround(column->first / letter)].push_back(&word);
    }
  }
  for (auto& [left, words] : columns) {
    std::sort(words.begin(), words.end(), [](const PlacedWord* a, const PlacedWord* b) { return a->box.y0 < b->box.y0; });
    std::vector<CountedCell> cells;
    for (const PlacedWord* word : words) cells.push_back({word->box, word->text, word->confidence >= kSurelyLost});
    ReadCount(cells);
    for (std::size_t i = 0; i < cells.size(); ++i) {
      words[i]->text = std::move(cells[i].text);
      if (cells[i].sure) words[i]->confidence = std::max(words[i]->confidence, kSurelyLost);
    }
  }
  for (ReadLine& line : lines) std::erase_if(line.words, [](const PlacedWord& word) { return word.text.empty(); });
}

// Leaves out specks of dirt, which were read as dots, dashes or letters: even a dash is wider.
void RemoveSpecks(std::vector<PlacedWord>& words) {
  const float speck = kSpeck * LetterSize(words);
  std::erase_if(words, [&](const PlacedWord& word) { return word.box.width() < speck && word.box.height() < speck; });
}

// A place on the straightened page, as one in points on the page that was given. `unit`: so much of its lengths makes a dot.
Box ToPoints(const Turn& turn, const Box& box, float unit, float scale) {
  const Box back = turn.Back(box.x0 / unit, box.y0 / unit, box.x1 / unit, box.y1 / unit);
  return {back.x0 * scale, back.y0 * scale, back.x1 * scale, back.y1 * scale};
}

// Paints over the lines of tables, which would be read as letters: those that meet one of the other direction. `rulings`: points.
void EraseTables(Pix* page, const std::vector<Box>& rulings, float scale) {
  for (const Box& ruling : rulings) {
    const bool of_table = std::any_of(rulings.begin(), rulings.end(), [&](const Box& other) { return Lies(other) != Lies(ruling) && Meet(ruling, other, kMeet); });
    if (!of_table) continue;
    const auto dots = [&](float points) { return static_cast<int>(std::lround(points / scale)); };
    pixRasterop(page, dots(ruling.x0 - kLineEdge), dots(ruling.y0 - kLineEdge), dots(ruling.width() + 2 * kLineEdge),
                dots(ruling.height() + 2 * kLineEdge), PIX_SET, nullptr, 0, 0);
  }
}

// Reads a page that stands upright, or nearly so.
Result<ReadPage> ReadUpright(Pix* grey, double dpi, Reader& reader) {
  const float skew = SkewOf(grey);
  const PixPointer straight(skew == 0 ? pixClone(grey)
                                      : pixRotate(grey, skew * static_cast<float>(std::acos(-1.0)) / 180, L_ROTATE_AREA_MAP, L_BRING_IN_WHITE, 0, 0));
  if (!straight) return Error{Error::Code::kUnsupported, "the picture cannot be read"};
  const Turn turn(skew, pixGetWidth(grey), pixGetHeight(grey));
  const auto scale = static_cast<float>(kPointsPerInch / dpi);
  ReadPage page;
  page.rulings = RulingsOf(straight.get(), dpi);
  EraseTables(straight.get(), page.rulings, scale);
  // Small letters are read better when they are made as large as those that the models were trained on.
  // Where each letter has many dots, a little blur takes the scanner's noise away.
  const int enlarged = dpi <= kSmallDpi ? 2 : 1;
  const PixPointer large(enlarged == 1 ? pixBlockconv(straight.get(), 1, 1) : pixScale(straight.get(), 2, 2));
  if (!large) return Error{Error::Code::kUnsupported, "the picture cannot be read"};
  reader.api.SetImage(large.get());
  reader.api.SetSourceResolution(static_cast<int>(std::lround(dpi * enlarged)));
  if (reader.api.Recognize(nullptr) != 0) return Error{Error::Code::kUnsupported, "the picture cannot be read"};
  std::vector<ReadLine> lines = LinesOf(reader.api);
  const float letter = HeightOf(lines);
  ReadTabLabels(lines, reader.api, large.get(), letter);
  std::vector<Box> rulings = page.rulings;  // in dots of what was read
  for (Box& ruling : rulings) {
    for (float* side : {&ruling.x0, &ruling.y0, &ruling.x1, &ruling.y1}) *side *= static_cast<float>(enlarged) / scale;
  }
  if (!rulings.empty()) {
    const std::size_t read = lines.size();
    ReadLostInk(lines, reader.api, large.get(), rulings, letter);
    ReadCountedColumns(lines, rulings, letter);
    const auto unsure = [](const ReadLine& line) { return line.words.empty() || line.words.front().confidence < kSurelyLost; };
    lines.erase(std::remove_if(lines.begin() + static_cast<std::ptrdiff_t>(read), lines.end(), unsure), lines.end());
  }
  reader.api.Clear();
  for (ReadLine& line : lines) {
    for (PlacedWord& word : line.words) {
      word.box = ToPoints(turn, word.box, static_cast<float>(enlarged), scale);
      page.words.push_back(std::move(word));
    }
  }
  for (Box& ruling : page.rulings) ruling = ToPoints(turn, ruling, scale, scale);
  RemoveSpecks(page.words);
  return page;
}

// How much of a page was read, and how surely: bytes of words times their confidence.
double Certainty(const ReadPage& page) {
  double sum = 0;
  for (const PlacedWord& word : page.words) sum += static_cast<double>(word.text.size() * word.confidence);
  return sum;
}

// Do most words run up or down the page? The reader knows such letters, but their lines are none.
bool LiesOnItsSide(const ReadPage& page) {
  std::size_t words = 0;
  std::size_t upright = 0;
  for (const PlacedWord& word : page.words) {
    if (word.text.size() < kSurelyWide) continue;
    ++words;
    if (word.box.width() >= word.box.height()) ++upright;
  }
  return upright * 2 < words;
}

// Is it so badly read that it may lie on its side or stand on its head?
bool IsDoubtful(const ReadPage& page) {
  if (LiesOnItsSide(page)) return true;
  double letters = 0;
  for (const PlacedWord& word : page.words) letters += static_cast<double>(word.text.size());
  return Certainty(page) < kDoubtful * letters || letters < kFewLetters;
}

// Quarter turns clockwise that seem to set the page upright, from which letters rise above and hang below their lines.
int TurnsOf(Pix* grey) {
  const PixPointer black(pixConvertTo1(grey, kInk));
  l_float32 up = 0;
  l_float32 left = 0;
  if (!black || pixOrientDetect(black.get(), &up, &left, 0, 0) != 0) return 0;
  l_int32 orientation = L_TEXT_ORIENT_UNKNOWN;
  makeOrientDecision(up, left, 0, 0, &orientation, 0);
  switch (orientation) {
    case L_TEXT_ORIENT_LEFT: return 1;
    case L_TEXT_ORIENT_DOWN: return 2;
    case L_TEXT_ORIENT_RIGHT: return 3;
    default: return 0;
  }
}

}  // namespace

Result<ReadPage> ReadPicture(Pix* picture, double dpi) {
  std::unique_ptr<Reader> reader = TheReaders().Take();
  if (!reader->fault.empty()) return Error{Error::Code::kUnsupported, reader->fault};
  const PixPointer grey = WithoutSeals(picture);
  if (!grey) return Error{Error::Code::kUnsupported, "the picture cannot be read"};
  Result<ReadPage> page = ReadUpright(grey.get(), dpi, *reader);
  if (page && IsDoubtful(*page)) {
    if (const int turns = TurnsOf(grey.get()); turns != 0) {
      const PixPointer turned(pixRotateOrth(grey.get(), turns));
      Result<ReadPage> again = turned ? ReadUpright(turned.get(), dpi, *reader) : page;
      const bool better = again && (Certainty(*again) > Certainty(*page) || (LiesOnItsSide(*page) && !LiesOnItsSide(*again)));
      if (better) {
        page = std::move(again);
        page->turns = turns;
      }
    }
  }
  TheReaders().Return(std::move(reader));
  return page;
}

}  // namespace trichluc::decoder
