// The texts of exports in one language, by their names: `assignments.title`.
//
//   const Wording& words = …;
//   words.Text("assignments.title")                               "DANH MỤC NHIỆM VỤ"
//   words.Fill("due.before", {{"date", "15/12/2031"}})           "trước 15/12/2031"
#pragma once

#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "grammar/source.h"
#include "trichluc/exports.h"
#include "trichluc/grammar.h"

namespace trichluc {

class Wording {
 public:
  static Result<Wording> Load(const WordingOptions& options);

  // A name that no file has gives itself: a text that is missing shows where it is missing.
  [[nodiscard]] std::string Text(std::string_view key) const;

  // The same with values in the place of `{name}`. What stands in braces and has no value stays.
  using Values = std::initializer_list<std::pair<std::string_view, std::string_view>>;
  [[nodiscard]] std::string Fill(std::string_view key, Values values) const;

  // The texts joined as lists are in this language.
  [[nodiscard]] std::string List(const std::vector<std::string>& texts) const;

  [[nodiscard]] const std::map<std::string, std::string, std::less<>>& texts() const { return texts_; }
  // "vi"
  [[nodiscard]] const std::string& language() const { return language_; }

 private:
  std::string language_;
  std::map<std::string, std::string, std::less<>> texts_;
};

// Reports what is wrong with files of wording: names that nothing asks for, and what is no text.
void CheckWording(const std::vector<GrammarText>& files, std::vector<GrammarFault>& faults);

}  // namespace trichluc
