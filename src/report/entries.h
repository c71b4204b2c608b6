// The records of a document as a report numbers them, through all kinds, and the passages they stand in.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "trichluc/record.h"

namespace trichluc {

enum class EntryKind { kAssignment, kTarget, kDeadline, kReference, kCustom, kDiagnostic };

// A record or a remark. Pointers are into the extraction.
struct Entry {
  EntryKind kind = EntryKind::kAssignment;
  std::variant<const Assignment*, const Target*, const Deadline*, const Reference*, const CustomRecord*, const Diagnostic*> of;
  std::size_t number = 0;        // among all, from 1
  std::size_t of_kind = 0;       // among those of its kind, from 1; of a user's own kind, among those of that name
  std::size_t custom_kind = 0;   // of a user's own kind: which of these, from 0
  Span span;
  std::string_view text;         // of its span; empty of remarks
};

// All of them, kind by kind.
[[nodiscard]] std::vector<Entry> EntriesOf(const Extraction& document);

// The names of the user's own kinds, in the order in which they first occur.
[[nodiscard]] std::vector<std::string_view> CustomKindsOf(const Extraction& document);

// The class of its marks and rows: "as", "tg", "dl", "rf", "c0" to "c3", "dx".
[[nodiscard]] std::string ClassOf(const Entry& entry);

// What a record has of where it comes from; null of remarks.
[[nodiscard]] const Provenance* ProvenanceOf(const Entry& entry);

// The contract's list that a record stands in: "assignments", or a kind of the user's own. Empty of remarks.
[[nodiscard]] std::string_view ListOf(const Entry& entry);

// A heading or a block.
struct Passage {
  const Section* section = nullptr;  // one of the two is not null
  const Block* block = nullptr;
  Span span;
  std::string_view text;
};

// All of them in the order of the document.
[[nodiscard]] std::vector<Passage> PassagesOf(const Extraction& document);

}  // namespace trichluc
