// Puts back the marks of Vietnamese text that lost them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "repair/language_model.h"
#include "grammar/hash.h"
#include "text/tokens.h"
#include "trichluc/span.h"

namespace trichluc {

// One word that is to be written otherwise.
struct Repair {
  Span span;            // of the text
  std::string meant;
  float probability = 1;
};

// Finds the words of the model that have the same letters, and among them those that make the likeliest text. Words that
// the model does not know stay. The model must outlive it; any number of threads may use one.
class MarkRestorer {
 public:
  explicit MarkRestorer(const LanguageModel& model);

  [[nodiscard]] std::vector<Repair> Restore(std::string_view text) const;

 private:
  [[nodiscard]] const std::vector<ModelWord>* Candidates(std::string_view word, std::string& bare) const;

  const LanguageModel& model_;
  StringTable bare_ids_;
  std::vector<std::vector<ModelWord>> candidates_;  // by bare form, the commonest first
};

}  // namespace trichluc
