// hOCR: a page of HTML whose elements say in their titles what they are and where they stand.
//
//   <div class='ocr_page' title='image "p1.png"; bbox 0 0 2480 3508; ppageno 0; scan_res 300 300'>
//     <span class='ocr_line' title='bbox 300 200 900 240'>
//       <span class='ocrx_word' title='bbox 300 200 420 240; x_wconf 96'><strong>Số:</strong></span>
//
// Text is looked for below lines, for some programs write no words, and words without lines are one line as long as nothing
// else comes between them.
#include <gumbo.h>

#include <algorithm>
#include <array>
#include <memory>

#include "decoder/ocr_files.h"

namespace trichluc::decoder {
namespace {

// Gumbo frees its tree by calls inside calls: a depth at which its stack is in no danger.
constexpr std::size_t kMostOpen = 20'000;

constexpr std::array<std::string_view, 6> kLineClasses = {"ocr_line",   "ocrx_line",   "ocr_header",
                                                          "ocr_footer", "ocr_caption", "ocr_textfloat"};
constexpr std::array<std::string_view, 4> kBlockClasses = {"ocr_par", "ocr_carea", "ocrx_block", "ocr_table"};
constexpr std::array<std::string_view, 2> kWordClasses = {"ocrx_word", "ocr_word"};

// The properties of a title: `bbox 0 0 10 10; x_wconf 96`. A file name in quotation marks may hold a semicolon.
class Properties {
 public:
  explicit Properties(std::string_view title) : title_(title) {}

  // What stands behind the name of the property; nothing without it.
  [[nodiscard]] std::optional<std::string_view> Find(std::string_view name) const {
    for (std::string_view left = title_; !left.empty();) {
      const std::size_t end = EndOfFirst(left);
      std::string_view one = left.substr(0, end);
      left.remove_prefix(std::min(end + 1, left.size()));
      one.remove_prefix(std::min(one.find_first_not_of(" \t\r\n"), one.size()));
      if (one.starts_with(name) && one.size() > name.size() && one[name.size()] == ' ')
        return one.substr(name.size() + 1);
    }
    return std::nullopt;
  }

  [[nodiscard]] std::vector<double> Numbers(std::string_view name) const {
    const auto found = Find(name);
    return found ? PlaceNumbers(*found) : std::vector<double>{};
  }

  [[nodiscard]] Box Place() const {
    const std::vector<double> sides = Numbers("bbox");
    return sides.size() < 4 ? Box{} : BoxOf(sides[0], sides[1], sides[2], sides[3]);
  }

 private:
  static std::size_t EndOfFirst(std::string_view left) {
    char quote = 0;
    for (std::size_t i = 0; i < left.size(); ++i) {
      if (quote != 0 ? left[i] == quote : left[i] == '"') quote = quote != 0 ? '\0' : '"';
      if (left[i] == ';' && quote == 0) return i;
    }
    return quote == 0 ? left.size()
                      : std::min(left.find(';'), left.size());  // a quotation mark that is never closed is none
  }

  std::string_view title_;
};

std::string_view Attribute(const GumboElement& element, const char* name) {
  const GumboAttribute* const found = gumbo_get_attribute(&element.attributes, name);
  return found == nullptr ? std::string_view{} : std::string_view(found->value);
}

bool HasClass(std::string_view classes, std::string_view name) {
  for (std::size_t at = classes.find(name); at != std::string_view::npos; at = classes.find(name, at + 1)) {
    const std::size_t end = at + name.size();
    if ((at == 0 || classes[at - 1] <= ' ') && (end == classes.size() || classes[end] <= ' ')) return true;
  }
  return false;
}

template <std::size_t count>
bool HasClass(std::string_view classes, const std::array<std::string_view, count>& names) {
  return std::any_of(names.begin(), names.end(), [&](std::string_view name) { return HasClass(classes, name); });
}

// Walks the tree. It keeps to the depth that Limits allow.
class HocrReader {
 public:
  explicit HocrReader(const Limits& limits) : limits_(limits) {}

  std::optional<Error> Walk(const GumboNode& node, std::uint32_t depth) {
    if (depth > limits_.max_depth) return TooDeep(limits_);
    switch (node.type) {
      case GUMBO_NODE_TEXT:
      case GUMBO_NODE_CDATA:
      case GUMBO_NODE_WHITESPACE: Text(node.v.text.text); return std::nullopt;
      case GUMBO_NODE_ELEMENT: return Element(node.v.element, depth);
      default: return std::nullopt;
    }
  }

  [[nodiscard]] OcrPages Take() && {
    const bool numbered =
        std::all_of(pages_.begin(), pages_.end(), [](const OcrPage& page) { return page.number >= 0; });
    if (numbered)
      std::stable_sort(pages_.begin(), pages_.end(),
                       [](const OcrPage& a, const OcrPage& b) { return a.number < b.number; });
    return std::move(pages_);
  }

 private:
  std::optional<Error> Element(const GumboElement& element, std::uint32_t depth) {
    if (element.tag == GUMBO_TAG_HEAD || element.tag == GUMBO_TAG_SCRIPT || element.tag == GUMBO_TAG_STYLE)
      return std::nullopt;
    const std::string_view classes = Attribute(element, "class");
    const Properties properties(Attribute(element, "title"));
    const bool page = HasClass(classes, "ocr_page");
    const bool line = HasClass(classes, kLineClasses);
    const bool word = HasClass(classes, kWordClasses);
    if (page && pages_.size() == limits_.max_pages) return TooManyPages(limits_);
    if (page) OpenPage(properties);
    if (line) OpenLine(properties.Place());
    if (word) OpenWord(properties);
    const bool character = HasClass(classes, "ocrx_cinfo");
    const bool bold = element.tag == GUMBO_TAG_STRONG || element.tag == GUMBO_TAG_B;
    by_character_ = by_character_ || character;
    bold_ += bold ? 1 : 0;
    for (unsigned i = 0; i < element.children.length; ++i) {
      if (auto fault = Walk(*static_cast<const GumboNode*>(element.children.data[i]), depth + 1)) return fault;
    }
    bold_ -= bold ? 1 : 0;
    if (word) in_word_ = false;
    if (line || page) in_line_ = false;
    // A word that such an element stands in ends with it.
    if (line || page || HasClass(classes, kBlockClasses)) loose_ = in_word_ = false;
    if (page) in_page_ = false;
    return std::nullopt;
  }

  void OpenPage(const Properties& properties) {
    OcrPage& page = pages_.emplace_back();
    const Box box = properties.Place();
    page.width = box.x1;
    page.height = box.y1;
    const std::vector<double> resolution = properties.Numbers("scan_res");
    if (!resolution.empty()) page.x_per_inch = resolution[0];
    if (!resolution.empty()) page.y_per_inch = resolution[resolution.size() > 1 ? 1 : 0];
    const std::vector<double> number = properties.Numbers("ppageno");
    if (!number.empty() && number[0] >= 0) page.number = static_cast<int>(number[0]);
    in_page_ = true;
    in_line_ = loose_ = in_word_ = false;
  }

  // A file without pages is one page.
  OcrPage& Page() {
    if (pages_.empty()) pages_.emplace_back();
    return pages_.back();
  }

  // The line that words belong to.
  OcrLine& Line() {
    if (!in_line_ && !loose_) {
      Page().lines.emplace_back();
      loose_ = true;
    }
    return Page().lines.back();
  }

  void OpenLine(const Box& box) {
    Page().lines.push_back({box, {}});
    in_line_ = true;
    loose_ = in_word_ = false;
  }

  void OpenWord(const Properties& properties) {
    OcrWord& word = Line().words.emplace_back();
    word.box = properties.Place();
    if (const auto confidence = properties.Find("x_wconf")) word.confidence = ShareOf(*confidence, 100);
    in_word_ = true;
    by_character_ = false;
  }

  void Text(std::string_view text) {
    if (in_word_) {
      // Characters have elements of their own in some files; what stands between those is no space.
      OcrWord& word = Line().words.back();
      if (!by_character_ || !IsBlank(text)) word.text += text;
      word.bold = word.bold || (bold_ > 0 && !IsBlank(text));
    } else if (!IsBlank(text) && in_line_) {
      AddText(Line(), text);
    } else if (!IsBlank(text) && in_page_) {
      loose_ = false;
      AddText(Page().lines.emplace_back(), text);
    }
  }

  void AddText(OcrLine& line, std::string_view text) const {
    const bool touching = !line.words.empty() && !IsBlank(text.substr(0, 1));
    line.words.push_back({std::string(text), {}, 1, bold_ > 0, touching});
  }

  const Limits& limits_;
  OcrPages pages_;
  bool in_page_ = false;
  bool in_line_ = false;
  bool in_word_ = false;
  bool loose_ = false;         // the last line was made for words that stand in none
  bool by_character_ = false;  // the word that is open has elements for its characters
  int bold_ = 0;
};

// How many elements are open at once, at most, in the eyes of one who only counts.
std::size_t MostOpen(std::string_view bytes) {
  std::size_t open = 0;
  std::size_t most = 0;
  for (std::size_t at = bytes.find('<'); at != std::string_view::npos; at = bytes.find('<', at + 1)) {
    const char next = at + 1 < bytes.size() ? bytes[at + 1] : ' ';
    if (next == '/') {
      open -= open > 0 ? 1 : 0;
    } else if ((next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z')) {
      const std::string_view name = bytes.substr(at + 1, 4);
      const bool never_closed = name.starts_with("br") || name.starts_with("hr") || name.starts_with("img") ||
                                name.starts_with("meta") || name.starts_with("link");
      if (!never_closed) most = std::max(most, ++open);
    }
  }
  return most;
}

struct TreeDeleter {
  void operator()(GumboOutput* tree) const { gumbo_destroy_output(&kGumboDefaultOptions, tree); }
};

}  // namespace

Result<OcrPages> ReadHocr(std::string_view bytes, const Limits& limits) {
  if (MostOpen(bytes) > kMostOpen) return TooDeep(limits);
  const std::unique_ptr<GumboOutput, TreeDeleter> tree(
      gumbo_parse_with_options(&kGumboDefaultOptions, bytes.data(), bytes.size()));
  if (!tree) return Error{Error::Code::kUnsupported, "the hOCR cannot be read: it is damaged (write it anew)"};
  HocrReader reader(limits);
  if (auto fault = reader.Walk(*tree->root, 0)) return *fault;
  return std::move(reader).Take();
}

}  // namespace trichluc::decoder
