// Pages as ALTO 4.4 (https://www.loc.gov/standards/alto/).
//
// Lengths are in 1/1200 inch, the finest unit of the format: what is read back stands where it stood.
#include <algorithm>
#include <cmath>

#include "records/markup.h"
#include "text/number_text.h"
#include "trichluc/pages.h"
#include "trichluc/version.h"

namespace trichluc {
namespace {

constexpr double kUnitsPerPoint = 1200.0 / 72;

long Units(double points) { return std::lround(points * kUnitsPerPoint); }

class AltoWriter {
 public:
  [[nodiscard]] std::string Write(const ReadPages& pages) && {
    Head(pages);
    for (std::size_t p = 0; p < pages.pages.size(); ++p) Page(pages.pages[p], std::to_string(p + 1));
    out_ += "  </Layout>\n</alto>\n";
    return std::move(out_);
  }

 private:
  void Head(const ReadPages& pages) {
    out_ +=
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<alto xmlns=\"http://www.loc.gov/standards/alto/ns-v4#\" "
        "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" "
        "xsi:schemaLocation=\"http://www.loc.gov/standards/alto/ns-v4# "
        "http://www.loc.gov/standards/alto/v4/alto-4-4.xsd\" SCHEMAVERSION=\"4.4\">\n"
        "  <Description>\n"
        "    <MeasurementUnit>inch1200</MeasurementUnit>\n"
        "    <sourceImageInformation><fileName>" +
        Escaped(pages.name) +
        "</fileName></sourceImageInformation>\n"
        "    <Processing "
        "ID=\"processing_1\"><processingSoftware><softwareName>trichluc</"
        "softwareName><softwareVersion>" TRICHLUC_VERSION
        "</softwareVersion></processingSoftware></Processing>\n"
        "  </Description>\n"
        "  <Layout>\n";
  }

  void Page(const ReadPage& page, const std::string& number) {
    const Box whole{0, 0, page.width, page.height};
    out_ += "    <Page ID=\"page_" + number + "\" PHYSICAL_IMG_NR=\"" + number + "\" WIDTH=\"" +
            std::to_string(Units(page.width)) + "\" HEIGHT=\"" + std::to_string(Units(page.height)) +
            "\">\n      <PrintSpace" + Place(whole) + ">\n";
    if (!page.lines.empty()) {
      Box all;
      for (const ReadLine& line : page.lines) all = Around(all, line.box);
      out_ += "        <TextBlock ID=\"block_" + number + "\"" + Place(all) + ">\n";
      for (std::size_t i = 0; i < page.lines.size(); ++i) Line(page.lines[i], number + "_" + std::to_string(i + 1));
      out_ += "        </TextBlock>\n";
    }
    out_ += "      </PrintSpace>\n    </Page>\n";
  }

  void Line(const ReadLine& line, const std::string& number) {
    out_ += "          <TextLine ID=\"line_" + number + "\"" + Place(line.box) + ">\n";
    for (std::size_t i = 0; i < line.words.size(); ++i) {
      if (i > 0) Space(line.words[i - 1].box, line.words[i].box);
      Word(line.words[i], number + "_" + std::to_string(i + 1));
    }
    out_ += "          </TextLine>\n";
  }

  void Space(const Box& before, const Box& after) {
    const long gap = Units(after.x0) - Units(before.x1);
    out_ += "            <SP";
    if (!before.empty() && !after.empty() && gap > 0)
      out_ += " HPOS=\"" + std::to_string(Units(before.x1)) + "\" VPOS=\"" + std::to_string(Units(before.y0)) +
              "\" WIDTH=\"" + std::to_string(gap) + "\"";
    out_ += "/>\n";
  }

  void Word(const ReadWord& word, const std::string& number) {
    out_ += "            <String ID=\"string_" + number + "\" CONTENT=\"" + Escaped(word.text) + "\"" +
            Place(word.box) + " WC=\"" + FixedText(std::clamp(word.confidence, 0.0, 1.0), 2) + "\"";
    out_ += word.read.empty() ? "/>\n"
                              : "><ALTERNATIVE PURPOSE=\"read\">" + Escaped(word.read) + "</ALTERNATIVE></String>\n";
  }

  // Widths are those between rounded sides, so that what touches goes on touching.
  static std::string Place(const Box& box) {
    if (box.empty()) return {};
    return " HPOS=\"" + std::to_string(Units(box.x0)) + "\" VPOS=\"" + std::to_string(Units(box.y0)) + "\" WIDTH=\"" +
           std::to_string(Units(box.x1) - Units(box.x0)) + "\" HEIGHT=\"" +
           std::to_string(Units(box.y1) - Units(box.y0)) + "\"";
  }

  std::string out_;
};

}  // namespace

bool ReadPages::HasPlaces() const {
  return std::any_of(pages.begin(), pages.end(), [](const ReadPage& page) {
    return std::any_of(page.lines.begin(), page.lines.end(), [](const ReadLine& line) { return !line.box.empty(); });
  });
}

std::string ToAlto(const ReadPages& pages) { return AltoWriter().Write(pages); }

}  // namespace trichluc
