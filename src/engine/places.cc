#include "engine/places.h"

#include <algorithm>

namespace trichluc {
namespace {

void FindPlaces(const std::vector<WordPlace>& words, Provenance& record) {
  auto word = std::lower_bound(words.begin(), words.end(), record.span.start, [](const WordPlace& w, std::size_t at) { return w.span.end <= at; });
  double confidence = 0;
  int count = 0;
  for (; word != words.end() && word->span.start < record.span.end; ++word) {
    const int page = static_cast<int>(word->page) + 1;
    // The cells of a row that a page's end cut go from one page to the other and back.
    auto area = std::find_if(record.areas.begin(), record.areas.end(), [&](const PageArea& a) { return a.page == page; });
    if (area == record.areas.end()) area = record.areas.insert(area, {page, word->box});
    area->box = Around(area->box, word->box);
    confidence += word->confidence;
    ++count;
  }
  if (count > 0) record.confidence = std::min(record.confidence, confidence / count);
}

template <typename Record>
void FindAll(const std::vector<WordPlace>& words, std::vector<Record>& records) {
  for (Record& record : records) FindPlaces(words, record);
}

}  // namespace

void FindPlaces(const std::vector<WordPlace>& words, Extraction& out) {
  if (words.empty()) return;
  FindAll(words, out.sections);
  FindAll(words, out.blocks);
  FindAll(words, out.references);
  FindAll(words, out.assignments);
  FindAll(words, out.targets);
  FindAll(words, out.deadlines);
  FindAll(words, out.custom);
}

}  // namespace trichluc
