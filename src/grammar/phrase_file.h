// Texts under names, in tables of TOML: what programs say to people in one language (grammars/wording).
//
//   [assignments]
//   title = "DANH MỤC NHIỆM VỤ"      →   {"assignments.title", "DANH MỤC NHIỆM VỤ"}
#pragma once

#include <string>
#include <vector>

#include "grammar/source.h"
#include "trichluc/grammar.h"

namespace trichluc {

struct Phrase {
  std::string key;  // of its table and its own, with a dot between
  std::string text;
  int line = 1;
  int column = 1;
};

// The phrases of a file, in the order of their keys. Whatever is no text in a table is a fault.
[[nodiscard]] std::vector<Phrase> ReadPhrases(const GrammarText& file, std::vector<GrammarFault>& faults);

}  // namespace trichluc
