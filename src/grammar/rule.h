// One rule of a grammar file, compiled.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "grammar/pattern.h"

namespace trichluc {

struct Program;
template <typename T>
class Lazy;

// An example beside a rule: what it must read, or must not.
struct Example {
  std::string text;
  bool accept = true;
  std::vector<std::pair<std::string, std::string>> expect;  // capture → text or value
  int line = 0;
};

struct Rule {
  std::string id;        // "references/numbered:decision", the file and the rule's own name
  std::string file;
  int line = 0;
  int level = 0;         // its place in the cascade
  int priority = 0;
  std::string symbol;    // what later levels call it; empty: it makes no symbol
  int symbol_index = -1;
  std::string emit;      // the record kind it makes; empty: none
  std::string value;     // what the recognized phrase means, where it always means the same
  std::vector<std::string> where;      // contexts, any of which must hold; empty: everywhere
  std::vector<std::string> not_where;
  std::vector<std::pair<std::string, std::string>> set;  // fields of the record that the rule itself knows
  bool overlap = false;  // tried at every place where it can begin; its matches may lie within each other
  std::string pattern_text;
  std::shared_ptr<const Pattern> source;
  PatternFacts pattern;
  std::shared_ptr<const Lazy<Program>> program;
  std::vector<Example> examples;
};

}  // namespace trichluc
