// What Poppler and Tesseract need by themselves to read a file: the yardstick of `share_of_time`.
//
//   bare_libraries FILE…
//
// Of each page of a PDF the list of words; of a page with hardly any, and of a picture, the words that Tesseract reads at 300
// dots an inch, with the same model and settings as trichluc-decoder. Nothing is kept or laid out. Prints the bytes of all words.
#include <leptonica/allheaders.h>
#include <poppler-document.h>
#include <poppler-page-renderer.h>
#include <poppler-page.h>
#include <tesseract/baseapi.h>
#include <tesseract/resultiterator.h>

#include <cstdio>
#include <cstring>
#include <memory>
#include <string>

namespace {

constexpr double kDpi = 300;
constexpr std::size_t kFewLetters = 16;  // as in src/decoder/pdf.cc

tesseract::TessBaseAPI& Tesseract() {
  static const std::unique_ptr<tesseract::TessBaseAPI> api = [] {
    auto made = std::make_unique<tesseract::TessBaseAPI>();
    if (made->Init(nullptr, "vie", tesseract::OEM_LSTM_ONLY) != 0) std::fputs("no Vietnamese model for Tesseract\n", stderr);
    made->SetVariable("debug_file", "/dev/null");
    made->SetPageSegMode(tesseract::PSM_AUTO);
    return made;
  }();
  return *api;
}

// The words of the picture that was set.
std::size_t Recognize() {
  tesseract::TessBaseAPI& api = Tesseract();
  if (api.Recognize(nullptr) != 0) return 0;
  std::size_t bytes = 0;
  const std::unique_ptr<tesseract::ResultIterator> found(api.GetIterator());
  if (found) {
    do {
      const std::unique_ptr<const char[]> text(found->GetUTF8Text(tesseract::RIL_WORD));
      int x0 = 0;
      int y0 = 0;
      int x1 = 0;
      int y1 = 0;
      if (text && found->BoundingBox(tesseract::RIL_WORD, &x0, &y0, &x1, &y1)) bytes += std::strlen(text.get());
    } while (found->Next(tesseract::RIL_WORD));
  }
  api.Clear();
  return bytes;
}

std::size_t ReadPage(const poppler::page& page) {
  std::size_t bytes = 0;
  for (const poppler::text_box& box : page.text_list(poppler::page::text_list_include_font)) bytes += box.text().to_utf8().size();
  if (bytes >= kFewLetters) return bytes;
  poppler::page_renderer renderer;
  renderer.set_render_hints(poppler::page_renderer::antialiasing | poppler::page_renderer::text_antialiasing);
  renderer.set_image_format(poppler::image::format_rgb24);
  const poppler::image drawn = renderer.render_page(&page, kDpi, kDpi);
  if (!drawn.is_valid()) return bytes;
  Tesseract().SetImage(reinterpret_cast<const unsigned char*>(drawn.const_data()), drawn.width(), drawn.height(), 3, drawn.bytes_per_row());
  Tesseract().SetSourceResolution(static_cast<int>(kDpi));
  return Recognize();
}

std::size_t ReadFile(const std::string& path) {
  if (!path.ends_with(".pdf")) {
    Pix* picture = pixRead(path.c_str());
    if (picture == nullptr) return 0;
    Tesseract().SetImage(picture);
    const std::size_t bytes = Recognize();
    pixDestroy(&picture);
    return bytes;
  }
  const std::unique_ptr<poppler::document> document(poppler::document::load_from_file(path));
  std::size_t bytes = 0;
  for (int p = 0; document && p < document->pages(); ++p) {
    const std::unique_ptr<poppler::page> page(document->create_page(p));
    if (page) bytes += ReadPage(*page);
  }
  return bytes;
}

}  // namespace

int main(int count, char** arguments) {
  for (int i = 1; i < count; ++i) std::printf("%zu bytes  %s\n", ReadFile(arguments[i]), arguments[i]);
}
