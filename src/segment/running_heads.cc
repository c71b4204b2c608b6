#include "segment/running_heads.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "segment/page_furniture.h"
#include "text/utf8.h"

namespace trichluc {
namespace {

constexpr std::size_t kEdgeLines = 3;        // of a page that may be running heads, above and below
constexpr std::size_t kLetterheadLines = 8;  // in which the emblem stands
constexpr std::uint32_t kLongestHead = 130;  // columns
constexpr std::size_t kLeastPages = 3;       // that repeat a line which counts nothing
constexpr std::size_t kLeastCounted = 3;     // pages that a number counts, where it is not the number of the page
constexpr std::size_t kMostInBody = 3;       // a head stands in the body at most once for so many pages
constexpr std::string_view kDigits = "0123456789";
constexpr std::string_view kSentenceSigns = ".,;:";

struct Page {
  std::size_t begin = 0;  // lines
  std::size_t end = 0;
  bool begins_document = false;
};

std::vector<Page> PagesOf(const NormalizedText& text) {
  std::vector<Page> pages(1);
  for (std::size_t line = 0; line < text.lines.size(); ++line) {
    if (text.lines[line].page_break && line > 0) pages.push_back({line, line});
    pages.back().end = line + 1;
  }
  return pages;
}

// A line at the edge of a page.
struct EdgeLine {
  std::size_t line = 0;
  std::size_t page = 0;  // from 0
  bool counts_only = false;      // on a page that begins a document, or ends before one: repetition says nothing there
  std::vector<int> numbers;
  std::vector<Span> places;      // of the numbers, in the line
};

// `số #/KH-UBND - trang #`: what a line is but for its numbers, which go to `edge`.
std::string ShapeOf(std::string_view line, EdgeLine& edge) {
  std::string shape;
  for (std::size_t at = 0; at < line.size();) {
    const std::size_t digits = std::min(line.find_first_not_of(kDigits, at), line.size()) - at;
    if (digits == 0) {
      shape += line[at++];
      continue;
    }
    int number = -1;  // too large to count pages
    std::from_chars(line.data() + at, line.data() + at + digits, number);
    edge.numbers.push_back(number);
    edge.places.push_back({at, at + digits});
    shape += '#';
    at += digits;
  }
  return shape;
}

// Which of a line's numbers counts the pages, and from where.
struct Counter {
  std::size_t number = 0;
  int first = 0;  // on page 0

  [[nodiscard]] bool Fits(const EdgeLine& line, const EdgeLine& model) const {
    for (std::size_t i = 0; i < line.numbers.size(); ++i) {
      const int wanted = i == number ? first + static_cast<int>(line.page) : model.numbers[i];
      if (line.numbers[i] != wanted) return false;
    }
    return true;
  }
};

class RunningHeadFinder {
 public:
  RunningHeadFinder(const NormalizedText& text, const PatternTable& patterns, const Vocabulary& words)
      : text_(text), patterns_(patterns), words_(words), pages_(PagesOf(text)) {}

  std::vector<bool> Run() {
    if (pages_.size() < 2) return {};
    for (Page& page : pages_) page.begins_document = BeginsDocument(page);
    for (std::size_t page = 0; page < pages_.size(); ++page) ReadEdges(page);
    repeats_.assign(text_.lines.size(), false);
    for (auto& [shape, lines] : shapes_) ReadGroup(lines);
    return FromTheEdges();
  }

 private:
  [[nodiscard]] std::string_view Words(std::size_t line) const { return text_.View(text_.lines[line].span); }

  [[nodiscard]] bool BeginsDocument(const Page& page) const {
    std::size_t seen = 0;
    for (std::size_t line = page.begin; line < page.end && seen < kLetterheadLines; ++line) {
      if (text_.lines[line].span.empty()) continue;
      if (patterns_.Matches(words_.emblem, Words(line))) return true;
      ++seen;
    }
    return false;
  }

  void ReadEdges(std::size_t page) {
    const Page& it = pages_[page];
    const bool ends_document = page + 1 < pages_.size() && pages_[page + 1].begins_document;
    std::size_t seen = 0;
    for (std::size_t line = it.begin; line < it.end && seen < kEdgeLines; ++line) {
      if (!ReadEdge(line, page, true, it.begins_document, seen)) break;
    }
    seen = 0;
    for (std::size_t line = it.end; line > it.begin && seen < kEdgeLines; --line) {
      if (!ReadEdge(line - 1, page, false, ends_document, seen)) break;
    }
  }

  // False where no running head can follow further from the edge.
  bool ReadEdge(std::size_t line, std::size_t page, bool top, bool counts_only, std::size_t& seen) {
    if (IsNothing(line)) return true;
    if (!MayBeHead(line)) return false;
    EdgeLine edge{line, page, counts_only, {}, {}};
    std::string shape = (top ? "^" : "$") + ShapeOf(Words(line), edge);
    shapes_[std::move(shape)].push_back(std::move(edge));
    ++seen;
    return true;
  }

  // Blank, a ruler, or a page's number alone?
  [[nodiscard]] bool IsNothing(std::size_t line) const {
    return text_.lines[line].span.empty() || IsPageFurniture(Words(line), patterns_, words_);
  }

  // Labels count too, tables repeat their heads, and items and sentences are repeated by their writers.
  [[nodiscard]] bool MayBeHead(std::size_t line) const {
    const std::string_view words = Words(line);
    if (words.find('|') != std::string_view::npos || kSentenceSigns.find(words.back()) != std::string_view::npos || CountChars(words) > kLongestHead) return false;
    const PatternHits hits = patterns_.FindAll(words);
    for (const PatternId id : {words_.paragraph_start, words_.footnote, words_.table_head, words_.emblem, words_.recipients_head,
                               words_.label_part, words_.label_chapter, words_.label_article, words_.label_annex}) {
      if (hits.Has(id)) return false;
    }
    return true;
  }

  void ReadGroup(const std::vector<EdgeLine>& lines) {
    if (const std::optional<Counter> counter = CounterOf(lines)) {
      for (const EdgeLine& line : lines) {
        if (counter->Fits(line, lines.front())) repeats_[line.line] = true;
      }
      return;
    }
    std::map<std::vector<int>, std::vector<const EdgeLine*>> same;
    for (const EdgeLine& line : lines) {
      if (NamesItsPage(line)) repeats_[line.line] = true;
      if (!line.counts_only) same[line.numbers].push_back(&line);
    }
    for (const auto& [numbers, equal] : same) {
      if (!IsRepeated(equal)) continue;
      for (const EdgeLine* line : equal) repeats_[line->line] = true;
    }
  }

  // The number that goes up by one with each page, where the others stay what they are. Two lines may count by chance, unless
  // they count what their pages are.
  [[nodiscard]] std::optional<Counter> CounterOf(const std::vector<EdgeLine>& lines) const {
    if (lines.size() < 2) return std::nullopt;
    for (std::size_t i = 0; i < lines.front().numbers.size(); ++i) {
      if (!IsSetApart(lines.front(), i)) continue;
      const Counter counter{i, lines.front().numbers[i] - static_cast<int>(lines.front().page)};
      const bool fits = std::all_of(lines.begin(), lines.end(), [&](const EdgeLine& line) { return counter.Fits(line, lines.front()); });
      if (fits && (lines.size() >= kLeastCounted || counter.first == 1)) return counter;
    }
    return std::nullopt;
  }

  // Is a number set apart as that of a page is? `Tuần 3` may head the third page of a calendar.
  [[nodiscard]] bool IsSetApart(const EdgeLine& line, std::size_t number) const {
    const Span place = line.places[number];
    const std::size_t start = text_.lines[line.line].span.start;
    const auto is_gap = [&](std::size_t at) { return std::binary_search(text_.gaps.begin(), text_.gaps.end(), start + at); };
    if (is_gap(place.end) || (place.start > 0 && is_gap(place.start - 1))) return true;
    const std::string_view words = Words(line.line);
    const auto match = patterns_.Match(words_.page_counter, words);
    return match && std::any_of(match->begin() + 1, match->end(), [&](std::string_view group) { return group.data() == words.data() + place.start; });
  }

  // `Kế hoạch số 12/KH-UBND - trang 2` on the second page.
  [[nodiscard]] bool NamesItsPage(const EdgeLine& line) const {
    const auto match = patterns_.Match(words_.page_mark, Words(line.line));
    return match && (*match)[1] == std::to_string(line.page + 1);
  }

  // On enough pages, on every second one of those from the first to the last, and hardly anywhere else.
  [[nodiscard]] bool IsRepeated(const std::vector<const EdgeLine*>& lines) const {
    if (lines.size() < kLeastPages) return false;
    const std::size_t stretch = lines.back()->page - lines.front()->page + 1;
    if (2 * lines.size() < stretch) return false;
    return kMostInBody * (CountOf(Words(lines.front()->line)) - lines.size()) <= lines.size();
  }

  // How often the text has that line.
  [[nodiscard]] std::size_t CountOf(std::string_view words) const {
    if (counts_.empty()) {
      for (const Line& line : text_.lines) ++counts_[text_.View(line.span)];
    }
    return counts_[words];
  }

  // Repeated lines, as far as nothing else stands between them and the edge of their page.
  [[nodiscard]] std::vector<bool> FromTheEdges() const {
    std::vector<bool> heads(text_.lines.size(), false);
    const auto take = [&](std::size_t line) {
      heads[line] = repeats_[line];
      return repeats_[line] || IsNothing(line);
    };
    for (const Page& page : pages_) {
      for (std::size_t line = page.begin; line < page.end && take(line);) ++line;
      for (std::size_t line = page.end; line > page.begin && take(line - 1);) --line;
    }
    return heads;
  }

  const NormalizedText& text_;
  const PatternTable& patterns_;
  const Vocabulary& words_;
  std::vector<Page> pages_;
  std::map<std::string, std::vector<EdgeLine>> shapes_;  // lines in the order of their pages
  std::vector<bool> repeats_;
  mutable std::unordered_map<std::string_view, std::size_t> counts_;
};

}  // namespace

std::vector<bool> FindRunningHeads(const NormalizedText& text, const PatternTable& patterns, const Vocabulary& words) {
  return RunningHeadFinder(text, patterns, words).Run();
}

}  // namespace trichluc
