// Where clauses begin and end, and the words around a phrase: what targets and deadlines say they are about.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "extract/passages.h"

namespace trichluc {

// The words and phrases of a passage in order, as the first tape has them. Remembers what it was asked for, since a long
// passage holds thousands of numbers and times: make one for all questions about a passage. Not thread-safe.
class Clauses {
 public:
  explicit Clauses(const PassageReading& reading) : reading_(reading) {}

  // The clause around `span`: within its sentence, between semicolons outside brackets.
  [[nodiscard]] Span Around(Span span) const;

  // The part of a clause that holds `span`, where commas before verbs divide it: "lập danh mục trong quý I, | phê duyệt …".
  [[nodiscard]] Span Part(Span clause, Span span) const;

  // The start of the first phrase of a lexicon that begins in `range`, or range.end.
  [[nodiscard]] std::size_t FirstOf(std::string_view lexicon, Span range) const;
  // The start of the last one, or range.end.
  [[nodiscard]] std::size_t LastOf(std::string_view lexicon, Span range) const;
  // The end of the phrase of a lexicon that begins right at `offset`, or `offset`.
  [[nodiscard]] std::size_t SkipLeading(std::string_view lexicon, std::size_t offset, std::size_t end) const;
  // Cuts phrases of a lexicon and punctuation off the end of `range`.
  [[nodiscard]] std::size_t TrimTrailing(std::string_view lexicon, Span range) const;

 private:
  // The phrases of a lexicon in the whole passage, in order.
  const std::vector<Span>& PhrasesOf(LexiconId lexicon) const;
  // Finds the commas before verbs that divide a clause.
  void Divide(Span clause) const;

  struct Division {
    Span comma;
    std::size_t part;  // where the part behind it begins
  };

  const PassageReading& reading_;
  mutable std::vector<std::pair<LexiconId, std::vector<Span>>> phrases_;  // of the lexicons that were asked for
  mutable Span divided_;                                                  // the clause that was asked for last
  mutable std::vector<Division> divisions_;
};

// The text of `range` without the stretches `holes` and the brackets that they leave empty.
[[nodiscard]] std::string Without(const PassageReading& reading, Span range, std::span<const Span> holes);

}  // namespace trichluc
