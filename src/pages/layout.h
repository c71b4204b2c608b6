// From words on a page to lines of text: what a PDF, a picture that was read, hOCR, ALTO and PAGE XML have in common.
//
//   TextLayout layout("application/pdf");
//   layout.AddPage({.width = 595, .height = 842}, words);   // in any order
//   PagedText paged = std::move(layout).Finish();
//
// Words that stand beside each other become a line. Columns that stand beside each other (the two halves of a letterhead, the
// recipients beside the signature) become lines with a wide gap, row by row, even where their lines are not on one level; columns
// of running text are read one after the other. A table whose lines are drawn becomes rows of ` | `, each cell with all its lines.
#pragma once

#include <string>
#include <vector>

#include "pages/paged_text.h"

namespace trichluc {

// A word as its page shows it.
struct PlacedWord {
  std::string text;        // valid UTF-8, no white space
  Box box;
  float confidence = 1;
  bool bold = false;
  bool joined = false;     // no space stands before it, though it was found as a word of its own
  bool guessed = false;    // the box only keeps its place among the others: nobody knows where it stands
  float size = 0;          // of its letters, in points; 0 where only the box is known
};

struct PageSize {
  float width = 0;         // points
  float height = 0;
  bool read = false;       // from a picture
  int turns = 0;           // quarter turns clockwise that set it upright. Words and rulings are given as on the upright page, the
                           // size and what comes out as on the page itself
};

class TextLayout {
 public:
  explicit TextLayout(std::string media_type);

  // `rulings`: the straight lines that the page draws, as thin boxes.
  void AddPage(const PageSize& size, std::vector<PlacedWord> words, const std::vector<Box>& rulings = {});
  void AddDiagnostic(Diagnostic diagnostic) { out_.diagnostics.push_back(std::move(diagnostic)); }
  // The bytes of text so far: where the next page will stand.
  [[nodiscard]] std::size_t size() const { return out_.text.size(); }
  [[nodiscard]] PagedText Finish() && { return std::move(out_); }

 private:
  PagedText out_;
};

}  // namespace trichluc
