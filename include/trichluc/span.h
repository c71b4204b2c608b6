// Where something stands in the source.
//
// Every record of an extraction carries a Span: byte offsets into the original input, as it was read from the file, before
// any decoding, repair or normalization. Cutting `[start, end)` out of the original bytes gives the words the record was
// made from.
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

}  // namespace trichluc
