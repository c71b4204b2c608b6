// What places of a document stand in: its headings and blocks, by their starts.
#pragma once

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <optional>
#include <string>
#include <vector>

#include "trichluc/record.h"

namespace trichluc {

struct Holder {
  bool is_heading = false;
  std::size_t ordinal = 0;  // of the section or the block
};

// The extraction outlives this.
class Holders {
 public:
  explicit Holders(const Extraction& extraction) : extraction_(extraction) {
    by_start_.reserve(extraction.sections.size() + extraction.blocks.size());
    for (std::size_t i = 0; i < extraction.sections.size(); ++i) by_start_.push_back({extraction.sections[i].span.start, {true, i}});
    for (std::size_t i = 0; i < extraction.blocks.size(); ++i) by_start_.push_back({extraction.blocks[i].span.start, {false, i}});
    std::stable_sort(by_start_.begin(), by_start_.end(), [](const Begun& a, const Begun& b) { return a.start < b.start; });
  }

  // The last one that begins at the place or before it; it may end before it too.
  [[nodiscard]] std::optional<Holder> Before(std::size_t place) const {
    const auto after = std::upper_bound(by_start_.begin(), by_start_.end(), place, [](std::size_t at, const Begun& begun) { return at < begun.start; });
    return after == by_start_.begin() ? std::nullopt : std::optional(std::prev(after)->holder);
  }

  [[nodiscard]] const Provenance& RecordOf(Holder holder) const {
    return holder.is_heading ? static_cast<const Provenance&>(extraction_.sections[holder.ordinal]) : extraction_.blocks[holder.ordinal];
  }
  // The section that what stands in it belongs to.
  [[nodiscard]] std::optional<std::string> SectionOf(Holder holder) const {
    return holder.is_heading ? std::optional(extraction_.sections[holder.ordinal].path) : extraction_.blocks[holder.ordinal].section;
  }

 private:
  struct Begun {
    std::size_t start = 0;
    Holder holder;
  };

  const Extraction& extraction_;
  std::vector<Begun> by_start_;
};

}  // namespace trichluc
