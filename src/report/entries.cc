#include "report/entries.h"

#include <algorithm>

namespace trichluc {
namespace {

constexpr std::size_t kCustomColours = 4;

template <typename Record>
void AddAll(EntryKind kind, const std::vector<Record>& records, std::vector<Entry>& out) {
  for (std::size_t i = 0; i < records.size(); ++i) {
    out.push_back({kind, &records[i], out.size() + 1, i + 1, 0, records[i].span, records[i].text});
  }
}

}  // namespace

std::vector<std::string_view> CustomKindsOf(const Extraction& document) {
  std::vector<std::string_view> kinds;
  for (const CustomRecord& record : document.custom) {
    if (std::find(kinds.begin(), kinds.end(), record.kind) == kinds.end()) kinds.push_back(record.kind);
  }
  return kinds;
}

std::vector<Entry> EntriesOf(const Extraction& document) {
  std::vector<Entry> out;
  AddAll(EntryKind::kAssignment, document.assignments, out);
  AddAll(EntryKind::kTarget, document.targets, out);
  AddAll(EntryKind::kDeadline, document.deadlines, out);
  AddAll(EntryKind::kReference, document.references, out);
  const std::vector<std::string_view> kinds = CustomKindsOf(document);
  for (std::size_t kind = 0; kind < kinds.size(); ++kind) {
    std::size_t of_kind = 0;
    for (const CustomRecord& record : document.custom) {
      if (record.kind == kinds[kind]) out.push_back({EntryKind::kCustom, &record, out.size() + 1, ++of_kind, kind, record.span, record.text});
    }
  }
  std::size_t remarks = 0;
  for (const Diagnostic& diagnostic : document.diagnostics) {
    out.push_back({EntryKind::kDiagnostic, &diagnostic, out.size() + 1, ++remarks, 0, diagnostic.span, {}});
  }
  return out;
}

std::string ClassOf(const Entry& entry) {
  switch (entry.kind) {
    case EntryKind::kAssignment: return "as";
    case EntryKind::kTarget: return "tg";
    case EntryKind::kDeadline: return "dl";
    case EntryKind::kReference: return "rf";
    case EntryKind::kCustom: return "c" + std::to_string(entry.custom_kind % kCustomColours);
    case EntryKind::kDiagnostic: return "dx";
  }
  return {};
}

const Provenance* ProvenanceOf(const Entry& entry) {
  return std::visit(
      [](const auto* of) -> const Provenance* {
        if constexpr (std::is_same_v<decltype(of), const Diagnostic*>) return nullptr;
        else return of;
      },
      entry.of);
}

std::string_view ListOf(const Entry& entry) {
  switch (entry.kind) {
    case EntryKind::kAssignment: return "assignments";
    case EntryKind::kTarget: return "targets";
    case EntryKind::kDeadline: return "deadlines";
    case EntryKind::kReference: return "references";
    case EntryKind::kCustom: return std::get<const CustomRecord*>(entry.of)->kind;
    case EntryKind::kDiagnostic: break;
  }
  return {};
}

std::vector<Passage> PassagesOf(const Extraction& document) {
  std::vector<Passage> out;
  for (const Section& section : document.sections) out.push_back({&section, nullptr, section.span, section.text});
  for (const Block& block : document.blocks) out.push_back({nullptr, &block, block.span, block.text});
  std::stable_sort(out.begin(), out.end(), [](const Passage& a, const Passage& b) { return a.span.start < b.span.start; });
  return out;
}

}  // namespace trichluc
