// A page that is being written: markup of our own, and text that is never markup.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "trichluc/report.h"

namespace trichluc::serve {

class Html {
 public:
  Html& operator<<(std::string_view markup) {
    out_ += markup;
    return *this;
  }
  Html& operator<<(std::size_t number) {
    out_ += std::to_string(number);
    return *this;
  }
  // Text of documents, of people and of the wording.
  Html& Text(std::string_view text) {
    out_ += HtmlText(text);
    return *this;
  }
  // With a space before it: ` href="…"`.
  Html& Attribute(std::string_view name, std::string_view value) {
    out_.append(" ").append(name).append("=\"").append(HtmlText(value)).append("\"");
    return *this;
  }
  // `<a href="…">text</a>`
  Html& Link(std::string_view address, std::string_view text, std::string_view kind = {}) {
    out_ += "<a";
    if (!kind.empty()) Attribute("class", kind);
    Attribute("href", address);
    out_ += ">";
    return Text(text) << "</a>";
  }

  [[nodiscard]] std::string Take() && { return std::move(out_); }

 private:
  std::string out_;
};

}  // namespace trichluc::serve
