#include "exports/wording.h"

#include <algorithm>
#include <set>

#include "grammar/phrase_file.h"

namespace trichluc {
namespace {

constexpr std::string_view kFolder = "wording/";
constexpr std::string_view kEnding = ".toml";
constexpr std::string_view kFallback = "en";  // of languages that lack a text

// "wording/vi.toml" → "vi"; empty for other files.
std::string_view LanguageOf(std::string_view name) {
  if (!name.starts_with(kFolder) || !name.ends_with(kEnding)) return {};
  return name.substr(kFolder.size(), name.size() - kFolder.size() - kEnding.size());
}

// The built-in files, then those of the folders: a later text replaces an earlier one.
Result<std::vector<GrammarText>> Files(const WordingOptions& options) {
  Result<std::vector<GrammarText>> files = LoadGrammarTexts({});
  std::vector<std::string> folders = options.extra_grammar_folders;
  if (!options.grammar_folder.empty()) folders.insert(folders.begin(), options.grammar_folder);
  for (const std::string& folder : folders) {
    if (!files) break;
    Result<std::vector<GrammarText>> more = LoadGrammarTexts(folder);
    if (!more) return more.error();
    files->insert(files->end(), more->begin(), more->end());
  }
  if (files) std::erase_if(*files, [](const GrammarText& file) { return LanguageOf(file.name).empty(); });
  return files;
}

std::string Known(const std::vector<GrammarText>& files) {
  std::set<std::string_view> languages;
  for (const GrammarText& file : files) languages.insert(LanguageOf(file.name));
  std::string out;
  for (const std::string_view language : languages) out.append(out.empty() ? "" : ", ").append(language);
  return out;
}

}  // namespace

Result<Wording> Wording::Load(const WordingOptions& options) {
  const Result<std::vector<GrammarText>> files = Files(options);
  if (!files) return files.error();
  Wording wording;
  wording.language_ = options.language;
  std::vector<GrammarFault> faults;
  bool found = false;
  for (const std::string_view language : {kFallback, std::string_view(options.language)}) {
    found = false;
    for (const GrammarText& file : *files) {
      if (LanguageOf(file.name) != language) continue;
      found = true;
      for (Phrase& phrase : ReadPhrases(file, faults)) wording.texts_[phrase.key] = std::move(phrase.text);
    }
  }
  if (!found) {
    return Error{Error::Code::kBadArgument, "'" + options.language + "' is no language that exports are worded in; use one of: " + Known(*files)};
  }
  if (!faults.empty()) return Error{Error::Code::kBadGrammar, FaultLine(faults.front())};
  return wording;
}

std::string Wording::Text(std::string_view key) const {
  const auto found = texts_.find(key);
  return found == texts_.end() ? std::string(key) : found->second;
}

std::string Wording::Fill(std::string_view key, Values values) const {
  const std::string text = Text(key);
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const auto value = std::find_if(values.begin(), values.end(), [&](const auto& each) {
      return text[at] == '{' && text.compare(at + 1, each.first.size(), each.first) == 0 && at + 1 + each.first.size() < text.size() &&
             text[at + 1 + each.first.size()] == '}';
    });
    if (value == values.end()) {
      out += text[at++];
    } else {
      out += value->second;
      at += value->first.size() + 2;
    }
  }
  return out;
}

std::string Wording::List(const std::vector<std::string>& texts) const {
  const std::string separator = Text("common.list_separator");
  std::string out;
  for (const std::string& text : texts) out.append(out.empty() ? "" : separator).append(text);
  return out;
}

void CheckWording(const std::vector<GrammarText>& files, std::vector<GrammarFault>& faults) {
  const Result<Wording> known = Wording::Load({.language = std::string(kFallback)});
  if (!known) return;  // the built-in files are checked by the project's tests
  for (const GrammarText& file : files) {
    for (const Phrase& phrase : ReadPhrases(file, faults)) {
      if (known->texts().contains(phrase.key)) continue;
      faults.push_back({file.path, phrase.line, phrase.column, "nothing asks for '" + phrase.key + "' (grammars/wording/en.toml has all names)"});
    }
  }
}

Result<ExportWording> ExportWording::Load(const WordingOptions& options) {
  Result<Wording> words = Wording::Load(options);
  if (!words) return words.error();
  return ExportWording(std::make_shared<const Wording>(std::move(*words)));
}

const std::string& ExportWording::language() const { return words_->language(); }
std::string ExportWording::Text(std::string_view key) const { return words_->Text(key); }
std::string ExportWording::Fill(std::string_view key, Values values) const { return words_->Fill(key, values); }

}  // namespace trichluc
