// Measuring records against hand-made gold.
//
// A gold file has the shape of the contract, with a verbatim `quote` of the document (and `nth` where it recurs) in place of
// each span; `alt` lists other accepted fields, `optional` records cost nothing either way. See docs/evaluation.md.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "trichluc/result.h"

namespace trichluc {

struct Score {
  int hits = 0;
  int expected = 0;
  int given = 0;
  std::map<std::string, std::pair<int, int>> fields;  // field name → right, compared (among the matched records)

  [[nodiscard]] double precision() const;
  [[nodiscard]] double recall() const;
  [[nodiscard]] double f1() const;
};

struct Evaluation {
  std::map<std::string, Score> kinds;   // document, sections, blocks, references, assignments, targets, deadlines
  std::vector<std::string> missed;      // one line for each gold record without a match
  std::vector<std::string> made_up;     // one line for each given record without a match

  // The mean of the kinds' F1.
  [[nodiscard]] double overall() const;
  // Adds the counts of another document.
  void Add(const Evaluation& other);
};

// Scores one JSON document of the contract against its gold. `original` is the document's bytes. An empty `output_json`
// stands for an output that was never made: it scores 0 for the document and for each kind of which the gold has a record.
Result<Evaluation> Evaluate(std::string_view original, std::string_view gold_json, std::string_view output_json);

}  // namespace trichluc
