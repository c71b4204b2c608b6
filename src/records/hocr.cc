// Pages as hOCR 1.2 (https://kba.github.io/hocr-spec/1.2/), which counts in dots of a picture: as if it had 300 an inch.
#include <algorithm>
#include <cmath>

#include "records/markup.h"
#include "trichluc/pages.h"
#include "trichluc/version.h"

namespace trichluc {
namespace {

constexpr int kDotsPerInch = 300;
constexpr double kDotsPerPoint = kDotsPerInch / 72.0;

std::string Dots(double points) { return std::to_string(std::lround(points * kDotsPerPoint)); }

std::string Place(const Box& box) {
  return box.empty() ? std::string()
                     : "bbox " + Dots(box.x0) + " " + Dots(box.y0) + " " + Dots(box.x1) + " " + Dots(box.y1);
}

class HocrWriter {
 public:
  [[nodiscard]] std::string Write(const ReadPages& pages) && {
    out_ +=
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Transitional//EN\" "
        "\"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd\">\n"
        "<html xmlns=\"http://www.w3.org/1999/xhtml\" xml:lang=\"vi\" lang=\"vi\">\n"
        "  <head>\n"
        "    <title>" +
        Escaped(pages.name) +
        "</title>\n"
        "    <meta http-equiv=\"Content-Type\" content=\"text/html;charset=utf-8\"/>\n"
        "    <meta name=\"ocr-system\" content=\"trichluc " TRICHLUC_VERSION
        "\"/>\n"
        "    <meta name=\"ocr-capabilities\" content=\"ocr_page ocr_line ocrx_word\"/>\n"
        "  </head>\n"
        "  <body>\n";
    for (std::size_t p = 0; p < pages.pages.size(); ++p) Page(pages.pages[p], pages.name, p);
    out_ += "  </body>\n</html>\n";
    return std::move(out_);
  }

 private:
  void Page(const ReadPage& page, const std::string& name, std::size_t index) {
    // A quotation mark has no escape inside a property.
    std::string image = Escaped(name);
    for (std::size_t at = image.find("&quot;"); at != std::string::npos; at = image.find("&quot;", at))
      image.replace(at, 6, "_");
    const std::string number = std::to_string(index + 1);
    out_ += "    <div class=\"ocr_page\" id=\"page_" + number + "\" title=\"image &quot;" + image +
            "&quot;; bbox 0 0 " + Dots(page.width) + " " + Dots(page.height) + "; ppageno " + std::to_string(index) +
            "; scan_res " + std::to_string(kDotsPerInch) + " " + std::to_string(kDotsPerInch) + "\">\n";
    for (std::size_t i = 0; i < page.lines.size(); ++i) Line(page.lines[i], number + "_" + std::to_string(i + 1));
    out_ += "    </div>\n";
  }

  void Line(const ReadLine& line, const std::string& number) {
    out_ += "      <span class=\"ocr_line\" id=\"line_" + number + "\" title=\"" + Place(line.box) + "\">";
    for (std::size_t i = 0; i < line.words.size(); ++i) {
      const ReadWord& word = line.words[i];
      if (i > 0) out_ += ' ';
      const std::string confidence = std::to_string(std::lround(std::clamp(word.confidence, 0.0, 1.0) * 100));
      const std::string place = Place(word.box);
      out_ += "<span class=\"ocrx_word\" id=\"word_" + number + "_" + std::to_string(i + 1) + "\" title=\"" + place +
              (place.empty() ? "" : "; ") + "x_wconf " + confidence + "\">" + Escaped(word.text) + "</span>";
    }
    out_ += "</span>\n";
  }

  std::string out_;
};

}  // namespace

std::string ToHocr(const ReadPages& pages) { return HocrWriter().Write(pages); }

}  // namespace trichluc
