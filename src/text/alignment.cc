#include "text/alignment.h"

#include <algorithm>

namespace trichluc {
namespace {

// Both directions of a mapping are the same walk with the sides exchanged.
using Side = Span Edit::*;

std::size_t MapStart(const std::vector<Edit>& edits, Side from, Side to, std::size_t offset) {
  auto next = std::upper_bound(edits.begin(), edits.end(), offset,
                               [from](std::size_t value, const Edit& edit) { return value < (edit.*from).start; });
  if (next == edits.begin()) return offset;
  const Edit& edit = *(next - 1);
  if (offset < (edit.*from).end) return (edit.*to).start;
  return (edit.*to).end + (offset - (edit.*from).end);
}

std::size_t MapEnd(const std::vector<Edit>& edits, Side from, Side to, std::size_t offset) {
  auto next = std::lower_bound(edits.begin(), edits.end(), offset,
                               [from](const Edit& edit, std::size_t value) { return (edit.*from).start < value; });
  if (next == edits.begin()) return offset;
  const Edit& edit = *(next - 1);
  if (offset < (edit.*from).end) return (edit.*to).end;
  return (edit.*to).end + (offset - (edit.*from).end);
}

Span Map(const std::vector<Edit>& edits, Side from, Side to, Span span) {
  const std::size_t start = MapStart(edits, from, to, span.start);
  if (span.empty()) return {start, start};
  return {start, std::max(start, MapEnd(edits, from, to, span.end))};
}

// Composition joins edits of two layers that touch the same stretch of the middle text into one.
class Composer {
 public:
  Composer(const std::vector<Edit>& upper, const std::vector<Edit>& lower) : upper_(upper), lower_(lower) {}

  std::vector<Edit> Run() {
    while (u_ < upper_.size() || l_ < lower_.size()) Group();
    return std::move(edits_);
  }

 private:
  void Group() {
    const std::size_t first_u = u_;
    const std::size_t first_l = l_;
    Span middle;
    if (l_ == lower_.size() || (u_ < upper_.size() && upper_[u_].source.start < lower_[l_].target.start)) {
      middle = upper_[u_++].source;
    } else {
      middle = lower_[l_++].target;
    }
    for (bool grown = true; grown;) {
      grown = false;
      for (; u_ < upper_.size() && Joins(middle, upper_[u_].source); ++u_, grown = true) {
        middle.end = std::max(middle.end, upper_[u_].source.end);
      }
      for (; l_ < lower_.size() && Joins(middle, lower_[l_].target); ++l_, grown = true) {
        middle.end = std::max(middle.end, lower_[l_].target.end);
      }
    }
    edits_.push_back({Image(upper_, &Edit::source, &Edit::target, first_u, u_, middle),
                      Image(lower_, &Edit::target, &Edit::source, first_l, l_, middle)});
  }

  static bool Joins(Span middle, Span next) {
    return next.start < middle.end || (next.start == middle.start && next.end == middle.end) ||
           (next.start == middle.end && next.empty() && middle.empty());
  }

  // Where `middle`, which holds edits [first, last) whole, stands on the other side.
  static Span Image(const std::vector<Edit>& edits, Side from, Side to, std::size_t first, std::size_t last, Span middle) {
    if (first == last) {
      if (first == 0) return middle;
      const Edit& before = edits[first - 1];
      const std::size_t start = (before.*to).end + (middle.start - (before.*from).end);
      return {start, start + middle.size()};
    }
    const Edit& head = edits[first];
    const Edit& tail = edits[last - 1];
    return {(head.*to).start - ((head.*from).start - middle.start), (tail.*to).end + (middle.end - (tail.*from).end)};
  }

  const std::vector<Edit>& upper_;
  const std::vector<Edit>& lower_;
  std::size_t u_ = 0;
  std::size_t l_ = 0;
  std::vector<Edit> edits_;
};

}  // namespace

Span Alignment::ToSource(Span target) const { return Map(edits_, &Edit::target, &Edit::source, target); }

Span Alignment::ToTarget(Span source) const { return Map(edits_, &Edit::source, &Edit::target, source); }

Alignment Alignment::Compose(const Alignment& upper, const Alignment& lower) {
  if (upper.IsIdentity()) return lower;
  if (lower.IsIdentity()) return upper;
  return Alignment(Composer(upper.edits_, lower.edits_).Run());
}

void AlignmentBuilder::Keep(std::size_t bytes) {
  source_ += bytes;
  target_ += bytes;
}

void AlignmentBuilder::Replace(std::size_t source_bytes, std::size_t target_bytes) {
  if (source_bytes == 0 && target_bytes == 0) return;
  const Edit edit{{target_, target_ + target_bytes}, {source_, source_ + source_bytes}};
  source_ += source_bytes;
  target_ += target_bytes;
  const bool extends_deletion = target_bytes == 0 && !edits_.empty() && edits_.back().target.empty() &&
                                edits_.back().source.end == edit.source.start;
  if (extends_deletion) {
    edits_.back().source.end = edit.source.end;
  } else {
    edits_.push_back(edit);
  }
}

void AlignmentBuilder::GoBack(const Mark& mark) {
  edits_.resize(mark.edits);
  if (!edits_.empty()) edits_.back().source.end = std::min(edits_.back().source.end, mark.source);  // a deletion that went on
  source_ = mark.source;
  target_ = mark.target;
}

void AlignmentBuilder::SkipTo(std::size_t source_offset) {
  if (source_offset > source_) Delete(source_offset - source_);
}

}  // namespace trichluc
