#include "grammar/rules.h"

#include <algorithm>
#include <charconv>
#include <sstream>
#include <unordered_map>

#include <toml++/toml.h>

#include "grammar/lazy.h"
#include "grammar/program.h"
#include "grammar/rows.h"
#include "text/unicode.h"
#include "text/utf8.h"

namespace trichluc {
namespace {

constexpr char32_t kFirstMapped = 0x80;  // ASCII is read as it stands

std::string TopFolder(const std::string& path) {
  const std::size_t name = path.find_last_of('/');
  if (name == std::string::npos) return {};
  const std::size_t folder = path.find_last_of('/', name - 1);
  return path.substr(folder == std::string::npos ? 0 : folder + 1, name - (folder == std::string::npos ? 0 : folder + 1));
}

std::string Stem(const std::string& path) {
  const std::size_t folder = path.find_last_of('/');
  const std::string name = folder == std::string::npos ? path : path.substr(folder + 1);
  return name.substr(0, name.find_last_of('.'));
}

class Loader {
 public:
  Loader(const std::vector<GrammarText>& texts, std::vector<GrammarFault>& faults)
      : texts_(texts), faults_(faults), set_(std::make_shared<RuleSet>()) {}

  std::shared_ptr<const RuleSet> Run() {
    for (const GrammarText& text : texts_) Read(text);
    set_->files = static_cast<int>(texts_.size());
    if (set_->levels.empty()) Fault("cascade.toml", 1, 1, "no file names the levels of the cascade (levels = [ … ])");
    InternLiterals();
    set_->lexicons.Freeze();
    NumberSymbols();
    ParsePatterns();
    set_->wakes.resize(set_->symbols.last() + 1);
    for (std::size_t i = 0; i < set_->levels.size(); ++i) Compile(i);
    set_->outline.Finish();
    return set_;
  }

 private:
  void Fault(std::string file, int line, int column, std::string message) {
    faults_.push_back({std::move(file), line, column, std::move(message)});
  }
  void Fault(const std::string& file, const toml::node& node, std::string message) {
    Fault(file, static_cast<int>(node.source().begin.line), static_cast<int>(node.source().begin.column), std::move(message));
  }

  void Read(const GrammarText& text) {
    const std::string folder = TopFolder(text.name);
    if (text.path.ends_with(".tsv")) {
      if (folder == "encodings") {
        set_->encodings.push_back(text);
        return;
      }
      if (folder == "confusions") {
        set_->confusions.push_back(text);
        return;
      }
      if (!IsWellFormedUtf8(text.text)) return Fault(text.path, 1, 1, "the table is no UTF-8");
      return folder == "charmaps" ? ReadCharmap(text) : ReadGazetteer(text);
    }
    if (folder == "wording") {
      set_->wording.push_back(text);
      return;
    }
    if (folder == "outline") {
      for (GrammarFault& fault : set_->outline.Add(text.path, text.text)) faults_.push_back(std::move(fault));
      return;
    }
    ReadToml(text);
  }

  // code point (hexadecimal), tab, replacement (hexadecimal code points, or empty), tab, "word" where it needs Latin neighbours
  void ReadCharmap(const GrammarText& text) {
    ForEachRow(text.text, [&](int number, std::span<const std::string_view> cells) {
      const auto from = Hex(cells[0]);
      if (!from || cells.size() < 2)
        return Fault(text.path, number, 1, "a line of a charmap is: code point, tab, replacement, tab, condition");
      if (*from < kFirstMapped)
        return Fault(text.path, number, 1, "a charmap does not change ASCII; '" + std::string(cells[0]) + "' is to be 80 or above");
      Charmap::Entry entry;
      std::istringstream points{std::string(cells[1])};
      for (std::string point; points >> point;) {
        const auto c = Hex(point);
        if (!c) Fault(text.path, number, 1, "'" + point + "' is no hexadecimal code point");
        if (c) AppendChar(entry.to, *c);
      }
      entry.in_word = cells.size() > 2 && cells[2] == "word";
      set_->charmap.Add(*from, std::move(entry));
    });
  }

  // A code point: surrogates are none, and 10FFFF is the last.
  static std::optional<char32_t> Hex(std::string_view digits) {
    std::uint32_t value = 0;
    const auto [end, code] = std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
    if (code != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
    if (value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) return std::nullopt;
    return static_cast<char32_t>(value);
  }

  // A head line names the columns: phrase, value, from, to (others are notes).
  void ReadGazetteer(const GrammarText& text) {
    const LexiconId lexicon = set_->lexicons.Intern(Stem(text.name));
    std::unordered_map<std::string, std::size_t> columns;
    ForEachRow(text.text, [&](int number, std::span<const std::string_view> cells) {
      if (columns.empty()) {
        for (std::size_t i = 0; i < cells.size(); ++i) columns.emplace(cells[i], i);
        if (!columns.contains("phrase"))
          Fault(text.path, number, 1, "the head line of a gazetteer names its columns; one of them is 'phrase'");
        return;
      }
      if (!columns.contains("phrase")) return;
      const auto cell = [&](const char* name) -> std::string {
        const auto column = columns.find(name);
        return column == columns.end() || column->second >= cells.size() ? std::string() : std::string(cells[column->second]);
      };
      const std::string phrase = cell("phrase");
      if (phrase.empty()) return Fault(text.path, number, 1, "this line has no phrase");
      LexiconEntry entry{.lexicon = lexicon, .value = cell("value"), .valid_from = cell("from"), .valid_to = cell("to")};
      if (entry.value.empty()) entry.value = phrase;
      set_->lexicons.Add(lexicon, phrase, std::move(entry));
    });
  }

  void ReadToml(const GrammarText& text) {
    toml::table table;
    try {
      table = toml::parse(text.text, text.path);
    } catch (const toml::parse_error& error) {
      const auto& where = error.source().begin;
      return Fault(text.path, static_cast<int>(where.line), static_cast<int>(where.column), std::string(error.description()));
    }
    prefix_ = text.name.substr(0, text.name.find_last_of('.'));
    for (const auto& [key, node] : table) {
      const std::string_view name = key.str();
      if (name == "levels") {
        ReadLevels(text.path, node);
      } else if (name == "macro") {
        ReadMacros(text.path, node);
      } else if (name == "lexicon") {
        ReadLexicons(text.path, node);
      } else if (name == "rule") {
        ReadRules(text.path, node);
      } else {
        Fault(text.path, node, "unknown key '" + std::string(name) + "' (levels, macro, lexicon or rule)");
      }
    }
  }

  void ReadLevels(const std::string& file, const toml::node& node) {
    const toml::array* names = node.as_array();
    if (names == nullptr) return Fault(file, node, "levels is a list of names");
    set_->levels.clear();
    for (const toml::node& name : *names) set_->levels.push_back({.name = Text(file, name)});
  }

  void ReadMacros(const std::string& file, const toml::node& node) {
    const toml::table* macros = node.as_table();
    if (macros == nullptr) return Fault(file, node, "[macro] is a table of name = 'pattern'");
    for (const auto& [name, pattern] : *macros) {
      if (!pattern.is_string()) Fault(file, pattern, "a macro is a string");
      macros_[std::string(name.str())] = pattern.value_or<std::string>("");
    }
  }

  // [lexicon] name = [ "phrase", … ]       the value of a phrase is the phrase itself
  // [lexicon.name] value = [ "phrase", … ]
  void ReadLexicons(const std::string& file, const toml::node& node) {
    const toml::table* lexicons = node.as_table();
    if (lexicons == nullptr) return Fault(file, node, "[lexicon] is a table");
    for (const auto& [name, body] : *lexicons) {
      const LexiconId id = set_->lexicons.Intern(name.str());
      if (const toml::array* phrases = body.as_array()) {
        for (const toml::node& phrase : *phrases) AddPhrase(file, id, phrase, phrase.value_or<std::string>(""));
      } else if (const toml::table* values = body.as_table()) {
        for (const auto& [value, forms] : *values) {
          const toml::array* spelled = forms.as_array();
          if (spelled == nullptr) {
            Fault(file, forms, "the forms of a value are a list of phrases");
            continue;
          }
          for (const toml::node& phrase : *spelled) AddPhrase(file, id, phrase, std::string(value.str()));
        }
      } else {
        Fault(file, body, "a lexicon is a list of phrases, or a table of value = [phrases]");
      }
    }
  }

  void AddPhrase(const std::string& file, LexiconId lexicon, const toml::node& node, std::string value) {
    const auto phrase = node.value<std::string>();
    if (!phrase || phrase->empty()) return Fault(file, node, "a phrase is a string that is not empty");
    set_->lexicons.Add(lexicon, *phrase, {.lexicon = lexicon, .value = std::move(value), .valid_from = {}, .valid_to = {}});
  }

  void ReadRules(const std::string& file, const toml::node& node) {
    const toml::array* rules = node.as_array();
    if (rules == nullptr) return Fault(file, node, "a rule is written [[rule]]");
    for (const toml::node& rule : *rules) {
      if (const toml::table* table = rule.as_table()) ReadRule(file, *table);
      else Fault(file, rule, "a rule is written [[rule]]");
    }
  }

  void ReadRule(const std::string& file, const toml::table& table) {
    Rule rule;
    rule.file = file;
    rule.line = static_cast<int>(table.source().begin.line);
    std::string name;
    std::string level;
    const toml::node* pattern = nullptr;
    for (const auto& [key, node] : table) {
      const std::string_view field = key.str();
      if (field == "id") name = Text(file, node);
      else if (field == "level") level = Text(file, node);
      else if (field == "priority") rule.priority = node.is_integer() ? node.value_or(0) : (Fault(file, node, "priority is a number"), 0);
      else if (field == "symbol") rule.symbol = Text(file, node);
      else if (field == "emit") rule.emit = Text(file, node);
      else if (field == "value") rule.value = Text(file, node);
      else if (field == "overlap") rule.overlap = node.is_boolean() ? node.value_or(false) : (Fault(file, node, "overlap is true or false"), false);
      else if (field == "where") rule.where = Strings(file, node);
      else if (field == "not_where") rule.not_where = Strings(file, node);
      else if (field == "pattern") { rule.pattern_text = node.value_or<std::string>(""); pattern = &node; }
      else if (field == "set") ReadFields(file, node, rule.set);
      else if (field == "yes") ReadExamples(file, node, true, rule.examples);
      else if (field == "no") ReadExamples(file, node, false, rule.examples);
      else Fault(file, node, "unknown key '" + std::string(field) + "' in a rule");
    }
    if (name.empty()) return Fault(file, table, "this rule has no id");
    if (rule.pattern_text.empty()) return Fault(file, table, "rule '" + name + "' has no pattern");
    if (rule.symbol.empty() && rule.emit.empty()) return Fault(file, table, "rule '" + name + "' makes neither a symbol nor a record");
    rule.id = prefix_ + ":" + name;
    levels_of_.push_back(level);
    patterns_at_.push_back({static_cast<int>(pattern->source().begin.line), static_cast<int>(pattern->source().begin.column)});
    const auto known = std::find_if(set_->rules.begin(), set_->rules.end(), [&](const Rule& r) { return r.id == rule.id; });
    if (known == set_->rules.end()) {
      set_->rules.push_back(std::move(rule));
      return;
    }
    if (known->file == file) Fault(file, table, "rule '" + name + "' is defined twice in this file");
    const auto at = static_cast<std::size_t>(known - set_->rules.begin());
    *known = std::move(rule);
    levels_of_[at] = levels_of_.back();
    patterns_at_[at] = patterns_at_.back();
    levels_of_.pop_back();
    patterns_at_.pop_back();
  }

  std::string Text(const std::string& file, const toml::node& node) {
    if (!node.is_string()) Fault(file, node, "this is to be a string");
    return node.value_or<std::string>("");
  }

  std::vector<std::string> Strings(const std::string& file, const toml::node& node) {
    std::vector<std::string> out;
    if (const toml::array* items = node.as_array()) {
      for (const toml::node& item : *items) {
        if (std::string text = Text(file, item); item.is_string()) out.push_back(std::move(text));
      }
    } else if (const auto one = node.value<std::string>()) {
      out.push_back(*one);
    } else {
      Fault(file, node, "this is to be a string, or a list of strings");
    }
    return out;
  }

  void ReadFields(const std::string& file, const toml::node& node, std::vector<std::pair<std::string, std::string>>& out) {
    const toml::table* fields = node.as_table();
    if (fields == nullptr) return Fault(file, node, "this is to be a table: { name = \"value\" }");
    for (const auto& [name, value] : *fields) {
      if (!value.is_string()) Fault(file, value, "'" + std::string(name.str()) + "' is to be a string (in quotes)");
      out.emplace_back(std::string(name.str()), value.value_or<std::string>(""));
    }
  }

  // "text", or { text = "…", capture = "what it must hold" }
  void ReadExamples(const std::string& file, const toml::node& node, bool accept, std::vector<Example>& out) {
    const toml::array* items = node.as_array();
    if (items == nullptr) return Fault(file, node, "examples are a list");
    for (const toml::node& item : *items) {
      Example example{.text = {}, .accept = accept, .expect = {}, .line = static_cast<int>(item.source().begin.line)};
      if (const auto text = item.value<std::string>()) {
        example.text = *text;
      } else {
        if (item.is_table()) ReadFields(file, item, example.expect);
        const auto text_field = std::find_if(example.expect.begin(), example.expect.end(), [](const auto& f) { return f.first == "text"; });
        if (text_field == example.expect.end()) {
          Fault(file, item, "an example is a string, or a table with 'text'");
          continue;
        }
        example.text = text_field->second;
        example.expect.erase(text_field);
      }
      out.push_back(std::move(example));
    }
  }

  void InternLiterals() {
    for (const Rule& rule : set_->rules) {
      for (const std::string& run : LiteralRuns(rule.pattern_text, macros_)) set_->lexicons.AddLiteral(run);
    }
  }

  void NumberSymbols() {
    for (Rule& rule : set_->rules) {
      if (rule.symbol.empty()) continue;
      auto& names = set_->rule_symbols;
      auto it = std::find(names.begin(), names.end(), rule.symbol);
      if (it == names.end()) it = names.insert(names.end(), rule.symbol);
      rule.symbol_index = static_cast<int>(it - names.begin());
    }
    set_->symbols.Build(set_->rule_symbols, set_->lexicons);
  }

  // Reads each rule's pattern and gives the rule to its level.
  void ParsePatterns() {
    for (std::size_t i = 0; i < set_->rules.size(); ++i) {
      Rule& rule = set_->rules[i];
      const auto level = std::find_if(set_->levels.begin(), set_->levels.end(), [&](const Level& l) { return l.name == levels_of_[i]; });
      if (level == set_->levels.end()) {
        Fault(rule.file, rule.line, 1, "rule '" + rule.id + "' stands at the unknown level '" + levels_of_[i] + "'");
        continue;
      }
      auto parsed = Pattern::Parse(rule.pattern_text, macros_, set_->lexicons, set_->symbols);
      if (const auto* error = std::get_if<PatternError>(&parsed)) {
        FaultInPattern(rule, patterns_at_[i], *error);
        continue;
      }
      rule.source = std::make_shared<const Pattern>(std::move(std::get<Pattern>(parsed)));
      rule.level = static_cast<int>(level - set_->levels.begin());
      level->rules.push_back(static_cast<int>(i));
    }
  }

  void Compile(std::size_t number) {
    Level& level = set_->levels[number];
    std::vector<SymbolSet> sets;
    for (const int rule : level.rules) RuleAt(rule).source->CollectSets(sets);
    level.alphabet = Alphabet(sets, set_->symbols.last());
    level.by_class.resize(level.alphabet.size());
    for (const int index : level.rules) {
      Rule& rule = RuleAt(index);
      rule.pattern = rule.source->Facts(level.alphabet);
      rule.program = std::make_shared<const Lazy<Program>>([source = rule.source, alphabet = &level.alphabet] {
        return std::make_unique<const Program>(*source, *alphabet);
      });
      if (rule.pattern.needs.empty()) {
        level.always.push_back(index);
        continue;
      }
      for (std::size_t c = 0; c < level.alphabet.size(); ++c) {
        if (rule.pattern.needs.front().Contains(static_cast<Alphabet::Class>(c))) level.by_class[c].push_back(index);
      }
    }
    for (Symbol s = 0; s <= set_->symbols.last(); ++s) {
      if (!level.by_class[level.alphabet.ClassOf(s)].empty()) set_->wakes[s] |= LevelBit(number);
    }
  }

  Rule& RuleAt(int index) { return set_->rules[static_cast<std::size_t>(index)]; }

  // Where in the file a place in a pattern is: patterns run over several lines. An escape in "…" counts as what it stands for.
  void FaultInPattern(const Rule& rule, std::pair<int, int> quotes, const PatternError& error) {
    const auto [line, column] = BehindQuotes(rule.file, quotes);
    const std::string_view before = std::string_view(rule.pattern_text).substr(0, error.offset);
    const auto lines = static_cast<int>(std::count(before.begin(), before.end(), '\n'));
    const std::size_t line_start = before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
    Fault(rule.file, line + lines, static_cast<int>(before.size() - line_start) + (lines == 0 ? column : 1), error.message);
  }

  // Line and column of a string's first character, behind its quotation mark, or three and the line end that may follow them.
  [[nodiscard]] std::pair<int, int> BehindQuotes(const std::string& file, std::pair<int, int> quotes) const {
    const auto source = std::find_if(texts_.begin(), texts_.end(), [&](const GrammarText& text) { return text.path == file; });
    std::string_view text = source->text;
    for (int line = 1; line < quotes.first; ++line) text.remove_prefix(text.find('\n') + 1);
    std::size_t at = 0;
    for (int column = 1; column < quotes.second; ++column) at += CharBytes(text[at]);  // TOML counts characters
    const std::string_view string = text.substr(at);
    const bool three = string.starts_with("'''") || string.starts_with("\"\"\"");
    if (three && (string.substr(3).starts_with('\n') || string.substr(3).starts_with("\r\n"))) return {quotes.first + 1, 1};
    return {quotes.first, static_cast<int>(at) + (three ? 3 : 1) + 1};
  }

  const std::vector<GrammarText>& texts_;
  std::vector<GrammarFault>& faults_;
  std::shared_ptr<RuleSet> set_;
  Macros macros_;
  std::string prefix_;                                    // of the rule ids of the file being read
  std::vector<std::string> levels_of_;                    // of each rule, as written
  std::vector<std::pair<int, int>> patterns_at_;          // line and column of each rule's pattern, with its quotes
};

}  // namespace

std::shared_ptr<const RuleSet> LoadRules(const std::vector<GrammarText>& texts, std::vector<GrammarFault>& faults) {
  return Loader(texts, faults).Run();
}

void CheckPrograms(const RuleSet& rules, std::vector<GrammarFault>& faults) {
  for (const Rule& rule : rules.rules) {
    if (rule.program == nullptr || (*rule.program)->regex.ok()) continue;
    faults.push_back({rule.file, rule.line, 1, "rule '" + rule.id + "': " + (*rule.program)->regex.error()});
  }
}

}  // namespace trichluc
