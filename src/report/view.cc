#include "report/view.h"

#include <algorithm>
#include <cmath>

namespace trichluc {
namespace {

constexpr std::string_view kUtf8 = "UTF-8";

std::string_view SourceOf(const ReportedDocument& document) {
  if (!document.extraction.text.empty()) return document.extraction.text;
  return document.extraction.source.encoding == kUtf8 ? document.text : std::string_view();
}

}  // namespace

DocumentView::DocumentView(const ReportedDocument& document, const Wording& words, std::string_view prefix)
    : document_(document),
      words_(words),
      prefix_(prefix),
      source_(SourceOf(document)),
      passages_(PassagesOf(document.extraction)),
      entries_(EntriesOf(document.extraction)),
      places_(PlacesOn(passages_, entries_, source_)),
      first_passage_(entries_.size(), kNowhere) {
  for (std::size_t passage = places_.size(); passage-- > 0;) {
    for (const MarkedPlace& place : places_[passage]) first_passage_[place.entry] = passage;
  }
  const std::vector<Section>& sections = document.extraction.sections;
  for (std::size_t i = 0; i < sections.size(); ++i) {
    const std::size_t parent = sections[i].parent ? SectionNumber(*sections[i].parent, sections[i].span.start) : 0;
    depths_.push_back(parent == 0 ? 1 : depths_[parent - 1] + 1);
    sections_[sections[i].path].push_back(i + 1);
  }
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    if (const auto* reference = std::get_if<const Reference*>(&entries_[i].of)) references_.emplace((*reference)->id, i);
  }
}

std::size_t DocumentView::SectionNumber(std::string_view path, std::size_t at) const {
  const auto found = sections_.find(path);
  if (found == sections_.end()) return 0;
  const std::vector<std::size_t>& numbers = found->second;
  const auto after = std::partition_point(numbers.begin(), numbers.end(), [&](std::size_t number) { return all().sections[number - 1].span.start <= at; });
  return after == numbers.begin() ? numbers.front() : *(after - 1);
}

const Entry* DocumentView::ReferenceOf(const std::string& id) const {
  const auto found = references_.find(id);
  return found == references_.end() ? nullptr : &entries_[found->second];
}

std::string DocumentView::KindWord(const Entry& entry) const {
  switch (entry.kind) {
    case EntryKind::kAssignment: return Word("assignment");
    case EntryKind::kTarget: return Word("target");
    case EntryKind::kDeadline: return Word("deadline");
    case EntryKind::kReference: return Word("reference");
    case EntryKind::kDiagnostic: return Word("diagnostic");
    case EntryKind::kCustom: break;
  }
  return std::get<const CustomRecord*>(entry.of)->kind;
}

std::string DocumentView::Percent(double share) const {
  // What is not sure is never shown as if it were.
  const double percent = std::min(std::floor(std::clamp(share, 0.0, 1.0) * 100 + 1e-9), 100.0);
  return words_.Fill("report.percent", {{"number", std::to_string(static_cast<int>(percent))}});
}

}  // namespace trichluc
