#include "extract/extract.h"

#include <algorithm>
#include <iterator>

#include "extract/assignments.h"
#include "extract/checks.h"
#include "extract/document_facts.h"
#include "extract/references.h"
#include "extract/rule_kinds.h"
#include "extract/targets.h"
#include "extract/values.h"
#include "grammar/cascade.h"

namespace trichluc {
namespace {

CustomRecord MakeCustom(const PassageReading& reading, NodeView node) {
  CustomRecord record;
  record.kind = node.rule()->emit;
  for (const auto& [name, value] : node.rule()->set) record.fields.emplace_back(name, value);
  for (const std::string& name : node.rule()->pattern.captures) {
    const auto known = [&](const auto& field) { return field.first == name; };
    if (std::any_of(record.fields.begin(), record.fields.end(), known)) continue;
    if (const auto group = node.Capture(name)) record.fields.emplace_back(name, std::string(group->value()));
  }
  record.section = reading.SectionPath();
  reading.Ground(record, node.span(), node.rule());
  return record;
}

class Extractor {
 public:
  Extractor(const DocumentContext& document, Extraction& out) : document_(document), out_(out), assignments_(document), cascade_(*document.rules) {}

  void Run() {
    for (const OutlineItem& item : document_.outline->order) {
      const int section = item.is_section ? item.index : document_.outline->blocks[static_cast<std::size_t>(item.index)].section;
      const int block = item.is_section ? -1 : item.index;
      const Passage& passage = PassageAt(*document_.outline, section, block);
      const std::vector<Span> windows = WindowsOf(passage.text);
      if (windows.size() > 1) ReportParts(passage);
      for (const Span window : windows) {
        ReadPassage(cascade_, document_, section, block, window, reading_);
        Read(reading_);
      }
    }
    assignments_.Finish(out_.assignments, out_.deadlines);
    tones_.Report(out_.diagnostics);
    if (!out_.document.issuer) out_.document.issuer = opening_issuer_ ? opening_issuer_ : closing_issuer_;
  }

 private:
  void ReportParts(const Passage& passage) {
    out_.diagnostics.push_back({DiagnosticCode::kOverlongText, Severity::kWarning,
                                "a text of " + std::to_string(passage.text.size()) + " bytes is no paragraph; it was read in parts",
                                document_.to_source->ToSource(passage.span)});
  }

  void Read(const PassageReading& reading) {
    CheckQuotes(reading, out_.diagnostics);
    tones_.Read(reading);
    std::vector<Reference> references = ReadReferences(reading, out_.diagnostics);
    std::move(references.begin(), references.end(), std::back_inserter(out_.references));
    for (const NodeId id : reading.analysis.emitted) {
      const NodeView node = reading.analysis.View(id);
      if (!IsBuiltInKind(node.rule()->emit)) out_.custom.push_back(MakeCustom(reading, node));
    }
    const OutlineBlock* block = reading.Block();
    // Where nothing is labelled, as in a letter or a notice, there is no opening either.
    const bool body = (reading.section >= 0 || document_.outline->sections.empty()) && (block == nullptr || !block->footnote);
    const auto issuer = IssuerNamedIn(reading);
    if (issuer && !body && !opening_issuer_) opening_issuer_ = issuer;
    if (issuer && body) closing_issuer_ = issuer;
    if (!body) return;
    if (assignments_.SpeaksOfPast(reading.section)) return;
    std::vector<Target> targets = ReadTargets(reading);
    std::move(targets.begin(), targets.end(), std::back_inserter(out_.targets));
    if (!reading.IsWhole() && block != nullptr && block->kind == OutlineBlock::Kind::kRow) return;  // its cells are cut
    assignments_.Read(reading, ReadDeadlines(reading, assignments_.TimesOf(reading), out_.diagnostics));
  }

  const DocumentContext& document_;
  Extraction& out_;
  AssignmentReader assignments_;
  Cascade cascade_;
  PassageReading reading_;
  ToneStyle tones_;
  std::optional<std::string> opening_issuer_;
  std::optional<std::string> closing_issuer_;
};

// Takes the section's own texts; its path is left for the sections and blocks in it.
Section SectionRecord(const Outline& outline, OutlineSection& section, const Alignment& to_source) {
  Section record;
  record.path = section.path;
  record.kind = std::move(section.kind);
  record.text = section.label;
  if (!section.heading.text.empty()) record.text.append(1, ' ').append(section.heading.text);
  record.label = std::move(section.label);
  record.heading = std::move(section.heading.text);
  record.span = to_source.ToSource(section.span);
  if (section.parent >= 0) record.parent = outline.sections[static_cast<std::size_t>(section.parent)].path;
  return record;
}

}  // namespace

void AddDocument(const Outline& outline, const Alignment& to_source, Extraction& out) {
  out.document = outline.document;
  for (const Diagnostic& diagnostic : outline.diagnostics) {
    out.diagnostics.push_back(diagnostic);
    out.diagnostics.back().span = to_source.ToSource(diagnostic.span);
  }
}

void AddOutline(Outline outline, const Alignment& to_source, Extraction& out) {
  out.sections.reserve(outline.sections.size());
  for (OutlineSection& section : outline.sections) out.sections.push_back(SectionRecord(outline, section, to_source));
  out.blocks.reserve(outline.blocks.size());
  for (OutlineBlock& block : outline.blocks) {
    Block record;
    if (block.section >= 0 && !block.footnote) record.section = outline.sections[static_cast<std::size_t>(block.section)].path;
    record.kind = Name(block.kind);
    record.text = std::move(block.passage.text);
    record.span = to_source.ToSource(block.passage.span);
    out.blocks.push_back(std::move(record));
  }
}

void AddRecords(const RuleSet& rules, const Outline& outline, const Alignment& to_source, Extraction& out) {
  if (!out.document.period && out.document.title) out.document.period = PeriodOf(rules, *out.document.title);
  DocumentContext document;
  document.rules = &rules;
  document.outline = &outline;
  document.to_source = &to_source;
  if (out.document.period && out.document.period->size() == 4) document.year = IntegerOf(*out.document.period);
  if (const auto& date = out.document.date) {
    document.written_in = IntegerOf(date->substr(0, 4));
    if (date->size() >= 7) document.written_in_month = IntegerOf(date->substr(5, 2));
  }
  Extractor(document, out).Run();
  out.document.place_id = PlaceIdOf(rules, out.document);
}

}  // namespace trichluc
