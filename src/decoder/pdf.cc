// PDF: the text of each page where it has one, else its picture.
#include <poppler-document.h>
#include <poppler-font.h>
#include <poppler-page-renderer.h>
#include <poppler-page.h>

#include <leptonica/allheaders.h>

#include <algorithm>
#include <array>
#include <climits>
#include <cmath>
#include <deque>
#include <future>
#include <memory>
#include <optional>
#include <utility>

#include "decoder/decode.h"
#include "decoder/ocr.h"
#include "decoder/picture.h"
#include "decoder/picture_album.h"
#include "decoder/resolution.h"
#include "decoder/rulings.h"
#include "ingest/fonts.h"
#include "pages/format.h"
#include "pages/layout.h"
#include "pages/page_lines.h"
#include "pages/turning.h"
#include "text/unicode.h"
#include "text/utf8.h"

namespace trichluc::decoder {
namespace {

constexpr double kDpi = 300;             // what Tesseract's models were made for
constexpr double kMostDots = 40e6;       // of a page that is drawn: A2 has 35 million, larger ones are drawn more coarsely
constexpr double kRulingsDpi = 100;      // enough for the lines of a table
constexpr std::size_t kFewLetters = 16;  // of a page whose text is a stamp or a number on a picture
constexpr float kSurelyJoined = 0.1F;    // of a letter's size: no space is so narrow
constexpr float kSurelySpace = 0.2F;     // no gap between the letters of a word is so wide

// Poppler's own way opens a converter for each word, and that is a tenth of the time of a page.
std::string Utf8Of(const poppler::ustring& text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto unit = static_cast<char32_t>(static_cast<char16_t>(text[i]));
    const bool high = unit >= 0xD800 && unit < 0xDC00;
    const auto next = high && i + 1 < text.size() ? static_cast<char32_t>(static_cast<char16_t>(text[i + 1])) : 0;
    const bool pair = next >= 0xDC00 && next < 0xE000;
    const bool half = unit >= 0xD800 && unit < 0xE000 && !pair;
    AppendChar(out, half ? U'\uFFFD' : pair ? 0x10000 + ((unit - 0xD800) << 10) + (next - 0xDC00) : unit);
    if (pair) ++i;
  }
  return out;
}

bool IsBold(const std::string& font) {
  const std::string lower = LowerAscii(font);
  return lower.find("bold") != std::string::npos || lower.find("-bd") != std::string::npos || lower.find("black") != std::string::npos;
}

// The parts of a word that are of one font each: the text of one, and its name.
using FontParts = std::vector<std::pair<std::string, std::string>>;

FontParts PartsOf(const poppler::text_box& box) {
  const poppler::ustring text = box.text();
  if (!box.has_font_info()) return {{Utf8Of(text), {}}};
  FontParts parts;
  poppler::ustring part;
  const auto end_part = [&] {
    if (!part.empty()) parts.back().first += Utf8Of(part);
    part.clear();
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    // Half of a character beyond the first plane is no character.
    if (text[i] < 0xD800 || text[i] > 0xDFFF || i == 0) {
      std::string font = box.get_font_name(static_cast<int>(i));
      if (parts.empty() || parts.back().second != font) {
        end_part();
        parts.emplace_back(std::string(), std::move(font));
      }
    }
    part.push_back(text[i]);
  }
  end_part();
  return parts;
}

// Reads the words of a page that are written in fonts from before Unicode. Letters may be cut in two by the end of a word that
// goes on.
void ReadFonts(std::vector<PlacedWord>& words, std::vector<FontParts>& parts, FontReader& fonts) {
  std::vector<FontRun> runs;
  std::vector<std::string> between(words.size(), " ");  // a word and the one before it, of that one's font
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0 && !words[i].joined && !parts[i - 1].empty()) runs.push_back({&between[i], parts[i - 1].back().second});
    for (auto& [text, font] : parts[i]) runs.push_back({&text, font});
  }
  fonts.Look(runs);
  fonts.Read(runs);
  for (std::size_t i = 0; i < words.size(); ++i) {
    words[i].text.clear();
    for (const auto& [text, font] : parts[i]) words[i].text += text;
  }
}

// Does no space stand between two words? Poppler says so, but where the font changes (a letter that the first font lacks) it takes
// the little gap that is left there for a space, and a gap that a tab left for none.
bool AreJoined(const PlacedWord& before, const PlacedWord& word, bool space_after, bool other_font) {
  if (word.box.y0 >= before.box.y1 || before.box.y0 >= word.box.y1) return false;
  const float gap = (word.box.x0 - before.box.x1) / std::max(before.size, 1.0F);
  if (gap > kSurelySpace) return false;
  return !space_after || (other_font && std::fabs(gap) < kSurelyJoined);
}

// The quarter turns clockwise that set most words of a page upright.
int TurnsOf(const std::vector<poppler::text_box>& boxes) {
  std::array<std::size_t, 4> words{};
  for (const poppler::text_box& box : boxes) ++words[static_cast<std::size_t>(box.rotation()) % words.size()];
  const auto most = std::max_element(words.begin(), words.end()) - words.begin();
  return static_cast<int>((4 - most) % 4);
}

// The words of a page's own text, and how the page has to be turned to read them.
std::vector<PlacedWord> TextOf(const poppler::page& page, PageSize& size, FontReader* fonts) {
  std::vector<PlacedWord> words;
  std::vector<FontParts> parts;
  std::string font;  // that the last word ends in
  bool space_after = true;
  const std::vector<poppler::text_box> boxes = page.text_list(poppler::page::text_list_include_font);
  size.turns = TurnsOf(boxes);
  for (const poppler::text_box& box : boxes) {
    const poppler::rectf place = box.bbox();
    PlacedWord word;
    word.text = Utf8Of(box.text());
    word.box = Upright({static_cast<float>(place.left()), static_cast<float>(place.top()), static_cast<float>(place.right()),
                        static_cast<float>(place.bottom())}, size);
    std::string first_font;
    if (box.has_font_info()) {
      first_font = box.get_font_name();
      word.bold = IsBold(first_font);
      word.size = static_cast<float>(box.get_font_size());
    }
    word.joined = !words.empty() && AreJoined(words.back(), word, space_after, first_font != font);
    space_after = box.has_space_after();
    font = std::move(first_font);
    words.push_back(std::move(word));
    if (fonts != nullptr) parts.push_back(PartsOf(box));
  }
  if (fonts != nullptr) ReadFonts(words, parts, *fonts);
  return words;
}

// Most documents have none, and are not looked at word by word.
bool HasOldFont(const poppler::document& document, const Charsets* charsets) {
  if (charsets == nullptr) return false;
  const std::vector<poppler::font_info> fonts = document.fonts();
  return std::any_of(fonts.begin(), fonts.end(),
                     [&](const poppler::font_info& font) { return charsets->OfFont(font.name()).charset != nullptr; });
}

std::size_t LettersOf(const std::vector<PlacedWord>& words) {
  std::size_t letters = 0;
  for (const PlacedWord& word : words) letters += word.text.size();
  return letters;
}

// The page as Leptonica's picture; empty where it cannot be drawn.
PixPointer Draw(const poppler::page& page, double dpi) {
  poppler::page_renderer renderer;
  renderer.set_render_hints(poppler::page_renderer::antialiasing | poppler::page_renderer::text_antialiasing);
  renderer.set_image_format(poppler::image::format_rgb24);
  const poppler::image drawn = renderer.render_page(&page, dpi, dpi);
  if (!drawn.is_valid()) return nullptr;
  PixPointer picture(pixCreateNoInit(drawn.width(), drawn.height(), 32));
  if (!picture) return nullptr;
  for (int y = 0; y < drawn.height(); ++y) {
    const auto* row = reinterpret_cast<const unsigned char*>(drawn.const_data()) + static_cast<std::ptrdiff_t>(y) * drawn.bytes_per_row();
    l_uint32* const line = pixGetData(picture.get()) + static_cast<std::ptrdiff_t>(y) * pixGetWpl(picture.get());
    // composeRGBPixel, without a call for each dot.
    for (int x = 0; x < drawn.width(); ++x) line[x] = static_cast<l_uint32>(row[3 * x]) << L_RED_SHIFT | static_cast<l_uint32>(row[3 * x + 1]) << L_GREEN_SHIFT | static_cast<l_uint32>(row[3 * x + 2]) << L_BLUE_SHIFT;
  }
  pixSetResolution(picture.get(), static_cast<int>(dpi), static_cast<int>(dpi));
  return picture;
}

// The page's picture, and the dots an inch that it was drawn with.
std::pair<PixPointer, double> DrawPage(const poppler::page& page, double dpi, const Options& options) {
  const poppler::rectf area = page.page_rect();
  const double inches = area.width() * area.height() / (kPointsPerInch * kPointsPerInch);
  const double most = std::min(static_cast<double>(options.limits.max_pixels), kMostDots);
  if (inches * dpi * dpi > most) dpi = std::sqrt(most / inches);
  return {Draw(page, dpi), dpi};
}

// The size of a page as it is shown. Poppler's rectangle is that of the page before it is turned.
PageSize SizeOf(const poppler::page& page) {
  const poppler::rectf area = page.page_rect();
  PageSize size{static_cast<float>(area.width()), static_cast<float>(area.height()), false};
  const poppler::page::orientation_enum turn = page.orientation();
  if (turn == poppler::page::landscape || turn == poppler::page::seascape) std::swap(size.width, size.height);
  return size;
}

// A page on its way.
struct PageWork {
  PageSize size;
  std::vector<PlacedWord> words;  // of its own text
  std::vector<Box> rulings;
  std::optional<std::future<Result<ReadPage>>> read;  // of its picture
  std::string fault;              // why there is nothing
};

// Looks at a page, and begins to read its picture where that is needed. Poppler's documents are for one thread.
PageWork Begin(const poppler::document& document, std::uint32_t number, const Options& options, FontReader* fonts) {
  PageWork work;
  const std::unique_ptr<poppler::page> page(document.create_page(static_cast<int>(number)));
  if (!page) {
    work.fault = "is damaged and was left out";
    return work;
  }
  work.size = SizeOf(*page);
  if (!std::binary_search(options.reread.begin(), options.reread.end(), number)) work.words = TextOf(*page, work.size, fonts);
  if (MayHaveTables(work.words)) {
    if (const auto [picture, dpi] = DrawPage(*page, kRulingsDpi, options); picture) work.rulings = RulingsOf(picture.get(), dpi);
    for (Box& ruling : work.rulings) ruling = Upright(ruling, work.size);
  }
  if (!options.read_pictures || LettersOf(work.words) >= kFewLetters) return work;
  auto [picture, dpi] = DrawPage(*page, kDpi, options);
  if (!picture) {
    work.fault = "cannot be drawn";
    return work;
  }
  work.read = std::async(options.threads > 1 ? std::launch::async : std::launch::deferred,
                         [picture = std::shared_ptr<Pix>(std::move(picture)), dpi = dpi] { return ReadPicture(picture.get(), dpi); });
  return work;
}

// Puts a page into the text.
void Finish(PageWork work, std::uint32_t number, TextLayout& layout) {
  if (work.read) {
    Result<ReadPage> read = work.read->get();
    if (!read) {
      work.fault = read.error().message;
    } else if (LettersOf(read->words) > LettersOf(work.words)) {
      work.words = std::move(read->words);
      work.rulings = std::move(read->rulings);
      work.size.read = true;
      work.size.turns = read->turns;
    }
  }
  if (!work.fault.empty()) {
    layout.AddDiagnostic({DiagnosticCode::kLostPage, Severity::kError, "page " + std::to_string(number + 1) + " " + work.fault, {}});
  }
  layout.AddPage(work.size, std::move(work.words), work.rulings);
}

Result<std::unique_ptr<poppler::document>> OpenPdf(std::string_view bytes, const Options& options) {
  if (bytes.size() > INT_MAX) return Error{Error::Code::kTooLarge, "the PDF is over two gigabytes"};
  std::unique_ptr<poppler::document> document(poppler::document::load_from_raw_data(bytes.data(), static_cast<int>(bytes.size())));
  if (!document) return Error{Error::Code::kUnsupported, "the PDF cannot be read: it is damaged (open it in another program and save it anew)"};
  if (document->is_locked()) return Error{Error::Code::kUnsupported, "the PDF asks for a password (save it without one)"};
  const auto pages = static_cast<std::uint32_t>(std::max(document->pages(), 0));
  if (pages > options.limits.max_pages) {
    return Error{Error::Code::kTooLarge, "the PDF has " + std::to_string(pages) + " pages, and the limit is " + std::to_string(options.limits.max_pages)};
  }
  return document;
}

}  // namespace

Result<std::vector<PagePicture>> DrawPdf(std::string_view bytes, const Options& options) {
  const Result<std::unique_ptr<poppler::document>> document = OpenPdf(bytes, options);
  if (!document) return document.error();
  const auto pages = static_cast<std::uint32_t>(std::max((*document)->pages(), 0));
  PictureAlbum album(options);
  for (std::uint32_t number = 0; number < pages && !album.IsFull(); ++number) {
    if (!album.Wants(number)) continue;
    options.progress(number, pages);
    const std::unique_ptr<poppler::page> page((*document)->create_page(static_cast<int>(number)));
    if (!page) continue;
    const PageSize size = SizeOf(*page);
    const auto [picture, dpi] = DrawPage(*page, options.dpi, options);
    if (picture) album.Add(number, size.width, size.height, picture.get());
  }
  return std::move(album).Take();
}

Result<PagedText> DecodePdf(std::string_view bytes, const Options& options) {
  const Result<std::unique_ptr<poppler::document>> opened = OpenPdf(bytes, options);
  if (!opened) return opened.error();
  const std::unique_ptr<poppler::document>& document = *opened;
  const auto pages = static_cast<std::uint32_t>(std::max(document->pages(), 0));
  TextLayout layout(std::string(MediaType(FileFormat::kPdf)));
  std::optional<FontReader> fonts;
  if (HasOldFont(*document, options.charsets)) fonts.emplace(*options.charsets);
  std::deque<PageWork> ahead;
  for (std::uint32_t done = 0, begun = 0; done < pages; ++done) {
    for (; begun < pages && begun < done + options.threads; ++begun) ahead.push_back(Begin(*document, begun, options, fonts ? &*fonts : nullptr));
    options.progress(done, pages);
    Finish(std::move(ahead.front()), done, layout);
    ahead.pop_front();
    if (layout.size() > options.limits.max_text) return Error{Error::Code::kTooLarge, "the text of the PDF is over the limit"};
  }
  options.progress(pages, pages);
  PagedText paged = std::move(layout).Finish();
  if (auto report = fonts ? fonts->Report(paged.text.size()) : std::nullopt) paged.diagnostics.push_back(std::move(*report));
  return paged;
}

}  // namespace trichluc::decoder
