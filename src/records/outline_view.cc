#include "records/outline_view.h"

namespace trichluc {
namespace {

constexpr std::size_t kDeepestGuide = 12;  // deeper sections are drawn at this depth

}  // namespace

SectionTree::SectionTree(const std::vector<Section>& sections) {
  for (std::size_t i = 0; i < sections.size(); ++i) {
    index_.emplace(sections[i].path, i);
    const auto parent = sections[i].parent ? index_.find(*sections[i].parent) : index_.end();
    parents_.push_back(parent == index_.end() || parent->second == i ? kNone : parent->second);
    last_child_[parents_.back()] = i;
  }
}

std::string SectionTree::Guide(std::size_t section) const {
  std::vector<std::string_view> parts;  // from the section up
  for (std::size_t at = section; parents_[at] != kNone && parts.size() < kDeepestGuide; at = parents_[at]) {
    const bool last = last_child_.at(parents_[at]) == at;
    if (at == section) {
      parts.push_back(last ? "└ " : "├ ");
    } else {
      parts.push_back(last ? "  " : "│ ");
    }
  }
  std::string out;
  for (auto part = parts.rbegin(); part != parts.rend(); ++part) out += *part;
  return out;
}

SectionCounts::SectionCounts(const Extraction& extraction) {
  Count(extraction.blocks, 0);
  Count(extraction.references, 1);
  Count(extraction.assignments, 2);
  Count(extraction.targets, 3);
  Count(extraction.deadlines, 4);
}

std::vector<std::size_t> SectionCounts::UsedColumns() const {
  std::vector<std::size_t> columns;
  for (std::size_t column = 0; column < total_.size(); ++column) {
    if (total_[column] > 0) columns.push_back(column);
  }
  return columns;
}

SectionCounts::Row SectionCounts::Of(std::string_view path) const {
  const auto found = rows_.find(path);
  return found == rows_.end() ? Row{} : found->second;
}

template <typename Record>
void SectionCounts::Count(const std::vector<Record>& records, std::size_t column) {
  for (const Record& record : records) {
    ++rows_[record.section ? std::string_view(*record.section) : std::string_view()][column];
    ++total_[column];
  }
}

}  // namespace trichluc
