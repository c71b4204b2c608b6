#include "pages/wire.h"

#include <climits>
#include <cmath>
#include <cstring>

#include "pages/format.h"
#include "text/unicode.h"

namespace trichluc {
namespace {

class Writer {
 public:
  template <typename T>
  void Number(T value) {
    static_assert(std::is_arithmetic_v<T>);
    char bytes[sizeof value];
    std::memcpy(bytes, &value, sizeof value);
    out_.append(bytes, sizeof value);
  }
  void Text(std::string_view text) {
    Number(std::uint64_t{text.size()});
    out_.append(text);
  }
  void Place(Span span) {
    Number(std::uint64_t{span.start});
    Number(std::uint64_t{span.end});
  }
  [[nodiscard]] std::string Take() && { return std::move(out_); }

 private:
  std::string out_;
};

class Reader {
 public:
  explicit Reader(std::string_view bytes) : left_(bytes) {}

  [[nodiscard]] bool ok() const { return ok_; }
  [[nodiscard]] bool done() const { return ok_ && left_.empty(); }

  template <typename T>
  T Number() {
    T value{};
    if (left_.size() < sizeof value) {
      ok_ = false;
      left_ = {};
      return value;
    }
    std::memcpy(&value, left_.data(), sizeof value);
    left_.remove_prefix(sizeof value);
    return value;
  }
  std::string_view Text() {
    const auto size = Number<std::uint64_t>();
    if (size > left_.size()) ok_ = false;
    if (!ok_) return {};
    const std::string_view text = left_.substr(0, size);
    left_.remove_prefix(size);
    return text;
  }
  // A span inside `size` bytes.
  Span Place(std::size_t size) {
    const auto start = Number<std::uint64_t>();
    const auto end = Number<std::uint64_t>();
    if (start > end || end > size) ok_ = false;
    return ok_ ? Span{start, end} : Span{};
  }
  float Finite() {
    const auto value = Number<float>();
    if (!std::isfinite(value)) ok_ = false;
    return value;
  }
  // The count of a list whose entries take `least` bytes or more.
  std::size_t Count(std::size_t least) {
    const auto count = Number<std::uint64_t>();
    if (count > left_.size() / least) ok_ = false;
    return ok_ ? count : 0;
  }

 private:
  std::string_view left_;
  bool ok_ = true;
};

}  // namespace

std::string ToWire(const PagedText& paged) {
  Writer out;
  out.Text(paged.media_type);
  out.Text(paged.text);
  out.Number(std::uint64_t{paged.pages.size()});
  for (const PageText& page : paged.pages) {
    out.Place(page.span);
    out.Number(page.width);
    out.Number(page.height);
    out.Number(static_cast<std::uint8_t>(page.read));
  }
  out.Number(std::uint64_t{paged.words.size()});
  for (const WordPlace& word : paged.words) {
    out.Place(word.span);
    out.Number(word.page);
    for (const float side : {word.box.x0, word.box.y0, word.box.x1, word.box.y1, word.confidence}) out.Number(side);
  }
  out.Number(std::uint64_t{paged.diagnostics.size()});
  for (const Diagnostic& diagnostic : paged.diagnostics) {
    out.Number(static_cast<std::uint8_t>(diagnostic.code));
    out.Number(static_cast<std::uint8_t>(diagnostic.severity));
    out.Text(diagnostic.message);
    out.Place(diagnostic.span);
  }
  return std::move(out).Take();
}

std::optional<PagedText> FromWire(std::string_view bytes) {
  Reader in(bytes);
  PagedText out;
  out.media_type = in.Text();
  out.text = in.Text();
  if (!IllFormedUtf8(out.text).empty()) return std::nullopt;
  const std::size_t pages = in.Count(25);
  for (std::size_t i = 0; i < pages; ++i) {
    PageText page;
    page.span = in.Place(out.text.size());
    page.width = in.Finite();
    page.height = in.Finite();
    page.read = in.Number<std::uint8_t>() != 0;
    out.pages.push_back(page);
  }
  const std::size_t words = in.Count(40);
  for (std::size_t i = 0, last = 0; i < words && in.ok(); ++i) {
    WordPlace word;
    word.span = in.Place(out.text.size());
    word.page = in.Number<std::uint32_t>();
    for (float* side : {&word.box.x0, &word.box.y0, &word.box.x1, &word.box.y1, &word.confidence}) *side = in.Finite();
    if (word.page >= pages || word.span.start < last) return std::nullopt;
    last = word.span.end;
    out.words.push_back(word);
  }
  const std::size_t diagnostics = in.Count(26);
  for (std::size_t i = 0; i < diagnostics && in.ok(); ++i) {
    Diagnostic diagnostic;
    diagnostic.code = static_cast<DiagnosticCode>(in.Number<std::uint8_t>());
    diagnostic.severity = static_cast<Severity>(in.Number<std::uint8_t>());
    diagnostic.message = in.Text();
    diagnostic.span = in.Place(out.text.size());
    if (!IllFormedUtf8(diagnostic.message).empty() || Name(diagnostic.code).empty() || Name(diagnostic.severity).empty()) return std::nullopt;
    out.diagnostics.push_back(std::move(diagnostic));
  }
  if (!in.done()) return std::nullopt;
  return out;
}

std::string ToWire(const std::vector<ArchiveFile>& files) {
  Writer out;
  out.Number(std::uint64_t{files.size()});
  for (const ArchiveFile& file : files) {
    out.Text(file.name);
    out.Number(file.bytes);
    out.Number(static_cast<std::uint8_t>(file.kind));
    out.Text(file.fault);
  }
  return std::move(out).Take();
}

std::optional<std::vector<ArchiveFile>> ArchiveFromWire(std::string_view bytes) {
  Reader in(bytes);
  std::vector<ArchiveFile> files;
  const std::size_t count = in.Count(25);
  for (std::size_t i = 0; i < count && in.ok(); ++i) {
    ArchiveFile file;
    file.name = in.Text();
    file.bytes = in.Number<std::uint64_t>();
    const auto kind = in.Number<std::uint8_t>();
    if (kind > static_cast<std::uint8_t>(ArchiveFile::Kind::kFault)) return std::nullopt;
    file.kind = static_cast<ArchiveFile::Kind>(kind);
    file.fault = in.Text();
    if (!IsWellFormedUtf8(file.fault)) return std::nullopt;
    files.push_back(std::move(file));
  }
  if (!in.done()) return std::nullopt;
  return files;
}

std::string ToWire(const std::vector<PagePicture>& pictures) {
  Writer out;
  out.Number(std::uint64_t{pictures.size()});
  for (const PagePicture& picture : pictures) {
    out.Number(static_cast<std::uint32_t>(picture.page));
    out.Number(picture.width);
    out.Number(picture.height);
    out.Text(picture.bytes);
  }
  return std::move(out).Take();
}

std::optional<std::vector<PagePicture>> PicturesFromWire(std::string_view bytes) {
  Reader in(bytes);
  std::vector<PagePicture> pictures;
  const std::size_t count = in.Count(20);
  int last = 0;
  for (std::size_t i = 0; i < count && in.ok(); ++i) {
    PagePicture picture;
    const auto page = in.Number<std::uint32_t>();
    picture.width = in.Finite();
    picture.height = in.Finite();
    picture.bytes = in.Text();
    const FileFormat format = DetectFormat(picture.bytes);
    const bool picture_of_browsers = format == FileFormat::kPng || format == FileFormat::kJpeg;
    if (!in.ok() || page <= static_cast<std::uint32_t>(last) || page > INT_MAX || !picture_of_browsers || picture.width <= 0 || picture.height <= 0) return std::nullopt;
    picture.page = last = static_cast<int>(page);
    picture.media_type = MediaType(format);
    pictures.push_back(std::move(picture));
  }
  if (!in.done()) return std::nullopt;
  return pictures;
}

}  // namespace trichluc
