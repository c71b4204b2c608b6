// PAGE XML of PRImA, 2009 to 2019: regions, lines and words with polygons.
//
//   <Page imageWidth="2480" imageHeight="3508">
//     <TextRegion><TextLine><Coords points="300,200 900,200 900,240 300,240"/>
//       <Word><Coords points="…"/><TextEquiv conf="0.96"><Unicode>Số:</Unicode></TextEquiv></Word>
//
// Where there are no words, the text of the line is taken, and where there are no lines, that of the region: its lines share
// the region's height.
#include <pugixml.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

#include "decoder/ocr_files.h"
#include "decoder/xml.h"

namespace trichluc::decoder {
namespace {

constexpr double kCmPerInch = 2.54;

class Corners {
 public:
  void Add(double x, double y) {
    x0_ = std::min(x0_, x);
    y0_ = std::min(y0_, y);
    x1_ = std::max(x1_, x);
    y1_ = std::max(y1_, y);
  }
  [[nodiscard]] Box Around() const { return x1_ < x0_ ? Box{} : BoxOf(x0_, y0_, x1_, y1_); }

 private:
  double x0_ = std::numeric_limits<double>::max();
  double y0_ = std::numeric_limits<double>::max();
  double x1_ = std::numeric_limits<double>::lowest();
  double y1_ = std::numeric_limits<double>::lowest();
};

// What the polygon covers: a list of points since 2013, elements before.
Box PlaceOf(const pugi::xml_node& node) {
  const pugi::xml_node coordinates = Child(node, "Coords");
  Corners corners;
  const std::vector<double> points = PlaceNumbers(coordinates.attribute("points").value());
  for (std::size_t i = 0; i + 1 < points.size(); i += 2) corners.Add(points[i], points[i + 1]);
  for (const pugi::xml_node& point : coordinates.children()) {
    const auto x = PlaceNumber(point.attribute("x").value());
    const auto y = PlaceNumber(point.attribute("y").value());
    if (x && y) corners.Add(*x, *y);
  }
  return corners.Around();
}

struct Reading {
  std::string text;
  float confidence = 1;
};

// Of several readings that with the least index: the first choice.
Reading ReadingOf(const pugi::xml_node& node) {
  pugi::xml_node best;
  double least = std::numeric_limits<double>::max();
  for (const pugi::xml_node& child : node.children()) {
    if (LocalName(child) != "TextEquiv") continue;
    const double index = PlaceNumber(child.attribute("index").value()).value_or(0);
    if (best && index >= least) continue;
    best = child;
    least = index;
  }
  if (!best) return {};
  const pugi::xml_node unicode = Child(best, "Unicode");
  const pugi::xml_attribute confidence = best.attribute("conf");
  return {(unicode ? unicode : Child(best, "PlainText")).text().get(), confidence ? ShareOf(confidence.value(), 1) : 1};
}

bool IsBold(const pugi::xml_node& node, bool inherited) {
  const pugi::xml_attribute bold = Child(node, "TextStyle").attribute("bold");
  return bold ? bold.as_bool() : inherited;
}

class PageXmlReader {
 public:
  explicit PageXmlReader(const Limits& limits) : limits_(limits) {}

  std::optional<Error> Walk(const pugi::xml_node& node, std::uint32_t depth) {
    if (depth > limits_.max_depth) return TooDeep(limits_);
    for (const pugi::xml_node& child : node.children()) {
      if (LocalName(child) == "Page") {
        if (pages_.size() == limits_.max_pages) return TooManyPages(limits_);
        OpenPage(child);
        if (auto fault = Region(child, depth + 1, false)) return fault;
      } else if (auto fault = Walk(child, depth + 1)) {
        return fault;
      }
    }
    return std::nullopt;
  }

  [[nodiscard]] OcrPages Take() && { return std::move(pages_); }

 private:
  void OpenPage(const pugi::xml_node& node) {
    OcrPage& page = pages_.emplace_back();
    page.width = std::max(PlaceNumber(node.attribute("imageWidth").value()).value_or(0), 0.0);
    page.height = std::max(PlaceNumber(node.attribute("imageHeight").value()).value_or(0), 0.0);
    const std::string_view unit = node.attribute("imageResolutionUnit").value();
    const double dots = unit == "PPI" ? 1 : unit == "PPCM" ? kCmPerInch : 0;
    page.x_per_inch = dots * PlaceNumber(node.attribute("imageXResolution").value()).value_or(0);
    page.y_per_inch = dots * PlaceNumber(node.attribute("imageYResolution").value()).value_or(0);
  }

  // A region and those inside it.
  std::optional<Error> Region(const pugi::xml_node& node, std::uint32_t depth, bool inherited) {
    if (depth > limits_.max_depth) return TooDeep(limits_);
    const bool bold = IsBold(node, inherited);
    const std::size_t before = pages_.back().lines.size();
    for (const pugi::xml_node& child : node.children()) {
      const std::string_view name = LocalName(child);
      if (name == "TextLine") {
        Line(child, IsBold(child, bold));
      } else if (name.ends_with("Region") || name == "TableCell") {
        if (auto fault = Region(child, depth + 1, bold)) return fault;
      }
    }
    if (pages_.back().lines.size() == before && LocalName(node) != "Page") RegionText(node, bold);
    return std::nullopt;
  }

  void Line(const pugi::xml_node& node, bool bold) {
    OcrLine line{PlaceOf(node), {}};
    for (const pugi::xml_node& child : node.children()) {
      if (LocalName(child) == "Word") Word(child, line, IsBold(child, bold));
    }
    if (line.words.empty()) {
      Reading reading = ReadingOf(node);
      if (!IsBlank(reading.text))
        line.words.push_back({std::move(reading.text), line.box, reading.confidence, bold, false});
    }
    if (!line.words.empty()) pages_.back().lines.push_back(std::move(line));
  }

  static void Word(const pugi::xml_node& node, OcrLine& line, bool bold) {
    Reading reading = ReadingOf(node);
    if (reading.text.empty()) {
      for (const pugi::xml_node& child : node.children()) {
        if (LocalName(child) == "Glyph") reading.text += ReadingOf(child).text;
      }
    }
    if (!IsBlank(reading.text))
      line.words.push_back({std::move(reading.text), PlaceOf(node), reading.confidence, bold, false});
  }

  void RegionText(const pugi::xml_node& node, bool bold) {
    const Reading reading = ReadingOf(node);
    if (IsBlank(reading.text)) return;
    const Box box = PlaceOf(node);
    const auto count = static_cast<float>(std::count(reading.text.begin(), reading.text.end(), '\n') + 1);
    float at = 0;
    for (std::string_view left = reading.text; !left.empty(); at += 1) {
      const std::size_t end = std::min(left.find('\n'), left.size());
      const Box part = box.empty() ? Box{}
                                   : Box{box.x0, box.y0 + box.height() * at / count, box.x1,
                                         box.y0 + box.height() * (at + 1) / count};
      if (!IsBlank(left.substr(0, end)))
        pages_.back().lines.push_back(
            {part, {{std::string(left.substr(0, end)), part, reading.confidence, bold, false}}});
      left.remove_prefix(std::min(end + 1, left.size()));
    }
  }

  const Limits& limits_;
  OcrPages pages_;
};

}  // namespace

Result<OcrPages> ReadPageXml(std::string_view bytes, const Limits& limits) {
  pugi::xml_document document;
  if (auto fault = LoadXml(document, bytes)) return *fault;
  PageXmlReader reader(limits);
  if (auto fault = reader.Walk(document, 0)) return *fault;
  return std::move(reader).Take();
}

}  // namespace trichluc::decoder
