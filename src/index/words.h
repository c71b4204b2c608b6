// Words as they are looked for: without case, with one placement of the tone mark, and with or without marks.
//
// Who types marks means them: `dân` finds *dân* alone. Who types none leaves them open: `dan` finds *dân*, *đàn* and *dan*.
// So each word of a document is known twice, with its marks and without, at the same place.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "trichluc/span.h"

namespace trichluc {

struct SearchWord {
  std::string marked;  // lower case, the tone mark on the first of two vowels: "hòa"
  std::string bare;    // the same without any mark: "hoa"
  Span span;           // of the text
};
// Runs of letters and digits, in order. `text` is valid UTF-8.
[[nodiscard]] std::vector<SearchWord> SearchWords(std::string_view text);

// A word that was typed with marks, without them.
[[nodiscard]] std::string BareForm(std::string_view marked);

// What a document is found by; `titles` name it, and are its first words. They outlive this.
struct SearchTexts {
  std::vector<std::string_view> titles;
  std::vector<std::string_view> texts;
};
inline constexpr std::size_t kTitleWords = 200;  // count for one; no title is longer, but what was taken for one may be

// Calls use(raw, in_title) for each word of the texts in order, as it stands there. The texts are valid UTF-8.
template <typename Use>
void ForEachRawWord(const SearchTexts& texts, Use&& use);

// A word of a text as it is looked for, with its marks; BareForm gives it without.
[[nodiscard]] std::string MarkedForm(std::string_view raw);

// All words of a document in order, parted by spaces: as many with marks as without.
struct DocumentWords {
  explicit DocumentWords(const SearchTexts& texts);

  std::string marked;
  std::string bare;
  // The first of those that name the document; they stand above too.
  std::string title_marked;
  std::string title_bare;
};

// A name as units and issuers are looked for by: its words without marks and case, parted by spaces.
[[nodiscard]] std::string NameKey(std::string_view name);

// A unit of measure as targets are compared by.
[[nodiscard]] std::string UnitKey(std::string_view unit);

// Is a word that a document of so many words has so many times said often? Twice at the least, and one word in 250.
[[nodiscard]] bool SaidOften(std::size_t count, std::size_t all);
// Of words parted by spaces those that are said often, each once, in order.
[[nodiscard]] std::string FrequentWords(std::string_view words);

// What is asked of the words of a document: all of `phrases`, none of `excluded`.
struct WordsQuestion {
  struct Word {
    std::string form;     // marked, where it was typed with marks; else bare
    bool marked = false;
    // Of one that may go on: the form with the mark of the tone on the other of two vowels, if it has two. "hoà" begins "hoàn", and is
    // "hòa" where nothing follows.
    std::string other = {};

    // May a word of a text be meant that has this form, marked or bare as `form` is?
    [[nodiscard]] bool Fits(std::string_view word, bool prefix) const {
      return prefix ? word.starts_with(form) || (!other.empty() && word.starts_with(other)) : word == form;
    }
  };
  struct Phrase {
    std::vector<Word> words;  // one after the other
    bool prefix = false;      // the last one may go on
  };
  std::vector<Phrase> phrases;
  std::vector<Phrase> excluded;

  [[nodiscard]] bool empty() const { return phrases.empty(); }
};
// What a person typed: words, `"a phrase"`, `prefix*`, `-not`. Words of signs only say nothing. Quotation marks and spaces are those of
// any writing program.
[[nodiscard]] WordsQuestion ParseQuestion(std::string_view typed);

// A word whose forms are kept elsewhere.
struct PlacedWord {
  std::string_view marked;
  std::string_view bare;
  Span span;
};
// Is it a word of one of the phrases?
[[nodiscard]] bool IsAskedFor(const WordsQuestion& question, const PlacedWord& word);

// Where the phrases stand among the words, as ranges of them [first, last), in order; a range lies in no other.
struct WordRange {
  std::size_t first = 0;
  std::size_t last = 0;
};
[[nodiscard]] std::vector<WordRange> FindPhrases(const WordsQuestion& question, const std::vector<PlacedWord>& words);
[[nodiscard]] std::vector<WordRange> FindPhrases(const WordsQuestion& question, const std::vector<SearchWord>& words);

// The run of letters and digits that begins at `at` or behind it; moves `at` behind it. Empty where there is none any more. A run of
// more bytes than any word has is several words.
[[nodiscard]] std::string_view NextRawWord(std::string_view text, std::size_t& at);

template <typename Use>
void ForEachRawWord(const SearchTexts& texts, Use&& use) {
  std::size_t of_titles = 0;
  for (const bool in_title : {true, false}) {
    for (const std::string_view text : in_title ? texts.titles : texts.texts) {
      std::size_t at = 0;
      for (std::string_view raw = NextRawWord(text, at); !raw.empty(); raw = NextRawWord(text, at)) use(raw, in_title && ++of_titles <= kTitleWords);
    }
  }
}

}  // namespace trichluc
