#include "grammar/phrase_file.h"

#include <toml++/toml.h>

#include <utility>

#include "text/unicode.h"

namespace trichluc {
namespace {

GrammarFault FaultAt(const GrammarText& file, const toml::source_position& place, std::string message) {
  return {file.path, static_cast<int>(place.line), static_cast<int>(place.column), std::move(message)};
}

}  // namespace

std::vector<Phrase> ReadPhrases(const GrammarText& file, std::vector<GrammarFault>& faults) {
  std::vector<Phrase> phrases;
  if (!IsWellFormedUtf8(file.text)) {
    faults.push_back({file.path, 1, 1, "the file is no UTF-8"});
    return phrases;
  }
  toml::table tables;
  try {
    tables = toml::parse(file.text);
  } catch (const toml::parse_error& error) {
    faults.push_back(FaultAt(file, error.source().begin, std::string(error.description())));
    return phrases;
  }
  for (const auto& [group, node] : tables) {
    const toml::table* table = node.as_table();
    if (table == nullptr) {
      faults.push_back(FaultAt(file, node.source().begin, "'" + std::string(group.str()) + "' stands in no table; texts stand under [names]"));
      continue;
    }
    for (const auto& [name, value] : *table) {
      const toml::source_position& place = value.source().begin;
      const auto* text = value.as_string();
      std::string key = std::string(group.str()) + "." + std::string(name.str());
      if (text == nullptr) {
        faults.push_back(FaultAt(file, place, "'" + key + "' is a text in quotation marks"));
        continue;
      }
      phrases.push_back({std::move(key), text->get(), static_cast<int>(place.line), static_cast<int>(place.column)});
    }
  }
  return phrases;
}

}  // namespace trichluc
