#include "text/charset.h"

#include <unicode/ucnv.h>
#include <unicode/unistr.h>

#include <memory>

#include "text/unicode.h"
#include "text/utf8.h"

namespace trichluc {
namespace {

constexpr std::size_t kLongestName = 64;
constexpr std::size_t kPiece = std::size_t{1} << 20;

struct ConverterDeleter {
  void operator()(UConverter* converter) const { ucnv_close(converter); }
};

std::string LowerName(std::string_view charset) {
  std::string name = LowerAscii(charset);
  // What web pages call Latin-1 and ASCII is read as windows-1252, which has quotation marks where those have controls.
  if (name == "iso-8859-1" || name == "latin1" || name == "latin-1" || name == "us-ascii" || name == "ascii")
    return "windows-1252";
  return name;
}

}  // namespace

std::optional<std::string> FromCharset(std::string_view bytes, std::string_view charset) {
  if (charset.empty() || charset.size() > kLongestName) return std::nullopt;
  const std::string name = LowerName(charset);
  if (name == "utf-8" || name == "utf8") return WellFormed(bytes);
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UConverter, ConverterDeleter> converter(ucnv_open(name.c_str(), &status));
  if (U_FAILURE(status)) return std::nullopt;
  std::string out;
  const char* at = bytes.data();
  const char* const end = at + bytes.size();
  std::u16string piece(kPiece, u'\0');
  do {
    char16_t* to = piece.data();
    status = U_ZERO_ERROR;
    ucnv_toUnicode(converter.get(), &to, to + piece.size(), &at, end, nullptr, static_cast<UBool>(true), &status);
    if (U_FAILURE(status) && status != U_BUFFER_OVERFLOW_ERROR) return std::nullopt;
    icu::UnicodeString(false, piece.data(), static_cast<int32_t>(to - piece.data())).toUTF8String(out);
  } while (status == U_BUFFER_OVERFLOW_ERROR);
  return out;
}

}  // namespace trichluc
