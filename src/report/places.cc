#include "report/places.h"

#include <algorithm>
#include <optional>

#include "text/spaces.h"
#include "text/unicode.h"
#include "text/utf8.h"

namespace trichluc {
namespace {

constexpr std::size_t kLookAhead = 12;     // words that may have come or gone at one place
constexpr std::size_t kSearched = 4096;    // bytes before and behind the place where a text should stand
constexpr std::size_t kMostPassages = 64;  // that one entry goes over: a record has one or two

std::vector<Span> WordsOf(std::string_view text) {
  std::vector<Span> words;
  for (std::size_t at = 0; at < text.size();) {
    while (at < text.size() && IsSpace(text[at])) ++at;
    const std::size_t start = at;
    while (at < text.size() && !IsSpace(text[at])) ++at;
    if (at > start) words.push_back({start, at});
  }
  return words;
}

// Two places that belong together: a byte of the source, and one of the text.
struct Anchor {
  std::size_t source = 0;
  std::size_t text = 0;
};

// Lays the words of a source beside those of a text: equal ones are together, and where some differ the nearest two that are equal
// again end the difference.
class Aligner {
 public:
  Aligner(std::string_view source, std::string_view text) : source_(source), text_(text), from_(WordsOf(source)), to_(WordsOf(text)) {}

  std::vector<Anchor> Run() {
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < from_.size() && j < to_.size()) {
      if (!AreEqual(i, j)) {
        Skip(i, j);
        continue;
      }
      anchors_.push_back({from_[i].start, to_[j].start});
      anchors_.push_back({from_[i++].end, to_[j++].end});
    }
    anchors_.push_back({source_.size(), text_.size()});
    return std::move(anchors_);
  }

 private:
  [[nodiscard]] bool AreEqual(std::size_t i, std::size_t j) const {
    return source_.substr(from_[i].start, from_[i].size()) == text_.substr(to_[j].start, to_[j].size());
  }

  // Passes over `gone` words of the source and the rest of `both` of the text, where equal ones follow.
  [[nodiscard]] bool TrySkip(std::size_t gone, std::size_t both, std::size_t& i, std::size_t& j) const {
    if (gone > both || i + gone >= from_.size() || j + both - gone >= to_.size() || !AreEqual(i + gone, j + both - gone)) return false;
    i += gone;
    j += both - gone;
    return true;
  }

  void Skip(std::size_t& i, std::size_t& j) const {
    // As many gone as come is the likeliest, since most words that differ were repaired.
    for (std::size_t both = 1; both <= kLookAhead; ++both) {
      for (std::size_t off = 0; off <= both; ++off) {
        if (TrySkip(both / 2 + off, both, i, j) || (off <= both / 2 && TrySkip(both / 2 - off, both, i, j))) return;
      }
    }
    ++i;
    ++j;
  }

  std::string_view source_;
  std::string_view text_;
  std::vector<Span> from_;
  std::vector<Span> to_;
  std::vector<Anchor> anchors_ = {{0, 0}};
};

// Of one passage.
class Locator {
 public:
  Locator(const Passage& passage, std::string_view source) : passage_(passage) {
    if (passage.span.end <= source.size() && !passage.span.empty()) {
      const std::string_view bytes = source.substr(passage.span.start, passage.span.size());
      if (IsWellFormedUtf8(bytes)) {
        NfcText composed = ToNfcAligned(bytes);
        to_composed_ = std::move(composed.alignment);
        anchors_ = Aligner(composed.text, passage.text).Run();
        return;
      }
    }
    anchors_ = {{0, 0}, {passage.span.size(), passage.text.size()}};
  }

  // Where `text`, whose source is `span`, stands; nothing where it does not.
  [[nodiscard]] std::optional<Span> Find(Span span, std::string_view text) const {
    if (text.empty() || text.size() > passage_.text.size()) return std::nullopt;
    const std::size_t guess = Guess(span.start);
    const std::size_t from = guess < kSearched ? 0 : guess - kSearched;
    const std::string_view window = passage_.text.substr(from, 2 * kSearched + text.size());
    std::optional<std::size_t> nearest;
    const auto take = [&](std::size_t at) {
      if (at == std::string_view::npos) return;
      const auto distance = [&](std::size_t place) { return place > guess ? place - guess : guess - place; };
      if (!nearest || distance(at + from) < distance(*nearest)) nearest = at + from;
    };
    take(window.find(text, std::min(guess - from, window.size())));
    take(window.rfind(text, guess - from));
    if (!nearest) return std::nullopt;
    return Span{*nearest, *nearest + text.size()};
  }

  // The stretch of the text that a span of the source became, as well as it can be told.
  [[nodiscard]] Span About(Span span) const {
    const std::string_view text = passage_.text;
    std::size_t start = span.start <= passage_.span.start ? 0 : Guess(span.start);
    std::size_t end = span.end >= passage_.span.end ? text.size() : Guess(span.end);
    while (start > 0 && start < text.size() && IsContinuation(text[start])) --start;
    while (end < text.size() && IsContinuation(text[end])) ++end;
    return {std::min(start, end), end};
  }

 private:
  [[nodiscard]] std::size_t Guess(std::size_t offset) const {
    std::size_t at = offset <= passage_.span.start ? 0 : std::min(offset, passage_.span.end) - passage_.span.start;
    at = to_composed_.ToTarget({at, at}).start;
    const auto after = std::upper_bound(anchors_.begin(), anchors_.end(), at, [](std::size_t place, const Anchor& anchor) { return place < anchor.source; });
    if (after == anchors_.begin()) return 0;
    const Anchor before = *(after - 1);
    if (after == anchors_.end() || after->source == before.source) return before.text;
    return before.text + (after->text - before.text) * (at - before.source) / (after->source - before.source);
  }

  const Passage& passage_;
  Alignment to_composed_;
  std::vector<Anchor> anchors_;
};

class Placer {
 public:
  Placer(const std::vector<Passage>& passages, std::string_view source) : passages_(passages), source_(source), locators_(passages.size()) {
    std::size_t furthest = 0;
    for (const Passage& passage : passages) furthest_.push_back(furthest = std::max(furthest, passage.span.end));
  }

  // Adds the places of one entry.
  void Place(std::size_t index, const Entry& entry, std::vector<std::vector<MarkedPlace>>& out) {
    const std::vector<std::size_t> over = PassagesUnder(entry.span);
    std::optional<std::size_t> in;  // the smallest passage that has its text
    Span place;
    for (const std::size_t p : over) {
      if (in && passages_[p].span.size() >= passages_[*in].span.size()) continue;
      if (const auto found = LocatorOf(p).Find(entry.span, entry.text)) {
        in = p;
        place = *found;
      }
    }
    if (in) {
      out[*in].push_back({index, place});
      return;
    }
    if (entry.kind == EntryKind::kDiagnostic && over.size() != 1) return;
    for (const std::size_t p : over) {
      const Span about = LocatorOf(p).About(entry.span);
      if (!about.empty()) out[p].push_back({index, about});
    }
  }

 private:
  [[nodiscard]] std::vector<std::size_t> PassagesUnder(Span span) const {
    std::vector<std::size_t> out;
    auto p = static_cast<std::size_t>(std::upper_bound(furthest_.begin(), furthest_.end(), span.start) - furthest_.begin());
    for (; p < passages_.size() && passages_[p].span.start < span.end && out.size() < kMostPassages; ++p) {
      if (passages_[p].span.Overlaps(span)) out.push_back(p);
    }
    return out;
  }

  const Locator& LocatorOf(std::size_t p) {
    if (!locators_[p]) locators_[p].emplace(passages_[p], source_);
    return *locators_[p];
  }

  const std::vector<Passage>& passages_;
  std::string_view source_;
  std::vector<std::optional<Locator>> locators_;  // made when they are asked for
  std::vector<std::size_t> furthest_;             // where a passage up to this one ends: footnotes lie inside others
};

}  // namespace

std::vector<std::vector<MarkedPlace>> PlacesOn(const std::vector<Passage>& passages, const std::vector<Entry>& entries, std::string_view source) {
  std::vector<std::vector<MarkedPlace>> out(passages.size());
  Placer placer(passages, source);
  for (std::size_t i = 0; i < entries.size(); ++i) placer.Place(i, entries[i], out);
  for (std::vector<MarkedPlace>& places : out) {
    std::stable_sort(places.begin(), places.end(), [](const MarkedPlace& a, const MarkedPlace& b) { return a.in_text.start < b.in_text.start; });
  }
  return out;
}

}  // namespace trichluc
