// HTML that is being written: markup of the library's own, and text of documents, which is never markup.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "trichluc/report.h"

namespace trichluc {

// Text as it may stand between tags and in attributes of double quotation marks. Characters that are not shown but obeyed (controls,
// and those that turn the direction of a line) and ill-formed bytes are U+FFFD; line ends and tabs stay.
void AppendHtmlText(std::string& out, std::string_view text);

// RFC 4648, with padding.
void AppendBase64(std::string& out, std::string_view bytes);

// Hands on what was written in pieces of some size.
class HtmlOut {
 public:
  explicit HtmlOut(const HtmlSink& sink) : sink_(sink) {}
  HtmlOut(const HtmlOut&) = delete;
  HtmlOut& operator=(const HtmlOut&) = delete;

  // Markup, of the library's own making.
  HtmlOut& operator<<(std::string_view markup);
  HtmlOut& operator<<(std::size_t number);
  // Text of documents and of the wording.
  HtmlOut& Text(std::string_view text);
  // A whole attribute with a space before it: ` title="…"`.
  HtmlOut& Attribute(std::string_view name, std::string_view value);
  // `data:TYPE;base64,…`
  HtmlOut& DataAddress(std::string_view media_type, std::string_view bytes);

  // Hands on the rest. False once the sink took no more.
  bool Flush();

 private:
  void FlushIfLarge();

  const HtmlSink& sink_;
  std::string buffer_;
  bool open_ = true;
};

}  // namespace trichluc
