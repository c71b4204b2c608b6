// The outline as it is drawn for people: the lines of its tree, and how many records stand in each section.
#pragma once

#include <array>
#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "trichluc/record.h"

namespace trichluc {

// How the sections hang together: for each one the lines that are drawn before its label. Keeps views of the sections.
class SectionTree {
 public:
  explicit SectionTree(const std::vector<Section>& sections);

  [[nodiscard]] std::string Guide(std::size_t section) const;

 private:
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

  std::map<std::string_view, std::size_t> index_;
  std::vector<std::size_t> parents_;
  std::map<std::size_t, std::size_t> last_child_;
};

// How many records of each kind stand directly in a section. Keeps views of the records.
class SectionCounts {
 public:
  using Row = std::array<std::size_t, 5>;
  static constexpr std::array<std::string_view, 5> kColumns = {"blocks", "refs", "tasks", "targets", "dates"};

  explicit SectionCounts(const Extraction& extraction);

  // The columns that have a number in any row.
  [[nodiscard]] std::vector<std::size_t> UsedColumns() const;
  // Of the records before the first section where `path` is empty.
  [[nodiscard]] Row Of(std::string_view path) const;

 private:
  template <typename Record>
  void Count(const std::vector<Record>& records, std::size_t column);

  std::map<std::string_view, Row> rows_;
  Row total_{};
};

}  // namespace trichluc
