#include "report/html.h"

#include <algorithm>

#include "text/unicode.h"
#include "text/utf8.h"

namespace trichluc {
namespace {

constexpr std::size_t kPiece = 64 << 10;     // bytes that are handed on at a time
constexpr std::size_t kTriples = 3 * 8192;   // bytes that become base64 at a time

// Not shown but obeyed, or no character at all.
bool IsObeyed(char32_t c) {
  if (c == '\t' || c == '\n' || c == '\r') return false;
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x200E || c == 0x200F || c == 0x61C || ChangesDirection(c) || c == 0x2028 || c == 0x2029 ||
         (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF);
}

}  // namespace

void AppendHtmlText(std::string& out, std::string_view text) {
  std::string mended;
  if (!IsWellFormedUtf8(text)) {
    mended = WellFormed(text);
    text = mended;
  }
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t start = at;
    const char32_t c = NextChar(text, at);
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      default: out.append(IsObeyed(c) ? kReplacementCharacter : text.substr(start, at - start));
    }
  }
}

void AppendBase64(std::string& out, std::string_view bytes) {
  constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  for (std::size_t at = 0; at < bytes.size(); at += 3) {
    const std::size_t left = std::min<std::size_t>(bytes.size() - at, 3);
    std::uint32_t three = 0;
    for (std::size_t i = 0; i < 3; ++i) three = three << 8 | (i < left ? static_cast<unsigned char>(bytes[at + i]) : 0U);
    for (std::size_t i = 0; i < 4; ++i) out += i <= left ? kDigits[three >> (18 - 6 * i) & 63] : '=';
  }
}

HtmlOut& HtmlOut::operator<<(std::string_view markup) {
  buffer_ += markup;
  FlushIfLarge();
  return *this;
}

HtmlOut& HtmlOut::operator<<(std::size_t number) { return *this << std::string_view(std::to_string(number)); }

HtmlOut& HtmlOut::Text(std::string_view text) {
  AppendHtmlText(buffer_, text);
  FlushIfLarge();
  return *this;
}

HtmlOut& HtmlOut::Attribute(std::string_view name, std::string_view value) {
  buffer_.append(1, ' ').append(name).append("=\"");
  AppendHtmlText(buffer_, value);
  buffer_ += '"';
  return *this;
}

HtmlOut& HtmlOut::DataAddress(std::string_view media_type, std::string_view bytes) {
  *this << "data:" << media_type << ";base64,";
  for (std::size_t at = 0; at < bytes.size(); at += kTriples) {
    AppendBase64(buffer_, bytes.substr(at, kTriples));
    FlushIfLarge();
  }
  return *this;
}

void HtmlOut::FlushIfLarge() {
  if (buffer_.size() >= kPiece) Flush();
}

bool HtmlOut::Flush() {
  if (open_ && !buffer_.empty()) open_ = sink_(buffer_);
  buffer_.clear();
  return open_;
}

}  // namespace trichluc
