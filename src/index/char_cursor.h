// Characters and bytes of one text after another: each place is counted from the one that was asked for before, so that many places
// in about rising order cost no more than one walk through the text.
#pragma once

#include <cstddef>
#include <string_view>

#include "text/utf8.h"

namespace trichluc {

class CharCursor {
 public:
  // The characters before a byte of the text at which one begins.
  std::size_t CharsBefore(std::string_view text, std::size_t byte) {
    Enter(text);
    if (byte >= byte_) {
      chars_ += CountChars(text.substr(byte_, byte - byte_));
    } else {
      chars_ -= CountChars(text.substr(byte, byte_ - byte));
    }
    byte_ = byte;
    return chars_;
  }

  // The bytes before a character; of all where there are not so many.
  std::size_t BytesBefore(std::string_view text, std::size_t chars) {
    Enter(text);
    for (; chars_ > chars; --chars_) {
      do --byte_;
      while (byte_ > 0 && IsContinuation(text[byte_]));
    }
    for (; chars_ < chars && byte_ < text.size(); ++chars_) {
      do ++byte_;
      while (byte_ < text.size() && IsContinuation(text[byte_]));
    }
    return byte_;
  }

 private:
  void Enter(std::string_view text) {
    if (text.data() == text_.data() && text.size() == text_.size()) return;
    text_ = text;
    byte_ = chars_ = 0;
  }

  std::string_view text_;  // which it was; read only while it is given again
  std::size_t byte_ = 0;
  std::size_t chars_ = 0;
};

}  // namespace trichluc
