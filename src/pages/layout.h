// From words on a page to lines of text: what a PDF, a picture that was read, hOCR, ALTO and PAGE XML have in common.
//
//   TextLayout layout("application/pdf");
//   layout.AddPage({.width = 595, .height = 842}, words);   // in any order
//   PagedText paged = std::move(layout).Finish();
//
// Words that stand beside each other become a line. Columns that stand beside each other (the two halves of a letterhead, the
// recipients beside the signature) become lines with a wide gap, row by row, even where their lines are not on one level; columns
// of running text are read one after the other. A table whose lines are drawn becomes rows of ` | `, each cell with all its lines;
// a row that a page's end cuts is whole again.
#pragma once

#include <string>
#include <vector>

#include "pages/paged_text.h"
#include "pages/placed_word.h"
#include "pages/table_joins.h"

namespace trichluc {

class TextLayout {
 public:
  explicit TextLayout(std::string media_type);

  // `rulings`: the straight lines that the page draws, as thin boxes.
  void AddPage(const PageSize& size, std::vector<PlacedWord> words, const std::vector<Box>& rulings = {});
  // Says it of the place where the next page will stand.
  void AddDiagnostic(Diagnostic diagnostic);
  // The bytes of the words so far.
  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] PagedText Finish() &&;

 private:
  void Hold(LaidPage page);
  void Release();
  void Write(const LaidPage& page);

  PagedText out_;
  std::vector<PageSize> sizes_;               // of all pages so far
  std::vector<LaidPage> held_;                // the last page, or the one whose last row goes on, with all behind it
  std::vector<std::size_t> diagnosed_pages_;  // of each diagnostic
  std::size_t size_ = 0;
};

}  // namespace trichluc
