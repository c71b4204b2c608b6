// Repair sees one long text. Its edits are laid over the words of the pages here, letter by letter: a letter that was kept has
// its share of its word's box, and the letters of an edit share what the edit took the place of.
//
//   read    "kế ho ạch"     two words, [100 130] and [140 190]
//   edit    "ho ạch" → "hoạch"
//   words   "kế", "hoạch" on [100 190]
#include "engine/page_words.h"

#include <algorithm>
#include <map>

#include "text/spaces.h"
#include "text/unicode.h"
#include "text/utf8.h"

namespace trichluc {
namespace {

constexpr double kNothing = 1e-6;  // letters

// Walks the text that was read together with the edits, and cuts what comes out into words.
class WordCutter {
 public:
  WordCutter(const DocumentReading& reading, ReadPages& out)
      : reading_(reading), text_(reading.source_text), out_(out) {}

  void Run() {
    std::size_t at = 0;
    for (const PageText& page : reading_.pages) {
      at = Keep(at, page.span.start);
      EndLine();
      out_.pages.push_back({page.width, page.height, page.read, std::move(ahead_[out_.pages.size()])});
      at = Keep(at, page.span.end);
      EndLine();
    }
    Keep(at, text_.size());
    EndLine();
    out_.text = ToNfc(out_.text);
  }

 private:
  // A word that is being written: where it stands in the text that was read, in letters and in bytes.
  struct Open {
    std::string text;
    double from = 0;
    double to = 0;
    Span source;
    double probability = 2;  // of the least sure repair; over 1 where nothing was repaired
  };

  // All up to `end`, or to the end of the edit that stands there.
  std::size_t Keep(std::size_t at, std::size_t end) {
    const std::vector<RepairEdit>& edits = reading_.repairs.edits;
    while (at < end) {
      while (edit_ < edits.size() && edits[edit_].span.start < at) ++edit_;
      if (edit_ < edits.size() && edits[edit_].span.start == at) {
        const RepairEdit& edit = edits[edit_++];
        Change(edit);
        at = edit.span.end;
      } else {
        Letter(at);
      }
    }
    return at;
  }

  // One letter that was kept; moves `at` behind it.
  void Letter(std::size_t& at) {
    const std::size_t start = at;
    NextChar(text_, at);
    while (word_ < reading_.words.size() && reading_.words[word_].span.end <= start) ++word_;
    const bool in_word = word_ < reading_.words.size() && reading_.words[word_].span.start <= start;
    const std::string_view letter = text_.substr(start, at - start);
    if (IsSpace(letter.front())) {
      Space(letter.front());
    } else if (in_word) {
      Append(letter, static_cast<double>(letters_), static_cast<double>(letters_) + 1, {start, at});
    } else if (reading_.words.empty()) {
      out_.text.append(letter);
    }  // else a sign of the layout, for emphasis
    ++letters_;
  }

  void Change(const RepairEdit& edit) {
    const std::size_t replaced = CountChars(text_.substr(edit.span.start, edit.span.size()));
    const std::size_t written = CountChars(edit.meant);
    const auto place = [&](std::size_t i) {
      return static_cast<double>(letters_) +
             static_cast<double>(replaced * i) / static_cast<double>(std::max<std::size_t>(written, 1));
    };
    std::size_t i = 0;
    for (std::size_t at = 0; at < edit.meant.size(); ++i) {
      const std::size_t start = at;
      NextChar(edit.meant, at);
      const std::string_view letter = std::string_view(edit.meant).substr(start, at - start);
      if (IsSpace(letter.front())) {
        Space(letter.front());
        continue;
      }
      Append(letter, place(i), place(i + 1), edit.span);
      open_.probability = std::min(open_.probability, edit.probability);
    }
    letters_ += replaced;
  }

  void Append(std::string_view letter, double from, double to, Span source) {
    spaces_ = 0;
    out_.text.append(letter);
    if (open_.text.empty()) {
      open_.from = from;
      open_.source = source;
    }
    open_.text.append(letter);
    open_.to = to;
    open_.source.end = std::max(open_.source.end, source.end);
  }

  void Space(char space) {
    EndWord();
    out_.text += space;
    spaces_ = space == ' ' ? spaces_ + 1 : 0;
    if (space == '\n' || spaces_ == kColumnGap) EndLine();
  }

  void EndWord() {
    if (open_.text.empty()) return;
    Open open = std::move(open_);
    open_ = {};
    if (out_.pages.empty() || reading_.words.empty()) return;
    ReadWord word;
    word.text = ToNfc(open.text);
    Place(open, word);
    const std::string_view read = text_.substr(open.source.start, open.source.size());
    if (open.probability <= 1) word.confidence = open.probability;
    if (open.probability <= 1 && read != open.text) word.read = read;
    if (const std::size_t page = PageOf(open); page != line_page_) {
      EndLineOfPage();
      line_page_ = page;
    }
    line_.box = Around(line_.box, word.box);
    line_.words.push_back(std::move(word));
  }

  void EndLine() {
    EndWord();
    spaces_ = 0;
    EndLineOfPage();
  }

  // The rest of a row that a page's end cut stands in the text of the page before its own.
  void EndLineOfPage() {
    if (!line_.words.empty()) {
      std::vector<ReadLine>& lines = line_page_ < out_.pages.size() ? out_.pages[line_page_].lines : ahead_[line_page_];
      lines.push_back(std::move(line_));
    }
    line_ = {};
  }

  // Where the first letter of a word stands.
  std::size_t PageOf(const Open& open) {
    SkipWordsBefore(open);
    return first_ < reading_.words.size() ? reading_.words[first_].page : out_.pages.size() - 1;
  }

  void SkipWordsBefore(const Open& open) {
    while (first_ < reading_.words.size() && PlaceOf(first_).to <= open.from + kNothing) ++first_;
  }

  // The box and the confidence of the words that it was made from.
  void Place(const Open& open, ReadWord& out) {
    double confidence = 0;
    int count = 0;
    const std::size_t page = PageOf(open);
    for (std::size_t w = first_; w < reading_.words.size(); ++w) {
      const Stretch stretch = PlaceOf(w);
      if (stretch.from >= open.to - kNothing) break;
      const WordPlace& word = reading_.words[w];
      if (word.page != page) continue;
      const double letters = stretch.to - stretch.from;
      const auto x = [&](double letter) {
        return static_cast<float>(word.box.x0 +
                                  word.box.width() * std::clamp((letter - stretch.from) / letters, 0.0, 1.0));
      };
      const float x0 = open.from <= stretch.from + kNothing ? word.box.x0 : x(open.from);
      const float x1 = open.to >= stretch.to - kNothing ? word.box.x1 : x(open.to);
      out.box = Around(out.box, {x0, word.box.y0, x1, word.box.y1});
      confidence += word.confidence;
      ++count;
    }
    if (count > 0) out.confidence = confidence / count;
  }

  // A word's letters, counted from the beginning of the text. Words are asked for in order, give or take a few.
  struct Stretch {
    double from;
    double to;
  };
  Stretch PlaceOf(std::size_t word) {
    while (stretches_.size() <= word) {
      const Span span = reading_.words[stretches_.size()].span;
      counted_letters_ += CountChars(text_.substr(counted_, span.start - counted_));
      const std::size_t letters = CountChars(text_.substr(span.start, span.size()));
      stretches_.push_back({static_cast<double>(counted_letters_), static_cast<double>(counted_letters_ + letters)});
      counted_letters_ += letters;
      counted_ = span.end;
    }
    return stretches_[word];
  }

  const DocumentReading& reading_;
  std::string_view text_;
  ReadPages& out_;
  std::size_t edit_ = 0;     // the next
  std::size_t word_ = 0;     // the one at or behind the place
  std::size_t first_ = 0;    // the first that the open word can cover
  std::size_t letters_ = 0;  // before the place
  std::size_t spaces_ = 0;
  std::size_t counted_ = 0;
  std::size_t counted_letters_ = 0;
  std::vector<Stretch> stretches_;
  Open open_;
  ReadLine line_;
  std::size_t line_page_ = 0;
  std::map<std::size_t, std::vector<ReadLine>> ahead_;  // lines of pages that are still to come
};

}  // namespace

void AddPageWords(const DocumentReading& reading, ReadPages& out) { WordCutter(reading, out).Run(); }

PagedText AsPagedText(const ReadPages& pages) {
  PagedText out;
  out.media_type = pages.media_type;
  for (const ReadPage& page : pages.pages) {
    if (!out.pages.empty()) out.text += '\f';
    const auto number = static_cast<std::uint32_t>(out.pages.size());
    const std::size_t start = out.text.size();
    for (const ReadLine& line : page.lines) {
      for (const ReadWord& word : line.words) {
        const std::size_t at = out.text.size();
        out.text += word.text;
        out.words.push_back({{at, out.text.size()}, number, word.box, static_cast<float>(word.confidence)});
        out.text += ' ';
      }
      out.text += '\n';
    }
    out.pages.push_back({{start, out.text.size()}, page.width, page.height, page.read});
  }
  return out;
}

}  // namespace trichluc
