// What is worth a remark in a document as a whole: quotation marks that are never closed, two ways to place the tone mark.
#pragma once

#include <vector>

#include "extract/passages.h"
#include "trichluc/diagnostic.h"

namespace trichluc {

// Opening quotation marks of a passage that nothing closes.
void CheckQuotes(const PassageReading& reading, std::vector<Diagnostic>& diagnostics);

// Counts how a document places the tone mark of oa, oe, uy.
class ToneStyle {
 public:
  void Read(const PassageReading& reading);
  // Remarks on the first word in the rarer style, if both occur.
  void Report(std::vector<Diagnostic>& diagnostics) const;

 private:
  struct Style {
    int words = 0;
    Span first;
    std::string word;
  };
  Style on_first_;   // hòa, thủy
  Style on_second_;  // hoà, thuỷ
};

}  // namespace trichluc
