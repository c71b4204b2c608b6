#include "grammar/source.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "grammar/builtin.h"
#include "text/utf8.h"

namespace trichluc {
namespace {

namespace fs = std::filesystem;

Result<GrammarText> ReadGrammarFile(const fs::path& folder, const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::string text;
  if (file) text.assign(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
  if (!file || file.bad())
    return Error{Error::Code::kUnreadable, path.string() + ": cannot be read (check its permissions)"};
  if (path.extension() == ".tsv" && text.starts_with(kByteOrderMark)) text.erase(0, kByteOrderMark.size());
  return GrammarText{path.lexically_relative(folder).generic_string(), path.string(), std::move(text)};
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
