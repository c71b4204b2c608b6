// Exact alignment between a text and the text it was made from.
//
// Each layer of the engine changes the text below it: bytes are decoded, look-alikes replaced, wraps joined. A layer never
// compares the two texts afterwards; it keeps a log of its edits while it works, and the log is the alignment. Whatever is
// not covered by an edit stands unchanged in both texts.
//
//   AlignmentBuilder builder;
//   builder.Keep(2);          // "ab" stays
//   builder.Replace(3, 1);    // three bytes of the source became one
//   Alignment alignment = std::move(builder).Build();
//   alignment.ToSource({2, 3});  // → [2, 5)
//
// Offsets are bytes on both sides. "Target" is the new text, "source" the text it was made from.
#pragma once

#include <cstddef>
#include <vector>

#include "trichluc/span.h"

namespace trichluc {

// One change: `source` became `target`. An empty target is a deletion, an empty source an insertion.
struct Edit {
  Span target;
  Span source;
};

class Alignment {
 public:
  // The identity: nothing was changed.
  Alignment() = default;
  // `edits` in order, none overlapping another.
  explicit Alignment(std::vector<Edit> edits) : edits_(std::move(edits)) {}

  // The source of a stretch of the target. A bound inside a replaced stretch widens to the whole of it; deleted source
  // text just outside the stretch is not included.
  [[nodiscard]] Span ToSource(Span target) const;

  // The target of a stretch of the source, widened in the same way.
  [[nodiscard]] Span ToTarget(Span source) const;

  [[nodiscard]] const std::vector<Edit>& edits() const { return edits_; }
  [[nodiscard]] bool IsIdentity() const { return edits_.empty(); }

  // The alignment of `upper`'s target with `lower`'s source, where `upper` was made from `lower`'s target.
  static Alignment Compose(const Alignment& upper, const Alignment& lower);

 private:
  std::vector<Edit> edits_;
};

// Records edits while a text is written from left to right. Neighbouring deletions become one edit.
class AlignmentBuilder {
 public:
  void Keep(std::size_t bytes);
  void Replace(std::size_t source_bytes, std::size_t target_bytes);
  void Delete(std::size_t source_bytes) { Replace(source_bytes, 0); }
  void Insert(std::size_t target_bytes) { Replace(0, target_bytes); }
  // Deletes what lies between here and `source_offset`.
  void SkipTo(std::size_t source_offset);

  [[nodiscard]] std::size_t source_offset() const { return source_; }
  [[nodiscard]] std::size_t target_offset() const { return target_; }

  // A place to go back to: what was added behind it was a trial.
  struct Mark {
    std::size_t edits = 0;
    std::size_t source = 0;
    std::size_t target = 0;
  };
  [[nodiscard]] Mark Here() const { return {edits_.size(), source_, target_}; }
  void GoBack(const Mark& mark);

  [[nodiscard]] Alignment Build() && { return Alignment(std::move(edits_)); }

 private:
  std::vector<Edit> edits_;
  std::size_t source_ = 0;
  std::size_t target_ = 0;
};

}  // namespace trichluc
