// Where something stands in the source: bytes of it, and where it has pages, boxes on them.
//
// Every record of an extraction carries a Span: byte offsets into the original input, as it was read from the file, before
// any decoding, repair or normalization. Cutting `[start, end)` out of the original bytes gives the words the record was
// made from. Where the input is no text itself (a PDF, a picture, a Word file), the bytes counted are those of the text that
// was read from it, Extraction::text.
#pragma once

#include <cstddef>

namespace trichluc {

// A half-open range of bytes, `start <= end`. Offsets always fall between characters of the source, never inside one.
struct Span {
  std::size_t start = 0;
  std::size_t end = 0;

  [[nodiscard]] constexpr std::size_t size() const { return end - start; }
  [[nodiscard]] constexpr bool empty() const { return start == end; }
  [[nodiscard]] constexpr bool Contains(std::size_t offset) const { return start <= offset && offset < end; }
  [[nodiscard]] constexpr bool Contains(Span other) const { return start <= other.start && other.end <= end; }
  [[nodiscard]] constexpr bool Overlaps(Span other) const { return start < other.end && other.start < end; }

  friend constexpr bool operator==(Span a, Span b) { return a.start == b.start && a.end == b.end; }
};

// A rectangle on a page: points (1/72 inch) from the upper left corner of the page as it is read.
struct Box {
  float x0 = 0;
  float y0 = 0;
  float x1 = 0;
  float y1 = 0;

  [[nodiscard]] constexpr float width() const { return x1 - x0; }
  [[nodiscard]] constexpr float height() const { return y1 - y0; }
  [[nodiscard]] constexpr bool empty() const { return x1 <= x0 || y1 <= y0; }

  friend constexpr bool operator==(const Box& a, const Box& b) { return a.x0 == b.x0 && a.y0 == b.y0 && a.x1 == b.x1 && a.y1 == b.y1; }
};

// The smallest box that holds both.
[[nodiscard]] constexpr Box Around(const Box& a, const Box& b) {
  if (a.empty()) return b;
  if (b.empty()) return a;
  return {a.x0 < b.x0 ? a.x0 : b.x0, a.y0 < b.y0 ? a.y0 : b.y0, a.x1 > b.x1 ? a.x1 : b.x1, a.y1 > b.y1 ? a.y1 : b.y1};
}

// A part of a page.
struct PageArea {
  int page = 1;  // from 1
  Box box;

  friend constexpr bool operator==(const PageArea& a, const PageArea& b) { return a.page == b.page && a.box == b.box; }
};

}  // namespace trichluc
