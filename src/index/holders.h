// What places of a document stand in: its headings and blocks, by their starts.
#pragma once

#include <cstddef>
#include <iterator>
#include <map>
#include <optional>
#include <string>

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
    for (std::size_t i = 0; i < extraction.sections.size(); ++i) by_start_.insert_or_assign(extraction.sections[i].span.start, Holder{true, i});
    for (std::size_t i = 0; i < extraction.blocks.size(); ++i) by_start_.insert_or_assign(extraction.blocks[i].span.start, Holder{false, i});
  }

  // The last one that begins at the place or before it; it may end before it too.
  [[nodiscard]] std::optional<Holder> Before(std::size_t place) const {
    const auto after = by_start_.upper_bound(place);
    return after == by_start_.begin() ? std::nullopt : std::optional(std::prev(after)->second);
  }

  [[nodiscard]] const Provenance& RecordOf(Holder holder) const {
    return holder.is_heading ? static_cast<const Provenance&>(extraction_.sections[holder.ordinal]) : extraction_.blocks[holder.ordinal];
  }
  // The section that what stands in it belongs to.
  [[nodiscard]] std::optional<std::string> SectionOf(Holder holder) const {
    return holder.is_heading ? std::optional(extraction_.sections[holder.ordinal].path) : extraction_.blocks[holder.ordinal].section;
  }

 private:
  const Extraction& extraction_;
  std::map<std::size_t, Holder> by_start_;
};

}  // namespace trichluc
