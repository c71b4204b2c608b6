// The rows that the index keeps of a document, made ready: all that can be told before anything is asked of the database. They are
// made on any thread, and nothing of the extraction is needed any more, which takes three times the memory.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "index/name_numbers.h"
#include "index/record_counts.h"
#include "trichluc/index.h"

namespace trichluc {

struct DocumentRows {
  std::string sha256;
  std::string name;
  std::string reader;
  SqlRow head;                      // of `document`; its number is left to the database
  DocumentNames names;              // that rows have the numbers of
  std::vector<std::string> titles;  // what names it, to be searched; headings and blocks are in their rows
  RecordCounts::Counted counted;

  explicit DocumentRows(const IndexedDocument& document);
  // The rows of a part (row_bytes.h), without their first column: the number of the document.
  [[nodiscard]] std::string_view RowsOf(std::size_t part) const { return std::string_view(parts_).substr(begins_[part], begins_[part + 1] - begins_[part]); }
  // In memory, about.
  [[nodiscard]] std::size_t bytes() const;

 private:
  std::string parts_;              // in their order, one behind the other: memory comes and goes in few pieces
  std::vector<std::size_t> begins_;  // and where the last one ends
};

// The texts of headings and blocks: most of what stands in the source.
[[nodiscard]] std::string KnownText(const Extraction& extraction);

}  // namespace trichluc
