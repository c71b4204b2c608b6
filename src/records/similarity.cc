#include "records/similarity.h"

#include <algorithm>
#include <unordered_map>
#include <vector>

#include "text/unicode.h"
#include "text/utf8.h"

namespace trichluc {
namespace {

// White space as Python's str knows it; U+001C to U+001F are no space to Unicode.
bool IsSpace(char32_t c) {
  if (c >= 0x1C && c <= 0x1F) return true;
  return c == 0x85 || ClassOf(c) == CharClass::kSpace;
}

std::u32string Characters(std::string_view utf8) {
  std::u32string out;
  out.reserve(utf8.size());
  for (std::size_t at = 0; at < utf8.size();) out += NextChar(utf8, at);
  return out;
}

std::u32string CaseFolded(std::string_view utf8) { return Characters(FoldCase(ToNfc(utf8))); }

// Runs of spaces and asterisks become one space.
std::u32string Collapsed(std::u32string_view text) {
  std::u32string out;
  bool in_run = false;
  for (const char32_t c : text) {
    const bool space = c == U'*' || IsSpace(c);
    if (!space) {
      out += c;
    } else if (!in_run) {
      out += U' ';
    }
    in_run = space;
  }
  return out;
}

std::u32string_view Stripped(std::u32string_view text) {
  constexpr std::u32string_view kEdge = U" .,;:/\"'\u201C\u201D()";
  const std::size_t start = text.find_first_not_of(kEdge);
  if (start == std::u32string_view::npos) return {};
  return text.substr(start, text.find_last_not_of(kEdge) - start + 1);
}

std::size_t SkipSpaces(std::u32string_view text, std::size_t at) {
  while (at < text.size() && IsSpace(text[at])) ++at;
  return at;
}

// Where a dash that counts as one begins at `at`, the place behind it and its spaces; else `at`. A long dash always counts,
// a hyphen only between spaces: the hyphen of a code stays apart from the dash of a sentence.
std::size_t BehindDash(std::u32string_view text, std::size_t at) {
  const std::size_t dash = SkipSpaces(text, at);
  if (dash == text.size()) return at;
  const std::size_t behind = SkipSpaces(text, dash + 1);
  if (text[dash] == U'\u2013' || text[dash] == U'\u2014') return behind;
  const bool between_spaces = dash > at && behind > dash + 1;
  return text[dash] == U'-' && between_spaces ? behind : at;
}

// Matches one pair of texts, block by block.
class Matcher {
 public:
  Matcher(std::u32string_view a, std::u32string_view b) : a_(a), b_(b), run_(b.size() + 1), next_run_(b.size() + 1) {
    for (std::size_t j = 0; j < b.size(); ++j) places_[b[j]].push_back(j);
  }

  // The length of all matching blocks.
  std::size_t Matches() {
    std::size_t total = 0;
    std::vector<Window> open = {{0, a_.size(), 0, b_.size()}};
    while (!open.empty()) {
      const Window window = open.back();
      open.pop_back();
      const Match match = Longest(window);
      if (match.size == 0) continue;
      total += match.size;
      if (window.a_start < match.a && window.b_start < match.b) {
        open.push_back({window.a_start, match.a, window.b_start, match.b});
      }
      if (match.a + match.size < window.a_end && match.b + match.size < window.b_end) {
        open.push_back({match.a + match.size, window.a_end, match.b + match.size, window.b_end});
      }
    }
    return total;
  }

 private:
  struct Window {
    std::size_t a_start, a_end, b_start, b_end;
  };
  struct Match {
    std::size_t a = 0, b = 0, size = 0;
  };

  // The longest common block of a window; of several the first in `a`, and of those the first in `b`.
  Match Longest(const Window& window) {
    Match best;
    for (std::size_t i = window.a_start; i < window.a_end; ++i) {
      const auto found = places_.find(a_[i]);
      const std::vector<std::size_t>& places = found == places_.end() ? none_ : found->second;
      const auto first = std::lower_bound(places.begin(), places.end(), window.b_start);
      // run_[j] is the length of the common block that ends before a_[i] and b_[j]: one row of the table at a time.
      for (auto j = first; j != places.end() && *j < window.b_end; ++j) {
        const std::size_t size = run_[*j] + 1;
        next_run_[*j + 1] = size;
        written_.push_back(*j + 1);
        if (size > best.size) best = {i + 1 - size, *j + 1 - size, size};
      }
      NextRow();
    }
    NextRow();  // leaves the table empty for the next window
    return best;
  }

  void NextRow() {
    for (const std::size_t j : last_written_) run_[j] = 0;
    run_.swap(next_run_);
    last_written_.swap(written_);
    written_.clear();
  }

  std::u32string_view a_;
  std::u32string_view b_;
  std::unordered_map<char32_t, std::vector<std::size_t>> places_;
  std::vector<std::size_t> none_;
  std::vector<std::size_t> run_;
  std::vector<std::size_t> next_run_;
  std::vector<std::size_t> written_;       // the places of next_run_ that are not 0
  std::vector<std::size_t> last_written_;  // those of run_
};

double Ratio(std::size_t matches, std::size_t length) {
  return length == 0 ? 1.0 : 2.0 * static_cast<double>(matches) / static_cast<double>(length);
}

// The characters that both have, wherever they stand: no matching has more.
std::size_t CommonCharacters(std::u32string_view a, std::u32string_view b) {
  std::unordered_map<char32_t, std::ptrdiff_t> left;
  for (const char32_t c : b) ++left[c];
  return static_cast<std::size_t>(std::count_if(a.begin(), a.end(), [&](char32_t c) {
    const auto found = left.find(c);
    return found != left.end() && found->second-- > 0;
  }));
}

}  // namespace

std::u32string FoldForScore(std::string_view utf8) {
  const std::u32string collapsed = Collapsed(CaseFolded(utf8));
  const std::u32string_view text = Stripped(collapsed);
  std::u32string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t behind = BehindDash(text, at);
    if (behind != at) {
      out += U'-';
      at = behind;
      continue;
    }
    const char32_t c = text[at++];
    out += c == U'\u201C' || c == U'\u201D' ? U'"' : c;
  }
  return out;
}

std::u32string ExactForScore(std::string_view utf8) {
  std::u32string text = CaseFolded(utf8);
  text.erase(std::remove_if(text.begin(), text.end(), IsSpace), text.end());
  return text;
}

double Similarity(std::u32string_view a, std::u32string_view b) {
  return Ratio(Matcher(a, b).Matches(), a.size() + b.size());
}

bool Alike(std::u32string_view a, std::u32string_view b, double least) {
  if (a == b) return true;
  if (a.empty() || b.empty()) return false;
  const std::size_t length = a.size() + b.size();
  if (Ratio(std::min(a.size(), b.size()), length) < least) return false;
  if (Ratio(CommonCharacters(a, b), length) < least) return false;
  return Similarity(a, b) >= least;
}

}  // namespace trichluc
