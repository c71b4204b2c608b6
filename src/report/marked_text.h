// The text of a passage with its records marked on it.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "report/view.h"

namespace trichluc {

// Records lie over and inside each other, and elements cannot: the text is cut where any of them begins or ends, and each piece
// names all that lie over it.
//
//   text    lập danh sách trước ngày 20/3       as: all of it, dl: "trước ngày 20/3"
//   pieces  <mark class="as" data-r="1">lập danh sách </mark><mark class="as dl" data-r="1 5">trước ngày 20/3</mark>
//
// Of more than some thirty records over one place a piece names those that begin there and the innermost of the others, so that the
// page grows with the text.
class MarkedText {
 public:
  MarkedText(const DocumentView& view, std::size_t passage) : view_(view), passage_(passage) {}

  // Writes the bytes [from, to) of the text. Parts are asked for in order.
  void Write(std::size_t from, std::size_t to, HtmlOut& out);

 private:
  void Open(std::size_t at, HtmlOut& out);
  void WritePiece(std::size_t from, std::size_t to, HtmlOut& out);

  const DocumentView& view_;
  std::size_t passage_;
  std::size_t next_ = 0;               // the first place that has not begun
  std::vector<MarkedPlace> open_;      // those over the current place, by their start
  std::vector<std::size_t> beginning_; // the entries that begin at the current piece
};

}  // namespace trichluc
