// Where grammar files come from: the copy built into the library, or folders of the user's.
#pragma once

#include <string>
#include <vector>

#include "trichluc/result.h"

namespace trichluc {

struct GrammarText {
  std::string name;  // relative to the grammars' folder: what rule ids begin with
  std::string path;  // for messages
  std::string text;
};

// The files of `folder` (.toml and .tsv, below it too), sorted by path; the built-in ones where `folder` is empty.
Result<std::vector<GrammarText>> LoadGrammarTexts(const std::string& folder);

// The same, followed by the files of the folders in `extra`, in their order.
Result<std::vector<GrammarText>> LoadGrammarTexts(const std::string& folder, const std::vector<std::string>& extra);

}  // namespace trichluc
