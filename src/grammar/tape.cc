#include "grammar/tape.h"

#include <algorithm>
#include <numeric>

namespace trichluc {

void Tape::Write(const Alphabet& alphabet, const std::vector<Symbol>& symbols) {
  wide_ = alphabet.wide();
  present_.Reset(alphabet.size());
  distinct_.clear();
  classes_.resize(symbols.size());
  for (std::size_t i = 0; i < symbols.size(); ++i) {
    const Class c = alphabet.ClassOf(symbols[i]);
    classes_[i] = c;
    if (present_.Contains(c)) continue;
    present_.Add(c);
    distinct_.push_back(c);
  }
  text_.clear();
  offsets_.clear();
  if (!wide_) {
    text_.resize(classes_.size());
    std::transform(classes_.begin(), classes_.end(), text_.begin(), Alphabet::ByteOf);
    return;
  }
  for (const Class c : classes_) {
    offsets_.push_back(static_cast<std::uint32_t>(text_.size()));
    alphabet.AppendTo(text_, c);
  }
  offsets_.push_back(static_cast<std::uint32_t>(text_.size()));
}

std::uint32_t Tape::ItemAt(const char* place) const {
  const auto offset = static_cast<std::uint32_t>(place - text_.data());
  if (!wide_) return offset;
  return static_cast<std::uint32_t>(std::lower_bound(offsets_.begin(), offsets_.end(), offset) - offsets_.begin());
}

std::vector<std::uint32_t> Tape::Offsets() const {
  if (wide_) return offsets_;
  std::vector<std::uint32_t> offsets(size() + 1);
  std::iota(offsets.begin(), offsets.end(), 0U);
  return offsets;
}

}  // namespace trichluc
