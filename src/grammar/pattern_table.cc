#include "grammar/pattern_table.h"

#include <re2/re2.h>
#include <re2/set.h>
#include <toml++/toml.h>

#include <algorithm>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "grammar/lazy.h"
#include "grammar/program.h"
#include "text/unicode.h"
#include "text/utf8.h"

namespace trichluc {
namespace {

constexpr std::int64_t kMatcherMemory = std::int64_t{32} << 20;
constexpr std::size_t kMaxListWords = 8;

RE2::Options PatternOptions() {
  RE2::Options options;
  options.set_log_errors(RegexErrorsAreLogged());
  options.set_max_mem(kMatcherMemory);
  return options;
}

// Splits text into its words and calls `use(match form, end offset)` for each until it returns false.
template <typename Use>
void ForEachWord(std::string_view text, Use use) {
  std::size_t at = 0;
  while (at < text.size()) {
    std::size_t next = at;
    CharClass c = ClassOf(NextChar(text, next));
    if (!IsLetter(c) && c != CharClass::kDigit) {
      at = next;
      continue;
    }
    std::size_t end = next;
    while (end < text.size()) {
      next = end;
      c = ClassOf(NextChar(text, next));
      if (!IsLetter(c) && c != CharClass::kDigit && c != CharClass::kMark) break;
      end = next;
    }
    if (!use(MatchForm(text.substr(at, end - at)), end)) return;
    at = end;
  }
}

bool IsMacroName(std::string_view name) {
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
  const auto is_inner = [&](char c) { return is_letter(c) || (c >= '0' && c <= '9') || c == '-'; };
  return !name.empty() && is_letter(name[0]) && std::all_of(name.begin(), name.end(), is_inner);
}

// Puts the file's own macros in the place of `{name}`, once: a macro holds no other. `{2,4}` and `\p{L}` are RE2's own. Gives
// the first name that stands for nothing, or nothing.
std::string ExpandMacros(const toml::table* macros, std::string& match) {
  std::string expanded;
  for (std::size_t at = 0; at < match.size();) {
    if (match[at] == '\\' && at + 1 < match.size()) {
      const bool braced = match.find_first_of("pPx", at + 1) == at + 1 && at + 2 < match.size() && match[at + 2] == '{';
      expanded.append(match, at, braced ? 3 : 2);
      at += braced ? 3 : 2;
      continue;
    }
    const std::size_t close = match[at] == '{' ? match.find('}', at) : std::string::npos;
    const std::string name = close == std::string::npos ? std::string() : match.substr(at + 1, close - at - 1);
    if (!IsMacroName(name)) {
      expanded += match[at++];
      continue;
    }
    const toml::node* macro = macros == nullptr ? nullptr : macros->get(name);
    if (macro == nullptr) return name;
    expanded += macro->value_or(std::string());
    at = close + 1;
  }
  match = std::move(expanded);
  return {};
}

std::string ListKey(std::string_view words) {
  std::string key;
  ForEachWord(words, [&](const std::string& form, std::size_t) {
    if (!key.empty()) key += ' ';
    key += form;
    return true;
  });
  return key;
}

}  // namespace

struct PatternTable::State {
  struct Example {
    std::string text;
    int line = 0;
    bool yes = true;
  };
  struct Pattern {
    std::string id;
    std::string file;
    std::unique_ptr<Lazy<RE2>> regex;
    std::vector<Example> examples;
  };
  struct List {
    std::string name;
    std::unordered_map<std::string, std::string> values;
    std::vector<Entry> entries;
  };

  std::vector<Pattern> patterns;
  std::vector<List> lists;
  std::unordered_map<std::string, PatternId> pattern_ids;
  std::unordered_map<std::string, ListId> list_ids;
  std::unique_ptr<RE2::Set> all = std::make_unique<RE2::Set>(PatternOptions(), RE2::UNANCHORED);
  bool compiled = false;
  std::unordered_set<std::string> faulty;  // names of what was left out
  bool unread = false;                     // a file was left out

  [[nodiscard]] const Pattern* Get(PatternId id) const {
    const auto index = static_cast<std::size_t>(id);
    return index < patterns.size() ? &patterns[index] : nullptr;
  }
};

namespace {

// Reads one file into a table's state.
class FileReader {
 public:
  FileReader(const std::string& path, std::vector<GrammarFault>& faults) : path_(path), faults_(faults) {}

  void Fault(const toml::source_region& where, std::string message) {
    faults_.push_back({path_, static_cast<int>(where.begin.line), static_cast<int>(where.begin.column), std::move(message)});
  }

  std::optional<std::string> String(const toml::table& table, std::string_view key) {
    const toml::node* node = table.get(key);
    if (node == nullptr || !node->is_string()) {
      Fault(node == nullptr ? table.source() : node->source(), "a pattern needs the text `" + std::string(key) + "`");
      return std::nullopt;
    }
    return node->as_string()->get();
  }

  template <typename Use>
  void Strings(const toml::node* node, Use use) {
    if (node == nullptr) return;
    const toml::array* array = node->as_array();
    if (array == nullptr) return Fault(node->source(), "expected a list of texts in [ ]");
    for (const toml::node& item : *array) {
      if (item.is_string()) {
        use(item.as_string()->get(), item.source());
      } else {
        Fault(item.source(), "expected a text in quotes");
      }
    }
  }

 private:
  const std::string& path_;
  std::vector<GrammarFault>& faults_;
};

}  // namespace

PatternTable::PatternTable() : state_(std::make_unique<State>()) {}
PatternTable::~PatternTable() = default;
PatternTable::PatternTable(PatternTable&&) noexcept = default;
PatternTable& PatternTable::operator=(PatternTable&&) noexcept = default;

std::vector<GrammarFault> PatternTable::Add(const std::string& path, std::string_view toml_text) {
  std::vector<GrammarFault> faults;
  FileReader reader(path, faults);
  toml::table file;
  try {
    file = toml::parse(toml_text, path);
  } catch (const toml::parse_error& error) {
    reader.Fault(error.source(), std::string(error.description()));
    state_->unread = true;
    return faults;
  }

  const toml::table* macros = file["macro"].as_table();
  const auto check_macro = [&](std::string_view name, const toml::node& text) {
    if (!text.is_string()) return reader.Fault(text.source(), "a macro is a text in quotes");
    std::string value = text.as_string()->get();
    if (const std::string inner = ExpandMacros(nullptr, value); !inner.empty()) {
      reader.Fault(text.source(), "macro `" + std::string(name) + "` holds `{" + inner + "}`; a macro of the outline holds no other: write it out");
    }
  };
  const auto add_pattern = [&](const toml::table& table) {
    const std::optional<std::string> id = reader.String(table, "id");
    std::optional<std::string> match = reader.String(table, "match");
    if (id) state_->faulty.insert(*id);  // until it is seen to be sound
    if (!id || !match) return;
    if (const std::string unknown = ExpandMacros(macros, *match); !unknown.empty()) {
      return reader.Fault(table.get("match")->source(), "pattern `" + *id + "`: this file has no macro `" + unknown +
                                                            "`; define it under [macro]");
    }
    if (state_->pattern_ids.contains(*id)) return reader.Fault(table.get("id")->source(), "a second pattern `" + *id + "`");
    if (state_->patterns.size() == PatternHits::kMaxPatterns) return reader.Fault(table.source(), "too many patterns");
    std::string error;
    if (state_->all->Add(*match, &error) < 0) return reader.Fault(table.get("match")->source(), "pattern `" + *id + "`: " + error);
    State::Pattern pattern{*id, path, std::make_unique<Lazy<RE2>>([match = *match] { return std::make_unique<RE2>(match, PatternOptions()); }), {}};
    for (const bool yes : {true, false}) {
      reader.Strings(table.get(yes ? "yes" : "no"), [&](const std::string& text, const toml::source_region& where) {
        pattern.examples.push_back({text, static_cast<int>(where.begin.line), yes});
      });
    }
    state_->faulty.erase(*id);
    state_->pattern_ids[*id] = static_cast<PatternId>(state_->patterns.size());
    state_->patterns.push_back(std::move(pattern));
  };

  const auto add_list = [&](std::string_view name, const toml::table& table) {
    const auto [at, is_new] = state_->list_ids.try_emplace(std::string(name), static_cast<ListId>(state_->lists.size()));
    if (is_new) state_->lists.push_back({std::string(name), {}, {}});
    State::List& list = state_->lists[static_cast<std::size_t>(at->second)];
    for (const auto& [value, spellings] : table) {
      const std::string canonical(value.str());
      list.values.try_emplace(ListKey(canonical), canonical);
      const auto is_known = [&](const Entry& entry) { return entry.value == canonical; };
      if (std::none_of(list.entries.begin(), list.entries.end(), is_known)) {
        const toml::source_position& place = value.source().begin;
        list.entries.push_back({canonical, {path, static_cast<int>(place.line), static_cast<int>(place.column), {}}});
      }
      reader.Strings(&spellings, [&](const std::string& text, const toml::source_region&) {
        list.values.try_emplace(ListKey(text), canonical);
      });
    }
  };

  for (const auto& [key, node] : file) {
    if (key == "pattern" && node.is_array_of_tables()) {
      for (const toml::node& table : *node.as_array()) add_pattern(*table.as_table());
    } else if (key == "macro" && node.is_table()) {
      for (const auto& [name, text] : *node.as_table()) check_macro(name.str(), text);
    } else if (key == "list" && node.is_table()) {
      for (const auto& [name, table] : *node.as_table()) {
        if (table.is_table()) {
          add_list(name.str(), *table.as_table());
        } else {
          state_->faulty.emplace(name.str());
          reader.Fault(table.source(), "expected a table [list." + std::string(name.str()) + "]");
        }
      }
    } else {
      reader.Fault(node.source(), "unknown entry `" + std::string(key.str()) + "`; a file holds [macro], [[pattern]] and [list.NAME]");
    }
  }
  std::stable_sort(faults.begin(), faults.end(), [](const GrammarFault& a, const GrammarFault& b) { return a.line < b.line; });
  return faults;
}

void PatternTable::Finish() {
  state_->compiled = state_->all->Compile();
}

PatternId PatternTable::FindPattern(std::string_view id) const {
  const auto at = state_->pattern_ids.find(std::string(id));
  return at == state_->pattern_ids.end() ? PatternId::kNone : at->second;
}

ListId PatternTable::FindList(std::string_view name) const {
  const auto at = state_->list_ids.find(std::string(name));
  return at == state_->list_ids.end() ? ListId::kNone : at->second;
}

bool PatternTable::HasFault(std::string_view name) const {
  return state_->unread || state_->faulty.contains(std::string(name));
}

PatternHits PatternTable::FindAll(std::string_view text) const {
  PatternHits hits;
  thread_local std::vector<int> found;  // one for each line would be made and thrown away
  if (!state_->compiled || !state_->all->Match(text, &found)) return hits;
  for (const int index : found) hits.Set(static_cast<PatternId>(index));
  return hits;
}

bool PatternTable::Matches(PatternId id, std::string_view text) const {
  const State::Pattern* pattern = state_->Get(id);
  return pattern != nullptr && RE2::PartialMatch(text, **pattern->regex);
}

std::optional<std::vector<std::string_view>> PatternTable::Match(PatternId id, std::string_view text) const {
  const State::Pattern* pattern = state_->Get(id);
  if (pattern == nullptr) return std::nullopt;
  const int groups = (*pattern->regex)->NumberOfCapturingGroups() + 1;
  std::vector<re2::StringPiece> pieces(static_cast<std::size_t>(groups));
  if (!(*pattern->regex)->Match(text, 0, text.size(), RE2::UNANCHORED, pieces.data(), groups)) return std::nullopt;
  std::vector<std::string_view> captures;
  captures.reserve(pieces.size());
  for (const re2::StringPiece& piece : pieces) captures.emplace_back(piece.data(), piece.size());
  return captures;
}

std::optional<std::string_view> PatternTable::Value(ListId id, std::string_view words) const {
  const auto index = static_cast<std::size_t>(id);
  if (index >= state_->lists.size()) return std::nullopt;
  const auto& values = state_->lists[index].values;
  const auto at = values.find(ListKey(words));
  if (at == values.end()) return std::nullopt;
  return at->second;
}

const std::vector<PatternTable::Entry>& PatternTable::Entries(ListId id) const {
  static const std::vector<Entry> kNone;
  const auto index = static_cast<std::size_t>(id);
  return index < state_->lists.size() ? state_->lists[index].entries : kNone;
}

std::optional<PatternTable::Prefix> PatternTable::LongestPrefix(ListId id, std::string_view words) const {
  const auto index = static_cast<std::size_t>(id);
  if (index >= state_->lists.size()) return std::nullopt;
  const auto& values = state_->lists[index].values;
  std::optional<Prefix> best;
  std::string key;
  std::size_t count = 0;
  ForEachWord(words, [&](const std::string& form, std::size_t end) {
    if (!key.empty()) key += ' ';
    key += form;
    const auto at = values.find(key);
    if (at != values.end()) best = Prefix{end, at->second};
    return ++count < kMaxListWords;
  });
  return best;
}

PatternTable::Examples PatternTable::RunExamples() const {
  Examples result;
  for (const State::Pattern& pattern : state_->patterns) {
    for (const State::Example& example : pattern.examples) {
      ++result.run;
      if (RE2::PartialMatch(example.text, **pattern.regex) == example.yes) continue;
      result.failures.push_back({pattern.file, example.line, pattern.id, example.text,
                                 example.yes ? "expected a match, found none" : "expected no match, found one"});
    }
  }
  return result;
}

std::size_t PatternTable::pattern_count() const { return state_->patterns.size(); }

}  // namespace trichluc
