#include "grammar/source.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "grammar/builtin.h"

namespace trichluc {
namespace {

namespace fs = std::filesystem;

Result<GrammarText> ReadGrammarFile(const fs::path& folder, const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  if (!file || !text) return Error{Error::Code::kUnreadable, path.string() + ": cannot be read (check its permissions)"};
  return GrammarText{path.lexically_relative(folder).generic_string(), path.string(), std::move(text).str()};
}

}  // namespace

Result<std::vector<GrammarText>> LoadGrammarTexts(const std::string& folder) {
  std::vector<GrammarText> texts;
  if (folder.empty()) {
    for (const GrammarFile& file : BuiltinGrammarFiles()) {
      texts.push_back({std::string(file.path), std::string(file.path), std::string(file.text)});
    }
    return texts;
  }
  std::error_code failure;
  std::vector<fs::path> paths;
  for (fs::recursive_directory_iterator it(folder, failure), end; !failure && it != end; it.increment(failure)) {
    const std::string extension = it->path().extension().string();
    if (it->is_regular_file(failure) && (extension == ".toml" || extension == ".tsv")) paths.push_back(it->path());
  }
  if (failure) {
    return Error{Error::Code::kUnreadable, folder + ": cannot be read: " + failure.message() + " (give a folder of grammar files)"};
  }
  if (paths.empty()) {
    return Error{Error::Code::kBadGrammar, folder + ": holds no grammar file (.toml or .tsv)"};
  }
  std::sort(paths.begin(), paths.end());
  for (const fs::path& path : paths) {
    Result<GrammarText> text = ReadGrammarFile(folder, path);
    if (!text) return text.error();
    texts.push_back(std::move(text).value());
  }
  return texts;
}

Result<std::vector<GrammarText>> LoadGrammarTexts(const std::string& folder, const std::vector<std::string>& extra) {
  Result<std::vector<GrammarText>> texts = LoadGrammarTexts(folder);
  for (std::size_t i = 0; texts && i < extra.size(); ++i) {
    Result<std::vector<GrammarText>> more = LoadGrammarTexts(extra[i]);
    if (!more) return more.error();
    texts->insert(texts->end(), more->begin(), more->end());
  }
  return texts;
}

}  // namespace trichluc
