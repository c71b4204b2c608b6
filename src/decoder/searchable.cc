// A scan that can be searched: the pages stay as they look, and each gets the words that were read from it, unseen (text
// rendering mode 3), every word at its place.
//
//   q …the page… Q
//   q BT 3 Tr /TrichLucText 12 Tf 96.2 Tz 1 0 0 1 72 700 Tm <004B1EBF> Tj … ET Q
//
// A word is as wide as its box by horizontal scaling (Tz), for the letters of the font are all of one width; the words of a line
// stand on one level, or viewers would take a comma for a line of its own.
#include <leptonica/allheaders.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFPageDocumentHelper.hh>
#include <qpdf/QPDFPageObjectHelper.hh>
#include <qpdf/QPDFWriter.hh>

#include "decoder/decode.h"
#include "decoder/glyphless.h"
#include "decoder/picture.h"
#include "decoder/pictures.h"
#include "pages/format.h"
#include "text/utf8.h"

namespace trichluc::decoder {
namespace {

constexpr float kOffLevel = 0.6F;   // heights by which a word stands higher or lower than its line, as stamps do
constexpr float kMostSlope = 0.1F;  // of a line
constexpr float kLeastRun = 20;     // points between two words that tell a slope
constexpr std::size_t kFewSlopes = 6;
constexpr std::size_t kMostPaired = 200;  // words of a line whose slopes are looked at: no page of A3 has more
constexpr float kLeastHeight = 1;         // points
constexpr double kMostScaling = 5000;     // per cent

std::string Number(double value) {
  std::array<char, 48> out{};
  std::snprintf(out.data(), out.size(), "%.2f", value);
  return out.data();
}

// The text as codes of the glyphless font: UTF-16. What lies beyond it no Vietnamese text has.
std::string HexOf(std::string_view text, std::size_t& letters) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++letters) {
    char32_t c = NextChar(text, at);
    if (c > 0xFFFF) c = 0xFFFD;
    std::array<char, 8> hex{};
    std::snprintf(hex.data(), hex.size(), "%04X", static_cast<unsigned>(c));
    out += hex.data();
  }
  return out;
}

// How what stands on the page as it is shown, in points from its upper left corner, stands in the PDF: the page may be turned,
// and its corner need not be at zero.
class Ground {
 public:
  Ground(double left, double bottom, double right, double top, int turn)
      : left_(left), bottom_(bottom), right_(right), top_(top), turn_(turn) {}

  // The text matrix of letters that begin there.
  [[nodiscard]] std::string Matrix(double x, double y) const {
    switch (turn_) {
      case 90: return "0 1 -1 0 " + Number(left_ + y) + " " + Number(bottom_ + x);
      case 180: return "-1 0 0 -1 " + Number(right_ - x) + " " + Number(bottom_ + y);
      case 270: return "0 -1 1 0 " + Number(right_ - y) + " " + Number(top_ - x);
      default: return "1 0 0 1 " + Number(left_ + x) + " " + Number(top_ - y);
    }
  }

 private:
  double left_;
  double bottom_;
  double right_;
  double top_;
  int turn_;
};

using Words = std::vector<WordPlace>;

float Median(std::vector<float> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

// The straight line on which the words of a line stand. Scans slant; and a word with a comma or a g reaches lower than its
// neighbours: so the median of the slopes between two words, and of the words' distances from that slope.
struct Level {
  float slope = 0;
  float offset = 0;

  [[nodiscard]] float At(const Box& box) const { return offset + slope * (box.x0 + box.x1) / 2; }
};

Level LevelOf(const Words& line) {
  const auto x = [](const WordPlace& word) { return (word.box.x0 + word.box.x1) / 2; };
  Level out;
  std::vector<float> slopes;
  for (std::size_t i = 0; i < line.size() && line.size() <= kMostPaired; ++i) {
    for (std::size_t k = i + 1; k < line.size(); ++k) {
      const float run = x(line[k]) - x(line[i]);
      if (run > kLeastRun) slopes.push_back((line[k].box.y1 - line[i].box.y1) / run);
    }
  }
  if (slopes.size() >= kFewSlopes) out.slope = std::clamp(Median(std::move(slopes)), -kMostSlope, kMostSlope);
  std::vector<float> feet;
  for (const WordPlace& word : line) feet.push_back(word.box.y1 - out.slope * x(word));
  out.offset = Median(std::move(feet));
  return out;
}

// The operators for the words of a page.
class TextLayer {
 public:
  TextLayer(const PagedText& words, const Ground& ground, std::string font)
      : words_(words), ground_(ground), font_(std::move(font)) {}

  [[nodiscard]] std::string Write(std::uint32_t page) {
    const auto first = std::partition_point(words_.words.begin(), words_.words.end(),
                                            [&](const WordPlace& word) { return word.page < page; });
    for (auto word = first; word != words_.words.end() && word->page == page;) {
      const std::size_t end = std::min(words_.text.find('\n', word->span.end), words_.text.size());
      Words line;
      for (; word != words_.words.end() && word->page == page && word->span.start < end; ++word) {
        if (!word->box.empty()) line.push_back(*word);
      }
      if (!line.empty()) Line(line);
    }
    return out_.empty() ? std::string() : "q BT 3 Tr\n" + out_ + "ET Q\n";
  }

 private:
  void Line(const Words& line) {
    std::vector<float> heights;
    for (const WordPlace& word : line) heights.push_back(word.box.height());
    const float height = std::max(Median(heights), kLeastHeight);
    const Level level = LevelOf(line);
    out_ += "/" + font_ + " " + Number(height) + " Tf\n";
    for (std::size_t i = 0; i < line.size(); ++i) {
      const Box& box = line[i].box;
      const float foot = level.At(box);
      const bool on_level = std::fabs((box.y0 + box.y1) / 2 - (foot - height / 2)) < kOffLevel * height;
      const float y = on_level ? foot : box.y1;
      Show(std::string_view(words_.text).substr(line[i].span.start, line[i].span.size()), box.x0, box.x1, y, height);
      // Some viewers copy only the spaces that are there.
      const float next = i + 1 < line.size() ? line[i + 1].box.x0 : box.x1 + height / 4;
      if (next > box.x1) Show(" ", box.x1, next, y, height);
    }
  }

  void Show(std::string_view text, float x0, float x1, float y, float height) {
    std::size_t letters = 0;
    const std::string codes = HexOf(text, letters);
    const double natural = static_cast<double>(letters) * height * kGlyphlessWidth / 1000;
    const double scaling = std::clamp(100 * (x1 - x0) / natural, 1.0, kMostScaling);
    out_ += Number(scaling) + " Tz " + ground_.Matrix(x0, y) + " Tm <" + codes + "> Tj\n";
  }

  const PagedText& words_;
  const Ground& ground_;
  std::string font_;
  std::string out_;
};

// The font, made when the first page wants it.
class Font {
 public:
  explicit Font(QPDF& pdf) : pdf_(pdf) {}

  QPDFObjectHandle Get() {
    if (!font_.isNull()) return font_;
    QPDFObjectHandle file = QPDFObjectHandle::newStream(&pdf_, GlyphlessFont());
    file.getDict().replaceKey("/Length1", QPDFObjectHandle::newInteger(static_cast<long long>(GlyphlessFont().size())));
    // A descent of zero is taken for one that is missing.
    QPDFObjectHandle descriptor = pdf_.makeIndirectObject(
        QPDFObjectHandle::parse("<< /Type /FontDescriptor /FontName /GlyphlessFont /Flags 5 /FontBBox [0 0 500 1000] "
                                "/ItalicAngle 0 /Ascent 1000 /Descent -1 /CapHeight 1000 /StemV 80 >>"));
    descriptor.replaceKey("/FontFile2", file);
    QPDFObjectHandle letters = pdf_.makeIndirectObject(
        QPDFObjectHandle::parse("<< /Type /Font /Subtype /CIDFontType2 /BaseFont /GlyphlessFont /CIDSystemInfo << "
                                "/Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 500 >>"));
    letters.replaceKey("/FontDescriptor", descriptor);
    letters.replaceKey("/CIDToGIDMap", QPDFObjectHandle::newStream(&pdf_, GlyphlessMap()));
    font_ = pdf_.makeIndirectObject(
        QPDFObjectHandle::parse("<< /Type /Font /Subtype /Type0 /BaseFont /GlyphlessFont /Encoding /Identity-H >>"));
    QPDFObjectHandle descendants = QPDFObjectHandle::newArray();
    descendants.appendItem(letters);
    font_.replaceKey("/DescendantFonts", descendants);
    font_.replaceKey("/ToUnicode", QPDFObjectHandle::newStream(&pdf_, GlyphlessUnicode()));
    return font_;
  }

 private:
  QPDF& pdf_;
  QPDFObjectHandle font_ = QPDFObjectHandle::newNull();
};

double Side(QPDFObjectHandle box, int side, double otherwise) {
  if (!box.isArray() || box.getArrayNItems() <= side || !box.getArrayItem(side).isNumber()) return otherwise;
  const double value = box.getArrayItem(side).getNumericValue();
  return std::isfinite(value) ? value : otherwise;
}

Ground GroundOf(QPDFPageObjectHelper& page) {
  QPDFObjectHandle box = page.getCropBox();
  const double x0 = Side(box, 0, 0);
  const double y0 = Side(box, 1, 0);
  const double x1 = Side(box, 2, 612);
  const double y1 = Side(box, 3, 792);
  QPDFObjectHandle turn = page.getAttribute("/Rotate", false);
  const long long degrees = turn.isInteger() ? turn.getIntValue() % 360 : 0;
  return {std::min(x0, x1), std::min(y0, y1), std::max(x0, x1), std::max(y0, y1),
          static_cast<int>((degrees + 360) % 360)};
}

// Makes the font known to the page, under a name that it does not have yet.
std::string AddFont(QPDFPageObjectHelper& page, QPDFObjectHandle font) {
  QPDFObjectHandle resources = page.getAttribute("/Resources", true);
  if (!resources.isDictionary()) {
    resources = QPDFObjectHandle::newDictionary();
    page.getObjectHandle().replaceKey("/Resources", resources);
  }
  // Pages share these lists: this page gets one of its own.
  QPDFObjectHandle fonts = resources.getKey("/Font");
  fonts = fonts.isDictionary() ? fonts.shallowCopy() : QPDFObjectHandle::newDictionary();
  resources.replaceKey("/Font", fonts);
  std::string name = "TrichLucText";
  for (int i = 2; fonts.hasKey("/" + name); ++i) name = "TrichLucText" + std::to_string(i);
  fonts.replaceKey("/" + name, font);
  return name;
}

void AddText(QPDF& pdf, QPDFPageObjectHelper& page, Font& font, const PagedText& words, std::uint32_t number) {
  const bool any = std::any_of(words.words.begin(), words.words.end(),
                               [&](const WordPlace& word) { return word.page == number && !word.box.empty(); });
  if (!any) return;
  const Ground ground = GroundOf(page);
  const std::string text = TextLayer(words, ground, AddFont(page, font.Get())).Write(number);
  // Whatever the page's own operators leave behind must not turn or move the text.
  page.addPageContents(QPDFObjectHandle::newStream(&pdf, "q\n"), true);
  page.addPageContents(QPDFObjectHandle::newStream(&pdf, "\nQ\n" + text), false);
}

std::string Written(QPDF& pdf) {
  QPDFWriter writer(pdf);
  writer.setOutputMemory();
  writer.setDecodeLevel(qpdf_dl_none);  // streams that are packed stay as they are
  if (!pdf.isEncrypted()) writer.setDeterministicID(true);
  writer.write();
  const std::shared_ptr<Buffer> out = writer.getBufferSharedPointer();
  return {reinterpret_cast<const char*>(out->getBuffer()), out->getSize()};
}

Result<std::string> SearchablePdf(std::string_view bytes, const PagedText& words, const Options& options) {
  QPDF pdf;
  pdf.setSuppressWarnings(true);
  pdf.processMemoryFile("the PDF", bytes.data(), bytes.size());
  std::vector<QPDFPageObjectHelper> pages = QPDFPageDocumentHelper(pdf).getAllPages();
  if (pages.size() != words.pages.size()) {
    return Error{Error::Code::kUnsupported, "the PDF is damaged: it has " + std::to_string(words.pages.size()) +
                                                " pages or " + std::to_string(pages.size()) +
                                                " (print it into a new PDF first)"};
  }
  Font font(pdf);
  const auto count = static_cast<std::uint32_t>(pages.size());
  for (std::uint32_t p = 0; p < count; ++p) {
    if (words.pages[p].read) AddText(pdf, pages[p], font, words, p);
    options.progress(p + 1, count);
  }
  return Written(pdf);
}

// ---- pictures -----------------------------------------------------------------------------------------------------------

struct Colours {
  const char* space;
  int bits;
  bool inverted = false;
};

QPDFObjectHandle PictureStream(QPDF& pdf, std::string data, int width, int height, const Colours& colours) {
  QPDFObjectHandle out = QPDFObjectHandle::newStream(&pdf, data);
  QPDFObjectHandle dictionary = out.getDict();
  dictionary.replaceKey("/Type", QPDFObjectHandle::newName("/XObject"));
  dictionary.replaceKey("/Subtype", QPDFObjectHandle::newName("/Image"));
  dictionary.replaceKey("/Width", QPDFObjectHandle::newInteger(width));
  dictionary.replaceKey("/Height", QPDFObjectHandle::newInteger(height));
  dictionary.replaceKey("/ColorSpace", QPDFObjectHandle::newName(colours.space));
  dictionary.replaceKey("/BitsPerComponent", QPDFObjectHandle::newInteger(colours.bits));
  if (colours.inverted) dictionary.replaceKey("/Decode", QPDFObjectHandle::parse("[1 0]"));
  return out;
}

// The dots, row by row.
std::string DotsOf(Pix* picture, int bytes_per_row, bool colour) {
  std::string out;
  const int height = pixGetHeight(picture);
  out.reserve(static_cast<std::size_t>(height) * static_cast<std::size_t>(bytes_per_row));
  for (int y = 0; y < height; ++y) {
    const l_uint32* const line = pixGetData(picture) + static_cast<std::ptrdiff_t>(y) * pixGetWpl(picture);
    if (colour) {
      for (int x = 0; x < pixGetWidth(picture); ++x) {
        l_int32 red = 0;
        l_int32 green = 0;
        l_int32 blue = 0;
        extractRGBValues(line[x], &red, &green, &blue);
        for (const l_int32 part : {red, green, blue}) out += static_cast<char>(part);
      }
    } else {
      for (int x = 0; x < bytes_per_row; ++x) out += static_cast<char>(GET_DATA_BYTE(line, x));
    }
  }
  return out;
}

// The dots of any picture in black and white, grey, or colours.
QPDFObjectHandle Unpacked(QPDF& pdf, Pix* given) {
  PixPointer picture(pixRemoveColormap(given, REMOVE_CMAP_BASED_ON_SRC));
  if (picture && pixGetDepth(picture.get()) == 32 && pixGetSpp(picture.get()) == 4)
    picture.reset(pixAlphaBlendUniform(picture.get(), 0xFFFFFF00));
  if (picture && pixGetDepth(picture.get()) != 1 && pixGetDepth(picture.get()) != 32)
    picture.reset(pixConvertTo8(picture.get(), 0));
  if (!picture) throw std::bad_alloc();
  const int width = pixGetWidth(picture.get());
  const int height = pixGetHeight(picture.get());
  switch (pixGetDepth(picture.get())) {
    case 1:
      return PictureStream(pdf, DotsOf(picture.get(), (width + 7) / 8, false), width, height, {"/DeviceGray", 1, true});
    case 8: return PictureStream(pdf, DotsOf(picture.get(), width, false), width, height, {"/DeviceGray", 8});
    default: return PictureStream(pdf, DotsOf(picture.get(), 0, true), width, height, {"/DeviceRGB", 8});
  }
}

// A JPEG in grey or colours goes into a PDF as it is.
QPDFObjectHandle PictureOf(QPDF& pdf, Pix* picture, std::string_view bytes) {
  l_int32 width = 0;
  l_int32 height = 0;
  l_int32 samples = 0;
  const bool jpeg = DetectFormat(bytes) == FileFormat::kJpeg &&
                    readHeaderMemJpeg(reinterpret_cast<const l_uint8*>(bytes.data()), bytes.size(), &width, &height,
                                      &samples, nullptr, nullptr) == 0;
  if (!jpeg || (samples != 1 && samples != 3)) return Unpacked(pdf, picture);
  QPDFObjectHandle out =
      PictureStream(pdf, std::string(bytes), width, height, {samples == 1 ? "/DeviceGray" : "/DeviceRGB", 8});
  out.getDict().replaceKey("/Filter", QPDFObjectHandle::newName("/DCTDecode"));
  return out;
}

Result<std::string> SearchablePictures(std::string_view bytes, const PagedText& words, const Options& options) {
  QPDF pdf;
  pdf.emptyPDF();
  QPDFPageDocumentHelper document(pdf);
  Font font(pdf);
  std::uint32_t number = 0;
  const auto add = [&](const PixPointer& picture) -> std::optional<Error> {
    if (number == words.pages.size())
      return Error{Error::Code::kUnsupported, "the words are not those of this file: they have fewer pages"};
    const PageText& page = words.pages[number];
    const std::string width = Number(page.width);
    const std::string height = Number(page.height);
    QPDFObjectHandle made = pdf.makeIndirectObject(QPDFObjectHandle::parse(
        "<< /Type /Page /MediaBox [0 0 " + width + " " + height + "] /Resources << /XObject << >> >> >>"));
    made.getKey("/Resources").getKey("/XObject").replaceKey("/Picture", PictureOf(pdf, picture.get(), bytes));
    made.replaceKey("/Contents",
                    QPDFObjectHandle::newStream(&pdf, "q " + width + " 0 0 " + height + " 0 0 cm /Picture Do Q\n"));
    QPDFPageObjectHelper helper(made);
    AddText(pdf, helper, font, words, number);
    document.addPage(helper, false);
    ++number;
    return std::nullopt;
  };
  if (auto fault = EachPicture(bytes, options, add)) return *fault;
  return Written(pdf);
}

}  // namespace

Result<std::string> MakeSearchable(std::string_view bytes, const PagedText& words, const Options& options) {
  switch (DetectFormat(bytes)) {
    case FileFormat::kPdf: return SearchablePdf(bytes, words, options);
    case FileFormat::kPng:
    case FileFormat::kJpeg:
    case FileFormat::kTiff: return SearchablePictures(bytes, words, options);
    default: return Error{Error::Code::kUnsupported, "shows no pages that a PDF could show"};
  }
}

}  // namespace trichluc::decoder
