// ALTO 2, 3 and 4: the XML of libraries.
//
//   <Page WIDTH="2480" HEIGHT="3508">
//     <TextLine HPOS="300" VPOS="200" WIDTH="600" HEIGHT="40" STYLEREFS="TXT_1">
//       <String CONTENT="Số:" HPOS="300" VPOS="200" WIDTH="120" HEIGHT="40" WC="0.96"/><SP/>
//
// A word that a line end cuts in two has its parts in two Strings, and as a whole in the SUBS_CONTENT of both. It is kept whole,
// at the place of its first part. Every prefix of a name is dropped, for files differ in what they call the namespace.
#include <pugixml.hpp>

#include <algorithm>
#include <map>

#include "decoder/ocr_files.h"
#include "decoder/xml.h"

namespace trichluc::decoder {
namespace {

constexpr double kMm10PerInch = 254;
constexpr double kInch1200PerInch = 1200;

Box PlaceOf(const pugi::xml_node& node) {
  const auto x = PlaceNumber(node.attribute("HPOS").value());
  const auto y = PlaceNumber(node.attribute("VPOS").value());
  const auto width = PlaceNumber(node.attribute("WIDTH").value());
  const auto height = PlaceNumber(node.attribute("HEIGHT").value());
  if (!x || !y || !width || !height) return {};
  return BoxOf(x, y, *x + *width, *y + *height);
}

class AltoReader {
 public:
  explicit AltoReader(const Limits& limits) : limits_(limits) {}

  // What stands before the pages, and then them.
  std::optional<Error> Walk(const pugi::xml_node& node, std::uint32_t depth) {
    if (depth > limits_.max_depth) return TooDeep(limits_);
    for (const pugi::xml_node& child : node.children()) {
      const std::string_view name = LocalName(child);
      if (name == "MeasurementUnit") {
        Unit(child.text().get());
      } else if (name == "TextStyle") {
        bold_styles_[child.attribute("ID").value()] =
            std::string_view(child.attribute("FONTSTYLE").value()).find("bold") != std::string_view::npos;
      } else if (name == "Page") {
        if (pages_.size() == limits_.max_pages) return TooManyPages(limits_);
        OpenPage(child);
        if (auto fault = Blocks(child, depth + 1, false)) return fault;
      } else if (auto fault = Walk(child, depth + 1)) {
        return fault;
      }
    }
    return std::nullopt;
  }

  [[nodiscard]] OcrPages Take() && { return std::move(pages_); }

 private:
  void Unit(std::string_view unit) {
    if (unit.find("mm10") != std::string_view::npos) per_inch_ = kMm10PerInch;
    if (unit.find("inch1200") != std::string_view::npos) per_inch_ = kInch1200PerInch;
  }

  void OpenPage(const pugi::xml_node& node) {
    OcrPage& page = pages_.emplace_back();
    page.width = std::max(PlaceNumber(node.attribute("WIDTH").value()).value_or(0), 0.0);
    page.height = std::max(PlaceNumber(node.attribute("HEIGHT").value()).value_or(0), 0.0);
    page.x_per_inch = page.y_per_inch = per_inch_;
  }

  // The margins, blocks, and blocks inside blocks of a page, down to the lines.
  std::optional<Error> Blocks(const pugi::xml_node& node, std::uint32_t depth, bool bold) {
    if (depth > limits_.max_depth) return TooDeep(limits_);
    for (const pugi::xml_node& child : node.children()) {
      const bool child_bold = IsBold(child, bold);
      if (LocalName(child) == "TextLine") {
        Line(child, child_bold);
      } else if (auto fault = Blocks(child, depth + 1, child_bold)) {
        return fault;
      }
    }
    return std::nullopt;
  }

  // What has no style of its own has that of what it stands in.
  [[nodiscard]] bool IsBold(const pugi::xml_node& node, bool inherited) const {
    if (const pugi::xml_attribute style = node.attribute("STYLE"))
      return std::string_view(style.value()).find("bold") != std::string_view::npos;
    // The styles of paragraphs are named beside those of letters.
    for (std::string_view left = node.attribute("STYLEREFS").value(); !left.empty();) {
      const std::size_t end = std::min(left.find(' '), left.size());
      if (const auto style = bold_styles_.find(std::string(left.substr(0, end))); style != bold_styles_.end())
        return style->second;
      left.remove_prefix(std::min(end + 1, left.size()));
    }
    return inherited;
  }

  void Line(const pugi::xml_node& node, bool bold) {
    OcrLine& line = pages_.back().lines.emplace_back();
    line.box = PlaceOf(node);
    const bool spaced =
        std::any_of(node.begin(), node.end(), [](const pugi::xml_node& child) { return LocalName(child) == "SP"; });
    bool after_word = false;
    for (const pugi::xml_node& child : node.children()) {
      const std::string_view name = LocalName(child);
      if (name == "SP") after_word = false;
      if (name == "HYP") Hyphen(child, line);
      if (name != "String") continue;
      Word(child, line, IsBold(child, bold), spaced && after_word);
      after_word = true;
    }
    if (line.words.empty()) pages_.back().lines.pop_back();
  }

  void Word(const pugi::xml_node& node, OcrLine& line, bool bold, bool touching) {
    const std::string_view part = node.attribute("SUBS_TYPE").value();
    const std::string whole = node.attribute("SUBS_CONTENT").value();
    cut_ = part == "HypPart1" && !whole.empty();
    if (part == "HypPart2" && !whole.empty() && whole == expected_) {
      expected_.clear();
      return;
    }
    expected_ = cut_ ? whole : std::string();
    OcrWord& word = line.words.emplace_back();
    word.text = cut_ ? whole : node.attribute("CONTENT").value();
    word.box = PlaceOf(node);
    if (const pugi::xml_attribute confidence = node.attribute("WC")) word.confidence = ShareOf(confidence.value(), 1);
    word.bold = bold;
    word.touching = touching;
  }

  // The hyphen of a word that is not known as a whole is a part of it.
  void Hyphen(const pugi::xml_node& node, OcrLine& line) const {
    if (cut_ || line.words.empty()) return;
    OcrWord& word = line.words.back();
    const pugi::xml_attribute content = node.attribute("CONTENT");
    word.text += content ? content.value() : "-";
    if (!word.box.empty()) word.box = Around(word.box, PlaceOf(node));
  }

  const Limits& limits_;
  OcrPages pages_;
  double per_inch_ = 0;
  std::map<std::string, bool> bold_styles_;  // each style of letters, by its name
  std::string expected_;                     // the word whose second part is to come
  bool cut_ = false;                         // the last word is the first part of one that is known as a whole
};

}  // namespace

Result<OcrPages> ReadAlto(std::string_view bytes, const Limits& limits) {
  pugi::xml_document document;
  if (auto fault = LoadXml(document, bytes)) return *fault;
  AltoReader reader(limits);
  if (auto fault = reader.Walk(document, 0)) return *fault;
  return std::move(reader).Take();
}

}  // namespace trichluc::decoder
